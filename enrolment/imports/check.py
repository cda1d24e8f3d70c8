"""Check text against the contract, in DuckDB: one pass over the file, every mistake with its row and column."""

from collections.abc import Sequence
from pathlib import Path

import duckdb

from enrolment import clock
from enrolment.contract import Field, Schema
from enrolment.imports.mistakes import Mistake
from enrolment.settings import settings

CHECKS = Path(__file__).parent / "checks"
_KEYS_AT_ONCE = 20_000_000


def check_cells(con: duckdb.DuckDBPyConnection, file: str, schema: Schema, view: str) -> list[Mistake]:
    """Mistakes of single cells of `view`: missing, of the wrong type, out of range, not in the list."""
    reasons = {field.name: _reason(field) for field in schema.fields}
    select = ", ".join(reasons.values())
    bad = " or ".join(f"({reason}) is not null" for reason in reasons.values())
    values = ", ".join(f'"{name}"' for name in reasons)
    found = con.execute(
        f"""select row_number, {select}, {values} from {view} as text
        where {bad} order by row_number limit $most""",
        {"most": _most()},
    ).fetchall()
    details = {field.name: _detail(field) for field in schema.fields}
    width = len(reasons)
    return [
        Mistake(file, reason, row=row, column=name, value=value, detail=details[name])
        for row, *cells in found
        for name, reason, value in zip(reasons, cells[:width], cells[width:], strict=True)
        if reason
    ]


def cast_columns(schema: Schema) -> str:
    """The select list that turns checked text into the contract's types."""
    return ", ".join(_cast(field) for field in schema.fields)


def check_table(con: duckdb.DuckDBPyConnection, schema: Schema) -> list[Mistake]:
    """Mistakes that show only beside other tables: unknown codes, and the checks written as SQL."""
    return [*_unknown_codes(con, schema), *_written_checks(con, schema)]


def check_duplicates(
    con: duckdb.DuckDBPyConnection, schema: Schema, files: Sequence[tuple[str, Path]]
) -> list[Mistake]:
    """Rows of the files (name, Parquet rows) whose key stands in an earlier row of them."""
    if not schema.primary_key or not files:
        return []
    key = ", ".join(schema.primary_key)
    numbers = range(len(files))
    union = " union all ".join(
        f"select {key}, row_number, {number} as file_number from read_parquet($path{number})" for number in numbers
    )
    same_key = " and ".join(
        f"incoming.{column} is not distinct from repeated.{column}" for column in schema.primary_key
    )
    paths = {f"path{number}": str(files[number][1]) for number in numbers}
    counted = con.execute(f"select count(*) from ({union})", paths).fetchone()
    # In parts, so that a nation's keys need no more memory than one part's.
    parts = 1 + (counted[0] if counted else 0) // _KEYS_AT_ONCE
    found: list[tuple] = []
    for part in range(parts):
        found += con.execute(
            f"""with incoming as (select * from ({union}) where hash({key}) % $parts = $part),
            repeated as (select {key} from incoming group by {key} having count(*) > 1)
            select file_number, row_number, concat_ws(' · ', {key}),
                first_value(file_number) over places, first_value(row_number) over places
            from incoming semi join repeated on {same_key}
            window places as (partition by {key} order by file_number, row_number)
            qualify row_number() over places > 1
            order by file_number, row_number limit $most""",
            {"most": _most(), "parts": parts, "part": part, **paths},
        ).fetchall()
    return [
        Mistake(
            files[number][0], "duplicate", row, ", ".join(schema.primary_key), value, f"{files[first][0]} {first_row}"
        )
        for number, row, value, first, first_row in found
    ]


def _most() -> int:
    """Mistakes that are looked up: those that are listed, and a hundred times as many to be counted."""
    return 100 * settings().max_mistakes


def _reason(field: Field) -> str:
    cell = f'"{field.name}"'
    rules = [f"when {cell} is null then {_text('missing') if field.is_required else 'null'}"]
    match field.type:
        case "integer":
            rules.append(f"when not regexp_full_match({cell}, '[+-]?[0-9]{{1,15}}') then 'not-integer'")
        case "number":
            rules.append(f"when coalesce(not isfinite(try_cast({cell} as double)), true) then 'not-number'")
        case "date":
            iso = _text("[0-9]{4}-[0-9]{2}-[0-9]{2}( 00:00:00)?")
            rules.append(f"when not regexp_full_match({cell}, {iso}) then 'not-iso-date'")
            rules.append(f"when try_cast({cell} as date) is null then 'no-such-date'")
            rules.append(f"when try_cast({cell} as date) < date {_text(field.constraints['minimum'])} then 'too-early'")
        case "boolean":
            rules.append(f"when lower({cell}) not in ('true', 'false', '1', '0') then 'not-boolean'")
    if field.type in ("integer", "number"):
        for bound, sign in (("minimum", "<"), ("maximum", ">")):
            if bound in field.constraints:
                rules.append(f"when try_cast({cell} as double) {sign} {field.constraints[bound]} then 'out-of-range'")
    if "enum" in field.constraints:
        rules.append(f"when {cell} not in ({', '.join(map(_text, field.constraints['enum']))}) then 'not-in-list'")
    if "pattern" in field.constraints:
        rules.append(f"when not regexp_full_match({cell}, {_text(field.constraints['pattern'])}) then 'bad-code'")
    return f"case {' '.join(rules)} end"


def _detail(field: Field) -> str:
    if "enum" in field.constraints:
        return ", ".join(field.constraints["enum"])
    if field.type in ("integer", "number"):
        return f"{field.constraints.get('minimum', '')} … {field.constraints.get('maximum', '')}"
    return str(field.constraints.get("minimum", field.description))


def _text(value: str) -> str:
    """A literal of the contract's own words; nothing that a file says gets here."""
    return "'" + value.replace("'", "''") + "'"


def _cast(field: Field) -> str:
    cell = f'"{field.name}"'
    return cell if field.type == "string" else f"cast({cell} as {field.sql_type}) as {cell}"


def _unknown_codes(con: duckdb.DuckDBPyConnection, schema: Schema) -> list[Mistake]:
    mistakes = []
    for column, other, other_column in schema.foreign_keys:
        found = con.execute(
            f"""select file_name, row_number, {column} from staged.{schema.name}
            anti join staged.{other} on {schema.name}.{column} = {other}.{other_column}
            where {column} is not null order by file_name, row_number limit $most""",
            {"most": _most()},
        ).fetchall()
        mistakes += [
            Mistake(file, "unknown-code", row=row, column=column, value=value, detail=other)
            for file, row, value in found
        ]
    return mistakes


def _written_checks(con: duckdb.DuckDBPyConnection, schema: Schema) -> list[Mistake]:
    mistakes = []
    for path in sorted(CHECKS.glob(f"{schema.name}.*.sql")):
        reason = path.name.split(".")[1].replace("_", "-")
        sql = path.read_text(encoding="utf-8")
        bound = {"today": clock.today()} if "$today" in sql else {}
        for file, row, column, value in con.execute(sql, bound).fetchmany(_most()):
            mistakes.append(Mistake(file, reason, row=row, column=column, value=value))
    return mistakes
