"""The ledger: which batches count, since when, and which snapshot shows them. One small file, replaced atomically."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from enrolment.store import files
from enrolment.store.damage import Damage

FILE = "ledger.json"
KINDS = ("import", "replace", "undo", "redo")


@dataclass(frozen=True)
class Event:
    """One thing that people did. `at` is ISO 8601 with its offset.

    `replace` makes its batches the only ones that count. `totals` is what each indicator came to by it.
    """

    kind: str
    batches: tuple[str, ...]
    who: str
    at: str
    totals: Mapping[str, float | None] = field(default_factory=dict)


@dataclass(frozen=True)
class Ledger:
    """Everything that was done, in order, and the snapshot file and version that show the outcome."""

    events: tuple[Event, ...] = ()
    snapshot: str | None = None
    version: str | None = None

    def counted(self, until: str | None = None) -> tuple[str, ...]:
        """The batches that count, the latest word last; with `until`, those that counted at that moment."""
        order: list[str] = []
        active: set[str] = set()
        for event in self.events:
            if until is not None and event.at > until:
                break
            if event.kind in ("import", "replace"):
                active = set() if event.kind == "replace" else active
                order = [code for code in order if code not in event.batches] + list(event.batches)
            active = active - set(event.batches) if event.kind == "undo" else active | set(event.batches)
        return tuple(code for code in order if code in active)

    def ever_counted(self) -> frozenset[str]:
        """Every batch that ever counted."""
        return frozenset(code for event in self.events for code in event.batches)

    def after(self, event: Event) -> "Ledger":
        """The ledger once the event has happened; its snapshot is not built yet."""
        return replace(self, events=(*self.events, event))


class DamagedLedger(Damage):
    """The ledger is there and cannot be read. Batches are safe; `restore` or a hand must mend it."""

    text_key = "ledger-damaged"

    def __init__(self, path: str):
        super().__init__(path=path)


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
        if not all(isinstance(text, str) for event in events for text in (*event.batches, event.at, event.kind)):
            raise TypeError("not a ledger")
        return found
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise DamagedLedger(str(path)) from error


def write(store: Path, ledger: Ledger) -> None:
    """Make `ledger` the one that counts: from this moment the change has happened, before it, it has not."""
    document: dict[str, Any] = asdict(ledger)
    files.write(store / FILE, json.dumps(document, ensure_ascii=False, indent=1).encode())
