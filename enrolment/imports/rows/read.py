"""Read a file as text: every cell a string, every row numbered as a spreadsheet would."""

import codecs
import csv
import io
from collections.abc import Callable
from functools import partial

import duckdb
import pandas as pd

from enrolment.contract import Schema, schema
from enrolment.imports.files.delimited import delimiter_of
from enrolment.imports.files.sheets import sheets, text_of
from enrolment.imports.files.upload import Readable, Upload, is_of_another_kind
from enrolment.imports.mistakes import BadInput, Mistake

SUFFIXES = (".csv", ".parquet", ".xlsx")
_HEADER_BYTES = 1 << 20


def read_text(con: duckdb.DuckDBPyConnection, file: Readable, schema: Schema, table: str) -> list[Mistake]:
    """Make the temporary `table` with `row_number` and the schema's columns as text; a column not there is null.

    Returns the mistakes that keep the file from being read at all; the table is whole only when there are none.
    Cells are trimmed and in Unicode NFC; an empty cell is null.
    """
    wrong = _not_what_it_says(file)
    if wrong:
        return [wrong]
    try:
        header, load = _READERS[file.suffix](con, file)
        wrongs = header_mistakes(file.name, header, schema)
        if wrongs:
            return wrongs
        columns = ", ".join(
            f'{trimmed(name)} as "{name}"' if name in header else f'null::varchar as "{name}"'
            for name in schema.column_names
        )
        return load(f"create or replace temp table {table} as select row_number, {columns} from")
    except _Unreadable as unreadable:
        return [Mistake(file.name, "unreadable", detail=str(unreadable))]
    except _NotText as not_text:
        return [not_text.mistake]
    except BadInput as bad:
        return list(bad.found)


def has_contract_header(file: Readable, table: str) -> bool:
    """Whether a CSV or Parquet file is in the contract's own form, by a look at its header alone."""
    if file.suffix not in (".csv", ".parquet") or _not_what_it_says(file):
        return False
    header = header_of(file)
    return header is not None and not header_mistakes(file.name, header, schema(table))


def header_of(file: Readable) -> list[str] | None:
    """The header of a CSV or Parquet file, None where it cannot be read."""
    if file.suffix == ".csv":
        line, delimiter = first_line(file)
        return [name.strip() for name in line.strip().split(delimiter)]
    try:
        with duckdb.connect() as con:
            return [name for name, _ in _described(con, file)]
    except _Unreadable:
        return None


def trimmed(name: str) -> str:
    """The SQL of a cell in NFC without spaces around it; a mark that kept a spreadsheet from reading a formula goes."""
    unseen = r"[\s\x{ad}\x{200b}-\x{200f}\x{2060}\x{feff}]*"
    mark = rf"^''({unseen}[-=+@\t\r\x{{ff1d}}\x{{ff0b}}\x{{ff20}}\x{{ff0d}}])"
    unmarked = rf"""regexp_replace(nfc_normalize("{name}"::varchar), '{mark}', '\1')"""
    return f"nullif(trim({unmarked}), '')"


def csv_options(more: str) -> str:
    """How `read_csv` reads the contract's files: `$path`, `$columns`, `$delimiter` and `$new_line` are bound."""
    return f"""$path, header = false, skip = 1, columns = $columns, delim = $delimiter, quote = '"', escape = '"',
        auto_detect = false, store_rejects = true, nullstr = '', max_line_size = 1000000, new_line = $new_line,
        {more}"""


class _Unreadable(Exception):
    pass


class _NotText(Exception):
    def __init__(self, mistake: Mistake):
        self.mistake = mistake


def _not_what_it_says(file: Readable) -> Mistake | None:
    if file.suffix not in _READERS:
        return Mistake(file.name, "wrong-kind", detail=" ".join(_READERS))
    if file.size == 0:
        return Mistake(file.name, "empty-file")
    with file.open() as opened:
        start = opened.read(16)
    if is_of_another_kind(file.suffix, start):
        return Mistake(file.name, "wrong-kind", detail=file.suffix)
    return None


# The header of a file, and how to load the rows below it by the start of a statement that makes a table of them.
_Opened = tuple[list[str], Callable[[str], list[Mistake]]]


def _csv(con: duckdb.DuckDBPyConnection, file: Readable) -> _Opened:
    mistake = _not_utf8(file)
    if mistake:
        raise _NotText(mistake)
    line, delimiter = first_line(file)
    try:
        header = [name.strip() for name in next(csv.reader(io.StringIO(line), delimiter=delimiter), [])]
    except csv.Error as error:
        raise _Unreadable("CSV") from error
    return header, partial(_load_csv, con, file, header, line, delimiter)


def _load_csv(
    con: duckdb.DuckDBPyConnection, file: Readable, header: list[str], line: str, delimiter: str, create: str
) -> list[Mistake]:
    con.execute("drop table if exists reject_errors; drop table if exists reject_scans")
    some = ", ".join(f'"{name}"' for name in header)
    is_regular = _has_regular_lines(file)
    seen = file if is_regular else _with_regular_lines(file, delimiter * (len(header) - 1))
    try:
        con.execute(
            f"""{create} (
                with numbered as (
                    select row_number() over () + 1 as row_number, *
                    from read_csv({csv_options("")})
                )
                select * from numbered where coalesce({some}) is not null
            )""",
            {
                "path": seen.seen_by(con),
                "columns": dict.fromkeys(header, "VARCHAR"),
                "delimiter": delimiter,
                "new_line": "\\r\\n" if is_regular and line.endswith("\r\n") else "\\n",
            },
        )
    except duckdb.Error as error:
        raise _Unreadable("CSV") from error
    rejected = con.execute("select line, csv_line from reject_errors order by line limit 1000").fetchall()
    return [
        Mistake(file.name, "ragged-row", row=line, value=text, detail=str(len(header)))
        for line, text in dict(rejected).items()
    ]


