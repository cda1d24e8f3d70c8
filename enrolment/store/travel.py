"""The data as it was known at an earlier moment: the batches that counted then."""

from pathlib import Path

from enrolment.store import batches as batch_store
from enrolment.store import ledger, snapshot
from enrolment.store.batches import Damaged
from enrolment.store.current import Snapshot, mark_used, of_version
from enrolment.store.lock import held
from enrolment.store.version import version_of


def moments(store: Path) -> list[dict[str, str]]:
    """Every moment at which what counts changed, the newest first: `at` (ISO, UTC), `kind`, `files`, `who`."""
    return [
        {
            "at": event.at,
            "kind": event.kind,
            "files": ", ".join(_name(store, c) for c in event.batches),
            "who": event.who,
        }
        for event in reversed(ledger.read(store).events)
    ]


def version_as_known(store: Path, moment: str) -> str | None:
    """The data version of what counted at a moment; None where nothing did."""
    counted = ledger.read(store).counted(moment)
    return version_of(counted) if counted else None


def as_known(store: Path, moment: str) -> Snapshot | None:
    """The finished snapshot of what counted at a moment; None where none is built."""
    version = version_as_known(store, moment)
    found = of_version(store, version) if version else None
    if found:
        mark_used(found)
    return found


def build_as_known(store: Path, moment: str) -> Snapshot:
    """The same, built where it is missing."""
    with held(store):
        counted = ledger.read(store).counted(moment)
        return snapshot.build(store, [batch_store.read(store, code) for code in counted])


def _name(store: Path, code: str) -> str:
    try:
        return batch_store.read(store, code).file_name
    except Damaged:
        return code
