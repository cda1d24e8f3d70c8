"""Build a snapshot: batches in, one DuckDB file with the marts out."""

import re
from collections.abc import Collection, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path
from typing import Any
from uuid import uuid4

import duckdb

from enrolment import classes, clock
from enrolment.classes import Span
from enrolment.contract import TABLES, schema
from enrolment.geography import Outlines, write_shapes
from enrolment.imports.scratch import quoted
from enrolment.progress import tell
from enrolment.settings import ROOT, settings
from enrolment.snapshot.current import BUILDING, Snapshot, mark_used, whole_of_version
from enrolment.snapshot.stage import description, stage
from enrolment.snapshot.version import version_of
from enrolment.store import files
from enrolment.store.batches import Batch

QUERIES = ROOT / "queries"
_MOST_FINDINGS = 50_000  # of one audit; a nation in disorder must not fill the disk
_STAGED_IN_MEMORY = 5_000_000  # rows; more are staged in a file
_VIEW = "-- kept as a view"  # what a mart says that is cheap to compute and dear to store
OF_TABLES = ("compared",)  # macros that read marts


def build(store: Path, batches: Sequence[Batch], fresh: Collection[str] = ()) -> Snapshot:
    """The finished snapshot of those batches, the latest word last; built aside unless it is there already.

    `fresh`: codes of those that are only now coming in, see `stage`.

    Nothing points to it yet. Raises BadInput with every mistake that the batches make beside each other.
    """
    found = whole_of_version(store, version_of([batch.code for batch in batches]))
    if found:
        mark_used(found)
    return found or build_anew(store, batches, fresh)


def build_anew(store: Path, batches: Sequence[Batch], fresh: Collection[str] = ()) -> Snapshot:
    """The same, whatever is there; beside an earlier one, which readers may hold open."""
    with Building(store) as building:
        building.stage(batches, fresh)
        return building.finish()


class Building:
    """A snapshot on its way: batches are staged, which checks them beside each other, as often as need be; then it is
    finished, or thrown away. The store's lock is held."""

    def __init__(self, store: Path) -> None:
        self._store = store
        self._path = store / f"{BUILDING}{uuid4().hex[:12]}.duckdb"
        self._batches: Sequence[Batch] | None = None  # None: nothing was staged yet
        self._outlines: Outlines = {}

    def __enter__(self) -> "Building":
        try:
            self._con = duckdb.connect(self._path, config={"memory_limit": settings().build_memory})
        except duckdb.Error:  # a full disk
            self._clear()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self._con.close()
        self._clear()

    def _clear(self) -> None:
        for leftover in self._store.glob(f"{self._path.name}*"):
            leftover.unlink()

    def stage(self, batches: Sequence[Batch], fresh: Collection[str] = ()) -> None:
        """Lay the batches out and check them beside each other, in place of those before. Raises BadInput."""
        self._con.execute("detach database if exists staged")
        # A database of its own, thrown away afterwards: dropped tables would leave their pages in the snapshot.
        is_small = sum(batch.row_count for batch in batches) <= _STAGED_IN_MEMORY
        staged = self._path.with_name(f"{self._path.name}.staged")
        staged.unlink(missing_ok=True)
        where = "':memory:'" if is_small else quoted(staged)
        self._con.execute(f"attach {where} as staged")
        self._outlines = stage(self._con, batches, fresh)
        self._batches = batches

    def finish(self, who: str = "", at: str = "") -> Snapshot:
        """The snapshot of the batches staged last. `who`, `at`: of those among them that are only now coming in."""
        if self._batches is None:
            self.stage(())
        batches = self._batches or ()
        version = version_of([batch.code for batch in batches])
        tell("staging")
        self._con.execute(
            "update staged.batches set brought_by = $who, brought_at = nullif($at, '')::timestamptz"
            " where brought_at is null",
            {"who": who, "at": at},
        )
        _build(self._con, batches, self._outlines, version)
        self._con.close()
        path = self._store / f"snapshot-{version}.duckdb"
        if path.exists():
            path = self._store / f"snapshot-{version}-{uuid4().hex[:8]}.duckdb"
        files.sync(self._path)
        files.move(self._path, path)
        return Snapshot(path, version)


def _build(con: duckdb.DuckDBPyConnection, batches: Sequence[Batch], outlines: Outlines, version: str) -> None:
    said = description(batches)
    _write_about(con, said, version)
    _write_assumptions(con, said)
    _write_classes(con)
    for path in sorted((QUERIES / "macros").glob("*.sql")):
        if path.stem not in OF_TABLES:
            con.execute(path.read_text(encoding="utf-8"))
    before, after = marts()
    with ThreadPoolExecutor(max_workers=1) as beside:
        # Shapes are Shapely's work, marts are DuckDB's: neither waits for the other.
        shaping = beside.submit(write_shapes, con.cursor(), outlines)
        for number, mart in enumerate(before):
            tell("building", number / len(before))
            _write_mart(con, mart)
        shaping.result()
    _write_audits(con)
    for mart in after:
        _write_mart(con, mart)
    for name in OF_TABLES:
        con.execute((QUERIES / "macros" / f"{name}.sql").read_text(encoding="utf-8"))
    for table in TABLES:
        if table not in ("communes", "villages", "targets", "progress", "notes"):
            columns = ", ".join(schema(table).column_names)
            con.execute(f"create table {table} as select {columns} from staged.{table}")
    con.execute(
        "create table batches as select * exclude (is_fresh, corrections, again, is_whole_day) from staged.batches"
    )
    tell("writing")
    con.execute("detach staged")
    con.execute("checkpoint")