def _has_regular_lines(file: Readable) -> bool:
    """Whether all lines end in one way and none is blank, so that DuckDB's row numbers are the file's."""
    returns = ends = both = 0
    last = b""
    with file.open() as opened:
        while chunk := opened.read(1 << 22):
            joined = last + chunk
            if b"\n\n" in joined or b"\n\r\n" in joined:
                return False
            returns += chunk.count(b"\r")
            ends += chunk.count(b"\n")
            both += joined.count(b"\r\n")
            last = chunk[-1:]
    return returns == 0 or returns == ends == both


def _with_regular_lines(file: Readable, blank: str) -> Upload:
    """The same in memory with lines that all end in one way; a blank line becomes a row of empty cells, so that rows
    keep numbers."""
    copy = io.StringIO(newline="\n")
    with io.TextIOWrapper(file.open(), encoding="utf-8-sig") as lines:
        is_quoted = False  # a blank line within a cell belongs to the cell
        for line in lines:
            copy.write(line if is_quoted or line.strip() else f"{blank}\n")
            is_quoted ^= line.count('"') % 2 == 1
    return Upload(file.name, copy.getvalue().encode())


def first_line(file: Readable) -> tuple[str, str]:
    """The first line of a text file, its end included, and the delimiter."""
    with file.open() as opened:
        start = opened.read(_HEADER_BYTES).decode("utf-8-sig", errors="ignore")
    line = start.splitlines(keepends=True)[0] if start else ""
    return line, delimiter_of(start)


def _not_utf8(file: Readable) -> Mistake | None:
    decoder = codecs.getincrementaldecoder("utf-8")()
    line = 1
    with file.open() as opened:
        while True:
            chunk = opened.read(1 << 22)
            try:
                decoder.decode(chunk, final=not chunk)
            except UnicodeDecodeError as error:
                return Mistake(file.name, "not-utf8", row=line + chunk[: error.start].count(b"\n"))
            if b"\0" in chunk:
                return Mistake(file.name, "nul-byte", row=line + chunk[: chunk.index(b"\0")].count(b"\n"))
            line += chunk.count(b"\n")
            if not chunk:
                return None


def _parquet(con: duckdb.DuckDBPyConnection, file: Readable) -> _Opened:
    described = _described(con, file)

    def load(create: str) -> list[Mistake]:
        columns = ", ".join(f'{_as_text(name, kind)} as "{name}"' for name, kind in described)
        source = f"select row_number() over () + 1 as row_number, {columns} from read_parquet($path)"
        try:
            con.execute(f"{create} ({source})", {"path": file.seen_by(con)})
        except duckdb.Error as error:
            raise _Unreadable("Parquet") from error
        return []

    return [name for name, _ in described], load


def _described(con: duckdb.DuckDBPyConnection, file: Readable) -> list[tuple[str, str]]:
    try:
        rows = con.execute("describe select * from read_parquet($path)", {"path": file.seen_by(con)}).fetchall()
    except duckdb.Error as error:
        raise _Unreadable("Parquet") from error
    return [(name, kind) for name, kind, *_ in rows]


def _as_text(name: str, kind: str) -> str:
    cell = f'"{name}"'
    if kind == "TIMESTAMP WITH TIME ZONE":
        cell = f"({cell} at time zone 'Asia/Ho_Chi_Minh')"
    if kind.startswith("TIMESTAMP"):  # a day that pandas or Excel kept as a moment
        return f"case when {cell} = {cell}::date then strftime({cell}::date, '%Y-%m-%d') else {cell}::varchar end"
    if kind in ("DOUBLE", "FLOAT"):  # a whole number kept as a float is still a whole number: 265.0 reads as 265
        return f"case when {cell} = trunc({cell}) then {cell}::bigint::varchar else {cell}::varchar end"
    return f"{cell}::varchar"


def _excel(con: duckdb.DuckDBPyConnection, file: Readable) -> _Opened:
    """The first sheet that holds any cell."""
    header, *rows = [[text_of(cell) for cell in row] for row in sheets(Upload(file.name, file.content))[0].rows]

    def load(create: str) -> list[Mistake]:
        frame = pd.DataFrame(rows, columns=header, dtype="str")
        frame.insert(0, "row_number", range(2, len(frame) + 2))
        con.register("excel_frame", frame[(frame.drop(columns="row_number") != "").any(axis=1)])
        con.execute(f"{create} excel_frame")
        con.unregister("excel_frame")
        return []

    return header, load


def header_mistakes(file: str, header: list[str], schema: Schema) -> list[Mistake]:
    """Columns that are missing, repeated, or not the contract's."""
    if len(set(header)) != len(header):
        return [Mistake(file, "repeated-column", row=1, value=", ".join(header))]
    missing = [field.name for field in schema.fields if field.is_required and field.name not in header]
    unknown = [name for name in header if name not in schema.column_names]
    return [Mistake(file, "missing-column", row=1, column=name) for name in missing] + [
        Mistake(file, "unknown-column", row=1, column=name, detail=", ".join(schema.column_names)) for name in unknown
    ]


_READERS = {".csv": _csv, ".parquet": _parquet, ".xlsx": _excel}
