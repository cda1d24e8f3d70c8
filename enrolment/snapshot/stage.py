"""Lay batches out as typed tables, the later word over the earlier, and check them beside each other."""

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import duckdb

from enrolment.contract import BOUNDARIES, DESCRIPTION, LAYERS, TABLES, Schema, schema
from enrolment.geography import Outlines, outside_outline, read_outlines
from enrolment.imports.mistakes import BadInput, Mistake
from enrolment.imports.rows.check import LAID_BENEATH, check_table, contract_columns, row_number
from enrolment.settings import settings
from enrolment.snapshot import corrections
from enrolment.snapshot.layers import Layers, read_layer
from enrolment.store.batches import Batch


@dataclass(frozen=True)
class Shapes:
    """What the map is drawn of: outlines and layers, the later word over the earlier."""

    outlines: Outlines = field(default_factory=dict)
    layers: Layers = field(default_factory=dict)


def stage(
    con: duckdb.DuckDBPyConnection,
    batches: Sequence[Batch],
    fresh: Collection[str] = (),
    changed: Collection[str] | None = None,
) -> Shapes:
    """Fill `staged`, an empty schema or attached database: a typed table for each of the contract's, and `batches`.

    Each staged table has the contract's columns plus `file_name` (here the batch's code, since two files may share a
    name), `row_number` and `batch_number`, the place of its batch in `batches`. Where two batches speak of the same
    key, the later one stands. `fresh`: codes of batches that are only now coming in; what can be held against them
    alone, such as a count that falls, is no reason to refuse what counted before. Raises BadInput with every mistake
    that shows between tables; the caller then throws the database away.

    `changed`: codes of batches of counts; then of the other counts only those of `staged.renewed_places` and
    `staged.renewed_indicators` are laid out, and nothing but counts is checked, since nothing else changed: no shapes
    come back.
    """
    overlay(con, batches, fresh, changed)
    for path in LAID_BENEATH:
        con.execute(f"create table staged.{path.stem} as {path.read_text(encoding='utf-8')}")
    mistakes: list[Mistake] = []
    for table in TABLES if changed is None else ("progress",):
        mistakes += check_table(con, schema(table))
    shapes = Shapes()
    for batch in batches if changed is None else ():
        if batch.table == BOUNDARIES:
            shapes.outlines.update(read_outlines(batch.rows_path))
        if batch.table == LAYERS:
            shapes.layers.update(read_layer(batch.rows_path))
    if not mistakes and changed is None:
        mistakes += outside_outline(con, shapes.outlines, settings().boundary_tolerance_km)
    if mistakes:
        names = {batch.code: batch.file_name for batch in batches}
        raise BadInput(replace(mistake, file=names[mistake.file], batch=mistake.file) for mistake in mistakes)
    return shapes


def overlay(
    con: duckdb.DuckDBPyConnection,
    batches: Sequence[Batch],
    fresh: Collection[str] = (),
    changed: Collection[str] | None = None,
) -> None:
    """Fill `staged` with the latest word on each key, and check nothing; `changed` as in `stage`."""
    _create(con)
    for number, batch in enumerate(batches, start=1):
        is_partial = changed is not None and batch.table == "progress" and batch.code not in changed
        _add(con, number, batch, batch.code in fresh, is_partial)
    for number, batch in enumerate(batches, start=1):
        if batch.lacking:
            _fill(con, schema(batch.table), number, batch.lacking)
    sums = corrections.take_off(con)
    for table in TABLES:
        if sum(batch.table == table for batch in batches) > 1:
            _keep_latest(con, schema(table))
    if sums:
        corrections.put_on(con)


def description(batches: Sequence[Batch]) -> dict[str, Any]:
    """What the latest description says of the whole: `notice` and `assumptions` by language; and `simulated` where any
    of them says so."""
    found = [batch.rows_path.read_text(encoding="utf-8") for batch in batches if batch.table == DESCRIPTION]
    said = [json.loads(text) for text in found]
    return {**said[-1], "simulated": any(one.get("simulated") for one in said)} if said else {}


