"""A CSV file of the contract that is right as a whole: read, checked and written in typed columns, as fast as it reads.

Whatever is out of order anywhere in it, this says only that something is; `read` and `check` then find out what.
Both take the same texts for the same values: a whole number is what a double holds, a date is year-month-day.
"""

from pathlib import Path

import duckdb

from enrolment.contract import Field, Schema
from enrolment.imports.files.upload import Readable
from enrolment.imports.rows.check import bounds, code_rules
from enrolment.imports.rows.read import csv_options, first_line, header_mistakes, trimmed
from enrolment.imports.scratch import quoted

_READ_AS = {"integer": "DOUBLE", "number": "DOUBLE", "date": "DATE", "boolean": "BOOLEAN", "string": "VARCHAR"}
_WHOLE = 1e15  # below it, a double holds every whole number


def write_rows(con: duckdb.DuckDBPyConnection, file: Readable, schema: Schema, target: Path) -> int | None:
    """Write the file's rows to `target` in the contract's columns, in the file's order; how many, or None.

    None: something is not right. Row n of the target, from 0, is row n + 2 of the file, whose header is row 1.
    """
    line, delimiter = first_line(file)
    header = [name.strip() for name in line.strip("\r\n").split(delimiter)]
    if not line.endswith("\n") or header_mistakes(file.name, header, schema):
        return None
    fields = {field.name: field for field in schema.fields}
    shown = ", ".join(_value(field) if field.name in header else _nothing(field) for field in schema.fields)
    columns = {name: _READ_AS[fields[name].type] for name in header}
    con.execute("drop table if exists reject_errors; drop table if exists reject_scans")
    try:
        con.execute(
            f"""create or replace temp table typed as
            select {shown} from read_csv({csv_options("dateformat = '%Y-%m-%d'")})""",
            {"path": file.seen_by(con), "columns": columns, "delimiter": delimiter, "new_line": _line_end(line)},
        )
        counted = con.execute("select count(*) from typed").fetchone()
        row_count = counted[0] if counted else 0
        ends, has_points = line_ends(file)
        if con.execute("select 1 from reject_errors limit 1").fetchone() or row_count + 1 != ends:
            return None
        if has_points:  # 1.000 may be a thousand: who reads text can tell
            return None
        if _is_any_wrong(con, schema):
            return None
        # Only now: what is refused may be of a person, and is laid on no disk.
        con.execute(f"copy typed to {quoted(target)} (format parquet, compression snappy)")
        return row_count
    except (duckdb.OutOfMemoryException, duckdb.IOException):
        raise
    except duckdb.Error:
        return None


def line_ends(file: Readable) -> tuple[int, bool]:
    """The number of lines, the last one whether or not it ends; and whether there is any point in the file."""
    chunk = bytearray(1 << 18)
    ends, last, has_points = 0, bytearray(b"\n"), False
    with file.open() as opened:
        while count := opened.readinto(chunk):  # type: ignore[attr-defined]
            ends += chunk.count(b"\n", 0, count)
            has_points = has_points or chunk.find(b".", 0, count) >= 0
            last = chunk[count - 1 : count]
    return ends + (last != b"\n"), has_points


def _is_any_wrong(con: duckdb.DuckDBPyConnection, schema: Schema) -> bool:
    texts = [field for field in schema.fields if field.type == "string"]
    # Codes repeat: looking at each once is ten times as quick as looking at every row.
    codes = ", ".join(field.name for field in texts)
    con.execute(f"create or replace temp table codes as select distinct {codes} from typed")
    looks = [(f"(select distinct {field.name} from codes)", _wrong(field)) for field in texts]
    others = [rule for field in schema.fields if field not in texts for rule in _wrong(field)]
    looks.append(("typed", others))
    return any(
        con.execute(f"select 1 from {source} where {' or '.join(wrong)} limit 1").fetchone()
        for source, wrong in looks
        if wrong
    )


def _wrong(field: Field) -> list[str]:
    rules = [f"{field.name} is null"] if field.is_required else []
    rules += [f"not isfinite({field.name})"] if field.type == "number" else []
    return rules + [f"{field.name} {sign} {limit}" for limit, sign in bounds(field)] + [r for r, _ in code_rules(field)]


def _value(field: Field) -> str:
    match field.type:
        case "integer":  # a cast alone would round 12.5 to 12 and say nothing
            is_whole = f"{field.name} = trunc({field.name}) and abs({field.name}) < {_WHOLE}"
            whole = f"when {is_whole} then {field.name}::bigint else error('not whole')"
            return f"case when {field.name} is null then null {whole} end as {field.name}"
        case "string" if "pattern" not in field.constraints and "enum" not in field.constraints:
            return f"{trimmed(field.name)} as {field.name}"
    return field.name


def _nothing(field: Field) -> str:
    return f"null::{field.sql_type} as {field.name}"


def _line_end(line: str) -> str:
    return "\\r\\n" if line.endswith("\r\n") else "\\n"
