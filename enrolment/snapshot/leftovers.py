"""What no batch, ledger or snapshot needs: half-done work of a process that died, the rows of erased batches, and the
files that earlier versions kept as they came."""

import shutil
from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime
from pathlib import Path

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
    """The snapshots from before the last erasure, but for the one that counts: they may show what was erased."""
    erasing = [datetime.fromisoformat(event.at) for event in present.events if event.kind == "erase"]
    if not erasing:
        return []
    others = [path for path in store.glob("snapshot-*.duckdb") if path.name != present.snapshot]
    return [path for path in others if path.stat().st_mtime <= max(erasing).timestamp()]


def clear(paths: Iterable[Path]) -> None:
    """Remove files and folders, as far as the system lets go of them."""
    for path in paths:
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            with suppress(OSError):
                path.unlink(missing_ok=True)
