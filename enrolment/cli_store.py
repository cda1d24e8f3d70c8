"""Commands that change the store, or look after it."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from enrolment import clock
from enrolment.language import translate
from enrolment.settings import settings
from enrolment.terminal import LANGUAGE, Json, Language, Who, print_json, refusals, stop

app = typer.Typer()

Code = Annotated[str, typer.Argument(metavar="BATCH", help="The batch's code, as `batches` lists it.")]


@app.command("import")
def bring_in(
    files: Annotated[list[Path], typer.Argument(metavar="FILE…", help="Files of the contract's tables.")],
    table: Annotated[str, typer.Option(help="The table that the files are for; else the files tell.")] = "",
    choose: Annotated[
        list[str] | None,
        typer.Option(help="An answer: dates=dmy, day=2025-08-02, accepted:NAME=CODE, columns:HEADER=…"),
    ] = None,
    leave_out: Annotated[bool, typer.Option("--leave-out", help="Bring the good rows in without the bad.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would change, and change nothing.")] = False,
    who: Who = "",
    lang: Language = LANGUAGE,
    as_json: Json = False,
) -> None:
    """Bring files in, all or none. A later count for the same day, place, indicator and group replaces the earlier."""
    from enrolment.changes import commit, compare
    from enrolment.imports.meaning.reading import choices
    from enrolment.imports.sources import named_sources

    with refusals(lang, as_json):
        try:
            found = named_sources(files, table, choices(_answers(choose or [], leave_out)))
        except ValueError as wrong:
            stop(translate(lang, "bad-choice", reason=str(wrong)))
        if dry_run:
            document, told = _foreseen(*compare.preview(settings().store, found), lang)
            _tell(document, as_json, *told)
            return
        outcome = commit.bring_in(found, settings().store, who)
    said = [
        translate(lang, "import-done", file=batch.file_name, rows=batch.row_count, table=batch.table, code=batch.code)
        for batch in outcome.batches
    ]
    _tell(_described(outcome), as_json, *(said or [translate(lang, "nothing-changed")]), *_clock_told(lang))


def _clock_told(lang: str) -> list[str]:
    """That the ledger has something later than now: one of two clocks is wrong."""
    from enrolment.changes import requests

    last = requests.clock_behind()
    now = f"{clock.now():%Y-%m-%d %H:%M}"
    return [translate(lang, "clock-behind", last=_local(last.isoformat()), now=now)] if last else []


def _foreseen(changes: Sequence[Any], moved: Sequence[Any], lang: str) -> tuple[dict[str, Any], list[str]]:
    """What files would change, and where places would stand: as JSON, and in sentences."""
    from enrolment.changes.compare import outlook_told

    told = [
        sentence
        for change in changes
        for sentence in (change.sentence(lang), *change.warnings(lang), *change.told_left_out(lang))
    ]
    told += [outlook_told(lang, row, row.indicator_code) for row in moved if row.level == "commune"]
    return {"changes": [change.as_row() for change in changes], "outlook": [asdict(row) for row in moved]}, told


@app.command()
def batches(lang: Language = LANGUAGE, as_json: Json = False) -> None:
    """List what was brought in: which batches count, who brought them, when."""
    from enrolment.store import history

    with refusals(lang, as_json):
        rows = history.history(settings().store)
    lines = [
        f"{'●' if row['is_counted'] else '✕' if row['erased'] else '○'} {row['batch_code']}  {_local(row['at'])}"
        f"  {row['table_name']:<14}{row['row_count']:>10}  {row['file_name']}  {row['who']}{_told_erased(row, lang)}"
        for row in rows
    ]
    lines += [
        translate(lang, "files-forgotten", at=_local(told["at"]), count=int(told["count"]))
        for told in history.forgotten(settings().store)
    ]
    _tell({"batches": rows}, as_json, *lines)


def _local(at: str) -> str:
    """A moment of the ledger as clocks in Vietnam showed it."""
    return f"{datetime.fromisoformat(at).astimezone(clock.VIETNAM):%Y-%m-%d %H:%M}"


def _told_erased(row: dict[str, Any], lang: str) -> str:
    if not (gone := row["erased"]):
        return ""
    return "  " + translate(lang, "erased", at=_local(gone["at"]), who=gone["who"] or "–", why=gone["why"])


@app.command()
def undo(code: Code, who: Who = "", lang: Language = LANGUAGE, as_json: Json = False) -> None:
    """Take a batch off the ledger; nothing is deleted, and `redo` puts it back."""
    from enrolment.changes import commit

    with refusals(lang, as_json):
        outcome = commit.undo(settings().store, code, who)
    _tell(_described(outcome), as_json, translate(lang, "undo-done" if outcome.event else "nothing-changed", code=code))


@app.command()
def redo(code: Code, who: Who = "", lang: Language = LANGUAGE, as_json: Json = False) -> None:
    """Put a batch back that was taken off the ledger."""
    from enrolment.changes import commit

    with refusals(lang, as_json):
        outcome = commit.redo(settings().store, code, who)
    _tell(_described(outcome), as_json, translate(lang, "redo-done" if outcome.event else "nothing-changed", code=code))


@app.command()
def erase(
    code: Code,
    why: Annotated[str, typer.Option(help="Why its rows are destroyed, as the history will say.")],
    who: Who = "",
    lang: Language = LANGUAGE,
    as_json: Json = False,
) -> None:
    """Destroy the rows of a batch that was undone, for good; the ledger keeps when, by whom and why."""
    from enrolment.changes import commit

    if not why.strip():
        stop(translate(lang, "erase-why"))
    with refusals(lang, as_json):
        outcome = commit.erase(settings().store, code, why.strip(), who)
    told = translate(lang, "erase-done" if outcome.event else "nothing-changed", code=code)
    _tell(_described(outcome), as_json, told)


@app.command()
def rebuild(lang: Language = LANGUAGE, as_json: Json = False) -> None:
    """Build the snapshot again from the batches."""
    from enrolment.changes import commit

    with refusals(lang, as_json):
        outcome = commit.rebuild(settings().store)
    _tell(_described(outcome), as_json, translate(lang, "build-done", version=outcome.snapshot.version))


@app.command()
def verify(lang: Language = LANGUAGE, as_json: Json = False) -> None:
    """Check every batch against its hash, and the snapshot against the batches. Exit code 1 when something is wrong."""
    from enrolment.changes.verify import verify as verify_store
    from enrolment.store import ledger

    with refusals(lang, as_json):
        findings = verify_store(settings().store)
        gone = len(ledger.read(settings().store).erased())
    said = [translate(lang, f"finding-{f.reason}", what=f.what, part=f.part) for f in findings]
    rows = [{"reason": f.reason, "what": f.what, "part": f.part} for f in findings]
    erased = [translate(lang, "verify-erased", count=gone)] if gone else []
    _tell({"findings": rows, "erased": gone}, as_json, *(said or [translate(lang, "verify-clean")]), *erased)
    if findings:
        raise typer.Exit(1)


@app.command()
def backup(
    folder: Annotated[Path, typer.Argument(metavar="DIR")], lang: Language = LANGUAGE, as_json: Json = False
) -> None:
    """Copy all batches and the ledger into a folder; an earlier backup there is brought up to date."""
    from enrolment.changes import backup as backups

    with refusals(lang, as_json):
        try:
            copied = backups.backup(settings().store, folder)
        except backups.NotEmpty:
            stop(translate(lang, "backup-not-empty", folder=str(folder)))
    _tell({"copied": copied}, as_json, translate(lang, "backup-done", count=copied, folder=str(folder)))


@app.command()
def restore(
    folder: Annotated[Path, typer.Argument(metavar="DIR")], lang: Language = LANGUAGE, as_json: Json = False
) -> None:
    """Make a backup what counts; batches that only this store has stay in it, off the ledger."""
    from enrolment.changes import backup as backups

    with refusals(lang, as_json):
        try:
            snapshot = backups.restore(settings().store, folder)
        except FileNotFoundError:
            stop(translate(lang, "no-backup", folder=str(folder)))
    _tell({"data_version": snapshot.version}, as_json, translate(lang, "build-done", version=snapshot.version))


def _answers(said: list[str], leave_out: bool) -> dict[str, Any]:
    """`dates=dmy` and `accepted:Văn Lang=01864-41` as the choices that they are."""
    from enrolment.imports.meaning.reading import Choice

    made: dict[str, Any] = {"leave_out": True} if leave_out else {}
    for text in said:
        name, _, answer = text.rpartition("=")
        choice = Choice.parse(name)
        choice.make(made, {"yes": True, "no": False}.get(answer, answer) if name == "count_persons" else answer)
    return made


def _described(outcome: Any) -> dict[str, Any]:
    return {
        "data_version": outcome.snapshot.version,
        "changed": outcome.event is not None,
        "batches": [batch.receipt() for batch in outcome.batches],
    }


def _tell(document: dict[str, Any], as_json: bool, *lines: str) -> None:
    if as_json:
        print_json(document)
    for line in lines if not as_json else ():
        print(line)
