"""The data as it was known at an earlier moment: the batches that counted then."""

from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from enrolment import clock
from enrolment.imports.mistakes import BadInput
from enrolment.snapshot import build as snapshot
from enrolment.snapshot.current import Snapshot, clear_old, current, mark_used, whole_of_version
from enrolment.snapshot.version import version_of
from enrolment.store import batches as batch_store
from enrolment.store import ledger
from enrolment.store.batches import Damaged
from enrolment.store.damage import Damage
from enrolment.store.lock import held


class ErasedSince(Damage):
    """What counted at a moment cannot be shown: it built on a batch that was erased since."""

    text_key = "known-erased-needed"


def parsed(text: str) -> datetime | None:
    """A moment from ISO 8601, in Vietnam's time where it names no zone; None where it is none, or beyond all years."""
    try:
        found = datetime.fromisoformat(text)
        found = found if found.tzinfo else found.replace(tzinfo=clock.VIETNAM)
        return found.astimezone(UTC).astimezone(clock.VIETNAM)
    except (ValueError, OverflowError):
        return None


def moments(store: Path, after: str = "") -> list[dict[str, Any]]:
    """Every moment at which what counts changed, the newest first: `at` (ISO, UTC), `kind`, `files`, `who`, and
    `totals`: what each indicator of all places came to by it, as was noted then.

    With `after`, only those later than that moment.
    """
    present, least = ledger.read(store), _utc(after)
    erased = present.erased()  # whose names a running server must not show any more
    return [
        {
            "at": event.at,
            "kind": event.kind,
            "files": ", ".join(code if code in erased else _name(store, code) for code in event.batches),
            "who": event.who,
            "totals": dict(event.totals),
        }
        for event in reversed(present.events[len(present.until(least)) if after else 0 :])
        if event.kind in ledger.KINDS
    ]


def totals_at(store: Path, moment: str) -> dict[str, float | None]:
    """What each indicator of all places came to at a moment, as the last change before it noted."""
    events = [event for event in ledger.read(store).until(_utc(moment)) if event.kind in ledger.KINDS and event.totals]
    return dict(events[-1].totals) if events else {}


def version_as_known(store: Path, moment: str) -> str | None:
    """The data version of what counted at a moment; None where nothing did."""
    counted = ledger.read(store).counted(_utc(moment))
    return version_of(counted) if counted else None


def erased_since(store: Path, moment: str) -> int:
    """How many batches that counted at a moment were erased since, and are not in what is shown of it."""
    present = ledger.read(store)
    return len(present.erased() & present.counted_then(_utc(moment)))


def as_known(store: Path, moment: str) -> Snapshot | None:
    """The finished snapshot of what counted at a moment; None where none is built."""
    version = version_as_known(store, moment)
    found = whole_of_version(store, version) if version else None
    if found:
        mark_used(found)
    return found


def build_as_known(store: Path, moment: str) -> Snapshot:
    """The same, built where it is missing."""
    with held(store):
        counted = ledger.read(store).counted(_utc(moment))
        try:
            built = snapshot.build(store, [batch_store.whole(store, code) for code in counted])
        except BadInput as bad:
            if not erased_since(store, moment):
                raise
            raise ErasedSince from bad  # what counted then built on what is not there any more
        clear_old(store, current(store) or built, built)
        return built


def _utc(moment: str) -> str:
    """As the ledger writes moments, so that they compare as texts."""
    found = parsed(moment)
    return found.astimezone(UTC).isoformat(timespec="microseconds") if found else ""


@lru_cache(maxsize=20_000)
def _name(store: Path, code: str) -> str:
    # Batches never change until they are erased, and every rerun of a page asks for all of them.
    try:
        return batch_store.read(store, code).file_name
    except Damaged:
        return code
