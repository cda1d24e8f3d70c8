"""What was prepared, held against what counts already and against what was sealed before."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pandas as pd

from enrolment.changes.prepare import Prepared, Workplace, may_be_read_row_by_row, prepare_row_by_row, with_left_out
from enrolment.imports.meaning.reading import ASKED_BESIDE, Choice, Question, Reading, first_of
from enrolment.imports.mistakes import BadInput, Mistake, merged
from enrolment.imports.rows.intake import as_written, bad_rows, without_records
from enrolment.snapshot.build import Building
from enrolment.store import batches as batch_store
from enrolment.store import files
from enrolment.store.batches import Batch

_ROUNDS = 8  # leaving rows out may bring up others, such as a count that now falls


def validate(
    prepared: Sequence[Prepared], place: Workplace, building: Building
) -> tuple[list[Prepared], list[Mistake]]:
    """Leave out the rows that do not fit beside what counts already, such as those of an unknown village.

    What shows only now and nobody but a person can say becomes a question. Also the mistakes that leaving out rows of
    these files cannot mend. What fits is staged in `building`. Raises Damaged when a batch that was sealed before is
    not what its receipt says.
    """
    fitted = list(prepared)
    if any(file.source.is_strict and file.mistakes for file in prepared):
        return fitted, []  # of a folder's files, what does not fit beside one that is kept out is not its own fault
    found: list[Mistake] = []
    for _ in range(_ROUNDS):
        found = _misfits(fitted, place, building)
        if not found:
            return fitted, []
        if asked := _to_be_asked(fitted, found):
            rest = [_told(mistake, fitted) for mistake in found if mistake not in asked]
            return [_asking(file, _of(file, asked)) for file in fitted], rest
        if again := _to_be_read_again(fitted, found):
            fitted = [prepare_row_by_row(file.source, place) if file in again else file for file in fitted]
        elif unmendable := _unmendable(fitted, found):
            return fitted, unmendable
        else:
            fitted = [_without(file, _of(file, found)) for file in fitted]
    return fitted, found


def _misfits(prepared: Sequence[Prepared], place: Workplace, building: Building) -> list[Mistake]:
    """What is wrong with the files beside what counts already, by staging them; nothing where all fit."""
    ready = new_batches(as_sealed(prepared, place.store), place.present)
    try:
        if ready:
            building.stage([*place.present, *ready], {batch.code for batch in ready})
    except BadInput as bad:
        return bad.found
    return []


def _to_be_asked(prepared: Sequence[Prepared], found: Sequence[Mistake]) -> list[Mistake]:
    """What only a person can say; nothing of a folder, which is built without anybody to ask."""
    is_folder = any(file.source.is_strict for file in prepared)
    return [] if is_folder else [mistake for mistake in found if mistake.reason in ASKED_BESIDE]


def _to_be_read_again(prepared: Sequence[Prepared], found: Sequence[Mistake]) -> list[Prepared]:
    """The files in the contract's own form whose rows do not fit: these are left out as those of any other file."""
    named = {mistake.batch for mistake in found}
    return [file for file in prepared if file.batch and file.batch.code in named and may_be_read_row_by_row(file)]


def _unmendable(prepared: Sequence[Prepared], found: Sequence[Mistake]) -> list[Mistake]:
    """The mistakes that are of no row that could be left out."""
    mendable = {file.batch.code for file in prepared if file.batch and file.rows and file.reading}
    return [mistake for mistake in found if mistake.batch not in mendable or not mistake.row]


def as_sealed(prepared: Sequence[Prepared], store: Path) -> list[Prepared]:
    """The same files, but those that were brought in before as what they became then: a batch never changes.

    Raises Damaged when such a batch is not what its receipt says.
    """
    found = []
    for file in prepared:
        if file.batch and not file.batch.at and (store / batch_store.FOLDER / file.batch.code).exists():
            file = replace(file, batch=batch_store.whole(store, file.batch.code))
        found.append(file)
    return found


def new_batches(prepared: Sequence[Prepared], present: Sequence[Batch]) -> list[Batch]:
    """The batches of the files, each once, without those that count already."""
    counting = {batch.code for batch in present}
    found = {file.batch.code: file.batch for file in prepared if file.batch}
    return [batch for code, batch in found.items() if code not in counting]


def _of(file: Prepared, found: Sequence[Mistake]) -> list[Mistake]:
    """The mistakes that are of one file's batch."""
    return [mistake for mistake in found if file.batch and mistake.batch == file.batch.code]


def _told(mistake: Mistake, prepared: Sequence[Prepared]) -> Mistake:
    """The mistake with the row and the header of its file, where it was read row by row."""
    for file in prepared:
        if (
            file.batch
            and file.batch.code == mistake.batch
            and file.rows
            and file.reading
            and file.reading.frame is not None
        ):
            return as_written(mistake, file.reading, _records(file.reading.frame, file.rows.records, mistake))
    return mistake


def _asking(file: Prepared, found: Sequence[Mistake]) -> Prepared:
    """The file waiting for answers to what shows only beside the counts that are there already."""
    if not found:
        return file
    questions = []
    for reason in dict.fromkeys(mistake.reason for mistake in found):
        choice, answers = ASKED_BESIDE[reason]
        told = [f"{mistake.row}: {mistake.value}" for mistake in found if mistake.reason == reason]
        questions.append(Question(Choice(choice), dict.fromkeys(answers, ""), first_of(told)))
    reading = file.reading or Reading(file.source.table or "progress")
    return replace(file, batch=None, reading=replace(reading, questions=(*reading.questions, *questions)))


def _without(file: Prepared, mistakes: Sequence[Mistake]) -> Prepared:
    if not mistakes or file.batch is None or file.rows is None or file.reading is None or file.reading.frame is None:
        return file
    frame = file.reading.frame
    told = [as_written(mistake, file.reading, _records(frame, file.rows.records, mistake)) for mistake in mistakes]
    every = merged((*file.mistakes, *told))
    rows = without_records(file.rows, {record for mistake in told for record in mistake.records})
    rows = replace(rows, mistakes=every, bad=bad_rows(frame, every))
    batch = replace(
        file.batch,
        rows=rows.path.name,
        rows_sha256=files.sha256(rows.path),
        row_count=rows.count,
        rejected_count=len(frame) - rows.count,
        choices=with_left_out(file.batch.choices, frame, every),
    )
    if not rows.count:
        return replace(file, batch=None, rows=rows, mistakes=every)
    return replace(file, batch=batch, rows=rows, mistakes=every)


def _records(frame: pd.DataFrame, records: Sequence[int], mistake: Mistake) -> list[int]:
    """The records that a mistake speaks of: those of its row and, where a row made several, of its value."""
    of_row = [record for record in records if frame.row_number[record] == mistake.row]
    cell = mistake.cell or mistake.value
    same = [record for record in of_row if mistake.column in frame and frame[mistake.column][record] == cell]
    return same or of_row