def _create(con: duckdb.DuckDBPyConnection) -> None:
    con.execute(
        "create table staged.batches (batch_number integer, batch_code varchar, file_name varchar, table_name varchar,"
        " sha256 varchar, row_count bigint, rejected_count bigint, brought_by varchar, brought_at timestamptz,"
        " is_fresh boolean, corrections varchar, again varchar, is_whole_day boolean, is_above boolean,"
        " is_early boolean, are_new boolean)"
    )
    for table in TABLES:
        columns = ", ".join(f"{field.name} {field.sql_type}" for field in schema(table).fields)
        con.execute(
            f"create table staged.{table} ({columns}, file_name varchar, row_number bigint, batch_number integer)"
        )


def _add(con: duckdb.DuckDBPyConnection, number: int, batch: Batch, is_fresh: bool, is_partial: bool) -> None:
    """Its rows, or those of `staged.renewed_places` and `staged.renewed_indicators` alone."""
    con.execute(
        "insert into staged.batches values ($number, $code, $file, $table, $sha256, $rows, $rejected, $who,"
        " nullif($at, '')::timestamptz, $is_fresh, $corrections, $again, $whole_day, $above, $early, $are_new)",
        {
            "number": number,
            "code": batch.code,
            "file": batch.file_name,
            "table": batch.table,
            "sha256": batch.original_sha256,
            "rows": batch.row_count,
            "rejected": batch.rejected_count,
            "who": batch.who,
            "at": batch.at,
            "is_fresh": is_fresh,
            "corrections": batch.choices.get("corrections", ""),
            "again": batch.choices.get("again", ""),
            "whole_day": batch.choices.get("whole_day") == "yes",
            "above": batch.choices.get("above") == "yes",
            "early": batch.choices.get("early") == "yes",
            "are_new": batch.choices.get("are_new") == "yes",
        },
    )
    if batch.table in TABLES:
        columns = contract_columns(con, batch.rows_path, schema(batch.table))
        of_these = (
            "where coalesce(village_code, commune_code) in (select place_code from staged.renewed_places)"
            " and indicator_code in (select indicator_code from staged.renewed_indicators)"
        )
        con.execute(
            f"""insert into staged.{batch.table}
            select {columns}, $file, {row_number(con, batch.rows_path)}, $number
            from read_parquet($path, file_row_number = true) {of_these if is_partial else ""}""",
            {"file": batch.code, "number": number, "path": str(batch.rows_path)},
        )


def _fill(con: duckdb.DuckDBPyConnection, table: Schema, number: int, lacking: Sequence[str]) -> None:
    """In the rows of one batch, what the latest batch before it says of the columns that its file does not have."""
    key = ", ".join(table.primary_key)
    same = " and ".join(f"one.{column} is not distinct from known.{column}" for column in table.primary_key)
    known = ", ".join(f"{column} = known.{column}" for column in lacking)
    con.execute(
        f"""update staged.{table.name} as one set {known} from (
            select * from staged.{table.name} where batch_number < $number
            qualify row_number() over (partition by {key} order by batch_number desc) = 1
        ) as known where one.batch_number = $number and {same}""",
        {"number": number},
    )


def _keep_latest(con: duckdb.DuckDBPyConnection, table: Schema) -> None:
    """Leave only the latest word on each key. Batches of one import never share a key: that was a mistake in it."""
    columns = table.identity  # without a key, the same row said again is the same thing
    key = ", ".join(columns)
    same = " and ".join(f"one.{column} is not distinct from spoken.{column}" for column in columns)
    con.execute(
        f"""delete from staged.{table.name} where rowid in (
            with spoken as (
                select {key}, max(batch_number) as last_number from staged.{table.name} group by {key}
                having min(batch_number) < max(batch_number)
            )
            select one.rowid from staged.{table.name} as one inner join spoken on {same}
            where one.batch_number < spoken.last_number
        )"""
    )
