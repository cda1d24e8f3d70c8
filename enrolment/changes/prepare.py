"""Files on their way to being batches: copied aside, understood, checked; nothing counts yet."""

import logging
import shutil
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import duckdb
import pandas as pd

from enrolment.contract import BOUNDARIES, DESCRIPTION, LASTING, TABLES, schema
from enrolment.imports.files import delimited, sheets
from enrolment.imports.identity import bytes_hold_personal_number, masked
from enrolment.imports.meaning import columns, persons, understand
from enrolment.imports.meaning.names import Vocabulary
from enrolment.imports.meaning.reading import ASKED_BESIDE, Reading
from enrolment.imports.mistakes import BadInput, Mistake
from enrolment.imports.rows.intake import Rows, first_rows, repeated_keys, take_at_once, take_in, take_rows
from enrolment.imports.rows.read import has_contract_header, header_of
from enrolment.imports.sources import Source
from enrolment.settings import settings
from enrolment.store import batches as batch_store
from enrolment.store import files
from enrolment.store.batches import Batch

log = logging.getLogger(__name__)


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
    """Where files are prepared: the store, a folder of its own beside the batches, what the store knows and counts."""

    store: Path
    aside: Path
    vocabulary: Vocabulary = field(default_factory=Vocabulary)
    present: Sequence[Batch] = ()

    def new_folder(self) -> Path:
        folder = Path(mkdtemp(dir=self.aside))
        (folder / "original").mkdir()
        return folder


def prepare_all(found: Sequence[Source], place: Workplace) -> list[Prepared]:
    """Every file by itself; what keeps a file out stands in its mistakes. Raises only what no file is to blame for."""
    prepared = []
    for source in found:
        try:
            prepared.append(prepare(source, place))
        except BadInput as bad:
            prepared.append(Prepared(source, mistakes=tuple(bad.found)))
        except (MemoryError, OSError, duckdb.OutOfMemoryException):
            raise
        except Exception as error:  # a reader that breaks on one file says nothing about the others
            log.error(
                "cannot read a %s file: %s", source.path.suffix, type(error).__name__
            )  # a cell may be in its text
            broken = Mistake(source.path.name, "unreadable", detail=source.path.suffix)
            prepared.append(Prepared(source, mistakes=(broken,)))
    return prepared


def prepare(source: Source, place: Workplace) -> Prepared:
    """Copy and check one file, in the form that it has. Raises BadInput when it cannot even be opened."""
    if brought := _brought_before(source, place.store):
        return Prepared(source, brought)
    if source.is_strict or source.table in (BOUNDARIES, DESCRIPTION):
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
    return not is_said and has_contract_header(source.path, source.content, source.table or "progress")


def is_long(source: Source) -> bool:
    """Whether a file is too long to be read row by row in memory."""
    return source.content is None and source.path.stat().st_size > settings().office_megabytes * 1_000_000


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
    original = _copied(source, folder)
    # A folder is all that counts: its outlines are found by the codes that they have, not by what was known before.
    known = () if source.is_strict else (*place.vocabulary.communes, *place.vocabulary.villages)
    try:
        rows = take_in(original, source.table, folder, {code: name for code, name, _ in known})
        is_checked_alone = source.table in TABLES and not source.is_strict
        if is_checked_alone and (again := repeated_keys(source.table, [(original.name, rows.path)])):
            raise BadInput(again)
    except BadInput as bad:
        shutil.rmtree(folder, ignore_errors=True)  # what is refused may be a list of persons
        return Prepared(source, mistakes=tuple(bad.found))
    return _taken(source, place, folder, original, rows)


def _at_once(source: Source, place: Workplace) -> Prepared | None:
    """A file in the contract's own form that is right as a whole; None where it is not. Raises BadInput where it is
    torn, or names anybody."""
    upload = source.upload()
    looks_personal = bytes_hold_personal_number(upload.content)
    found = sheets.sheets(upload) if looks_personal else ()
    if upload.suffix == ".csv":
        delimited.must_be_lines(upload.name, upload.content.splitlines())
    persons.must_name_nobody(upload, found, found[0].name if found else "", range(sheets.MOST_COLUMNS))
    folder = place.new_folder()
    original = _copied(source, folder)
    rows = take_at_once(original, source.table, folder)
    if rows is None:
        shutil.rmtree(folder, ignore_errors=True)
        return None
    return _taken(source, place, folder, original, rows)


def _copied(source: Source, folder: Path) -> Path:
    original = folder / "original" / _kept_name(source.path.name)
    if source.content is None:
        shutil.copyfile(source.path, original)
    else:
        original.write_bytes(source.content)
    return original


