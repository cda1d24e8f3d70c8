"""What an office hands over, as sheets of cells: CSV in any letters, XLSX, XLS, ODS, Parquet."""

import io
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from enrolment.clock import VIETNAM
from enrolment.imports.files import delimited, letters, ods, xlsx
from enrolment.imports.files.upload import TABLE_SUFFIXES, Upload, as_it_is, must_be_what_it_says, refused
from enrolment.imports.files.zipped import must_fit
from enrolment.imports.mistakes import BadInput
from enrolment.imports.novalue import Share
from enrolment.settings import settings

MOST_COLUMNS = 1_000  # a quarter of days for each of several indicators, and what stands beside them


@dataclass(frozen=True)
class Sheet:
    """Cells as they stand: text, and in spreadsheets also numbers, days and flags. Row n of `rows` is row n + 1.

    `is_hidden`: whoever opens the file does not see it, nor, of one that is seen, its `hidden_rows` (from 1) and its
    `hidden_columns` (from 0).
    `first_day`: how many days after the usual start a workbook counts its days, as those of an old Macintosh do.
    """

    name: str
    rows: list[list[Any]]
    merged: tuple[tuple[int, int, int, int], ...] = ()  # first row, first column, last row, last column
    is_hidden: bool = False
    first_day: int = 0
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    commented: tuple[str, ...] = ()  # cells that a remark hangs on, which nobody reads


def sheets(upload: Upload) -> list[Sheet]:
    """The sheets that hold any cell. Raises BadInput when the file cannot be read."""
    upload = as_it_is(upload)
    must_be_readable(upload)
    if upload.suffix not in TABLE_SUFFIXES and not upload.kind:
        raise refused(upload, "wrong-kind", detail=" ".join(TABLE_SUFFIXES))
    if upload.suffix in (".xlsx", ".xlsm", ".ods", ".xls"):
        found = _spreadsheet(upload)
    elif upload.suffix in (".html", ".xml"):
        found = _of_markup(upload)
    elif upload.suffix == ".parquet":
        found = [_parquet(upload)]
    else:
        found = [Sheet("", delimited.rows_of(upload))]
    filled = [sheet for sheet in found if any(_is_filled(cell) for row in sheet.rows for cell in row)]
    if not filled:
        raise refused(upload, "empty-file")
    for sheet in filled:
        if max(map(len, sheet.rows)) > MOST_COLUMNS:
            raise refused(upload, "too-many-columns", detail=str(MOST_COLUMNS))
        if len(sheet.rows) > settings().office_rows:
            raise refused(upload, "too-many-rows", detail=str(settings().office_rows))
    return filled


def must_be_readable(upload: Upload) -> None:
    """Raises BadInput where the content is not what its name says, or would fill the memory."""
    must_be_what_it_says(upload)
    must_fit(upload)
    xlsx.must_be_bounded(upload, MOST_COLUMNS)


def text_of(cell: Any) -> str:
    """A cell as text: NFC is left to the reader, spaces around it are gone, a whole number has no decimals."""
    if cell is None:
        return ""
    if isinstance(cell, str):
        return " ".join(cell.split())
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(" ", "minutes")
    if isinstance(cell, date | time | timedelta):
        return cell.isoformat() if not isinstance(cell, timedelta) else str(cell)
    return " ".join(str(cell).split())


def _is_filled(cell: Any) -> bool:
    return cell is not None and cell != ""


def _spreadsheet(upload: Upload) -> list[Sheet]:
    from python_calamine import CalamineWorkbook, SheetVisibleEnum

    without_value = xlsx.cells_without_value(upload)
    hidden = xlsx.hidden(upload) or [(rows, frozenset[int]()) for rows in ods.hidden_rows(upload)]
    shown, commented = xlsx.shown(upload), xlsx.commented(upload)
    first_day = xlsx.DAYS_TO_1904 if xlsx.counts_from_1904(upload) else 0
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(ods.with_errors_as_text(upload)))
        found = []
        for number, described in enumerate(book.sheets_metadata):
            name, is_hidden = described.name, described.visible != SheetVisibleEnum.Visible
            sheet = book.get_sheet_by_name(name)
            merged = [(*first, *last) for first, last in sheet.merged_cell_ranges or ()]
            rows = sheet.to_python(skip_empty_area=False)
            if number < len(without_value):
                _put_in(rows, without_value[number])
            if number < len(shown):
                _put_in(rows, _as_shown(rows, shown[number]))
            not_seen = hidden[number] if number < len(hidden) else (frozenset(), frozenset())
            remarks = commented[number] if number < len(commented) else ()
            found.append(Sheet(name, rows, tuple(merged), is_hidden, first_day, *not_seen, remarks))
        return found
    except BadInput:
        raise
    except BaseException as error:  # the reader is Rust's: where it panics, that is no Exception
        if isinstance(error, KeyboardInterrupt | SystemExit | MemoryError):
            raise
        raise refused(upload, "unreadable", detail="Excel") from error


