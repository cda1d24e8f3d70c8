"""The form of a day that came back filled in: its headers name its day, and what each place had reached before it."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from enrolment.imports.files.upload import Upload
from enrolment.imports.meaning import days, headers
from enrolment.imports.meaning.columns import Column, letter_of
from enrolment.imports.meaning.layout import Layout
from enrolment.imports.meaning.names import Vocabulary
from enrolment.imports.meaning.target import Header
from enrolment.imports.meaning.unpivot import texts_below
from enrolment.imports.mistakes import BadInput, Mistake

_OF_A_DAY = re.compile(r"(?:đã có trước|had before)\s+(.+?)\s+–\s", re.IGNORECASE)  # `form-before` of both languages


def day_of(found: Iterable[Header]) -> str:
    """The day (ISO) of the form that headers are of; empty where they are of none, or name several days."""
    told = {days.day(written[1], "dmy") for header in found if (written := _OF_A_DAY.match(str(header)))}
    return told.pop() if len(told) == 1 else ""


def must_have_its_headers(upload: Upload, layout: Layout, found: Sequence[Column], vocabulary: Vocabulary) -> None:
    """Raises BadInput where counts of a form stand below no header any more that says what they count."""
    new = {column.target.indicator for column in found if column.target.name == "new"}
    lost = [
        Mistake(upload.name, "form-header", layout.header_row, letter_of(position), detail=str(before.header))
        for before, position in _beside(found)
        if headers.indicator_of(before.header, vocabulary) not in new and texts_below(layout.data, position)
    ]
    if lost:
        raise BadInput(lost)


def _beside(found: Sequence[Column]) -> Iterator[tuple[Column, int]]:
    """What there was before by its column, and the position behind it where nothing is taken."""
    for column, after in pairwise([*found, None]):
        if column and _OF_A_DAY.match(str(column.header)) and not (after and after.target):
            yield column, column.position + 1
