"""What a change of the store clears away first: what a process that died left half done, the rows of erased batches,
and the files that earlier versions kept as they came.

Before such a file goes it is read once more: where today's reader would make other rows of it than what counts, that is
told (`otherwise`), by numbers of rows and sums, so that somebody can bring the right rows in.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import duckdb

from enrolment.changes import otherwise
from enrolment.changes.prepare import Prepared, Workplace, prepare_anew
from enrolment.changes.vocabulary import vocabulary
from enrolment.contract import TABLES, schema
from enrolment.imports.meaning.reading import Choices, choices
from enrolment.imports.mistakes import BadInput
from enrolment.imports.rows.intake import without_records
from enrolment.imports.sources import Source
from enrolment.snapshot.leftovers import clear, leftovers
from enrolment.store import batches as batch_store
from enrolment.store import ledger
from enrolment.store.batches import Batch
from enrolment.store.ledger import Event


def tidy(store: Path, own: Path) -> None:
    """Clear all that away. The lock is held: nobody else is at work. Raises Damaged, DamagedLedger."""
    originals = sorted((store / batch_store.FOLDER).glob(f"*/{batch_store.ORIGINAL}"))
    if originals:
        _note_what_differs(store, own, [path.parent.name for path in originals])
    clear(leftovers(store, own))
    present = ledger.read(store)
    if originals and present.events:
        told = Event("forget", (), "", ledger.moment(present), why=str(len(originals)))
        ledger.write(store, present.after(told))


def _note_what_differs(store: Path, own: Path, codes: Sequence[str]) -> None:
    counted = set(ledger.read(store).counted())
    place = Workplace(store, own, vocabulary(store))
    found = [told for code in codes if code in counted and (told := _differing(batch_store.read(store, code), place))]
    if found:
        otherwise.note(store, found)


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
    made = {name: answer for name, answer in batch.choices.items() if name in Choices.model_fields}
    if columns := made.get("columns"):  # without what is only remembered by it
        made["columns"] = {header: target for header, target in columns.items() if not header.startswith("% ")}
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
