"""What every command shares: its options, and how it says that something cannot be done. Exit code 2 for that."""

import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer

from enrolment.language import LANGUAGES, translate
from enrolment.settings import settings

if TYPE_CHECKING:
    from enrolment.imports.mistakes import Mistake
    from enrolment.query.answer import Answer

LANGUAGE = settings().language
MOST_ALIKE = 5  # mistakes of one kind in one column that are told in full


def _spoken(lang: str) -> str:
    if lang not in LANGUAGES:
        raise typer.BadParameter(" | ".join(LANGUAGES))
    return lang


Language = Annotated[str, typer.Option(callback=_spoken, help=f"Language of the messages: {', '.join(LANGUAGES)}.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Who = Annotated[str, typer.Option("--as", help="Who does it, as the history of batches will say.")]


@contextmanager
def refusals(lang: str, as_json: bool) -> Iterator[None]:
    """Turn what the store refuses into sentences, and exit code 2."""
    from enrolment.changes import refusal
    from enrolment.imports.mistakes import BadInput

    try:
        yield
    except BadInput as bad:
        if as_json:
            print_json({"mistakes": [mistake.as_row(lang) for mistake in bad.mistakes], "more": bad.more})
        else:
            _print_mistakes(bad.mistakes, lang)
        if bad.more:
            print(translate(lang, "mistakes-more", count=bad.more), file=sys.stderr)
        stop(translate(lang, "build-refused", count=len(bad.mistakes) + bad.more))
    except Exception as error:
        told = refusal.sentence(error, lang)
        if told is None:
            raise
        stop(told)


def _print_mistakes(mistakes: "Sequence[Mistake]", lang: str) -> None:
    """Each with its sentence; where one column has many of a kind, the further ones by their rows alone."""
    kinds: dict[tuple[str, str, str | None], list[Mistake]] = {}
    for mistake in mistakes:
        kinds.setdefault((mistake.file, mistake.reason, mistake.column), []).append(mistake)
    for alike in kinds.values():
        for mistake in alike[:MOST_ALIKE]:
            print(mistake.sentence(lang), file=sys.stderr)
        if further := alike[MOST_ALIKE:]:
            rows = ", ".join(str(mistake.row) for mistake in further if mistake.row is not None)
            print(translate(lang, "mistakes-alike", count=len(further), rows=rows or "–"), file=sys.stderr)


def stop(message: str) -> NoReturn:
    """Say why, and exit with code 2."""
    print(message, file=sys.stderr)
    raise typer.Exit(2)


def print_json(document: Any) -> None:
    print(json.dumps(document, ensure_ascii=False, indent=2, default=str))


def ask(name: str, /, **parameters: Any) -> "Answer":
    """Ask a question of `queries/` as a reader who may see everything; a sentence and exit code 2 where it fails."""
    from enrolment.query import door, errors
    from enrolment.query.reader import Reader

    try:
        return door.ask(Reader(LANGUAGE), name, **parameters)
    except errors.KINDS as error:
        stop(errors.sentence(error, LANGUAGE))
