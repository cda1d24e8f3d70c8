"""What people do to the store: bring files in, take a batch off the ledger, put it back, build anew.

Each change holds the lock, seals its batches, builds the snapshot that would show it, and then replaces the ledger:
that one step makes the change happen, batches and snapshot together. Before it, nothing has; after it, all has.
"""

import shutil
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import duckdb

from enrolment import clock
from enrolment.contract import DESCRIPTION
from enrolment.imports.folder import Source, sources
from enrolment.imports.identity import hidden
from enrolment.imports.mistakes import BadInput
from enrolment.settings import ROOT
from enrolment.store import batches as batch_store
from enrolment.store import ledger, rules, snapshot
from enrolment.store.batches import Batch
from enrolment.store.current import Snapshot, clear_old, current
from enrolment.store.known import known, remember
from enrolment.store.ledger import Event, Ledger
from enrolment.store.lock import held
from enrolment.store.prepare import Workplace, prepare_all, repeated
from enrolment.store.progress import tell
from enrolment.store.settle import as_sealed, not_counting, refuse, settle
from enrolment.store.stage import description


@dataclass(frozen=True)
class Outcome:
    """What a change came to. `event` is None when there was nothing to change."""

    snapshot: Snapshot
    event: Event | None
    batches: tuple[Batch, ...] = ()


class UnknownBatch(KeyError):
    """The ledger knows no batch of that code."""


class Needed(Exception):
    """Other batches build on one that was to be taken off the ledger; `files` are the names of theirs."""

    def __init__(self, files: Sequence[str]):
        self.files = files
        super().__init__(", ".join(files))


class NeedsFirst(Needed):
    """A batch was to be put back before another that says what it is; `files` is the name of that one."""


def build(folder: Path, store: Path, who: str = "") -> Snapshot:
    """Make the files of a folder, all of them, the only batches that count. Raises BadInput; then nothing changes."""
    return bring_in(sources(folder), store, who, kind="replace").snapshot


def bring_in(found: Sequence[Source], store: Path, who: str = "", kind: str = "import") -> Outcome:
    """Bring files in as batches, all or none. Files that all count already change nothing.

    `kind` is `import`, which adds to what counts, or `replace`. Raises BadInput with every mistake of every file.
    """
    with held(store), batch_store.aside(store) as aside:
        _clear_leftovers(store, aside)
        present = ledger.read(store)
        tell("reading")
        counting = [] if kind == "replace" else _read_all(store, present.counted())
        place = Workplace(store, aside, known(store), counting)
        prepared = prepare_all(found, place)
        tell("comparing")
        if any(one.source.choices.leave_out for one in prepared):
            prepared = settle(prepared, place)
        prepared = as_sealed(prepared, store)
        refuse(prepared)
        if kind == "import":  # what counts already keeps its place: a later word on it stands
            prepared = not_counting(prepared, counting)
        if again := repeated(prepared):
            raise BadInput(again)
        batches = [one.batch for one in prepared if one.batch]
        codes = tuple(dict.fromkeys(batch.code for batch in batches))
        counted = present.counted()
        nothing_new = set(codes) == set(counted) if kind == "replace" else not codes
        if nothing_new and counted:
            return _kept_up(store, present)
        event = Event(kind, codes, hidden(who), _moment(present))
        outcome = _commit(store, present, event, batches)
        for batch in batches:
            if batch.choices.get("columns"):
                with suppress(OSError):  # the files are in already; what is forgotten will be asked again
                    remember(store, batch.table, batch.choices["columns"])
        return outcome


def undo(store: Path, code: str, who: str = "") -> Outcome:
    """Take a batch off the ledger. Raises UnknownBatch, or Needed where others could not stand without it: the tables
    that a row names, or a simulated campaign without the batch that calls it simulated."""
    try:
        return _toggle(store, code, who, "undo")
    except BadInput as bad:
        raise Needed(sorted({one.file for one in bad.found})) from bad


def redo(store: Path, code: str, who: str = "") -> Outcome:
    """Put a batch back on the ledger, where it stood. Raises UnknownBatch, BadInput or NeedsFirst."""
    return _toggle(store, code, who, "redo")


def rebuild(store: Path) -> Outcome:
    """Build the ledger's snapshot again from its batches, whatever is there."""
    with held(store), batch_store.aside(store) as aside:
        _clear_leftovers(store, aside)
        present, before = ledger.read(store), current(store)
        built = snapshot.build_anew(store, _read_all(store, present.counted()))
        _note_rules(store, present, before, built)
        ledger.write(store, replace(present, snapshot=built.path.name, version=built.version))
        clear_old(store, built)
        return Outcome(built, None)


