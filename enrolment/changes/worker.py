"""One job in a process of its own: a file that breaks its reader takes nobody else down, and memory is given back.

`python -m enrolment.changes.worker` reads a zip from standard input: `job.json`, one of `messages`, and the files as
`0`, `1` … It writes lines of JSON: `{"progress": 0.3, "step": "reading"}` on the way, then `{"answer": …}`, or
`{"refused": …}` with sentences.
"""

import io
import json
import os
import sys
import zipfile
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

from enrolment import no_arrow  # noqa: F401 – before pandas

# isort: split
import pandas as pd

from enrolment import clock, faults, progress
from enrolment.changes import commit, refusal
from enrolment.changes.compare import Change, compare, outlook
from enrolment.changes.messages import (
    JOB,
    Done,
    DoneBatch,
    Import,
    Job,
    LookBack,
    Message,
    Preview,
    Rebuild,
    Seen,
    SeenChange,
    SeenColumn,
    SeenFile,
    SeenLeft,
    SeenQuestion,
    Toggle,
    ToldMistake,
    WriteRows,
)
from enrolment.changes.prepare import Prepared, answers_of
from enrolment.changes.propose import proposed
from enrolment.changes.vocabulary import vocabulary
from enrolment.contract import schema
from enrolment.imports.files.upload import Upload
from enrolment.imports.meaning import columns
from enrolment.imports.meaning.names import Vocabulary
from enrolment.imports.meaning.reading import Reading, choices
from enrolment.imports.mistakes import BadInput, Mistake
from enrolment.imports.rows.intake import Rows
from enrolment.imports.scratch import scratch
from enrolment.imports.sources import Source, handed_over, in_order
from enrolment.language import translate
from enrolment.settings import settings
from enrolment.snapshot import travel
from enrolment.store import batches as batch_store
from enrolment.store import files as store_files
from enrolment.store import ledger

FIRST_ROWS, MOST_SENTENCES = 8, 20
# What a small screen shows without scrolling.
_SHOWN_FIRST = ("row_number", "village_code", "commune_code", "new_count", "cumulative_count", "target")
PATIENCE_SECONDS = 300


def main() -> None:
    _bound_memory()
    _warm_up()
    if not _is_asked_in_time():
        return
    packed = zipfile.ZipFile(io.BytesIO(sys.stdin.buffer.read()))
    job = JOB.validate_json(packed.read("job.json"))
    lang = job.lang
    progress.listen(lambda step, share: _write({"progress": share, "step": step}))
    progress.listen(lambda step, _: _unbound_memory() if step in ("comparing", "staging") else None)
    try:
        answer = _done(job, packed)
        _write({"answer": answer.model_dump(mode="json", fallback=str) if answer else {}})
    except BadInput as bad:
        sentences = [mistake.sentence(lang) for mistake in bad.mistakes]
        _write({"refused": sentences[:MOST_SENTENCES], "more": len(sentences[MOST_SENTENCES:]) + bad.more})
    except Exception as error:
        told = refusal.sentence(error, lang)
        if told is None:
            print(faults.traced(error), file=sys.stderr)  # for the server's log
        _write({"refused": [told or translate(lang, "job-failed")]})
    sys.stderr.flush()
    os._exit(0)  # all is written and closed; taking the interpreter apart would keep whoever waits a fifth of a second


def _done(job: Job, packed: zipfile.ZipFile) -> Message | None:
    """Do the job; what it came to."""
    store = settings().store
    match job:
        case Preview():
            return _preview(job, packed)
        case Import():
            wanted = [source for key, source in _sources(job, packed)[0] if key in job.keys]
            return _outcome(commit.bring_in(wanted, store, job.who))
        case Toggle():
            change = {"undo": commit.undo, "redo": commit.redo}[job.kind]
            return _outcome(change(store, job.code, job.who))
        case WriteRows():
            told = [_as_file(table, rows) for table, rows in job.tables.items() if rows]
            return _outcome(commit.bring_in(told, store, job.who))
        case Rebuild():
            return _outcome(commit.rebuild(store))
        case LookBack():
            travel.build_as_known(store, job.moment)
    return None


