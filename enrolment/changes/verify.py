"""Is everything still what it was? Every batch against its receipt, the snapshot against the batches."""

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import duckdb

from enrolment.changes import otherwise
from enrolment.imports.mistakes import BadInput
from enrolment.settings import settings
from enrolment.snapshot import build as snapshot
from enrolment.snapshot.current import Snapshot, current
from enrolment.snapshot.leftovers import leftovers
from enrolment.snapshot.version import version_of
from enrolment.store import batches as batch_store
from enrolment.store import ledger
from enrolment.store.batches import Batch, Damaged
from enrolment.store.lock import held


@dataclass(frozen=True)
class Finding:
    """One thing that is not as it should be: `reason` is a `finding-*` text key, `what` names the batch or table."""

    reason: str
    what: str
    part: str = ""


def verify(store: Path) -> list[Finding]:
    """Everything that is wrong with the store; an empty list is the wanted answer. Changes nothing."""
    with _held_where_it_can_be(store), TemporaryDirectory() as aside:
        present = ledger.read(store)
        wanted = (present.ever_counted() | set(batch_store.codes(store))) - present.erased()
        findings, whole = _batches(store, wanted)
        counted = [whole[code] for code in present.counted() if code in whole]
        if present.counted() and not findings:
            findings += _snapshot(store, counted, Path(aside), is_backup=present.snapshot is None)
        findings += [Finding("clock-ahead", event.at[:16], event.kind) for event in ledger.ahead(present)]
        findings += [Finding("leftover", path.relative_to(store).as_posix()) for path in leftovers(store)]
        return findings + [_otherwise(told) for told in otherwise.read(store) if told["code"] in present.counted()]


@contextmanager
def _held_where_it_can_be(store: Path) -> Iterator[None]:
    """The store's lock; none on a disk that only can be read, where nobody changes anything."""
    if not os.access(store if store.exists() else store.parent, os.W_OK):
        yield
        return
    with held(store):
        yield


def _otherwise(told: dict[str, Any]) -> Finding:
    """A batch that today's reader would make otherwise, by its rows and sums."""
    moved = f"{otherwise.told(told['before'])} → {otherwise.told(told['after'])}"
    return Finding("reads-otherwise", f"{told['code']} {told['file_name']}", moved)


def _batches(store: Path, codes: set[str] | frozenset[str]) -> tuple[list[Finding], dict[str, Batch]]:
    findings: list[Finding] = []
    whole: dict[str, Batch] = {}
    for code in sorted(codes):
        try:
            batch = batch_store.read(store, code)
            batch_store.check(batch)
            whole[code] = batch
        except Damaged as damaged:
            findings.append(Finding("batch-damaged", damaged.code, damaged.part))
    return findings, whole


def _snapshot(store: Path, counted: Sequence[Batch], aside: Path, is_backup: bool) -> list[Finding]:
    """What a snapshot built anew says otherwise; a backup has none, but its batches must agree."""
    present = current(store)
    if is_backup:
        present = Snapshot(aside, version_of([batch.code for batch in counted]))
    if present is None or present.version != version_of([batch.code for batch in counted]):
        return [Finding("snapshot-missing" if present is None else "snapshot-old", ledger.FILE)]
    try:
        fresh = snapshot.build(aside, counted)
    except BadInput as bad:
        return [Finding("batches-disagree", mistake.sentence(settings().language)) for mistake in bad.mistakes]
    if is_backup:
        return []
    try:
        found, wanted = _digests(present.path), _digests(fresh.path)
    except duckdb.Error:
        return [Finding("snapshot-damaged", present.path.name)]
    differing = sorted(name for name in found.keys() | wanted.keys() if found.get(name) != wanted.get(name))
    return [Finding("snapshot-differs", name) for name in differing]


def _digests(path: Path) -> dict[str, tuple | None]:
    """Table -> row count and a digest of its rows, in whatever order they stand, whenever and however it was built."""
    with duckdb.connect(path, read_only=True) as con:
        names = con.execute(
            "select table_name from duckdb_tables() where database_name = current_database() and not internal"
        ).fetchall()
        digests: dict[str, tuple | None] = {}
        for (name,) in names:
            rows = "(select * exclude (built_at, renewal_count) from about)" if name == "about" else f'"{name}"'
            digests[name] = con.execute(
                f"select count(*), sum(hash(one)::hugeint), bit_xor(hash(one)) from {rows} as one"
            ).fetchone()
        return digests