# What formats write around a count, or money, without making it another number.
_UNITS = frozenset(
    ("", "người", "người dân", "ng", "hồ sơ", "HS", "thẻ", "tài khoản", "TK", "lượt", "SL:", "Số:")  # of counts
) | {"đ", "đồng", "VND", "VNĐ"}


def _as_shown(rows: list[list[Any]], where: Mapping[tuple[int, int], xlsx.Shown]) -> dict[tuple[int, int], Any]:
    """The numbers of some cells as their sheet shows them: shares, and texts that no count is read from where they are
    struck through, or in thousands. Of a day that is shown without its day, the month."""
    found: dict[tuple[int, int], Any] = {}
    for (row, column), how in where.items():
        cell = rows[row][column] if row < len(rows) and column < len(rows[row]) else None
        if isinstance(cell, date) and how.is_without_day:
            found[row, column] = f"{cell.month}/{cell.year}"
        if not isinstance(cell, float | int) or isinstance(cell, bool):
            continue
        if how.is_share:
            found[row, column] = Share(float(cell))
            continue
        if not how.is_struck and {how.before, how.after} <= _UNITS:
            continue
        text = " ".join(filter(None, (how.before, text_of(cell), how.after)))
        found[row, column] = "".join(f"{sign}\u0336" for sign in text) if how.is_struck else text
    return found


def _of_markup(upload: Upload) -> list[Sheet]:
    from enrolment.imports.files import markup  # lxml is loaded for those who need it

    read = markup.tables_of_page if upload.suffix == ".html" else markup.tables_of_workbook
    try:
        return [Sheet(*table) for table in read(upload, MOST_COLUMNS)]
    except letters.Unknown as unknown:
        raise refused(upload, "unknown-letters") from unknown


def _in_vietnam(cell: Any) -> Any:
    """A moment as its day is called where it was written down: midnight in Vietnam is yesterday in UTC."""
    return cell.astimezone(VIETNAM).replace(tzinfo=None) if isinstance(cell, datetime) and cell.tzinfo else cell


def _put_in(rows: list[list[Any]], cells: Mapping[tuple[int, int], Any]) -> None:
    """Write cells into cells, some of which may lie beyond what the reader took for the sheet's end."""
    for (row, column), cell in cells.items():
        rows.extend([] for _ in range(row + 1 - len(rows)))
        rows[row].extend([""] * (column + 1 - len(rows[row])))
        rows[row][column] = cell
    width = max(map(len, rows), default=0) if cells else 0
    for line in rows:
        line.extend([""] * (width - len(line)))


def _parquet(upload: Upload) -> Sheet:
    if sys.modules.get("pyarrow", sys) is None:
        del sys.modules["pyarrow"]  # kept out until now, see `no_arrow`
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        file = pq.ParquetFile(io.BytesIO(upload.content))
        if file.metadata.num_rows > settings().office_rows:
            raise refused(upload, "too-many-rows", detail=str(settings().office_rows))
        table = file.read()
    except (pa.ArrowException, OSError, ValueError, OverflowError) as error:
        raise refused(upload, "unreadable", detail="Parquet") from error
    try:
        columns = [[_in_vietnam(cell) for cell in column.to_pylist()] for column in table.columns]
    except (ValueError, OverflowError) as error:  # a moment beyond the years that Python knows
        raise refused(upload, "unreadable", detail="Parquet") from error
    return Sheet("", [list(table.column_names), *map(list, zip(*columns, strict=True))])
