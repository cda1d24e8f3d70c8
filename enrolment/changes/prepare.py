"""Files on their way to being batches: understood, checked, their rows written aside; nothing counts yet."""

import logging
import shutil
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import duckdb
import pandas as pd

from enrolment.contract import BESIDE, LASTING, TABLES, schema
from enrolment.imports.files import delimited
from enrolment.imports.identity import masked
from enrolment.imports.meaning import columns, understand
from enrolment.imports.meaning.names import Vocabulary
from enrolment.imports.meaning.reading import ASKED_BESIDE, Choices, Reading
from enrolment.imports.meaning.too_many import has_too_many
from enrolment.imports.mistakes import BadInput, Mistake
from enrolment.imports.rows.intake import Rows, first_rows, repeated_keys, take_at_once, take_in, take_rows
from enrolment.imports.rows.read import has_contract_header, header_of
from enrolment.imports.sources import Source
from enrolment.settings import settings
from enrolment.store import batches as batch_store
from enrolment.store import files
from enrolment.store.batches import Batch

log = logging.getLogger(__name__)
_OF_ANY_FORM = ("moment", *(choice for choice, _ in ASKED_BESIDE.values()))  # answers that need no reading of headers


@dataclass(frozen=True)
class Prepared:
    """A file understood. `batch` is None while something is asked or nothing of it can be taken.

    `mistakes` are those of the rows left out of the batch, or those that keep the whole file out.
    """

    source: Source
    batch: Batch | None = None
    reading: Reading | None = None
    rows: Rows | None = None
    mistakes: tuple[Mistake, ...] = ()
    notes: tuple[tuple[str, str, int], ...] = ()
    first_rows: Sequence[dict[str, Any]] = ()

    @property
    def is_waiting(self) -> bool:
        """Whether a person has to answer something first."""
        return self.batch is None and not self.mistakes


@dataclass(frozen=True)
class Workplace:
    """Where files are prepared: the store, a folder of its own beside the batches, what the store knows and counts.

    `erasures`: SHA-256 of a file -> how often what it became was erased.
    """

    store: Path
    aside: Path
    vocabulary: Vocabulary = field(default_factory=Vocabulary)
    present: Sequence[Batch] = ()
    erasures: Mapping[str, int] = field(default_factory=dict)

    def new_folder(self) -> Path:
        return Path(mkdtemp(dir=self.aside))


def prepare_all(found: Sequence[Source], place: Workplace) -> list[Prepared]:
    """Every file by itself; what keeps a file out stands in its mistakes. Raises only what no file is to blame for."""
    prepared = []
    for source in found:
        try:
            prepared.append(prepare(source, place))
        except BadInput as bad:
            prepared.append(Prepared(source, mistakes=tuple(bad.found)))
        except (MemoryError, OSError, duckdb.OutOfMemoryException, duckdb.IOException):
            raise  # the disk is full, or the memory: no file is to blame
        except Exception as error:  # a reader that breaks on one file says nothing about the others
            log.error(
                "cannot read a %s file: %s", source.path.suffix, type(error).__name__
            )  # a cell may be in its text
            broken = Mistake(source.path.name, "unreadable", detail=source.path.suffix)
            prepared.append(Prepared(source, mistakes=(broken,)))
    return prepared


def prepare(source: Source, place: Workplace) -> Prepared:
    """Check one file, in the form that it has. Raises BadInput when it cannot even be opened."""
    if brought := _brought_before(source, place.store):
        return Prepared(source, brought)
    return prepare_anew(source, place)


def prepare_anew(source: Source, place: Workplace) -> Prepared:
    """The same, whether or not the file became a batch before."""
    if source.is_strict or source.table in BESIDE:
        return _as_a_whole(source, place)
    if _has_contract_form(source):
        contract = replace(source, table=source.table or "progress")
        if is_long(source):
            return _as_a_whole(contract, place)
        if at_once := _at_once(contract, place):
            return at_once
    return prepare_row_by_row(source, place)


def _has_contract_form(source: Source) -> bool:
    """Whether a file is in the contract's own form, by its header: then it needs nobody's guesses, however long."""
    beside = {choice for choice, _ in ASKED_BESIDE.values()}
    is_said = not set(source.choices.made()) <= {"leave_out", *beside}  # somebody has told what it is
    return not is_said and has_contract_header(source.file, source.table or "progress")


def is_long(source: Source) -> bool:
    """Whether a file is too long to be read row by row in memory."""
    return source.content is None and source.file.size > settings().office_megabytes * 1_000_000


