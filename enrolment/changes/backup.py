"""Copies of the truth: the batches and the ledger. A snapshot is not copied; it can be built again."""

import hashlib
import shutil
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

from enrolment.changes.tidy import tidy
from enrolment.changes.vocabulary import merge_headers
from enrolment.snapshot import build as snapshot
from enrolment.snapshot.current import Snapshot, clear_old
from enrolment.snapshot.leftovers import clear, leftovers
from enrolment.store import batches as batch_store
from enrolment.store import files, ledger
from enrolment.store.batches import Batch
from enrolment.store.ledger import Ledger
from enrolment.store.lock import held


class NotEmpty(Exception):
    """The folder to back up into holds something that is not a backup, or more than an empty store; or is the store."""


def backup(store: Path, folder: Path) -> int:
    """Copy every batch and the ledger into `folder`, a new one or an earlier backup; the number of batches copied.

    Batches that are there already are checked, not copied. Raises Damaged when a batch is not what its receipt says,
    and NotEmpty.
    """
    is_within = folder.resolve() == store.resolve() or store.resolve() in folder.resolve().parents
    if is_within or (folder.exists() and any(folder.iterdir()) and not (folder / ledger.FILE).exists()):
        raise NotEmpty(str(folder))
    with held(store):
        present = ledger.read(store)
        if not present.events and ledger.read(folder).events:  # a store that was lost must not take its backup along
            raise NotEmpty(str(folder))
        if not (folder / ledger.FILE).exists():  # what is cut off now is told for a backup the next time
            folder.mkdir(parents=True, exist_ok=True)
            ledger.write(folder, ledger.Ledger())
        copied = _copy_batches(store, folder, present.ever_counted() - present.erased(), but=batch_store.ORIGINAL)
        merge_headers(folder, store)
        _keep_another(folder, present)
        # The ledger last: a backup that was cut off still has the ledger that fits its batches.
        ledger.write(folder, replace(present, snapshot=None, version=None))
        clear(leftovers(folder))  # rows that were erased since the last time, and files as they came
        return copied


def _keep_another(folder: Path, present: Ledger) -> None:
    """Keep the backup's ledger beside the new one where it is not an earlier state of the same store."""
    before = [
        (event.kind, event.batches, event.at) for event in ledger.read(folder).events if event.kind in ledger.KINDS
    ]
    own = [(event.kind, event.batches, event.at) for event in present.events if event.kind in ledger.KINDS]
    if before != own[: len(before)]:
        _keep_ledger(folder)


def _keep_ledger(folder: Path) -> None:
    replaced = (folder / ledger.FILE).read_bytes()
    files.write(folder / f"ledger-{hashlib.sha256(replaced).hexdigest()[:12]}.json", replaced)


def restore(store: Path, folder: Path) -> Snapshot:
    """Make the backup's ledger the one that counts, and build its snapshot.

    Nothing is lost: batches that only this store has stay, a damaged one is replaced and kept as `.damaged-<code>`,
    and the store's own ledger is kept as `ledger-<hash>.json`. What was erased in this store since stays erased.
    Raises FileNotFoundError when the folder is no backup, Damaged when one of its batches is.
    """
    if not (folder / ledger.FILE).exists():
        raise FileNotFoundError(str(folder))
    with held(store):
        brought = ledger.read(folder)
        saved = _with_erased(brought, store)
        _copy_batches(folder, store, brought.ever_counted() - brought.erased() - saved.erased())
        if (store / ledger.FILE).exists():  # readable or not: what it says may be wanted again
            _keep_ledger(store)
        counted = [batch_store.whole(store, code) for code in saved.counted()]
        built = snapshot.build(store, counted)
        ledger.write(store, replace(saved, snapshot=built.path.name, version=built.version))
        merge_headers(store, folder)
        clear_old(store, built, most=0 if saved.erased() else None)  # an earlier snapshot may show what was erased
        with batch_store.aside(store) as aside:
            tidy(store, aside)  # an older backup has the files as they came
        return built


def _with_erased(saved: Ledger, store: Path) -> Ledger:
    """A backup's ledger with what was erased in the store since, and without what was brought in again since."""
    try:
        own = ledger.read(store)
    except ledger.DamagedLedger:
        return saved
    again = saved.erased() & own.ever_counted() - own.erased()
    events = [event for event in saved.events if event.kind != "erase" or not again.intersection(event.batches)]
    gone = own.erased() - saved.erased()
    last = {event.batches: event for event in own.events if event.kind == "erase" and gone.intersection(event.batches)}
    return replace(saved, events=(*events, *last.values()))


def _copy_batches(source: Path, target: Path, codes: frozenset[str], but: str = "") -> int:
    copied = 0
    with batch_store.aside(target) as aside:
        for code in sorted(codes):
            batch = batch_store.whole(source, code)
            home = target / batch_store.FOLDER / code
            if home.exists() and _is_the_same(batch, target):
                continue
            if home.exists() and but:  # a backup follows its store: what that cut off goes here too
                shutil.rmtree(home)
            elif home.exists():
                files.move(home, home.with_name(f".damaged-{code}-{uuid4().hex[:8]}"))
            shutil.copytree(batch.folder, aside / code, ignore=shutil.ignore_patterns(but))
            for path in (aside / code, *(aside / code).rglob("*")):
                path.chmod(path.stat().st_mode | 0o600)  # the backup may have been protected against writing
            copy = replace(batch, folder=aside / code)
            batch_store.sync(copy)
            files.move(copy.folder, home)
            copied += 1
    return copied


def _is_the_same(batch: Batch, target: Path) -> bool:
    """Whether a store has a batch, whole and with the same rows."""
    try:
        return batch_store.whole(target, batch.code).rows_sha256 == batch.rows_sha256
    except batch_store.Damaged:
        return False