def _taken(source: Source, place: Workplace, folder: Path, original: Path, rows: Rows) -> Prepared:
    """What a file in the contract's own form becomes."""
    choices = {name: value for name, value in source.choices.made().items() if name != "leave_out"}
    is_partial = source.table in LASTING and not source.is_strict
    lacking, told = _lacking(source.table, header_of(original) or (), place.present) if is_partial else ((), ())
    batch = replace(_batch(source, source.table, original, folder, rows, choices), lacking=lacking)
    return Prepared(source, batch, rows=rows, notes=(*rows.notes, *told), first_rows=first_rows(rows))


def may_be_read_row_by_row(file: Prepared) -> bool:
    """Whether a file was read in the contract's own form and could be read row by row as well."""
    is_other = file.source.is_strict or file.source.table in (BOUNDARIES, DESCRIPTION)
    return file.reading is None and file.rows is not None and not is_other and not is_long(file.source)


def prepare_row_by_row(source: Source, place: Workplace) -> Prepared:
    """Read a file row by row, whatever its form. Raises BadInput when nothing of it can be taken."""
    upload = source.upload()
    reading = understand.read(upload, source.table, source.choices, place.vocabulary)
    if reading.questions or reading.frame is None:
        return Prepared(source, reading=reading, notes=reading.notes)
    if reading.frame.empty:
        return Prepared(source, reading=reading, mistakes=(Mistake(upload.name, "no-rows"),))
    folder = place.new_folder()
    name, content, made = _kept_name(upload.name), upload.content, source.choices.made()
    made.pop("leave_out", None)  # which rows were left out says more
    if answers := columns.answers(reading.columns, source.choices.same):
        made["columns"] = {**answers, **source.choices.columns}  # to be remembered
    rows = take_rows(reading, source.path.name, folder)
    if reading.personal:  # what is kept is the counts that are taken, and not a word of the list
        counts = reading.frame.loc[list(rows.records)].drop(columns=["row_number", "header"])
        name, content = "counted.csv", counts.to_csv(index=False).encode()
        kept = ("count_persons", "indicator", "dates", "swapped", "year", "same")
        made = {key: value for key, value in made.items() if key in kept}
    if not rows.count:
        mistakes = rows.mistakes or (Mistake(upload.name, "no-rows"),)
        return Prepared(source, reading=reading, rows=rows, mistakes=mistakes)
    original = folder / "original" / name
    original.write_bytes(content)
    choices = with_left_out(made, reading.frame, rows.mistakes)
    lacking, told = _lacking(reading.table, reading.has, place.present)
    batch = _batch(source, reading.table, original, folder, rows, choices)
    batch = replace(batch, rejected_count=len(reading.frame) - rows.count, lacking=lacking)
    return Prepared(source, batch, reading, rows, rows.mistakes, (*rows.notes, *told))


def _lacking(table: str, has: Collection[str], present: Sequence[Batch]) -> tuple[tuple[str, ...], tuple]:
    """The columns of a lasting table that a file does not have, and the note that says so where any are known."""
    if table not in LASTING or not any(batch.table == table for batch in present):
        return (), ()
    contract = schema(table)
    # A new row says itself what of it is assumed: nothing, where its file has no such column.
    said = {*has, *contract.primary_key, "assumed"}
    lacking = tuple(name for name in contract.column_names if name not in said)
    return lacking, (("note-completed", ", ".join(lacking), len(lacking)),) if lacking else ()


def _kept_name(name: str) -> str:
    """A file's name as a store can keep it: without numbers of persons, and not longer than disks allow."""
    stem, dot, suffix = masked(name.replace("\0", "")).rpartition(".")
    return f"{stem[:80]}{dot}{suffix}"


def _batch(source: Source, table: str, original: Path, folder: Path, rows: Rows, choices: dict) -> Batch:
    return Batch(
        folder=folder,
        table=table,
        file_name=original.name,
        original=original.relative_to(folder).as_posix(),
        rows=rows.path.name,
        original_sha256=files.sha256(original),
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
    rows = [f"{frame.row_number[record]} {frame.header[record]}".strip() for record in records]
    return {**choices, "rows_left_out": rows} if rows else dict(choices)


def _brought_before(source: Source, store: Path) -> Batch | None:
    """The batch that these bytes became before, as a contract file or with the same answers and every row; a short cut
    that spares the reading. Others are told by `as_sealed`."""
    if source.choices.count_persons or not source.table:
        return None
    try:
        size = source.path.stat().st_size if source.content is None else len(source.content)
        if size not in batch_store.original_sizes(store):  # spares a long new file the hashing
            return None
        sha256 = files.sha256(source.path) if source.content is None else files.sha256_of(source.content)
        batch = batch_store.read(store, batch_store.code(sha256, source.table, source.choices.made()))
        batch_store.check(batch)
    except (OSError, batch_store.Damaged):
        return None
    return batch
