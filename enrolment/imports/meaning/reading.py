"""What a person may decide about a file, what has to be asked, and a file understood."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields
from typing import Any

import pandas as pd

from enrolment.imports.files import letters
from enrolment.imports.identity import is_within
from enrolment.imports.meaning.columns import Column, options
from enrolment.imports.meaning.layout import Left

NONE = "-"


@dataclass(frozen=True)
class Choices:
    """What a person decided about a file; part of what the batch is.

    `columns`: header -> what it is. `letters`: `tcvn3`, `vni` or `keep`. `dates`: `dmy` or `mdy`. `swapped`: whether a
    spreadsheet swapped day and month, `yes` or `no`. `year`: of days without one. `decimals`: `,` or `.`. `counts`:
    `new` or `cumulative`. `day`, `indicator`, `commune`: for a file that does not say. `accepted`: what is written ->
    the code meant, or NONE of those that come near. `same`: what several columns say -> the letter of the one that
    counts, or `+`. `leave_out`: bring in the good rows, leave the bad. `count_persons`: keep only counts of a list.
    `moment`: of a note, which may say today what another said before. `corrections`: whether positive counts marked as
    corrections `replace` what stood or `add` to it. `again`: whether a correction said before is meant again, `yes` or
    `no`. `whole_day`: that a count without a group is the whole day beside the groups' equal one, `yes`.
    """

    sheet: str = ""
    columns: Mapping[str, str] = field(default_factory=dict)
    letters: str = ""
    dates: str = ""
    swapped: str = ""
    year: str = ""
    decimals: str = ""
    counts: str = ""
    day: str = ""
    indicator: str = ""
    commune: str = ""
    accepted: Mapping[str, str] = field(default_factory=dict)
    same: Mapping[str, str] = field(default_factory=dict)
    leave_out: bool = False
    count_persons: bool = False
    moment: str = ""
    corrections: str = ""
    again: str = ""
    whole_day: str = ""

    def made(self) -> dict[str, Any]:
        """Those that differ from the defaults, as JSON can hold them."""
        return {name: value for name, value in asdict(self).items() if value}


def choices(made: Mapping[str, Any]) -> Choices:
    """The choices from JSON; ValueError for one that does not exist."""
    kinds = {one.name: type(getattr(Choices(), one.name)) for one in fields(Choices)}
    if not isinstance(made, dict) or set(made) - set(kinds) or is_within(str(made)):  # they are kept
        raise ValueError(f"choices: {', '.join(sorted(kinds))}")
    for name, value in made.items():
        texts = [*value, *value.values()] if isinstance(value, dict) else []
        is_right = isinstance(value, kinds[name]) and all(isinstance(text, str) for text in texts)
        allowed = [answer for answer in _ANSWERS.get(name, ()) if answer]
        if not is_right or (allowed and value not in ("", *allowed)):
            raise ValueError(f"{name}: {' | '.join(allowed if len(allowed) < 9 else (allowed[0], '…', allowed[-1]))}")
    return Choices(**made)


_ANSWERS = {
    "letters": ("", *letters.FONTS, "keep"),
    "dates": ("", "dmy", "mdy"),
    "swapped": ("", "no", "yes"),
    "year": ("", *map(str, range(2000, 2100))),
    "decimals": ("", ",", "."),
    "counts": ("", "new", "cumulative"),
    "corrections": ("", "replace", "add"),
    "again": ("", "yes", "no"),
    "whole_day": ("", "yes"),
}

# What shows only beside the counts that are there already: the reason that a check gives, and what is asked for it.
ASKED_BESIDE = {
    "positive-correction": ("corrections", ("replace", "add")),
    "repeated-correction": ("again", ("yes", "no")),
    "whole-day-equal": ("whole_day", ("yes",)),
}


@dataclass(frozen=True)
class Question:
    """Something that nobody but a person can say: which choice it is, the answers, and what it is about.

    `options`: answer -> how it reads (empty: the page has the words). `preset`: the answer that the file suggests.
    """

    choice: str
    options: Mapping[str, str]
    about: str = ""
    preset: str = ""


def ask_of_rivals(found: Sequence[Column]) -> list[Question]:
    """Which of several columns that say the same counts, where nobody has told yet."""
    asked = []
    for name in dict.fromkeys(one.rivals for one in found if one.rivals):
        rivals = [one for one in found if one.rivals == name]
        if not all(one.is_sure for one in rivals):
            about = ", ".join(f"{one.header} ({one.letter})" for one in rivals)
            asked.append(Question(f"same:{name}", options(found, name), about))
    return asked


@dataclass(frozen=True)
class Reading:
    """A file understood. `frame`: the contract's columns as text, the `row_number` in the sheet and the `header` of the
    count.

    `notes`: (text key, what, how many) of what was mended on the way. `personal`: the headers about single people;
    then nothing of the file may be kept. `ragged`: rows with more cells than the header, whose meaning nobody knows.
    `has`: the columns of the contract that the file says anything of.
    """

    table: str
    sheet: str = ""
    sheet_names: tuple[str, ...] = ()
    columns: tuple[Column, ...] = ()
    questions: tuple[Question, ...] = ()
    left_out: tuple[Left, ...] = ()
    frame: pd.DataFrame | None = None
    notes: tuple[tuple[str, str, int], ...] = ()
    personal: tuple[str, ...] = ()
    ragged: tuple[int, ...] = ()
    has: tuple[str, ...] = ()

    def headers_of(self, columns: str) -> str:
        """The file's own headers for columns of the contract, those that it has; the columns where it has none."""
        wanted = columns.split(", ")
        return ", ".join(one.header for one in self.columns if one.target in wanted) or columns
