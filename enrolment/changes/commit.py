"""What people do to the store: bring files in, take a batch off the ledger, put it back, build anew.

Each change holds the lock, builds the snapshot that would show it, seals its batches, and then replaces the ledger:
that one step makes the change happen, batches and snapshot together. Before it, nothing has; after it, all has.
"""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

import duckdb

from enrolment.changes import rules
from enrolment.changes.propose import ChangeSet, proposed
from enrolment.changes.tidy import tidy
from enrolment.changes.vocabulary import remember
from enrolment.contract import DESCRIPTION
from enrolment.imports.identity import masked
from enrolment.imports.mistakes import BadInput
from enrolment.imports.sources import Source, sources
from enrolment.settings import ROOT
from enrolment.snapshot import build as snapshot
from enrolment.snapshot.current import Snapshot, clear_old, current, mark_used, whole_of_version
from enrolment.snapshot.stage import description
from enrolment.snapshot.version import version_of
from enrolment.store import batches as batch_store
from enrolment.store import ledger
from enrolment.store.batches import Batch
from enrolment.store.ledger import Event, Ledger
from enrolment.store.lock import held

_LONGEST = 500  # letters of a reason


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


class StillCounts(Exception):
    """A batch was to be erased that counts: it has to be taken off the ledger first."""


class StillThere(Exception):
    """A batch was erased, and the disk did not let its rows go; the next change of the store tries again."""


def build(folder: Path, store: Path, who: str = "") -> Snapshot:
    """Make the files of a folder, all of them, the only batches that count. Raises BadInput; then nothing changes."""
    return bring_in(sources(folder), store, who, kind="replace").snapshot


def bring_in(sources: Sequence[Source], store: Path, who: str = "", kind: str = "import") -> Outcome:
    """Bring files in as batches, all or none. Files that all count already change nothing.

    `kind` is `import`, which adds to what counts, or `replace`. Raises BadInput with every mistake of every file.
    """
    with proposed(store, sources, kind) as change_set:
        return commit(change_set, who)


def commit(change_set: ChangeSet, who: str = "") -> Outcome:
    """Make a change set happen. Raises BadInput with all that keeps it from that."""
    change_set.must_hold()
    store, present, batches = change_set.store, change_set.ledger, change_set.batches
    codes, counted = tuple(batch.code for batch in batches), present.counted()
    is_nothing_new = set(codes) == set(counted) if change_set.kind == "replace" else not codes
    if is_nothing_new and counted:
        return _kept_up(store, present)
    event = Event(change_set.kind, codes, masked(who), ledger.moment(present))
    built = None
    if all(batch.at for batch in batches):  # else one of that version may be of a change that was cut off
        built = whole_of_version(store, version_of(present.after(event).counted()))
    if built:
        mark_used(built)
    outcome = _record(store, present, event, built or change_set.building.finish(event.who, event.at), batches)
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
        raise Needed(sorted({mistake.file for mistake in bad.found})) from bad


def redo(store: Path, code: str, who: str = "") -> Outcome:
    """Put a batch back on the ledger, where it stood. Raises UnknownBatch, BadInput or NeedsFirst."""
    return _toggle(store, code, who, "redo")


def erase(store: Path, code: str, why: str, who: str = "") -> Outcome:
    """Destroy the rows of a batch that does not count, for good; the ledger keeps that it was here.

    Raises UnknownBatch, StillCounts, StillThere, and Needed where simulated data would be left without what calls it
    so.
    """
    with held(store), batch_store.aside(store) as aside:
        tidy(store, aside)
        present, shown = ledger.read(store), current(store)
        if code not in present.ever_counted() | set(batch_store.codes(store)):
            raise UnknownBatch(code)
        if code in present.counted():
            raise StillCounts(code)
        if shown is None:
            _kept_up(store, present)
            present, shown = ledger.read(store), current(store)
        if code in present.erased() or shown is None:
            _must_be_gone(store, code)
            return _kept_up(store, present)
        _must_leave_it_called_simulated(store, present, code)
        sha256 = next((batch.original_sha256 for batch in _readable(store, [code])), "")
        event = Event("erase", (code,), masked(who), ledger.moment(present), why=masked(why)[:_LONGEST], sha256=sha256)
        ledger.write(store, present.after(event))
        tidy(store, aside)  # the rows, and earlier snapshots that show what it said
        _must_be_gone(store, code)
        return Outcome(shown, event)


def _must_be_gone(store: Path, code: str) -> None:
    if code in batch_store.codes(store):
        raise StillThere(code)


def rebuild(store: Path) -> Outcome:
    """Build the ledger's snapshot again from its batches, whatever is there."""
    with held(store), batch_store.aside(store) as aside:
        tidy(store, aside)
        present, before = ledger.read(store), current(store)
        built = snapshot.build_anew(store, _read_all(store, present.counted()))
        _note_rules(store, present, before, built)
        ledger.write(store, replace(present, snapshot=built.path.name, version=built.version))
        clear_old(store, built)
        return Outcome(built, None)


def _toggle(store: Path, code: str, who: str, kind: str) -> Outcome:
    with held(store), batch_store.aside(store) as aside:
        tidy(store, aside)
        present = ledger.read(store)
        if code not in present.ever_counted() - present.erased():
            raise UnknownBatch(code)
        if (code in present.counted()) == (kind == "redo"):
            return _kept_up(store, present)
        _must_be_called_simulated(store, present, code, kind)
        event = Event(kind, (code,), masked(who), ledger.moment(present))
        counted = _read_all(store, present.after(event).counted())
        return _record(store, present, event, snapshot.build(store, counted, event.batches))


def _must_be_called_simulated(store: Path, present: Ledger, code: str, kind: str) -> None:
    """Raises Needed or NeedsFirst: what is simulated never counts without the description it came with."""
    counted = set(present.counted())
    batches = _readable(store, present.came_with(code))
    tellers = [batch for batch in batches if batch.table == DESCRIPTION and description([batch]).get("simulated")]
    others = [batch for batch in batches if batch.code in counted and batch not in tellers]
    if kind == "undo" and others and code in [teller.code for teller in tellers]:
        raise Needed(sorted(batch.file_name for batch in others))
    away = [teller.file_name for teller in tellers if teller.code not in counted and teller.code != code]
    if kind == "redo" and away:
        raise NeedsFirst(away)


def _must_leave_it_called_simulated(store: Path, present: Ledger, code: str) -> None:
    """Raises Needed: a description that calls simulated what came with it goes last."""
    (mine,) = _readable(store, [code]) or (None,)
    if mine and mine.table == DESCRIPTION and description([mine]).get("simulated"):
        others = [batch for batch in _readable(store, present.came_with(code)) if batch.table != DESCRIPTION]
        if others:
            raise Needed(sorted(batch.file_name for batch in others))


def _record(store: Path, present: Ledger, event: Event, built: Snapshot, batches: Sequence[Batch] = ()) -> Outcome:
    """Seal the batches and replace the ledger; only then has anything happened."""
    sealed = tuple(batch_store.seal(store, batch, event.who, event.at) for batch in batches)
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
        rules.note(store, before, built, ledger.moment(present))


def _read_all(store: Path, codes: Sequence[str]) -> list[Batch]:
    return [batch_store.whole(store, code) for code in codes]


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
