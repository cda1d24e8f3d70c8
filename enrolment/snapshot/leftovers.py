"""What no batch, ledger or snapshot needs: half-done work of a process that died, the rows of erased batches, and the
files that earlier versions kept as they came."""

import shutil
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

import duckdb

from enrolment.imports.scratch import quoted
from enrolment.snapshot.current import BUILDING
from enrolment.store import batches as batch_store
from enrolment.store import ledger
from enrolment.store.ledger import Ledger


def leftovers(store: Path, own: Path | None = None) -> list[Path]:
    """Files and folders that somebody left. `own`: the folder of whoever asks. With the lock held, nobody is at work;
    without it, some may be of somebody who is. Raises DamagedLedger."""
    present = ledger.read(store)
    home, erased = store / batch_store.FOLDER, present.erased()
    asides = [path for path in home.glob(f"{batch_store.ASIDE}*") if path != own]
    gone = [path for code in sorted(erased) for path in (*home.glob(code), *home.glob(f".damaged-{code}-*"))]
    return [
        *asides,
        *gone,
        *_older_snapshots(store, present),
        *store.glob(f"{BUILDING}*"),
        *home.glob(f"*/{batch_store.ORIGINAL}"),
    ]


def _older_snapshots(store: Path, present: Ledger) -> list[Path]:
    """The snapshots that show a batch that was erased, or that nobody can read, but for the one that counts."""
    erased = present.erased()
    others = [path for path in store.glob("snapshot-*.duckdb") if path.name != present.snapshot] if erased else []
    return [path for path in others if erased & _shown(path, erased)]


def _shown(path: Path, otherwise: frozenset[str]) -> frozenset[str]:
    """The batches that a snapshot shows; `otherwise` where it cannot be read."""
    with duckdb.connect() as con:
        try:
            con.execute(f"attach {quoted(path)} as snapshot (read_only)")
            return frozenset(code for (code,) in con.execute("select batch_code from snapshot.batches").fetchall())
        except duckdb.Error:
            return otherwise


def clear(paths: Iterable[Path]) -> None:
    """Remove files and folders, as far as the system lets go of them."""
    for path in paths:
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            with suppress(OSError):
                path.unlink(missing_ok=True)
