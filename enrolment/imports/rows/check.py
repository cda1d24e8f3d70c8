"""Check text against the contract, in DuckDB: one pass over the file, every mistake with its row and column."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import duckdb

from enrolment import clock
from enrolment.contract import Field, Schema
from enrolment.imports.mistakes import Mistake
from enrolment.imports.novalue import NotSaved, OfSeveral
from enrolment.settings import settings

CHECKS = Path(__file__).parent / "checks"
# Tables that checks of counts build on, by the names of their files, in order.
LAID_BENEATH = tuple(Path(__file__).parent / f"{name}.sql" for name in ("group_gains", "whole_days", "reached"))
# What a spreadsheet shows where a formula has no value, or how its reader says that none was saved.
_PERIOD = (
    r"(?:19|20)\d\d(?:-?(?:0[1-9]|1[0-2]))?|(?:0?[1-9]|1[0-2])[/.-](?:19|20)\d\d|(?:19|20)\d\d-?[WQS]\d{1,2}"
    r"|(?:tháng|thg|tuần|quý|đợt|năm|month|week|quarter|year)\b.*"
)
_NO_VALUE = (
    r"#(N/A|REF!|VALUE!|DIV/0!|NAME\?|NUM!|NULL!|SPILL!|CALC!|GETTING_DATA|BLOCKED!|FIELD!|BUSY!)|Err:[0-9]+|"
    + str(NotSaved())
)
_KEYS_AT_ONCE = 20_000_000
_MOST_DAYS = 4_000


def check_cells(
    con: duckdb.DuckDBPyConnection, file: str, schema: Schema, view: str, most: int | None = None
) -> list[Mistake]:
    """Mistakes of single cells of `view`: missing, of the wrong type, out of range, not in the list.

    At most of so many rows; unless said otherwise, of those that are listed and a hundred times as many to be counted.
    """
    reasons = {field.name: _reason(field) for field in schema.fields}
    select = ", ".join(reasons.values())
    bad = " or ".join(f"({reason}) is not null" for reason in reasons.values())
    values = ", ".join(f'"{name}"' for name in reasons)
    found = con.execute(
        f"""select row_number, {select}, {values} from {view} as text
        where {bad} order by row_number limit $most""",
        {"most": most or _most()},
    ).fetchall()
    fields = {field.name: field for field in schema.fields}
    width = len(reasons)
    return [
        Mistake(file, reason, row=row, column=name, value=value, detail=_detail(fields[name], reason))
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
    union = " union all ".join(
        f"select {key}, {row_number(con, path)} as row_number, {number} as file_number"
        f" from read_parquet($path{number}, file_row_number = true)"
        for number, (_, path) in enumerate(files)
    )
    paths = {f"path{number}": str(path) for number, (_, path) in enumerate(files)}
    if not _may_repeat(con, schema, union, paths):
        return []
    return [
        Mistake(
            files[number][0], "duplicate", row, ", ".join(schema.primary_key), value, f"{files[first][0]} {earlier}"
        )
        for number, row, value, first, earlier in repeated_rows(con, schema, union, paths, _most())
    ]


def repeated_rows(
    con: duckdb.DuckDBPyConnection, schema: Schema, union: str, bound: Mapping[str, Any], most: int
) -> list[tuple[int, int, str, int, int]]:
    """Rows of a query whose key stands in an earlier one: file, row, key, and the file and row of the first.

    `union` has the key's columns, `row_number` and `file_number`.
    """
    key = ", ".join(schema.primary_key)
    same_key = " and ".join(
        f"incoming.{column} is not distinct from repeated.{column}" for column in schema.primary_key
    )
    counted = con.execute(f"select count(*) from ({union})", bound).fetchone()
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
            {"most": most, "parts": parts, "part": part, **bound},
        ).fetchall()
    return found


def row_number(con: duckdb.DuckDBPyConnection, path: Path) -> str:
    """The SQL for a row's number in the original file; for `read_parquet(…, file_row_number = true)` of a batch's rows.

    Rows that stand as in a plain CSV file are not numbered one by one.
    """
    return "row_number" if "row_number" in columns_of(con, path) else "file_row_number + 2"


def contract_columns(con: duckdb.DuckDBPyConnection, path: Path, schema: Schema) -> str:
    """The select list of the contract's columns for a batch's rows; one that is younger than the batch is unknown."""
    known = columns_of(con, path)
    kinds = {field.name: field.sql_type for field in schema.fields}
    return ", ".join(name if name in known else f"null::{kinds[name]} as {name}" for name in schema.column_names)


def columns_of(con: duckdb.DuckDBPyConnection, path: Path) -> set[str]:
    """The columns that a batch's rows have."""
    found = con.execute("describe select * from read_parquet($path)", {"path": str(path)}).fetchall()
    return {name for name, *_ in found}


