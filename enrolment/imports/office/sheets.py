"""What an office hands over, as sheets of cells: CSV in any letters, XLSX, XLS, ODS, Parquet, and these zipped."""

import csv
import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import PurePosixPath
from typing import Any

from enrolment.imports.mistakes import BadInput, Mistake
from enrolment.imports.office import letters
from enrolment.settings import settings

TABLE_SUFFIXES = (".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".xls", ".ods", ".parquet")
OUTLINE_SUFFIXES = (".geojson", ".gpkg", ".shp")
SUFFIXES = (*TABLE_SUFFIXES, *OUTLINE_SUFFIXES, ".zip", ".json")
MOST_COLUMNS = 500
_MOST_IN_ZIP = 200
_PACKED = b"PK\x03\x04"
_COMPOUND = b"\xd0\xcf\x11\xe0"
_SIGNATURES = {
    ".xlsx": _PACKED,
    ".xlsm": _PACKED,
    ".ods": _PACKED,
    ".zip": _PACKED,
    ".xls": _COMPOUND,
    ".parquet": b"PAR1",
    ".gpkg": b"SQLite format 3",
}
_CELLS = re.compile(rb'<c\s[^>]*?\br="([A-Z]{1,9})([0-9]{1,15})"')
_ERRORS = re.compile(rb'<c\s(?=[^>]*\bt="e")[^>]*?\br="([A-Z]{1,3})([0-9]{1,7})"')
_TABS = re.compile(rb'<sheet\s[^>]*?\br:id="([^"]+)"')
_PARTS = re.compile(rb"<Relationship\s[^>]*>")
ERROR_CELL = "#N/A"
_LOCKED = "E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0".encode("latin-1")
_BINARY = (*_SIGNATURES.values(), b"%PDF", b"\x1f\x8b", b"\x89PNG", b"\xff\xd8\xff", b"Rar!", b"7z\xbc\xaf", b"MZ")


@dataclass(frozen=True)
class Upload:
    """A file as it was handed over."""

    name: str
    content: bytes

    @property
    def suffix(self) -> str:
        return PurePosixPath(self.name.lower()).suffix


@dataclass(frozen=True)
class Sheet:
    """Cells as they stand: text, and in spreadsheets also numbers, days and flags. Row n of `rows` is row n + 1."""

    name: str
    rows: list[list[Any]]
    merged: tuple[tuple[int, int, int, int], ...] = ()  # first row, first column, last row, last column


def unpacked(upload: Upload) -> list[Upload]:
    """The files within: those of a zip file, or the upload itself. A zipped Shapefile stays whole. Raises BadInput."""
    if upload.suffix != ".zip":
        return [upload]
    _must_fit(upload)
    with _opened(upload) as packed:
        names = [name for name in packed.namelist() if _is_wanted(name)]
        if any(name.lower().endswith(".shp") for name in names):
            return [upload]
        found = [Upload(PurePosixPath(name).name, _unzipped(packed, name, upload)) for name in names]
    if not found:
        raise _refused(upload, "empty-zip")
    return found


def sheets(upload: Upload) -> list[Sheet]:
    """The sheets that hold any cell. Raises BadInput when the file cannot be read."""
    must_be_what_it_says(upload)
    if upload.suffix not in TABLE_SUFFIXES:
        raise _refused(upload, "wrong-kind", detail=" ".join(TABLE_SUFFIXES))
    if upload.suffix in (".xlsx", ".xlsm", ".ods", ".xls"):
        found = _spreadsheet(upload)
    elif upload.suffix == ".parquet":
        found = [_parquet(upload)]
    else:
        found = [_text(upload)]
    filled = [sheet for sheet in found if any(_is_filled(cell) for row in sheet.rows for cell in row)]
    if not filled:
        raise _refused(upload, "empty-file")
    for sheet in filled:
        if max(map(len, sheet.rows)) > MOST_COLUMNS:
            raise _refused(upload, "too-many-columns", detail=str(MOST_COLUMNS))
        if len(sheet.rows) > settings().office_rows:
            raise _refused(upload, "too-many-rows", detail=str(settings().office_rows))
    return filled


def must_be_what_it_says(upload: Upload) -> None:
    """Raises BadInput where the content is of another kind than the name says, or nothing at all."""
    if not upload.content:
        raise _refused(upload, "empty-file")
    if upload.suffix not in SUFFIXES:
        raise _refused(upload, "wrong-kind", detail=" ".join(SUFFIXES))
    signature = _SIGNATURES.get(upload.suffix)
    start = upload.content[:16]
    if start.startswith(_COMPOUND) and _LOCKED in upload.content:
        raise _refused(upload, "locked")
    if (signature and not start.startswith(signature)) or (not signature and start.startswith(_BINARY)):
        raise _refused(upload, "wrong-kind", detail=upload.suffix)
    if start.startswith(_PACKED):
        _must_fit(upload)


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


def _text(upload: Upload) -> Sheet:
    if upload.content.count(b"\n") > 2 * settings().office_rows:
        raise _refused(upload, "too-many-rows", detail=str(settings().office_rows))
    try:
        text, _ = letters.decode(upload.content)
    except letters.Unknown as unknown:
        reason = "unknown-letters" if unknown.row is None else "not-utf8"
        raise BadInput(
            [
                Mistake(
                    upload.name, "nul-byte" if b"\0" in upload.content and not unknown.is_wide else reason, unknown.row
                )
            ]
        ) from unknown
    if "\0" in text:
        raise BadInput([Mistake(upload.name, "nul-byte", row=1 + text[: text.index("\0")].count("\n"))])
    lines = text.splitlines()
    longest = max(range(len(lines)), key=lambda number: len(lines[number]), default=None)
    if longest is not None and len(lines[longest]) > csv.field_size_limit():
        raise BadInput([Mistake(upload.name, "long-line", row=longest + 1)])
    if lines and lines[0].lower().startswith("sep=") and len(lines[0]) == 5:
        delimiter = lines[0][4]
        text = text.split("\n", 1)[1] if "\n" in text else ""
        offset: list[list[Any]] = [[]]
    else:
        delimiter, offset = _delimiter(lines), []
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error as error:
        raise _refused(upload, "unreadable", detail="CSV") from error
    return Sheet("", offset + rows)


def _delimiter(lines: list[str]) -> str:
    """The sign that splits the most lines into the same number of cells."""
    some = [line for line in lines[:200] if line.strip()][:60]

    def agreement(sign: str) -> tuple[int, int]:
        counts = [line.count(sign) for line in some]
        common = max(set(counts), key=lambda count: (counts.count(count) if count else 0, count), default=0)
        return (counts.count(common), common) if common else (0, 0)

    return max(("\t", ";", ",", "|"), key=agreement)


def _spreadsheet(upload: Upload) -> list[Sheet]:
    from python_calamine import CalamineWorkbook

    must_be_bounded(upload)
    wrong = _error_cells(upload)
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
        raise _refused(upload, "unreadable", detail="Excel") from error


def must_be_bounded(upload: Upload) -> None:
    """Raises BadInput for an XLSX file with a cell so far out that its sheet would fill the memory."""
    if upload.suffix not in (".xlsx", ".xlsm"):
        return
    for content in _sheet_parts(upload):
        rows = columns = 0
        for found in _CELLS.finditer(content):
            letters_of, digits = found.groups()
            rows, columns = max(rows, int(digits)), max(columns, _column_number(letters_of))
        if columns > MOST_COLUMNS:
            raise _refused(upload, "too-many-columns", detail=str(MOST_COLUMNS))
        if rows > settings().office_rows:
            raise _refused(upload, "too-many-rows", detail=str(settings().office_rows))


def _error_cells(upload: Upload) -> list[list[tuple[int, int]]]:
    """Of each sheet, the cells (row and column from 0) that show an error such as #N/A, which reads as empty."""
    if upload.suffix not in (".xlsx", ".xlsm"):
        return []
    return [
        [(int(row) - 1, _column_number(column) - 1) for column, row in _ERRORS.findall(content)]
        for content in _sheet_parts(upload)
    ]


def _sheet_parts(upload: Upload) -> Iterator[bytes]:
    """The XML of each sheet, in the order of the tabs, as the workbook itself names them."""
    with _opened(upload) as packed:
        names = set(packed.namelist())
        if not {"xl/workbook.xml", "xl/_rels/workbook.xml.rels"} <= names:
            return
        targets = {}
        for part in _PARTS.findall(_unzipped(packed, "xl/_rels/workbook.xml.rels", upload)):
            said = dict(re.findall(rb'(\w+)="([^"]*)"', part))
            targets[said.get(b"Id")] = said.get(b"Target", b"").decode(errors="replace").lstrip("/").removeprefix("xl/")
        for tab in _TABS.findall(_unzipped(packed, "xl/workbook.xml", upload)):
            name = f"xl/{targets.get(tab, '')}"
            yield _unzipped(packed, name, upload) if name in names else b""


def _column_number(column: bytes) -> int:
    number = 0
    for letter in column:
        number = 26 * number + letter - 64
    return number


def _parquet(upload: Upload) -> Sheet:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        file = pq.ParquetFile(io.BytesIO(upload.content))
        if file.metadata.num_rows > settings().office_rows:
            raise _refused(upload, "too-many-rows", detail=str(settings().office_rows))
        table = file.read()
    except (pa.ArrowException, OSError, ValueError, OverflowError) as error:
        raise _refused(upload, "unreadable", detail="Parquet") from error
    try:
        columns = [table.column(name).to_pylist() for name in range(table.num_columns)]
    except (ValueError, OverflowError) as error:  # a moment beyond the years that Python knows
        raise _refused(upload, "unreadable", detail="Parquet") from error
    return Sheet("", [list(table.column_names), *map(list, zip(*columns, strict=True))])


def _must_fit(upload: Upload) -> None:
    """A zip file, as XLSX and ODS are too, must not unpack into more than the limit."""
    with _opened(upload) as packed:
        entries = packed.infolist()
    size = sum(entry.file_size for entry in entries)
    if len(entries) > 50 * _MOST_IN_ZIP or size > settings().unpacked_megabytes * 1_000_000:
        raise _refused(upload, "too-large-unpacked", detail=str(settings().unpacked_megabytes))
    if any(entry.flag_bits & 1 for entry in entries):
        raise _refused(upload, "locked")


def _opened(upload: Upload) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(io.BytesIO(upload.content))
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise _refused(upload, "unreadable", detail=upload.suffix) from error


def _unzipped(packed: zipfile.ZipFile, name: str, upload: Upload) -> bytes:
    most = packed.getinfo(name).file_size
    try:
        with packed.open(name) as file:
            return b"".join(_chunks(file, most))
    except Exception as error:  # the decompressors raise errors of their own kinds
        raise _refused(upload, "unreadable", detail=f"{upload.suffix}: {name}") from error


def _chunks(file: Any, most: int) -> Iterator[bytes]:
    seen = 0
    while chunk := file.read(1 << 20):
        seen += len(chunk)
        if seen > most:  # it holds more than its directory says
            raise ValueError("too long")
        yield chunk


def _is_wanted(name: str) -> bool:
    path = PurePosixPath(name)
    is_hidden = any(part.startswith((".", "__MACOSX", "~$")) for part in path.parts)
    return not name.endswith("/") and not is_hidden


def _refused(upload: Upload, reason: str, detail: str = "") -> BadInput:
    return BadInput([Mistake(upload.name, reason, detail=detail)])
