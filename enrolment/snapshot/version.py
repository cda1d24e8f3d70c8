"""The data version: one name for the batches that count, the code that shows them, and the settings it reads."""

import hashlib
from collections.abc import Sequence
from functools import cache
from importlib.metadata import version
from pathlib import Path

from enrolment.contract import FOLDER as CONTRACT
from enrolment.settings import ROOT, settings
from enrolment.snapshot.current import current
from enrolment.store import ledger

_CODE = (
    "classes.py",
    "geography.py",
    "imports/rows/check.py",
    "imports/thinning.py",
    "snapshot/build.py",
    "snapshot/corrections.py",
    "snapshot/layers.py",
    "snapshot/marts.py",
    "snapshot/renewal.py",
    "snapshot/stage.py",
)


def version_of(codes: Sequence[str]) -> str:
    """Twelve hex digits over the batches of these codes, and all that turns them into a snapshot."""
    digest = hashlib.sha256(_engine())
    digest.update(" ".join(codes).encode())
    chosen = settings()
    shown = (chosen.detour_factor, chosen.status_band_points, chosen.rest_weekdays, chosen.stale_after_days)
    digest.update(repr(shown).encode())
    return digest.hexdigest()[:12]


def is_behind(store: Path) -> bool:
    """Whether the ledger counts batches that no snapshot of this version of the software shows."""
    present = ledger.read(store)
    counted = present.counted()
    return bool(counted) and (current(store) is None or version_of(counted) != present.version)


@cache
def _engine() -> bytes:
    """A digest of the code and the SQL that make a snapshot; they do not change while a process runs."""
    digest = hashlib.sha256(version("duckdb").encode())
    library = Path(__file__).parent.parent
    for path in sorted(
        [
            *(ROOT / "queries").glob("marts/*.sql"),
            *(ROOT / "queries").glob("audits/*.sql"),
            *(ROOT / "queries").glob("macros/*.sql"),
            *CONTRACT.glob("*.json"),
            *library.glob("imports/**/*.sql"),
            *(library / name for name in _CODE),
        ]
    ):
        digest.update(path.read_bytes())
    return digest.digest()
