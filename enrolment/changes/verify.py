"""Is everything still what it was? Every batch against its receipt, the snapshot against the batches."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb

from enrolment.imports.mistakes import BadInput
from enrolment.settings import settings
from enrolment.snapshot import build as snapshot
from enrolment.snapshot.current import current
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
    with held(store), TemporaryDirectory() as aside:
        present = ledger.read(store)
        findings, whole = _batches(store, present.ever_counted() | set(batch_store.codes(store)))
        counted = [whole[code] for code in present.counted() if code in whole]
        if present.counted() and not findings:
            findings += _snapshot(store, counted, Path(aside))
        return findings


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


def _snapshot(store: Path, counted: Sequence[Batch], aside: Path) -> list[Finding]:
    present = current(store)
    if present is None or present.version != version_of([batch.code for batch in counted]):
        return [Finding("snapshot-missing" if present is None else "snapshot-old", ledger.FILE)]
    try:
        fresh = snapshot.build(aside, counted)
    except BadInput as bad:
        return [Finding("batches-disagree", mistake.sentence(settings().language)) for mistake in bad.mistakes]
    try:
        found, wanted = _digests(present.path), _digests(fresh.path)
    except duckdb.Error:
        return [Finding("snapshot-damaged", present.path.name)]
    differing = sorted(name for name in found.keys() | wanted.keys() if found.get(name) != wanted.get(name))
    return [Finding("snapshot-differs", name) for name in differing]


def _digests(path: Path) -> dict[str, tuple | None]:
    """Table -> row count and a digest of its rows, in whatever order they stand; the hour of building is left out."""
    with duckdb.connect(path, read_only=True) as con:
        names = con.execute(
            "select table_name from duckdb_tables() where database_name = current_database() and not internal"
        ).fetchall()
        digests: dict[str, tuple | None] = {}
        for (name,) in names:
            rows = "(select * exclude (built_at) from about)" if name == "about" else f'"{name}"'
            digests[name] = con.execute(
                f"select count(*), sum(hash(one)::hugeint), bit_xor(hash(one)) from {rows} as one"
            ).fetchone()
        return digests
