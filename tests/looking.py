"""What a person sees of files before they are brought in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from enrolment.changes import requests
from enrolment.changes.compare import Change, compare
from enrolment.changes.prepare import Prepared
from enrolment.changes.propose import proposed
from enrolment.imports.mistakes import Mistake
from enrolment.imports.sources import Source
from enrolment.snapshot import export


@dataclass(frozen=True)
class Look:
    """Files understood, the change that each would make, and what is wrong beside what counts already."""

    prepared: Sequence[Prepared]
    changes: Sequence[Change | None]
    mistakes: Sequence[Mistake]


def whole(store: Path, table: str) -> pd.DataFrame:
    """A table of the contract as it counts now."""
    return pd.concat(export.chunks(store, table), ignore_index=True)


def look(store: Path, sources: Sequence[Source]) -> Look:
    with proposed(store, sources) as change_set:
        return Look(change_set.prepared, compare(change_set), change_set.mistakes)


def seen(
    lang: str, files: Sequence[tuple[str, bytes]], made: Mapping[str, Any], tables: Mapping[str, str]
) -> dict[str, Any]:
    """What the worker process says of files, as plain dictionaries."""
    return requests.preview(lang, files, made, tables).model_dump()