def _preview(job: Preview, packed: zipfile.ZipFile) -> Seen:
    found, files = _sources(job, packed)
    names = vocabulary(settings().store)
    with proposed(settings().store, [source for _, source in found]) as change_set:
        counted = set(change_set.ledger.counted())
        for (key, _), file, change in zip(found, change_set.prepared, compare(change_set), strict=True):
            is_known = file.batch is not None and file.batch.code in counted
            files.append(_described(key, file, change, job.lang, names, is_known))
        moved = tuple(outlook(change_set))
    told = [mistake.sentence(job.lang) for mistake in change_set.mistakes]
    sentences, more = tuple(told[:MOST_SENTENCES]), len(told[MOST_SENTENCES:])
    return Seen(files=tuple(files), outlook=moved, mistakes=sentences, more=more)


def _as_file(table: str, rows: Sequence[Mapping[str, str]]) -> Source:
    frame = pd.DataFrame(list(rows), columns=list(schema(table).column_names))
    moment = choices({"moment": clock.now().isoformat()})
    return Source(Path(f"{table}.csv"), table, frame.to_csv(index=False).encode(), moment)


def _sources(job: Preview | Import, packed: zipfile.ZipFile) -> tuple[list[tuple[str, Source]], list[SeenFile]]:
    """Each file within the uploads by its key, in the order of the tables; and those that do not open, described."""
    found: list[tuple[str, Source]] = []
    refused: list[SeenFile] = []
    keys: Counter[str] = Counter()
    before = _answered_before(settings().store)
    for number, name in enumerate(job.files):
        content = packed.read(str(number))
        try:
            inner = handed_over(Upload(name, content))
        except BadInput as bad:
            refused.append(SeenFile(**_mistakes(_key(name, content, keys), name, bad.found, job.lang)))
            continue
        for source in inner:
            key = _key(source.path.name, source.content or b"", keys)
            made = job.made[key] if key in job.made else before.get(source.sha256, {})
            chosen, table = choices(made), job.tables.get(key, source.table)
            found.append((key, Source(source.path, table, source.content, chosen, is_strict=False)))
    ordered = in_order([source for _, source in found])
    return sorted(found, key=lambda pair: ordered.index(pair[1])), refused


def _answered_before(store: Path) -> dict[str, dict[str, Any]]:
    """The answers to files that were taken back, by their SHA-256: they are offered again."""
    present = ledger.read(store)
    undone = present.ever_counted() - set(present.counted()) - present.erased()
    found = {}
    for code in sorted(undone):
        with suppress(batch_store.Damaged):
            batch = batch_store.read(store, code)
            found[batch.original_sha256] = answers_of(batch)
    return {sha256: made for sha256, made in found.items() if made}


def _key(name: str, content: bytes, keys: Counter[str]) -> str:
    """What answers are kept by: tomorrow's file of the same name is another file."""
    key = f"{name}:{store_files.sha256_of(content)[:12]}"
    keys[key] += 1
    return key if keys[key] == 1 else f"{key}:{keys[key]}"


def _described(
    key: str, file: Prepared, change: Change | None, lang: str, names: Vocabulary, is_known: bool
) -> SeenFile:
    reading, rows = file.reading, file.rows
    table = file.batch.table if file.batch else reading.table if reading else file.source.table
    return SeenFile(
        **_mistakes(key, file.source.path.name, _placed(file), lang),
        **(_understood(reading, names) if reading else {}),
        made=file.source.choices.made(),
        table=table,
        notes=file.notes,
        first_rows=tuple(_with_names(_first_rows(file), names)),
        bad_rows=tuple(_bad_rows(rows, lang)) if rows is not None and reading else (),
        change=SeenChange.model_validate(change) if change else None,
        warnings=tuple(_warnings(file, change, lang)) if change else (),
        is_ready=file.batch is not None,
        is_known=is_known,
    )


def _understood(reading: Reading, names: Vocabulary) -> dict[str, Any]:
    """What of a file was understood row by row, as fields of a `SeenFile`."""
    return {
        "sheet": reading.sheet,
        "sheet_names": reading.sheet_names,
        "columns": tuple(map(SeenColumn.model_validate, reading.columns)),
        "targets": tuple(columns.targets(reading.table, names)) if reading.table else (),
        "questions": tuple(map(SeenQuestion.model_validate, reading.questions)),
        "left_out": tuple(map(SeenLeft.model_validate, reading.left_out)),
        "personal": reading.personal,
        "day": reading.day,
    }


def _placed(file: Prepared) -> Sequence[Mistake]:
    """What is wrong with a file; of counts of a list without their rows, which are not the list's."""
    is_counted = file.reading is not None and file.reading.personal
    return [replace(mistake, row=None) for mistake in file.mistakes] if is_counted else file.mistakes


