"""Which snapshot counts: the one that the ledger names."""

import os
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import duckdb

from enrolment.imports.scratch import quoted
from enrolment.settings import settings
from enrolment.store import ledger

BUILDING = "building-"  # a snapshot on its way


@dataclass(frozen=True)
class Snapshot:
    """A finished database file and its data version."""

    path: Path
    version: str


def current(store: Path) -> Snapshot | None:
    """The snapshot that counts now; None when nothing has been built, or somebody deleted it."""
    present = ledger.read(store)
    if present.snapshot is None or present.version is None:
        return None
    path = store / present.snapshot
    return Snapshot(path, present.version) if path.exists() else None


def of_version(store: Path, version: str) -> Snapshot | None:
    """A finished snapshot of that version, the newest where there are several; None when none is built."""
    return next(iter(_of_version(store, version)), None)


def whole_of_version(store: Path, version: str) -> Snapshot | None:
    """The same, but one that opens."""
    return next((found for found in _of_version(store, version) if _opens(found.path)), None)


def _of_version(store: Path, version: str) -> list[Snapshot]:
    found = sorted(store.glob(f"snapshot-{version}*.duckdb"), key=lambda path: path.stat().st_mtime, reverse=True)
    return [Snapshot(path, version) for path in found]


def _opens(path: Path) -> bool:
    with duckdb.connect() as con:
        try:
            # Attached, not opened: a dashboard of this process may hold it open with limits of its own.
            con.execute(f"attach {quoted(path)} as snapshot (read_only)")
        except duckdb.Error:
            return False
    return True


def clear_old(store: Path, present: Snapshot, *wanted: Snapshot, most: int | None = None) -> None:
    """Remove all but the present snapshot, those wanted just now, and the latest few: an undo is quick with them.

    `most`: how many of those; by default as the settings say.
    """
    spared = {present.path, *(version.path for version in wanted)}
    others = sorted(
        (path for path in store.glob("snapshot-*.duckdb") if path not in spared),
        key=lambda path: path.stat().st_mtime,
        reverse=True,
    )
    replaced = [path for path in others if path.name.startswith(f"snapshot-{present.version}")]
    kept = [path for path in others if path not in replaced]
    for path in replaced + kept[settings().snapshots_kept if most is None else most :]:
        with suppress(OSError):  # Windows: still open in a running dashboard; the next change clears it
            path.unlink()


def mark_used(snapshot: Snapshot) -> None:
    """Tell `clear_old` that the snapshot was wanted just now."""
    with suppress(OSError):
        os.utime(snapshot.path)