def repeated(prepared: Sequence[Prepared]) -> list[Mistake]:
    """Keys that stand twice in files brought in together. A reading has had its own repeats left out already."""
    mistakes: list[Mistake] = []
    for table in TABLES:
        mine = [file for file in prepared if file.batch and file.batch.table == table]
        if len(mine) > 1 or any(file.reading is None for file in mine):
            mistakes += repeated_keys(
                table, [(file.batch.file_name, file.batch.rows_path) for file in mine if file.batch]
            )
    return mistakes


def _as_a_whole(source: Source, place: Workplace) -> Prepared:
    """A file read in the contract's own form, all of it or none: then its mistakes say why."""
    folder = place.new_folder()
    # A folder is all that counts: its outlines are found by the codes that they have, not by what was known before.
    known = () if source.is_strict else (*place.vocabulary.communes, *place.vocabulary.villages)
    try:
        names = {code: name for code, name, _ in known}
        rows = take_in(source.file, source.table, folder, names, {} if source.is_strict else place.vocabulary.points)
        is_checked_alone = source.table in TABLES and not source.is_strict
        if is_checked_alone and (again := repeated_keys(source.table, [(source.path.name, rows.path)])):
            raise BadInput(again)
    except BadInput as bad:
        shutil.rmtree(folder, ignore_errors=True)
        return Prepared(source, mistakes=tuple(bad.found))
    return _taken(source, place, folder, rows)


def _at_once(source: Source, place: Workplace) -> Prepared | None:
    """A file in the contract's own form that is right as a whole; None where it is not. Raises BadInput where it is
    torn."""
    upload = source.upload()
    if upload.suffix == ".csv":
        delimited.must_be_lines(upload.name, upload.content.splitlines())
    folder = place.new_folder()
    rows = take_at_once(upload, source.table, folder)
    is_asked = rows is not None and not source.choices.above and has_too_many(rows.path, source.table, place.vocabulary)
    if rows is None or is_asked:
        shutil.rmtree(folder, ignore_errors=True)
        return None
    return _taken(source, place, folder, rows)


def _taken(source: Source, place: Workplace, folder: Path, rows: Rows) -> Prepared:
    """What a file in the contract's own form becomes."""
    choices = {name: value for name, value in source.choices.made().items() if name in _OF_ANY_FORM}
    if rows.layer:  # by another name, the same lines are another layer
        choices["layer"] = rows.layer
    header = (header_of(source.file) or ()) if source.table in TABLES else ()
    lacking, told = _lacking(source.table, header, place.present)
    batch = _batch(source, rows.table or source.table, folder, rows, _kept(choices))
    batch = _again(replace(batch, lacking=lacking, headers={name: name for name in header}), place)
    return Prepared(source, batch, rows=rows, notes=(*rows.notes, *told), first_rows=first_rows(rows))


def may_be_read_row_by_row(file: Prepared) -> bool:
    """Whether a file was read in the contract's own form and could be read row by row as well."""
    is_other = file.source.is_strict or file.source.table in BESIDE
    return file.reading is None and file.rows is not None and not is_other and not is_long(file.source)


def prepare_row_by_row(source: Source, place: Workplace) -> Prepared:
    """Read a file row by row, whatever its form. Raises BadInput when nothing of it can be taken."""
    upload = source.upload()
    reading = understand.read(upload, source.table, source.choices, place.vocabulary)
    if reading.questions or reading.frame is None:
        return Prepared(source, reading=reading, notes=reading.notes)
    if reading.frame.empty:
        empty = [left.row for left in reading.left_out if left.why == "no-count"]
        nothing = Mistake(upload.name, "no-counts", empty[0]) if empty else Mistake(upload.name, "no-rows")
        return Prepared(source, reading=reading, mistakes=(nothing,))
    folder = place.new_folder()
    made = _answered(source, reading)
    rows = take_rows(reading, source.path.name, folder)
    if not rows.count:
        mistakes = rows.mistakes or (Mistake(upload.name, "no-rows"),)
        return Prepared(source, reading=reading, rows=rows, mistakes=mistakes)
    choices = with_left_out(made, reading.frame, rows.mistakes)
    lacking, told = _lacking(reading.table, reading.has, place.present)
    batch = _batch(source, reading.table, folder, rows, choices)
    batch = replace(
        batch,
        rejected_count=len(reading.frame) - rows.count,
        lacking=lacking,
        doubts=[{**asdict(doubt), "column": masked(doubt.column)} for doubt in reading.doubts],
        sheet=masked(reading.sheet),
        headers={masked(str(column.header)): str(column.meaning) for column in reading.columns if column.target},
    )
    if reading.personal:
        batch = _of_counts(batch, reading.frame.loc[list(rows.records)])
    return Prepared(source, _again(batch, place), reading, rows, rows.mistakes, (*rows.notes, *told))


