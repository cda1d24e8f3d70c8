"""Build a snapshot: files of the contract in, one DuckDB file with staged tables and marts out."""

import hashlib
import os
from contextlib import suppress
from pathlib import Path

import duckdb

from enrolment import clock
from enrolment.contract import FOLDER as CONTRACT
from enrolment.contract import TABLES
from enrolment.geography import write_shapes
from enrolment.imports.folder import DESCRIPTOR, OUTLINES, description, sources, stage
from enrolment.settings import ROOT, settings
from enrolment.store.current import Snapshot, current, switch_to

QUERIES = ROOT / "queries"

# Each mart builds on those before it. `standing` is a view: what it compares is cheap to compute and dear to store.
MARTS = ("working_days", "places", "increments", "goals", "plans", "place_day", "standing", "team_day")
VIEWS = ("standing",)


def build(folder: Path, store: Path) -> Snapshot:
    """Build the folder's snapshot aside and make it the one that counts.

    The same files, settings and queries give the same version, and an unchanged version is not built again. Raises
    BadInput with every mistake; the snapshot that counted before then still does.
    """
    version = _version(folder)
    present = current(store)
    if present and present.version == version:
        return present
    store.mkdir(parents=True, exist_ok=True)
    target = store / f"snapshot-{version}.duckdb"
    aside = store / f"building-{os.getpid()}.duckdb"
    try:
        _build(folder, aside, version)
        if target.exists():
            with suppress(OSError):
                target.unlink()
        aside.replace(target)
    finally:
        for leftover in store.glob(f"{aside.name}*"):
            leftover.unlink()
    snapshot = Snapshot(target, version)
    switch_to(store, snapshot)
    return snapshot


def _build(folder: Path, path: Path, version: str) -> None:
    with duckdb.connect(path, config={"memory_limit": settings().build_memory}) as con:
        # A file of its own, thrown away afterwards: dropped tables would leave their pages in the snapshot.
        con.execute(f"attach '{path}.staged' as staged")
        outlines = stage(con, folder)
        _write_about(con, folder, version)
        write_shapes(con, outlines)
        for mart in MARTS:
            _write_mart(con, mart)
        _write_audits(con)
        for table in TABLES:
            if table not in ("communes", "villages", "targets", "progress"):
                con.execute(f"create table {table} as select * exclude (file_name, row_number) from staged.{table}")
        con.execute("create table batches as select * from staged.batches")
        con.execute("detach staged")
        con.execute("checkpoint")


def _write_about(con: duckdb.DuckDBPyConnection, folder: Path, version: str) -> None:
    chosen, said = settings(), description(folder)
    notice, assumptions = said.get("notice") or {}, said.get("assumptions") or {}
    con.execute(
        """create table about as select
            $version as data_version, $built_at::timestamptz as built_at, $is_simulated as is_simulated,
            (select min(reported_on) from staged.progress) as first_reported_on,
            (select max(reported_on) from staged.progress) as last_reported_on,
            $detour_factor::double as detour_factor, $band / 100::double as status_band_share,
            $rest_weekdays::integer[] as rest_weekdays,
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
            "band": chosen.status_band_points,
            "rest_weekdays": list(chosen.rest_weekdays),
        },
    )


def _write_mart(con: duckdb.DuckDBPyConnection, mart: str) -> None:
    sql = (QUERIES / "marts" / f"{mart}.sql").read_text(encoding="utf-8")
    if "$province_code" not in sql:
        con.execute(f"create {'view' if mart in VIEWS else 'table'} {mart} as {sql}")
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
    for path in sorted((QUERIES / "audits").glob("*.sql")):
        con.execute(f"insert into audits select '{path.stem}', * from ({path.read_text(encoding='utf-8')}) limit 1000")


def _version(folder: Path) -> str:
    """Twelve hex digits over the files, and all that turns them into a snapshot."""
    digest = hashlib.sha256()
    for source in sources(folder):
        digest.update(f"{source.path.name} {source.sha256}\n".encode())
    for name in (OUTLINES, DESCRIPTOR):
        if (folder / name).exists():
            digest.update((folder / name).read_bytes())
    library = Path(__file__).parent.parent
    for path in sorted(
        [
            *QUERIES.glob("marts/*.sql"),
            *QUERIES.glob("audits/*.sql"),
            *CONTRACT.glob("*.json"),
            *library.glob("imports/**/*.*"),
            *library.glob("*.py"),
            *library.glob("store/*.py"),
        ]
    ):
        if "__pycache__" not in path.parts:
            digest.update(path.read_bytes())
    chosen = settings()
    digest.update(repr((chosen.detour_factor, chosen.status_band_points, chosen.rest_weekdays)).encode())
    return digest.hexdigest()[:12]
