"""What a person may decide about a file, what has to be asked, and a file understood."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, get_args

import pandas as pd
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from enrolment.imports.meaning.columns import Column, options
from enrolment.imports.meaning.doubts import Doubt
from enrolment.imports.meaning.layout import Left

NONE = "-"
OUT, SAME = "out", "same"  # what is said of lines: their rows are left out, or counted like all others
_MOST_TOLD = 5  # rows that a question names


class Choices(BaseModel):
    """What a person decided about a file; part of what the batch is.

    `columns`: header -> what it is. `letters`: `tcvn3`, `vni` or `keep`. `dates`: `dmy` or `mdy`. `swapped`: whether a
    spreadsheet swapped day and month, `yes` or `no`. `year`: of days without one. `decimals`: `,` or `.`. `counts`:
    `new` or `cumulative`. `day`, `indicator`, `commune`: for a file that does not say. `accepted`: what is written ->
    the code meant, or NONE of those that come near. `same`: what several columns say -> the letter of the one that
    counts, or `+`. `leave_out`: bring in the good rows, leave the bad. `count_persons`: keep only counts of a list,
    or not: its rows are no persons.
    `moment`: of a note, which may say today what another said before. `corrections`: whether positive counts marked as
    corrections `replace` what stood or `add` to it. `again`: whether a correction said before is meant again, `yes` or
    `no`. `repeats`: of rows finer than village, day and indicator, `add` them up or keep the `last`. `whole_day`:
    that a count without a group is the whole day beside the groups' equal one, `yes`. `above`: that counts above the
    people of their place are meant, `yes`. `early`: that days well before the first plan are meant, `yes`. `blanks`:
    whether a blank cell of a day, a place or an indicator says what the one `above` it says, or `no`. `are_new`: that
    new counts as large as all before them are no running totals, `yes`. `form_day`: of a form of one day whose rows say
    another, which counts. `lines`: a line between rows by its row, or a word by its column and first row -> whether its
    rows count the `same`, stay `out`, or are of an indicator, by its code.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    sheet: str = ""
    columns: Mapping[str, str] = Field(default_factory=dict)
    letters: Literal["", "tcvn3", "vni", "keep"] = ""
    dates: Literal["", "dmy", "mdy"] = ""
    swapped: Literal["", "no", "yes"] = ""
    year: str = Field("", pattern="^(20[0-9]{2})?$")
    decimals: Literal["", ",", "."] = ""
    counts: Literal["", "new", "cumulative"] = ""
    day: str = ""
    indicator: str = ""
    commune: str = ""
    accepted: Mapping[str, str] = Field(default_factory=dict)
    same: Mapping[str, str] = Field(default_factory=dict)
    leave_out: bool = False
    count_persons: bool | None = None
    moment: str = ""
    corrections: Literal["", "replace", "add"] = ""
    again: Literal["", "yes", "no"] = ""
    whole_day: Literal["", "yes"] = ""
    repeats: Literal["", "add", "last"] = ""
    above: Literal["", "yes"] = ""
    early: Literal["", "yes"] = ""
    blanks: Literal["", "above", "no"] = ""
    are_new: Literal["", "yes"] = ""
    form_day: Literal["", "form", "rows"] = ""
    lines: Mapping[str, str] = Field(default_factory=dict)

    def made(self) -> dict[str, Any]:
        """Those that differ from the defaults, as JSON can hold them."""
        return self.model_dump(exclude_defaults=True)

    def but(self, **others: Any) -> "Choices":
        """The same with others in place of some."""
        return self.model_copy(update=others)


def choices(made: Mapping[str, Any]) -> Choices:
    """The choices from JSON; ValueError, which says what there is, for one that does not exist."""
    try:
        return Choices.model_validate(made)
    except ValidationError as wrong:
        raise ValueError(_told(wrong)) from wrong


def _told(wrong: ValidationError) -> str:
    """What the choice may be that is none; or which choices there are."""
    name = next(iter(wrong.errors()[0]["loc"]), "")
    if name not in Choices.model_fields:
        return f"choices: {', '.join(sorted(Choices.model_fields))}"
    allowed = [
        answer for answer in get_args(Choices.model_fields[str(name)].annotation) if answer and isinstance(answer, str)
    ]
    return f"{name}: {' | '.join(['2000', '…', '2099'] if name == 'year' else allowed)}"


