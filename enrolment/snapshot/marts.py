"""The tables of a snapshot that are computed once, for each data version: marts, audits, and the macros they share."""

import re
from collections.abc import Collection
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from graphlib import TopologicalSorter

import duckdb

from enrolment.settings import ROOT, settings

QUERIES = ROOT / "queries"
MOST_FINDINGS = 50_000  # of one audit; a nation in disorder must not fill the disk
OF_TABLES = ("compared", "reported")  # macros that read marts and tables
_VIEW = "-- kept as a view"  # what a mart says that is cheap to compute and dear to store
_FINDINGS = "place_code varchar, indicator_code varchar, reported_on date, found_count double, expected_count double"


@cache
def marts() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The marts under `queries/marts`, each after those that it reads; and those that also read what audits found."""
    names = sorted(path.stem for path in (QUERIES / "marts").glob("*.sql"))
    read = {mart: reads("marts", mart) for mart in names}
    order = tuple(TopologicalSorter({mart: read[mart] & set(names) for mart in names}).static_order())
    after = tuple(mart for mart in order if "audits" in read[mart])
    return tuple(mart for mart in order if mart not in after), after


def reads(folder: str, name: str) -> frozenset[str]:
    """The tables that a query under `queries/` reads, those that batches were laid out in as `staged.…`."""
    text = (QUERIES / folder / f"{name}.sql").read_text(encoding="utf-8")
    return frozenset(re.findall(r"\b(?:from|join)\s+([\w.]+)", text))


def write_macros(con: duckdb.DuckDBPyConnection, of_tables: bool = False) -> None:
    """Create the macros: those of values, or those that read marts."""
    for path in sorted((QUERIES / "macros").glob("*.sql")):
        if (path.stem in OF_TABLES) == of_tables:
            con.execute(path.read_text(encoding="utf-8"))


def write_mart(con: duckdb.DuckDBPyConnection, mart: str) -> None:
    """Create a mart from the tables that it reads, province by province where it asks for that."""
    sql = sql_of(mart)
    if "$province_code" in sql:
        con.execute(f"create table {mart} as select * from ({sql}) limit 0", {"province_code": ""})
        fill_mart(con, mart)
    else:
        con.execute(f"create {'view' if _VIEW in sql else 'table'} {mart} as {sql}")


def sql_of(mart: str) -> str:
    """The query of a mart."""
    return (QUERIES / "marts" / f"{mart}.sql").read_text(encoding="utf-8")


def fill_mart(con: duckdb.DuckDBPyConnection, mart: str) -> None:
    """Insert the rows of a mart of provinces into its empty table."""
    sql = sql_of(mart)
    provinces = [code for (code,) in con.execute("select distinct province_code from places order by 1").fetchall()]
    for province_code in provinces:
        con.execute(f"insert into {mart} {sql}", {"province_code": province_code})


def audits(of: Collection[str] | None = None) -> list[str]:
    """The audits by name; `of`: those that read one of these tables."""
    names = sorted(path.stem for path in (QUERIES / "audits").glob("*.sql"))
    return [name for name in names if of is None or reads("audits", name) & set(of)]


def write_audits(con: duckdb.DuckDBPyConnection, names: Collection[str]) -> None:
    """Create the table of what these audits find."""
    con.execute(f"create table audits (audit_name varchar, {_FINDINGS})")
    with ThreadPoolExecutor(max_workers=settings().query_threads) as pool:
        found = pool.map(lambda name: con.cursor().execute(_audit(name)).df(), names)
        for rows in found:
            con.register("found", rows)
            con.execute("insert into audits select * from found")


def _audit(name: str) -> str:
    sql = (QUERIES / "audits" / f"{name}.sql").read_text(encoding="utf-8")
    return f"select '{name}' as audit_name, * from ({sql}) order by all limit {MOST_FINDINGS}"


def write_batches(con: duckdb.DuckDBPyConnection) -> None:
    """Create, or write anew, the table of the batches that count."""
    con.execute(
        "create or replace table batches as"
        " select * exclude (is_fresh, corrections, again, is_whole_day, is_above, is_early, are_new)"
        " from staged.batches"
    )