def _mistakes(key: str, name: str, mistakes: Sequence[Mistake], lang: str) -> dict[str, Any]:
    """Which file it is and what is wrong with it, as fields of a `SeenFile`."""
    listed = mistakes[: settings().max_mistakes]
    told = tuple(
        ToldMistake(row=mistake.row, column=mistake.column, sentence=mistake.sentence(lang)) for mistake in listed
    )
    return {"key": key, "name": name, "mistakes": told, "mistake_count": len(mistakes)}


def _warnings(file: Prepared, change: Change, lang: str) -> list[str]:
    is_counted = file.reading is not None and bool(file.reading.personal)
    again = [translate(lang, "warn-list")] if is_counted and change.replaced_count else []
    return [*change.warnings(lang), *again]


def _bad_rows(rows: Rows, lang: str) -> list[dict[str, Any]]:
    """The rows left out as they were written, each with the reasons."""
    reasons: defaultdict[int, list[str]] = defaultdict(list)
    for mistake in rows.mistakes:
        for record in mistake.records:
            reasons[record].append(mistake.what(lang))
    told = [" ".join(dict.fromkeys(reasons[record])) for record in rows.bad.index]
    return rows.bad.assign(reason=told).rename(columns={"row_number": "row"}).to_dict("records")


def _first_rows(file: Prepared) -> list[dict[str, Any]]:
    frame = file.reading.frame if file.reading else None
    if frame is None:
        return list(file.first_rows)
    good = frame.loc[list(file.rows.records)] if file.rows else frame
    used = [name for name in _SHOWN_FIRST if name in good] + [name for name in good if name not in _SHOWN_FIRST]
    used = [name for name in used if name != "header" and (good[name] != "").any()]
    return good[used].head(FIRST_ROWS).astype(str).to_dict("records")


def _with_names(rows: list[dict[str, Any]], names: Vocabulary) -> list[dict[str, Any]]:
    """The rows with the name of each place and group beside its code, for a person to see whether it is the one."""
    labels = {
        "village_code": {code: name for code, name, _ in names.villages},
        "commune_code": {code: name for code, name, _ in names.communes},
        "team_code": {code: name for code, name, _ in names.teams},
    }

    def named(column: str, cell: Any) -> Any:
        name = labels.get(column, {}).get(cell)
        return f"{cell} · {name}" if name else cell

    return [{column: named(column, cell) for column, cell in row.items()} for row in rows]


def _outcome(outcome: commit.Outcome) -> Done:
    batches = (DoneBatch(code=batch.code, name=batch.file_name, rows=batch.row_count) for batch in outcome.batches)
    return Done(changed=outcome.event is not None, batches=tuple(batches))


def _write(document: dict[str, Any]) -> None:
    with suppress(OSError):  # whoever asked may have left; what was asked is finished all the same
        print(json.dumps(document, ensure_ascii=False, default=str), flush=True)


def _warm_up() -> None:
    """Load what every job needs while nobody waits for it. What cannot be loaded, the job itself will say."""
    with suppress(Exception):
        import python_calamine  # noqa: F401

        translate(settings().language, "product")
        vocabulary(settings().store).is_place("")  # their names by their spellings, too
        with scratch(settings().import_memory):
            pass


def _is_asked_in_time() -> bool:
    """Wait for an job, not for ever; False too where whoever might have one is gone."""
    if os.name == "posix":
        import select

        if not select.select([sys.stdin], [], [], PATIENCE_SECONDS)[0]:
            return False
    return bool(sys.stdin.buffer.peek(1))  # type: ignore[union-attr]


def _bound_memory() -> None:
    """A file that unpacks without end is stopped by the system, where the system can; until something is built."""
    if os.name == "posix":
        import resource

        hard = resource.getrlimit(resource.RLIMIT_DATA)[1]
        resource.setrlimit(resource.RLIMIT_DATA, (settings().worker_megabytes * 1_000_000, hard))


def _unbound_memory() -> None:
    """What is built from checked batches keeps to DuckDB's own limit, and spills to disk beyond it."""
    if os.name == "posix":
        import resource

        hard = resource.getrlimit(resource.RLIMIT_DATA)[1]
        resource.setrlimit(resource.RLIMIT_DATA, (hard, hard))


if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    main()
