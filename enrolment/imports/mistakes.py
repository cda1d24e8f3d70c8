"""What is wrong with a file, where, and how to mend it."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

from enrolment.language import translate
from enrolment.settings import settings


@dataclass(frozen=True)
class Mistake:
    """One mistake. `row` counts as a spreadsheet does: the header is row 1. `reason` is a `mistake-*` text key.

    `batch` is the code of the batch that the row came with, where it is on its way into the store.
    """

    file: str
    reason: str
    row: int | None = None
    column: str | None = None
    value: str | None = None
    detail: str = ""
    batch: str = ""

    def sentence(self, language: str) -> str:
        """Place, mistake and remedy in one or two sentences of the user's language."""
        place = [self.file]
        if self.row is not None:
            place.append(translate(language, "mistake-row", row=str(self.row)))
        if self.column:
            place.append(translate(language, "mistake-column", column=self.column))
        what = translate(language, f"mistake-{self.reason}", value=_shortened(self.value), detail=self.detail)
        return f"{', '.join(place)}: {what}"

    def as_row(self, language: str) -> dict[str, Any]:
        return {**asdict(self), "sentence": self.sentence(language)}


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