# What shows only beside the counts that are there already: the reason that a check gives, and what is asked for it.
ASKED_BESIDE = {
    "positive-correction": ("corrections", ("replace", "add")),
    "repeated-correction": ("again", ("yes", "no")),
    "whole-day-equal": ("whole_day", ("yes",)),
    "above-people": ("above", ("yes",)),
    "before-start": ("early", ("yes",)),
    "like-cumulative": ("are_new", ("yes",)),
}


@dataclass(frozen=True)
class Choice:
    """One of the Choices by its name, or what is said `of` one thing, where there are several: `accepted:Văn Lang`."""

    name: str
    of: str | None = None

    def __str__(self) -> str:
        return self.name if self.of is None else f"{self.name}:{self.of}"

    @classmethod
    def parse(cls, text: str) -> "Choice":
        name, is_one_of_many, of = text.partition(":")
        return cls(name, of if is_one_of_many else None)

    def make(self, made: dict[str, Any], answer: Any) -> None:
        """Put the answer among those made, as JSON holds them."""
        if self.of is None:
            made[self.name] = answer
        else:
            made.setdefault(self.name, {})[self.of] = answer

    def is_made(self, made: Mapping[str, Any]) -> bool:
        """Whether it is among those made."""
        return self.name in made and (self.of is None or self.of in made[self.name])

    def take_back(self, made: dict[str, Any]) -> None:
        """Take the answer away, so that it is asked for again. What was said of one sheet is not said of another."""
        if self.name == "sheet":
            made.clear()
        elif self.of is None:
            made.pop(self.name, None)
        else:
            made.get(self.name, {}).pop(self.of, None)


@dataclass(frozen=True)
class Question:
    """Something that nobody but a person can say: which choice it is, the answers, and what it is about.

    `options`: answer -> how it reads (empty: the page has the words). `preset`: the answer that the file suggests.
    """

    choice: Choice
    options: Mapping[str, str]
    about: str = ""
    preset: str = ""


def first_of(told: Sequence[str], between: str = "; ") -> str:
    """The first of the rows that a question names, and how many more there are."""
    more = [f"… ({len(told) - _MOST_TOLD})"] if len(told) > _MOST_TOLD else []
    return between.join([*told[:_MOST_TOLD], *more])


def ask_of_rivals(found: Sequence[Column]) -> list[Question]:
    """Which of several columns that say the same counts, where nobody has told yet."""
    asked = []
    for meaning in dict.fromkeys(column.rivals for column in found if column.rivals):
        rivals = [column for column in found if column.rivals == meaning]
        if not all(column.is_sure for column in rivals):
            about = ", ".join(f"{column.header} ({column.letter})" for column in rivals)
            asked.append(Question(Choice("same", str(meaning)), options(found, meaning), about))
    return asked


@dataclass(frozen=True)
class Running:
    """A place's new count of a day (ISO, as far as it is one), and what the file says beside it that all have come to,
    where it does."""

    row: int
    place: str
    indicator: str
    day: str
    new: int
    total: int | None


@dataclass(frozen=True)
class Reading:
    """A file understood. `frame`: the contract's columns as text, the `row_number` in the sheet and the `header` of the
    count.

    `notes`: (text key, what, how many) of what was mended on the way. `personal`: the headers about single people;
    then nothing of the file may be kept. `ragged`: rows with more cells than the header, whose meaning nobody knows.
    `has`: the columns of the contract that the file says anything of. `doubts`: totals that are not what their rows
    come to. `accepted`: what is written for which a person named the code. `day`: the one day of all rows, where their
    own do not say it (ISO). `running`: new counts, where some have what they come to beside them.
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
    doubts: tuple[Doubt, ...] = ()
    accepted: tuple[str, ...] = ()
    day: str = ""
    running: tuple[Running, ...] = ()

    def headers_of(self, columns: str) -> str:
        """The file's own headers for columns of the contract, those that it has; the columns where it has none."""
        wanted = columns.split(", ")
        return ", ".join(str(column.header) for column in self.columns if str(column.target) in wanted) or columns
