"""What is wrong with a file, where, and how to mend it."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from functools import cache
from typing import Any

from enrolment.contract import TABLES, schema
from enrolment.language import translate
from enrolment.settings import settings


@dataclass(frozen=True)
class Mistake:
    """One mistake. `row` counts as a spreadsheet does: the header is row 1. `reason` is a `mistake-*` text key.

    `cell` is what stands in the row, where `value` tells more, such as what was there before. `batch` is the code of
    the batch that the row came with, where it is on its way into the store. `records`: which of an office's records it
    keeps out; a row of a wide sheet makes several.
    """

    file: str
    reason: str
    row: int | None = None
    column: str | None = None
    value: str | None = None
    detail: str = ""
    batch: str = ""
    records: tuple[int, ...] = ()
    cell: str = ""

    def sentence(self, language: str) -> str:
        """Place, mistake and remedy in one or two sentences of the user's language."""
        place = [self.file]
        if self.row is not None:
            place.append(translate(language, "mistake-row", row=str(self.row)))
        if self.column:
            place.append(translate(language, "mistake-column", column=_named(language, self.column)))
        return f"{', '.join(place)}: {self.what(language)}"

    def what(self, language: str) -> str:
        """The sentence without the place."""
        table = f"table-name-{self.detail}".replace("_", "-")
        detail = translate(language, table) if self.detail in TABLES else self.detail
        return translate(
            language, f"mistake-{self.reason}", value=_shortened(self.value), detail=detail, column=self.column or ""
        )

    def as_row(self, language: str) -> dict[str, Any]:
        said = {name: value for name, value in asdict(self).items() if name not in ("records", "cell")}
        return {**said, "sentence": self.sentence(language)}


def _named(language: str, column: str) -> str:
    """A column as people call it, with the contract's name behind; an office's own header as it stands."""
    names = column.split(", ")
    if not set(names) <= _contract_columns():
        return column
    labels = [translate(language, f"column-{name}".replace("_", "-")) for name in names]
    return ", ".join(f"{label} ({name})" for label, name in zip(labels, names, strict=True))


@cache
def _contract_columns() -> frozenset[str]:
    return frozenset(name for table in TABLES for name in schema(table).column_names)


def merged(mistakes: Iterable[Mistake]) -> tuple[Mistake, ...]:
    """The same mistakes by their rows, each told once where it keeps several records out."""
    found: dict[Mistake, list[int]] = {}
    for mistake in mistakes:
        found.setdefault(replace(mistake, records=()), []).extend(mistake.records)
    told = (replace(mistake, records=tuple(records)) for mistake, records in found.items())
    return tuple(sorted(told, key=lambda mistake: mistake.row or 0))


class BadInput(Exception):
    """What was handed over cannot be taken; `mistakes` are to be listed, `more` only counted, `found` is all."""

    def __init__(self, mistakes: Iterable[Mistake]):
        self.found = sorted(mistakes, key=lambda m: (m.file, m.row or 0, m.column or ""))
        self.mistakes = self.found[: settings().max_mistakes]
        self.more = len(self.found) - len(self.mistakes)
        super().__init__(f"{len(self.found)} mistakes")


def _shortened(value: str | None, limit: int = 60) -> str:
    text = "" if value is None else " ".join(value.split())
    return text if len(text) <= limit else text[: limit - 1] + "…"