def _answered(source: Source, reading: Reading) -> dict[str, Any]:
    """The answers that a batch keeps: those that made its rows. Which rows were left out says more than the wish."""
    made = source.choices.made()
    made.pop("leave_out", None)
    if reading.personal:  # not a word of a list
        kept = ("count_persons", "indicator", "dates", "swapped", "year", "same")
        return _kept({key: value for key, value in made.items() if key in kept})
    answers = columns.answers(reading.columns, source.choices.same)
    headers = {str(column.header) for column in reading.columns}
    said = {header: target for header, target in source.choices.columns.items() if header in headers}
    made["columns"] = {**answers, **columns.taught(said)}  # to be remembered
    made["accepted"] = {text: source.choices.accepted[text] for text in reading.accepted}
    return _kept({name: answer for name, answer in made.items() if answer != {}})


def answers_of(batch: Batch) -> dict[str, Any]:
    """The answers that made a batch, to be given once more."""
    made = {name: answer for name, answer in batch.choices.items() if name in Choices.model_fields}
    if columns := made.get("columns"):  # without what is only remembered by it
        made["columns"] = {header: target for header, target in columns.items() if header[:1] not in ("%", "#")}
    return made


def _kept(made: Any) -> Any:
    """Answers as a store can keep them, without numbers of persons."""
    if isinstance(made, dict):
        return {masked(key): _kept(value) for key, value in made.items()}
    return masked(made) if isinstance(made, str) else made


def _again(batch: Batch, place: Workplace) -> Batch:
    """The batch under another name where one of the same file was erased: it may have other rows than that one, and
    whoever has those open would take it for the same."""
    count = place.erasures.get(batch.original_sha256, 0)
    return replace(batch, choices={**batch.choices, "erased_before": count}) if count else batch


def _of_counts(batch: Batch, counts: pd.DataFrame) -> Batch:
    """The batch of a list of persons, which knows the counts and not the list."""
    content = counts.drop(columns=["row_number", "header"]).to_csv(index=False).encode()
    return replace(batch, file_name="counted.csv", original_sha256=files.sha256_of(content))


def _lacking(table: str, has: Collection[str], present: Sequence[Batch]) -> tuple[tuple[str, ...], tuple]:
    """The columns of a lasting table that a file does not have, and the note that says so where any are known."""
    if table not in LASTING:
        return (), ()
    contract = schema(table)
    # A new row says itself what of it is assumed: nothing, where its file has no such column.
    said = {*has, *contract.primary_key, "assumed"}
    lacking = tuple(name for name in contract.column_names if name not in said)
    is_completed = bool(lacking) and any(batch.table == table for batch in present)
    return lacking, (("note-completed", ", ".join(lacking), len(lacking)),) if is_completed else ()


def _kept_name(name: str) -> str:
    """A file's name as a store can keep it: without numbers of persons, and not longer than disks allow."""
    readable = name.replace("\0", "").encode("utf-8", errors="replace").decode()
    stem, dot, suffix = masked(readable).rpartition(".")
    return f"{stem[:80]}{dot}{suffix}"


def _batch(source: Source, table: str, folder: Path, rows: Rows, choices: dict) -> Batch:
    return Batch(
        folder=folder,
        table=table,
        file_name=_kept_name(source.path.name),
        rows=rows.path.name,
        original_sha256=source.sha256,
        rows_sha256=files.sha256(rows.path),
        row_count=rows.count,
        choices=choices,
    )


def with_left_out(choices: Mapping[str, Any], frame: pd.DataFrame, mistakes: Sequence[Mistake]) -> dict[str, Any]:
    """The choices with the rows that mistakes leave out: the number in the sheet, and the header where it is one of
    several that a row makes.

    Which rows were left out is part of what a batch is: once they are mended elsewhere, the same file is another.
    """
    records = sorted({record for mistake in mistakes for record in mistake.records})
    rows = [masked(f"{frame.row_number[record]} {frame.header[record]}".strip()) for record in records]
    return {**choices, "rows_left_out": rows} if rows else dict(choices)


def _brought_before(source: Source, store: Path) -> Batch | None:
    """The batch that these bytes became before, as a contract file or with the same answers and every row; a short cut
    that spares the reading. Others are told by `as_sealed`."""
    if source.choices.count_persons or not source.table:
        return None
    code = batch_store.code(source.sha256, source.table, source.choices.made())
    try:
        return batch_store.whole(store, code)
    except (OSError, batch_store.Damaged):
        return None
