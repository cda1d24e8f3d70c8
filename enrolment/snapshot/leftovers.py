"""What no batch, ledger or snapshot needs: half-done work of a process that died, the rows of erased batches, and the
files that earlier versions kept as they came."""

import shutil
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from enrolment.snapshot.current import BUILDING
from enrolment.store import batches as batch_store
from enrolment.store import ledger


def leftovers(store: Path, own: Path | None = None) -> list[Path]:
    """Files and folders that somebody left. `own`: the folder of whoever asks. With the lock held, nobody is at work;
    without it, some may be of somebody who is. Raises DamagedLedger."""
    home, erased = store / batch_store.FOLDER, ledger.read(store).erased()
    asides = [path for path in home.glob(f"{batch_store.ASIDE}*") if path != own]
    gone = [path for code in sorted(erased) for path in (*home.glob(code), *home.glob(f".damaged-{code}-*"))]
    return [*asides, *gone, *store.glob(f"{BUILDING}*"), *home.glob(f"*/{batch_store.ORIGINAL}")]


def clear(paths: Iterable[Path]) -> None:
    """Remove files and folders, as far as the system lets go of them."""
    for path in paths:
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            with suppress(OSError):
                path.unlink(missing_ok=True)
