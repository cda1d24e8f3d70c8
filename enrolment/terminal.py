"""What every command shares: its options, and how it says that something cannot be done. Exit code 2 for that."""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated, Any, Literal, NoReturn

import typer

from enrolment.language import translate
from enrolment.settings import settings

LANGUAGE = settings().language
Language = Annotated[Literal["vi", "en"], typer.Option(help="Language of the messages.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Who = Annotated[str, typer.Option("--as", help="Who does it, as the history of batches will say.")]


@contextmanager
def refusals(lang: str, as_json: bool) -> Iterator[None]:
    """Turn what the store refuses into sentences, and exit code 2."""
    import duckdb

    from enrolment.imports.mistakes import BadInput
    from enrolment.store.batches import Damaged
    from enrolment.store.keeper import UnknownBatch
    from enrolment.store.ledger import DamagedLedger
    from enrolment.store.lock import Busy

    try:
        yield
    except BadInput as bad:
        if as_json:
            print_json({"mistakes": [mistake.as_row(lang) for mistake in bad.mistakes], "more": bad.more})
        for mistake in bad.mistakes if not as_json else ():
            print(mistake.sentence(lang), file=sys.stderr)
        if bad.more:
            print(translate(lang, "mistakes-more", count=bad.more), file=sys.stderr)
        stop(translate(lang, "build-refused", count=len(bad.mistakes) + bad.more))
    except UnknownBatch as unknown:
        stop(translate(lang, "unknown-batch", code=unknown.args[0]))
    except Busy:
        stop(translate(lang, "store-busy"))
    except Damaged as damaged:
        stop(translate(lang, "finding-batch-damaged", what=damaged.code, part=damaged.what))
    except DamagedLedger as damaged_ledger:
        stop(translate(lang, "ledger-damaged", path=damaged_ledger.args[0]))
    except duckdb.Error as error:
        stop(translate(lang, "disk-failed", reason=str(error).splitlines()[0]))
    except OSError as error:
        stop(translate(lang, "disk-failed", reason=error.strerror or str(error)))


def stop(message: str) -> NoReturn:
    """Say why, and exit with code 2."""
    print(message, file=sys.stderr)
    raise typer.Exit(2)


def print_json(document: Any) -> None:
    print(json.dumps(document, ensure_ascii=False, indent=2, default=str))
