"""What an office hands over, as sheets of cells: CSV in any letters, XLSX, XLS, ODS, Parquet."""

import io
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from enrolment.imports.mistakes import BadInput
from enrolment.imports.office import delimited, xlsx
from enrolment.imports.office.zipped import must_fit
from enrolment.imports.upload import TABLE_SUFFIXES, Upload, must_be_what_it_says, refused
from enrolment.settings import settings

MOST_COLUMNS = 500
ERROR_CELL = "#N/A"


@dataclass(frozen=True)
class Sheet:
    """Cells as they stand: text, and in spreadsheets also numbers, days and flags. Row n of `rows` is row n + 1."""

    name: str
    rows: list[list[Any]]
    merged: tuple[tuple[int, int, int, int], ...] = ()  # first row, first column, last row, last column


def sheets(upload: Upload) -> list[Sheet]:
    """The sheets that hold any cell. Raises BadInput when the file cannot be read."""
    must_be_readable(upload)
    if upload.suffix not in TABLE_SUFFIXES:
        raise refused(upload, "wrong-kind", detail=" ".join(TABLE_SUFFIXES))
    if upload.suffix in (".xlsx", ".xlsm", ".ods", ".xls"):
        found = _spreadsheet(upload)
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
    from python_calamine import CalamineWorkbook

    wrong = xlsx.error_cells(upload)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(upload.content))
        found = []
        for number, name in enumerate(book.sheet_names):
            sheet = book.get_sheet_by_name(name)
            merged = [(*first, *last) for first, last in sheet.merged_cell_ranges or ()]
            rows = sheet.to_python(skip_empty_area=False)
            for row, column in wrong[number] if number < len(wrong) else ():
                if row < len(rows) and column < len(rows[row]):
                    rows[row][column] = ERROR_CELL
            found.append(Sheet(name, rows, tuple(merged)))
        return found
    except BadInput:
        raise
    except BaseException as error:  # the reader is Rust's: where it panics, that is no Exception
        if isinstance(error, KeyboardInterrupt | SystemExit | MemoryError):
            raise
        raise refused(upload, "unreadable", detail="Excel") from error


def _parquet(upload: Upload) -> Sheet:
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
        columns = [table.column(name).to_pylist() for name in range(table.num_columns)]
    except (ValueError, OverflowError) as error:  # a moment beyond the years that Python knows
        raise refused(upload, "unreadable", detail="Parquet") from error
    return Sheet("", [list(table.column_names), *map(list, zip(*columns, strict=True))])