@cache
def marts() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The marts under `queries/marts`, each after those that it reads; and those that also read what audits found."""
    texts = {path.stem: path.read_text(encoding="utf-8") for path in sorted((QUERIES / "marts").glob("*.sql"))}
    reads = {mart: set(re.findall(r"\b(?:from|join)\s+(\w+)", text)) for mart, text in texts.items()}
    ordered = TopologicalSorter({mart: read & texts.keys() for mart, read in reads.items()}).static_order()
    order = tuple(ordered)
    after = tuple(mart for mart in order if "audits" in reads[mart])
    return tuple(mart for mart in order if mart not in after), after


def _write_about(con: duckdb.DuckDBPyConnection, said: dict[str, Any], version: str) -> None:
    chosen = settings()
    notice, assumptions = said.get("notice") or {}, said.get("assumptions") or {}
    con.execute(
        """create table about as select
            $version as data_version, $built_at::timestamptz as built_at, $is_simulated as is_simulated,
            (select min(reported_on) from staged.progress) as first_reported_on,
            (select max(reported_on) from staged.progress) as last_reported_on,
            $detour_factor::double as detour_factor, $far_km::double as far_km,
            $band / 100::double as status_band_share,
            $rest_weekdays::integer[] as rest_weekdays, $stale::integer as stale_after_days,
            $notice_vi::varchar as notice_vi, $notice_en::varchar as notice_en,
            $assumptions_vi::varchar[] as assumptions_vi, $assumptions_en::varchar[] as assumptions_en""",
        {
            "version": version,
            "built_at": clock.now(),
            "is_simulated": bool(said.get("simulated")),
            "notice_vi": notice.get("vi"),
            "notice_en": notice.get("en"),
            "assumptions_vi": assumptions.get("vi", []),
            "assumptions_en": assumptions.get("en", []),
            "detour_factor": chosen.detour_factor,
            "far_km": classes.FAR_KM,
            "band": chosen.status_band_points,
            "rest_weekdays": list(chosen.rest_weekdays),
            "stale": chosen.stale_after_days,
        },
    )


def _write_assumptions(con: duckdb.DuckDBPyConnection, said: dict[str, Any]) -> None:
    """What the descriptor calls assumed: table, indicator (or none), column, and words in each language."""
    con.execute(
        "create table assumptions (table_name varchar, indicator_code varchar, column_name varchar, text_vi varchar,"
        " text_en varchar)"
    )
    for assumption in said.get("assumed") or []:
        row = [assumption.get(name) for name in ("table", "indicator_code", "column", "vi", "en")]
        con.execute("insert into assumptions values (?, ?, ?, ?, ?)", row)


def _write_classes(con: duckdb.DuckDBPyConnection) -> None:
    """The tables of `classes`, and the macros that class by them."""
    bands, shares = classes.DISTANCE_BANDS, classes.ATTAINMENT_CLASSES
    columns = "distance_band varchar, from_km double, to_km double, band_number integer"
    con.execute(f"create table distance_bands ({columns})")
    rows = [(span.code, span.start, span.end, number) for number, span in enumerate(bands)]
    con.executemany("insert into distance_bands values (?, ?, ?, ?)", rows)
    con.execute("insert into distance_bands values (?, null, null, ?)", [classes.UNKNOWN_DISTANCE, len(bands)])
    con.execute(f"create macro distance_band(km) as {_class('km', bands)} else '{classes.UNKNOWN_DISTANCE}' end")
    con.execute(f"create macro attainment_class(share) as {_class('share', shares)} end")


def _class(value: str, spans: Sequence[Span]) -> str:
    """The SQL that classes a value, without its end; below the first class is in the first."""
    whens = [f"when {value} < {span.end} then '{span.code}'" for span in spans if span.end is not None]
    return f"case {' '.join(whens)} when {value} is not null then '{spans[-1].code}'"


def _write_mart(con: duckdb.DuckDBPyConnection, mart: str) -> None:
    sql = (QUERIES / "marts" / f"{mart}.sql").read_text(encoding="utf-8")
    if "$province_code" not in sql:
        con.execute(f"create {'view' if _VIEW in sql else 'table'} {mart} as {sql}")
        return
    provinces = [code for (code,) in con.execute("select distinct province_code from places order by 1").fetchall()]
    con.execute(f"create table {mart} as select * from ({sql}) limit 0", {"province_code": ""})
    for province_code in provinces:
        con.execute(f"insert into {mart} {sql}", {"province_code": province_code})


def _write_audits(con: duckdb.DuckDBPyConnection) -> None:
    con.execute(
        "create table audits (audit_name varchar, place_code varchar, indicator_code varchar, reported_on date,"
        " found_count double, expected_count double)"
    )
    paths = sorted((QUERIES / "audits").glob("*.sql"))
    with ThreadPoolExecutor(max_workers=settings().query_threads) as pool:
        found = pool.map(lambda path: con.cursor().execute(_audit(path)).df(), paths)
        for rows in found:
            con.register("found", rows)
            con.execute("insert into audits select * from found")


def _audit(path: Path) -> str:
    sql = path.read_text(encoding="utf-8")
    return f"select '{path.stem}' as audit_name, * from ({sql}) order by all limit {_MOST_FINDINGS}"
