"""The ledger: which batches count, since when, and which snapshot shows them. One small file, replaced atomically."""

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

from enrolment import clock
from enrolment.store import files
from enrolment.store.damage import Damage

FILE = "ledger.json"
_CLOCKS_DIFFER = timedelta(minutes=10)
_OTHERS = ("erase", "forget")
KINDS = ("import", "replace", "undo", "redo")  # what changes which batches count; `erase` and `forget` do not


@dataclass(frozen=True)
class Event:
    """One thing that people did. `at` is ISO 8601 with its offset.

    `replace` makes its batches the only ones that count; `erase` is all that is left of one whose rows were destroyed:
    `why`, and the `sha256` of its file; `forget` says that files of earlier versions, `why` how many, were destroyed.
    `totals` is what each indicator came to by it.
    """

    kind: str
    batches: tuple[str, ...]
    who: str
    at: str
    totals: Mapping[str, float | None] = field(default_factory=dict)
    why: str = ""
    sha256: str = ""


@dataclass(frozen=True)
class Ledger:
    """Everything that was done, in order, and the snapshot file and version that show the outcome."""

    events: tuple[Event, ...] = ()
    snapshot: str | None = None
    version: str | None = None

    def counted(self, until: str | None = None) -> tuple[str, ...]:
        """The batches that count, the latest word last; with `until`, those that counted at that moment and were not
        erased since."""
        order, active = self._standing(until)
        counting = active - self.erased()
        return tuple(code for code in order if code in counting)

    def counted_then(self, until: str) -> frozenset[str]:
        """The batches that counted at a moment, those among them that were erased since."""
        return frozenset(self._standing(until)[1])

    def until(self, moment: str | None) -> tuple[Event, ...]:
        """What had been done at a moment: up to the last event that is not later. One from a clock that was ahead had
        been done before those behind it."""
        if moment is None:
            return self.events
        last = max((place for place, event in enumerate(self.events, start=1) if event.at <= moment), default=0)
        return self.events[:last]

    def _standing(self, until: str | None) -> tuple[list[str], set[str]]:
        """Batches in the order of the latest word, and those of them that count."""
        order: list[str] = []
        active: set[str] = set()
        for event in self.until(until):
            if event.kind in ("import", "replace"):
                active = set() if event.kind == "replace" else active
                order = [code for code in order if code not in event.batches] + list(event.batches)
            active = active - set(event.batches) if event.kind in ("undo", "erase") else active | set(event.batches)
        return order, active

    def erased(self) -> frozenset[str]:
        """The batches whose rows were destroyed, and not brought in again since."""
        gone: set[str] = set()
        for event in self.events:
            if event.kind == "erase":
                gone |= set(event.batches)
            elif event.kind in ("import", "replace"):
                gone -= set(event.batches)
        return frozenset(gone)

    def erasures(self) -> dict[str, int]:
        """The SHA-256 of each file of which something was erased, and how often."""
        return dict(Counter(event.sha256 for event in self.events if event.kind == "erase" and event.sha256))

    def ever_counted(self) -> frozenset[str]:
        """Every batch that ever counted."""
        return frozenset(code for event in self.events for code in event.batches)

    def came_with(self, code: str) -> tuple[str, ...]:
        """The batches that were last brought in together with one, itself among them, without those erased."""
        came = [event for event in self.events if event.kind in ("import", "replace") and code in event.batches]
        return tuple(one for one in came[-1].batches if one not in self.erased()) if came else ()

    def after(self, event: Event) -> "Ledger":
        """The ledger once the event has happened; its snapshot is not built yet."""
        return replace(self, events=(*self.events, event))


def moment(present: Ledger) -> str:
    """Now, in UTC, and after the last event, as long as that is no further ahead than clocks differ. A clock that was
    ahead once puts nothing after it into the future: what came later, the place in the ledger says."""
    now = clock.now().astimezone(UTC)
    if present.events:
        last = datetime.fromisoformat(present.events[-1].at)
        now = max(now, last + timedelta(microseconds=1)) if last - now < _CLOCKS_DIFFER else now
    return now.isoformat(timespec="microseconds")


def ahead(present: Ledger) -> list[Event]:
    """The events that are dated later than now: somebody's clock was ahead."""
    latest = clock.now().astimezone(UTC) + _CLOCKS_DIFFER
    return [event for event in present.events if datetime.fromisoformat(event.at) > latest]


class DamagedLedger(Damage):
    """The ledger is there and cannot be read. Batches are safe; `restore` or a hand must mend it."""

    text_key = "ledger-damaged"

    def __init__(self, path: str):
        super().__init__(path=path)


class NewerLedger(DamagedLedger):
    """The ledger tells of something that this version does not know: a later one wrote it, or a hand."""

    text_key = "ledger-newer"


def read(store: Path) -> Ledger:
    """The store's ledger; an empty one where nothing was ever brought in."""
    path = store / FILE
    try:
        seen = path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return Ledger()
    return _read(path, seen.st_mtime_ns, seen.st_ino, seen.st_size)


@lru_cache(maxsize=16)
def _read(path: Path, *_seen: int) -> Ledger:
    # Every query asks for the current snapshot: an unchanged file is not parsed again.
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
        events = tuple(Event(**{**event, "batches": tuple(event["batches"])}) for event in document.pop("events"))
        found = Ledger(events=events, **document)
        texts = [text for event in events for text in (*event.batches, event.at, event.kind, event.who, event.why)]
        named = [found.snapshot, found.version]
        if not all(isinstance(text, str) for text in texts) or not all(isinstance(n, str | None) for n in named):
            raise TypeError("not a ledger")
        if not all(map(_is_sound, events)):
            raise ValueError("an event that nothing wrote")
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise DamagedLedger(str(path)) from error
    if not all(event.kind in (*KINDS, *_OTHERS) for event in events):
        raise NewerLedger(str(path))
    return found


def _is_sound(event: Event) -> bool:
    """Whether an event says what events say: what is not understood must not count, nor be taken for a name of a
    folder."""
    is_dated = datetime.fromisoformat(event.at).tzinfo is not None
    are_codes = all(code.isalnum() and code.isascii() for code in event.batches)
    return is_dated and are_codes and isinstance(event.totals, Mapping)


def write(store: Path, ledger: Ledger) -> None:
    """Make `ledger` the one that counts: from this moment the change has happened, before it, it has not."""
    document: dict[str, Any] = asdict(ledger)
    files.write(store / FILE, json.dumps(document, ensure_ascii=False, indent=1).encode())
