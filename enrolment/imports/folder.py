"""Stage a folder of contract files: all of it, or none of it and every mistake."""

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from enrolment.contract import REQUIRED_TABLES, TABLES, schema, table_of
from enrolment.geography import Outlines, outside_outline, read_outlines
from enrolment.imports.check import cast_columns, check_cells, check_table
from enrolment.imports.mistakes import BadInput, Mistake
from enrolment.imports.read import SUFFIXES, read_text
from enrolment.settings import settings

OUTLINES = "boundaries.geojson"
DESCRIPTOR = "datapackage.json"


@dataclass(frozen=True)
class Source:
    """One file of the folder and the table that it belongs to."""

    path: Path
    table: str
    sha256: str


def sources(folder: Path) -> list[Source]:
    """The contract files of a folder, in the order in which tables build on each other.

    Raises BadInput when the folder is missing, holds a data file of no known table, or lacks a required table.
    """
    if not folder.is_dir():
        raise BadInput([Mistake(str(folder), "no-folder")])
    files = sorted(path for path in folder.iterdir() if path.is_file() and path.suffix.lower() in SUFFIXES)
    unknown = [
        Mistake(path.name, "unknown-table", detail=", ".join(TABLES)) for path in files if not table_of(path.name)
    ]
    tables = {table_of(path.name) for path in files}
    missing = [Mistake(folder.name, "missing-table", value=table) for table in REQUIRED_TABLES if table not in tables]
    if unknown or missing:
        raise BadInput(unknown + missing)
    found = [Source(path, table_of(path.name) or "", _sha256(path)) for path in files]
    return sorted(found, key=lambda source: (TABLES.index(source.table), source.path.name))


def stage(con: duckdb.DuckDBPyConnection, folder: Path) -> Outlines:
    """Fill `staged`, an empty schema or attached database: a typed table for each of the contract's, and `batches`.

    Each staged table has the contract's columns plus `file_name`, `row_number` and `batch_code`. Raises BadInput with
    every mistake of every file; the caller then throws the database away.
    """
    con.execute(
        "create table staged.batches (batch_code varchar, file_name varchar, table_name varchar, sha256 varchar,"
        " row_count bigint)"
    )
    for table in TABLES:
        columns = ", ".join(f"{field.name} {field.sql_type}" for field in schema(table).fields)
        con.execute(
            f"create table staged.{table} ({columns}, file_name varchar, row_number bigint, batch_code varchar)"
        )
    mistakes: list[Mistake] = []
    for source in sources(folder):
        mistakes += _stage_file(con, source)
    if not mistakes:
        for table in TABLES:
            mistakes += check_table(con, schema(table))
    outlines = read_outlines(folder / OUTLINES, mistakes)
    if not mistakes:
        mistakes += outside_outline(con, outlines, settings().boundary_tolerance_km)
    if mistakes:
        most = settings().max_mistakes
        raise BadInput(mistakes[:most], more=max(0, len(mistakes) - most))
    return outlines


def description(folder: Path) -> dict[str, Any]:
    """What the folder's descriptor says of the whole: `simulated`, and `notice` and `assumptions` by language."""
    try:
        said = json.loads((folder / DESCRIPTOR).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return said if isinstance(said, dict) else {}


def _stage_file(con: duckdb.DuckDBPyConnection, source: Source) -> list[Mistake]:
    table = schema(source.table)
    mistakes = read_text(con, source.path, table, "incoming")
    mistakes = mistakes or check_cells(con, source.path.name, table, "incoming")
    if mistakes:
        return mistakes
    batch_code = source.sha256[:12]
    con.execute(
        f"""insert into staged.{source.table}
        select {cast_columns(table)}, $file, row_number, $batch from incoming order by row_number""",
        {"file": source.path.name, "batch": batch_code},
    )
    con.execute(
        "insert into staged.batches select $batch, $file, $table, $sha256, count(*) from incoming",
        {"batch": batch_code, "file": source.path.name, "table": source.table, "sha256": source.sha256},
    )
    return []


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
