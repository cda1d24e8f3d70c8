"""Build a snapshot: batches in, one DuckDB file with the marts out."""

from collections.abc import Collection, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from uuid import uuid4

import duckdb

from enrolment import classes, clock
from enrolment.classes import Span
from enrolment.contract import TABLES, schema
from enrolment.geography import write_shapes
from enrolment.imports.scratch import quoted
from enrolment.progress import tell
from enrolment.settings import settings
from enrolment.snapshot.current import BUILDING, Snapshot, current, mark_used, whole_of_version
from enrolment.snapshot.layers import write_layers
from enrolment.snapshot.marts import audits, marts, write_audits, write_batches, write_macros, write_mart
from enrolment.snapshot.outlook import Outlook, outlook, write_marts
from enrolment.snapshot.renewal import Renewal, compute, is_enough, lay_out_communes, renewal, renewed
from enrolment.snapshot.stage import Shapes, description, stage
from enrolment.snapshot.version import version_of
from enrolment.store import files, ledger
from enrolment.store.batches import Batch

_STAGED_IN_MEMORY = 5_000_000  # rows; more are staged in a file


def build(store: Path, batches: Sequence[Batch], fresh: Collection[str] = ()) -> Snapshot:
    """The finished snapshot of those batches, the latest word last; built aside unless it is there already.

    `fresh`: codes of those that are only now coming in, see `stage`.

    Nothing points to it yet. Raises BadInput with every mistake that the batches make beside each other.
    """
    found = whole_of_version(store, version_of([batch.code for batch in batches]))
    if found:
        mark_used(found)
        return found
    with Building(store) as building:
        building.stage(batches, fresh)
        return building.finish()


def build_anew(store: Path, batches: Sequence[Batch], fresh: Collection[str] = ()) -> Snapshot:
    """The same, whatever is there and from the start; beside an earlier one, which readers may hold open."""
    with Building(store, is_anew=True) as building:
        building.stage(batches, fresh)
        return building.finish()


class Building:
    """A snapshot on its way: batches are staged, which checks them beside each other, as often as need be; then it is
    finished, or thrown away. The store's lock is held.

    Where only counts changed, only those of the communes that they speak of are staged, see `renewal`; `is_anew`: all
    of them in any case.
    """

    def __init__(self, store: Path, is_anew: bool = False) -> None:
        self._store, self._is_anew = store, is_anew
        self._path = store / f"{BUILDING}{uuid4().hex[:12]}.duckdb"
        self._batches: Sequence[Batch] | None = None  # None: nothing was staged yet
        self._fresh: Collection[str] = ()
        self._shapes = Shapes()
        self._renewal: Renewal | None = None

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
        self._batches, self._fresh = batches, fresh
        self._renewal = None if self._is_anew else renewal(self._store, batches)
        self._empty()
        if self._renewal and not lay_out_communes(self._con, self._renewal):
            self._renewal = None
            self._empty()
        self._shapes = stage(self._con, batches, fresh, self._renewal.changed if self._renewal else None)

    def _empty(self) -> None:
        """An empty database to stage in, of its own: dropped tables would leave their pages in the snapshot."""
        self._con.execute("detach database if exists base; detach database if exists staged")
        rows = sum(batch.row_count for batch in self._batches or ())
        staged = self._path.with_name(f"{self._path.name}.staged")
        staged.unlink(missing_ok=True)
        is_small = self._renewal is not None or rows <= _STAGED_IN_MEMORY
        where = "':memory:'" if is_small else quoted(staged)
        self._con.execute(f"attach {where} as staged")

    def outlook(self) -> list[Outlook]:
        """Where places would stand with the batches staged last. Only for a preview: then nothing can be finished."""
        if self._batches is None:
            return []
        if self._renewal and is_enough(self._con):
            compute(self._con, is_preview=True)
            return outlook(self._con, has_base=True)
        if self._renewal:
            self._renewal = None
            self._empty()
            stage(self._con, self._batches, self._fresh)
        has_base = self._attach_present()
        if not has_base and ledger.read(self._store).counted():
            return []  # what counts now cannot be told
        _write_about(self._con, {}, "")
        _write_classes(self._con)
        write_macros(self._con)
        write_marts(self._con)
        return outlook(self._con, has_base)

    def _attach_present(self) -> bool:
        """Attach the snapshot that counts now as `base`; False where there is none of this version that can be read."""
        present = current(self._store)
        if present is None or present.version != version_of(ledger.read(self._store).counted()):
            return False
        try:
            self._con.execute(f"attach {quoted(present.path)} as base (read_only)")
        except duckdb.Error:
            return False
        return True

    def finish(self, who: str = "", at: str = "") -> Snapshot:
        """The snapshot of the batches staged last. `who`, `at`: of those among them that are only now coming in."""
        if self._batches is None:
            self.stage(())
        batches = self._batches or ()
        version = version_of([batch.code for batch in batches])
        tell("staging")
        made = self._renewed(version, who, at) or self._built(version, who, at)
        path = self._store / f"snapshot-{version}.duckdb"
        if path.exists():
            path = self._store / f"snapshot-{version}-{uuid4().hex[:8]}.duckdb"
        files.sync(made)
        files.move(made, path)
        return Snapshot(path, version)

    def _renewed(self, version: str, who: str, at: str) -> Path | None:
        """The file of the snapshot renewed; None where it has to be built anew, from all batches, staged now."""
        if self._renewal is None:
            return None
        self._say_who(who, at)
        aside = self._path.with_name(f"{self._path.name}.renewed")
        if renewed(self._con, self._renewal.base.path, aside, version):
            self._con.close()
            return aside
        aside.unlink(missing_ok=True)
        self._renewal = None
        self._empty()
        self._shapes = stage(self._con, self._batches or (), self._fresh)
        return None

    def _built(self, version: str, who: str, at: str) -> Path:
        self._say_who(who, at)
        _build(self._con, self._batches or (), self._shapes, version)
        self._con.close()
        return self._path

    def _say_who(self, who: str, at: str) -> None:
        self._con.execute(
            "update staged.batches set brought_by = $who, brought_at = nullif($at, '')::timestamptz"
            " where brought_at is null",
            {"who": who, "at": at},
        )


def _build(con: duckdb.DuckDBPyConnection, batches: Sequence[Batch], shapes: Shapes, version: str) -> None:
    said = description(batches)
    _write_about(con, said, version)
    _write_assumptions(con, said)
    _write_classes(con)
    write_macros(con)
    before, after = marts()
    with ThreadPoolExecutor(max_workers=1) as beside:
        # Shapes are Shapely's work, marts are DuckDB's: neither waits for the other.
        shaping = beside.submit(_write_shapes, con.cursor(), shapes)
        for number, mart in enumerate(before):
            tell("building", number / len(before))
            write_mart(con, mart)
        shaping.result()
    write_audits(con, audits())
    for mart in after:
        write_mart(con, mart)
    for table in TABLES:
        if table not in ("communes", "villages", "targets", "progress", "notes", "assignments"):
            columns = ", ".join(schema(table).column_names)
            con.execute(f"create table {table} as select {columns} from staged.{table}")
    write_macros(con, of_tables=True)
    write_batches(con)
    tell("writing")
    con.execute("detach staged")
    con.execute("checkpoint")


def _write_shapes(con: duckdb.DuckDBPyConnection, shapes: Shapes) -> None:
    write_shapes(con, shapes.outlines)
    write_layers(con, shapes.layers)


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
            0 as renewal_count, $rest_weekdays::integer[] as rest_weekdays, $stale::integer as stale_after_days,
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