def _toggle(store: Path, code: str, who: str, kind: str) -> Outcome:
    with held(store), batch_store.aside(store) as aside:
        _clear_leftovers(store, aside)
        present = ledger.read(store)
        if code not in present.known():
            raise UnknownBatch(code)
        if (code in present.counted()) == (kind == "redo"):
            return _kept_up(store, present)
        _must_be_called_simulated(store, present, code, kind)
        return _commit(store, present, Event(kind, (code,), hidden(who), _moment(present)), [])


def _must_be_called_simulated(store: Path, present: Ledger, code: str, kind: str) -> None:
    """Raises Needed or NeedsFirst: what is simulated never counts without the description it came with."""
    counted = set(present.counted())
    came = [event for event in present.events if event.kind in ("import", "replace") and code in event.batches]
    batches = _readable(store, came[-1].batches)
    tellers = [one for one in batches if one.table == DESCRIPTION and description([one]).get("simulated")]
    others = [one for one in batches if one.code in counted and one not in tellers]
    if kind == "undo" and others and code in [one.code for one in tellers]:
        raise Needed(sorted(one.file_name for one in others))
    away = [one.file_name for one in tellers if one.code not in counted and one.code != code]
    if kind == "redo" and away:
        raise NeedsFirst(away)


def _commit(store: Path, present: Ledger, event: Event, prepared: Sequence[Batch]) -> Outcome:
    after = present.after(event)
    fresh = {batch.code: batch for batch in prepared}
    counted = [fresh.get(code) or batch_store.read(store, code) for code in after.counted()]
    # Staging checks the batches beside each other: what does not fit is never sealed.
    signed = [batch if batch.at else replace(batch, who=event.who, at=event.at) for batch in counted]
    # One of that version may be of a change that was cut off, before these batches became what they are now.
    make = snapshot.build_anew if any(not batch.at for batch in prepared) else snapshot.build
    built = make(store, signed, event.batches)
    sealed = tuple(batch_store.seal(store, batch, event.who, event.at) for batch in prepared)
    event = replace(event, totals=_totals(built))
    ledger.write(store, replace(present.after(event), snapshot=built.path.name, version=built.version))
    clear_old(store, built)
    return Outcome(built, event, sealed)


def _kept_up(store: Path, present: Ledger) -> Outcome:
    """Nothing to change, but the snapshot may be from an older version of the software, or gone."""
    before = current(store)
    built = snapshot.build(store, _read_all(store, present.counted()))
    _note_rules(store, present, before, built)
    if built.path.name != present.snapshot:
        ledger.write(store, replace(present, snapshot=built.path.name, version=built.version))
        clear_old(store, built)
    return Outcome(built, None)


def _note_rules(store: Path, present: Ledger, before: Snapshot | None, built: Snapshot) -> None:
    """Note what another version of the software would have said of the same batches."""
    if before and before.version != built.version:
        rules.note(store, before, built, _moment(present))


def _read_all(store: Path, codes: Sequence[str]) -> list[Batch]:
    return [batch_store.read(store, code) for code in codes]


def _readable(store: Path, codes: Sequence[str]) -> list[Batch]:
    found = []
    for code in codes:
        with suppress(batch_store.Damaged, OSError):
            found.append(batch_store.read(store, code))
    return found


def _totals(built: Snapshot) -> dict[str, float | None]:
    sql = (ROOT / "queries" / "frame" / "status.sql").read_text(encoding="utf-8")
    with duckdb.connect(built.path, read_only=True) as con:
        return {row[0]: row[1] for row in con.execute(sql).fetchall()}


def _moment(present: Ledger) -> str:
    """Now, in UTC; always after the last event, even when somebody set the machine's clock back."""
    now = clock.now().astimezone(UTC)
    if present.events:
        now = max(now, datetime.fromisoformat(present.events[-1].at) + timedelta(microseconds=1))
    return now.isoformat(timespec="microseconds")


def _clear_leftovers(store: Path, own: Path) -> None:
    """Remove what processes that died left half done. The lock is held: nobody else is at work."""
    for leftover in (store / batch_store.FOLDER).glob(f"{batch_store.ASIDE}*"):
        if leftover != own:
            shutil.rmtree(leftover, ignore_errors=True)
    for half_built in store.glob(f"{snapshot.BUILDING}*"):
        half_built.unlink(missing_ok=True)
