"""What a change of the store clears away first: what a process that died left half done, the rows of erased batches,
and the files that earlier versions kept as they came.

Before such a file goes it is read once more: where today's reader would make other rows of it than what counts, that is
told (`otherwise`), by numbers of rows and sums, so that somebody can bring the right rows in.
"""

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import duckdb

from enrolment.changes import otherwise
from enrolment.changes.prepare import Prepared, Workplace, answers_of, prepare_anew
from enrolment.changes.vocabulary import forget_ignored_headers, vocabulary
from enrolment.contract import DESCRIPTION, TABLES, schema
from enrolment.imports.meaning.reading import choices
from enrolment.imports.mistakes import BadInput
from enrolment.imports.rows.intake import read_of_description, without_records
from enrolment.imports.sources import Source
from enrolment.snapshot.leftovers import clear, leftovers
from enrolment.store import batches as batch_store
from enrolment.store import files, ledger
from enrolment.store.batches import Batch
from enrolment.store.ledger import Event


def tidy(store: Path, own: Path) -> None:
    """Clear all that away. The lock is held: nobody else is at work. Raises Damaged, DamagedLedger; then every file
    that was kept is still there."""
    found = (store / batch_store.FOLDER).glob(f"*/{batch_store.ORIGINAL}")
    originals = sorted(path for path in found if not path.parent.name.startswith("."))  # nor those of damaged ones
    if originals:
        _read_once_more(store, own, [path.parent.name for path in originals])
    present = ledger.read(store)
    if originals and present.events:
        told = Event("forget", (), "", ledger.moment(present), why=str(len(originals)))
        ledger.write(store, present.after(told))
    otherwise.forget(store, present.erased())
    clear(leftovers(store, own))


def _read_once_more(store: Path, own: Path, codes: Sequence[str]) -> None:
    place = Workplace(store, own, vocabulary(store))
    batches = [_whole_or_cut(store, code) for code in codes]
    found = [told for batch in batches if (told := _differing(batch, place))]
    if found:
        otherwise.note(store, found)
    for batch in batches:
        if batch.table == DESCRIPTION:
            _cut(batch)
    forget_ignored_headers(store)


def _whole_or_cut(store: Path, code: str) -> Batch:
    """The batch; also a description that was cut when the lights went out, before its receipt said so. Raises
    Damaged."""
    try:
        return batch_store.whole(store, code)
    except batch_store.Damaged:
        batch = batch_store.read(store, code)
        original = next((batch.folder / batch_store.ORIGINAL).iterdir(), None)
        is_cut = batch.table == DESCRIPTION and original and batch.rows_path.read_bytes() == _cut_of(original)
        if not is_cut:
            raise
        return batch


def _cut_of(description: Path) -> bytes:
    said = json.loads(description.read_text(encoding="utf-8-sig"))
    return json.dumps(read_of_description(said), ensure_ascii=False).encode()


def _cut(batch: Batch) -> None:
    """Leave of an earlier version's description what is read of it."""
    files.write(batch.rows_path, _cut_of(batch.rows_path))
    changed = replace(batch, rows_sha256=files.sha256(batch.rows_path))
    batch_store.write_receipt(changed)


def _differing(batch: Batch, place: Workplace) -> dict[str, Any] | None:
    """What a batch has and what its file would give today; None where they are alike, and for what is no table."""
    original = next((batch.folder / batch_store.ORIGINAL).iterdir(), None)
    if original is None or batch.table not in TABLES or batch.choices.get("count_persons"):
        return None
    before, after = _sums(batch.rows_path, batch.table), None
    try:
        again = prepare_anew(_source(original, batch), place)
        if again.batch is not None:
            after = _sums(_without_those_left_out(again, batch), batch.table)
    except (BadInput, ValueError):
        after = None
    except (MemoryError, OSError, duckdb.OutOfMemoryException):
        raise
    except Exception:
        after = None  # a reader that breaks on a file makes nothing of it
    if before == after:
        return None
    return {"code": batch.code, "file_name": batch.file_name, "before": before, "after": after}


def _source(original: Path, batch: Batch) -> Source:
    made = {**answers_of(batch), "above": "yes", "are_new": "yes"}  # nobody was asked then, and it counts
    return Source(original, batch.table, None, choices(made), is_strict=False)


def _without_those_left_out(again: Prepared, batch: Batch) -> Path:
    """The rows without those that were left out of the batch beside what counted then."""
    assert again.rows is not None
    left_out = set(batch.choices.get("rows_left_out", ()))
    if again.reading is None or again.reading.frame is None or not left_out:
        return again.rows.path
    frame = again.reading.frame
    told = {record: f"{frame.row_number[record]} {frame.header[record]}".strip() for record in again.rows.records}
    return without_records(again.rows, {record for record, name in told.items() if name in left_out}).path


def _sums(rows: Path, table: str) -> dict[str, float]:
    """How many rows, and the sum of each column of whole numbers that has any."""
    wholes = [field.name for field in schema(table).fields if field.type == "integer"]
    with duckdb.connect() as con:
        source = con.read_parquet(str(rows))
        known = [name for name in wholes if name in source.columns]
        shown = ", ".join(["count(*) as rows", *(f"sum({name})::double as {name}" for name in known)])
        found = con.execute(f"select {shown} from read_parquet($path)", {"path": str(rows)}).fetchone() or ()
    return {name: value for name, value in zip(("rows", *known), found, strict=True) if value is not None}