def _may_repeat(con: duckdb.DuckDBPyConnection, schema: Schema, union: str, paths: dict[str, str]) -> bool:
    """Whether a key may stand twice; False is sure.

    Where a day is part of the key, a bit for each day of each series tells, in a hundredth of the memory that all
    keys would take.
    """
    day = next((field.name for field in schema.fields if field.type == "date" and field.is_required), None)
    if day not in schema.primary_key:
        return True
    others = ", ".join(name for name in schema.primary_key if name != day)
    first, last = con.execute(
        f"select min({day} - date '1970-01-01'), max({day} - date '1970-01-01') from ({union})", paths
    ).fetchone() or (None, None)
    if first is None or last - first > _MOST_DAYS:
        return True
    found = con.execute(
        f"""select 1 from ({union}) group by {others}
        having count(*) <> bit_count(bitstring_agg(({day} - date '1970-01-01')::integer, {first}, {last})) limit 1""",
        paths,
    ).fetchone()
    return found is not None


def _most() -> int:
    """Mistakes that are looked up: those that are listed, and a hundred times as many to be counted."""
    return 100 * settings().max_mistakes


def bounds(field: Field) -> list[tuple[str, str]]:
    """The limits of a number or a day, as SQL, each with the sign of what lies beyond it."""
    found = [(field.constraints.get(name), sign) for name, sign in (("minimum", "<"), ("maximum", ">"))]
    is_day = field.type == "date"
    return [(f"date {_text(limit)}" if is_day else str(limit), sign) for limit, sign in found if limit is not None]


def code_rules(field: Field) -> list[tuple[str, str]]:
    """SQL that finds texts which are not among those allowed, each with the reason; none where all are."""
    cell = f'"{field.name}"'
    rules = []
    if field.type == "string":
        rules.append(_no_value(cell))
        rules.append((f"is_personal({cell})", "id-number"))
        if longest := field.constraints.get("maxLength"):
            rules.append((f"length({cell}) > {longest}", "too-long"))
    if "enum" in field.constraints:
        rules.append((f"{cell} not in ({', '.join(map(_text, field.constraints['enum']))})", "not-in-list"))
    if "pattern" in field.constraints:
        rules.append((f"not regexp_full_match({cell}, {_text(field.constraints['pattern'])})", "bad-code"))
    return rules


def _reason(field: Field) -> str:
    cell = f'"{field.name}"'
    number = f"try_cast({cell} as double)"
    rules = [(f"{cell} is null", "missing")] if field.is_required else []
    rules += [] if field.type == "string" else [_no_value(cell)]
    match field.type:
        case "integer":
            is_whole = f"{number} = trunc({number}) and abs({number}) < 1e15"
            rules.append((f"not coalesce(isfinite({number}) and {is_whole}, false)", "not-integer"))
            # 1.000 is a thousand to whoever typed it, and one to a machine.
            rules.append((f"regexp_matches({cell}, '^[+-]?[0-9]{{1,3}}([.][0-9]{{3}})+$')", "not-integer"))
        case "number":
            rules.append((f"not coalesce(isfinite({number}), false)", "not-number"))
        case "date":
            rules.append((f"regexp_full_match({cell}, {_text(_PERIOD)}, 'i')", "period"))
            rules.append((f"not regexp_full_match({cell}, '[0-9]{{4}}-[0-9]{{1,2}}-[0-9]{{1,2}}')", "not-iso-date"))
            rules.append((f"{_day(cell)} is null", "no-such-date"))
            beyond = {"<": "too-early", ">": "too-late"}
            rules += [(f"{_day(cell)} {sign} {limit}", beyond[sign]) for limit, sign in bounds(field)]
        case "boolean":
            rules.append((f"try_cast({cell} as boolean) is null", "not-boolean"))
    if field.type in ("integer", "number"):
        rules.insert(0, (f"{cell} like {_text(str(OfSeveral('%')))}", "of-several"))
        rules += [(f"{number} {sign} {limit}", "out-of-range") for limit, sign in bounds(field)]
    rules += code_rules(field)
    whens = "".join(f"when {rule} then {_text(reason)} " for rule, reason in rules)
    return f"case when {cell} is null and {not field.is_required} then null {whens}end"


def _no_value(cell: str) -> tuple[str, str]:
    return f"regexp_full_match({cell}, {_text(_NO_VALUE)})", "no-value"


def _day(cell: str) -> str:
    return f"try_strptime({cell}, '%Y-%m-%d')"


def _detail(field: Field, reason: str) -> str:
    if "enum" in field.constraints:
        return ", ".join(field.constraints["enum"])
    if reason == "too-long":
        return str(field.constraints["maxLength"])
    if field.type in ("integer", "number"):
        return f"{field.constraints.get('minimum', '')} … {field.constraints.get('maximum', '')}"
    limit = field.constraints.get("maximum" if reason == "too-late" else "minimum")
    return str(limit or field.description)


def _text(value: str) -> str:
    """A literal of the contract's own words; nothing that a file says gets here."""
    return "'" + value.replace("'", "''") + "'"


def _cast(field: Field) -> str:
    cell = f'"{field.name}"'
    match field.type:
        case "string":
            return cell
        case "integer":
            return f"cast(cast({cell} as double) as bigint) as {cell}"
        case "date":
            return f"cast({_day(cell)} as date) as {cell}"
    return f"cast({cell} as {field.sql_type}) as {cell}"


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
        for file, row, column, value, *cell in con.execute(sql, bound).fetchmany(_most()):
            mistakes.append(Mistake(file, reason, row=row, column=column, value=value, cell="".join(cell)))
    return mistakes
