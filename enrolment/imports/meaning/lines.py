"""Lines of one text between rows, and words in columns that nobody takes: what they say of the counts beside and below
them, and the question where nobody can tell."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import count

from enrolment.imports.files.sheets import text_of
from enrolment.imports.files.upload import Upload
from enrolment.imports.identity import masked
from enrolment.imports.meaning import headers
from enrolment.imports.meaning.columns import Column, Level
from enrolment.imports.meaning.days import day
from enrolment.imports.meaning.layout import UNCLEAR, Layout, Section, left_of
from enrolment.imports.meaning.lexicon import header_key, lexicon
from enrolment.imports.meaning.names import Names, Vocabulary, calls_itself_a_village
from enrolment.imports.meaning.parts import is_of_a_part, is_part
from enrolment.imports.meaning.reading import Choice, Choices, Question
from enrolment.imports.meaning.target import Header
from enrolment.imports.meaning.titles import day_of_line, mentions_a_day
from enrolment.imports.meaning.unpivot import cell_at, texts_below
from enrolment.imports.mistakes import BadInput, Mistake

OUT, SAME = _WAYS = "out", "same"  # the rows are left out, or counted like all others
_MOST_ASKED = 10  # lines of one sheet; more of them are no table
_MOST_SUGGESTED = 200  # lines that are looked up among names that come near, which takes its time
_LONGEST = 6  # words of a cell that says a kind, not a note
_NUMERAL = re.compile(r"^(?:[IVX]+|\d+|[A-Ha-h])(?:\.\d+)*[.)/:-]\s*")
_GROUP = re.compile(
    r"(?:các |những )?(?:cụm|khu|nhóm|tổ|vùng|địa bàn|tuyến|liên thôn|thôn|xóm|bản|cluster|area|zone|group|team)\b",
    re.IGNORECASE,
)


def is_place(vocabulary: Vocabulary) -> Callable[[str], bool]:
    """Whether a text is the name of a village or a commune."""
    places = Names((*vocabulary.villages, *vocabulary.communes))
    return lambda text: bool(places.find(text)[0] or places.communes_of(text))


def says(vocabulary: Vocabulary) -> Callable[[str], tuple[str, str] | None]:
    """What a line of one text between rows says of those below it: a day, an indicator, a commune; None of a line that
    is known to say nothing, such as the name of a group of villages; UNCLEAR of every other."""
    communes, villages, is_known_place = Names(vocabulary.communes), Names(vocabulary.villages), is_place(vocabulary)
    looked_up = count(1)

    def said(text: str) -> tuple[str, str] | None:
        if headers.is_of_something_else(text) and not headers.is_of_a_paper(text) and not is_known_place(text):
            return UNCLEAR  # what is planned, or remains
        if found := day_of_line(text):
            return "day", found
        if code := communes.find(text)[0]:
            return "commune", code
        indicator = headers.indicator_of(Header.of(text), vocabulary)
        if indicator and headers.is_all_of_indicator(text, indicator, vocabulary):
            return "indicator", indicator
        is_of_more = indicator or mentions_a_day(text) or text.lower().startswith(("xã ", "phường ", "thị trấn "))
        if is_known_place(text) or not any(map(str.isalpha, text)) or (is_heading(text) and not is_of_more):
            return None
        is_row = not is_of_more and (
            calls_itself_a_village(text) or (next(looked_up) <= _MOST_SUGGESTED and bool(villages.suggest(text)))
        )
        return None if is_row else UNCLEAR

    return said


def is_heading(text: str) -> bool:
    """Whether a line says nothing of the counts below it: it names a group of villages, by the word for such or by a
    proper name, or has only words of any report."""
    bare = _NUMERAL.sub("", text).strip(" .:")
    words = header_key(bare).split()
    if re.fullmatch(r"[IVX]+|[A-Ha-h]", bare):
        return True
    if is_of_a_part(bare) or headers.is_kind(bare) or any(word in _told_elsewhere() for word in _pairs(words)):
        return False
    return bool(_GROUP.match(bare)) or _is_proper_name(bare) or set(words) <= _of_reports()


def _is_proper_name(text: str) -> bool:
    """`Bộc Bố`: a few words with a capital each, none of which reports use."""
    words = text.split()
    is_written = all(word[:1].isupper() and word[1:].islower() and word.isalpha() for word in words)
    return 1 <= len(words) <= 4 and is_written and not set(header_key(text).split()) <= _of_reports()


@cache
def _of_reports() -> frozenset[str]:
    said = [*lexicon()["fillers"], *lexicon()["done"], *lexicon()["headings"]]
    return frozenset(word for text in said for word in header_key(text).split())


@cache
def _told_elsewhere() -> frozenset[str]:
    """Words of what is planned, remains, or runs on since the start."""
    roles = lexicon()["roles"]
    said = [*roles["cumulative"], *roles["ignored"], *roles["target"], *lexicon()["states"]]
    return frozenset(map(header_key, said)) - {""}


def _pairs(words: Sequence[str]) -> Iterator[str]:
    """All runs of up to three words."""
    for length in (1, 2, 3):
        yield from (" ".join(words[start : start + length]) for start in range(len(words) - length + 1))


def with_contradictions(layout: Layout, found: Sequence[Column]) -> Layout:
    """The layout with those lines unclear that say another indicator than the columns, or another day than the cells
    of the rows below them."""
    lines = {left.row: left.text for left in layout.left_out if left.why == "section"}
    against = [one for one in layout.sections if _contradicts(one, layout, found)]
    unclear = sorted([*layout.unclear, *((one.row, lines.get(one.row, one.value)) for one in against)])
    sections = tuple(one for one in layout.sections if one not in against)
    return replace(layout, sections=sections, unclear=tuple(unclear))


def _contradicts(section: Section, layout: Layout, found: Sequence[Column]) -> bool:
    if section.kind == "indicator":
        return bool({column.target.indicator for column in found if column.target.indicator} - {section.value})
    if section.kind != "day":
        return False
    own = next((column.position for column in found if column.target.name == "reported_on"), None)
    end = min((other.row for other in layout.sections if other.row > section.row), default=None)
    below = [row for number, row in layout.data if number > section.row and (end is None or number < end)]
    cells = [cell for row in below if own is not None and text_of(cell := cell_at(row, own))]
    return any(section.value not in (day(cell, "dmy"), day(cell, "mdy")) for cell in cells)


def ask_of_lines(
    upload: Upload, layout: Layout, found: Sequence[Column], chosen: Choices, vocabulary: Vocabulary
) -> list[Question]:
    """What the lines are of which nobody can tell, by their rows; where one names an indicator and no column does,
    whether the rows are of that. Raises BadInput where there are too many."""
    if len(layout.unclear) > _MOST_ASKED:
        raise BadInput(Mistake(upload.name, "unclear-line", row, value=masked(line)) for row, line in layout.unclear)
    asked = []
    for row, line in layout.unclear:
        options = {**_indicators_of(line, found, vocabulary), SAME: "", OUT: ""}
        if chosen.lines.get(str(row)) not in options:
            asked.append(Question(Choice("lines", str(row)), options, f"{row}: {masked(line)}"))
    return asked


def _indicators_of(line: str, found: Sequence[Column], vocabulary: Vocabulary) -> dict[str, str]:
    """The one indicator that a line speaks of, with its name, where no column says what is counted."""
    says_it = any(column.target.indicator or column.target.name == "indicator_code" for column in found)
    codes = frozenset() if says_it else headers.indicators_within(line, vocabulary)
    names = {code: own[0] for code, own in vocabulary.indicators if own}
    return {code: names.get(code, code) for code in codes} if len(codes) == 1 else {}


def without_lines(layout: Layout, chosen: Choices) -> Layout:
    """The layout without the rows below the lines that a person left out, up to the next line; and with the indicators
    of which a person says that rows are."""
    unclear = [row for row, _ in layout.unclear]
    said = [
        Section(row, "indicator", answer)
        for row in unclear
        if (answer := chosen.lines.get(str(row), SAME)) not in _WAYS
    ]
    sections = sorted([*layout.sections, *said], key=lambda one: one.row)
    starts = sorted([*unclear, *(section.row for section in layout.sections)])
    gone = [row for row in unclear if chosen.lines.get(str(row)) == OUT]
    out = {
        number for number, _ in layout.data if (above := [row for row in starts if row < number]) and above[-1] in gone
    }
    return _without(replace(layout, sections=tuple(sections)), out)


def ask_of_states(
    layout: Layout, found: Sequence[Column], vocabulary: Vocabulary, chosen: Choices
) -> tuple[list[Question], Layout]:
    """What is asked of words in columns that nobody takes and that make a row something else than a result: a plan,
    what remains, children alone. Also the layout without the rows that a person leaves out for such a word.

    A choice is kept by the column and the first row of the word, never by the word.
    """
    asked, out = [], set[int]()
    for column in (column for column in found if _may_say_a_state(column, found)):
        for text, rows in _states(layout, column, found, vocabulary).items():
            choice = Choice("lines", f"{column.letter}{rows[0]}")
            answer = chosen.lines.get(str(choice.of))
            out.update(rows if answer == OUT else ())
            if not answer:
                about = f"{column.header} ({column.letter}): {masked(text)} ({len(rows)})"
                asked.append(Question(choice, {SAME: "", OUT: ""}, about))
    return asked, _without(layout, out)


def _may_say_a_state(column: Column, found: Sequence[Column]) -> bool:
    """Whether a column is none that is taken, and no note: an indicator's, beside columns of indicators, is none."""
    is_beside = column.target.name == "indicator_code" and any(one.target.indicator for one in found)
    is_open = (not column.target or is_beside) and column.level < Level.REMEMBERED
    words = set(_pairs(header_key(str(column.header)).split()))
    return is_open and bool(column.header) and not words & set(map(header_key, lexicon()["notes"]))


def _states(
    layout: Layout, column: Column, found: Sequence[Column], vocabulary: Vocabulary
) -> dict[str, tuple[int, ...]]:
    """Each word of a column that says another state, with its rows."""
    every = set(map(header_key, texts_below(layout.data, column.position))) - {"default"}  # as DHIS2 calls all people
    is_of_one_part = len(every) == 1 and is_part(next(iter(every)))
    codes = {one.target.indicator for one in found if one.target.indicator}
    told: dict[str, tuple[int, ...]] = {}
    says_ages = is_of_a_part(str(column.header))  # else `3-8` is a day
    for number, row in layout.data:
        text = text_of(cell_at(row, column.position))
        are_others = any(headers.is_of_others(text, code, vocabulary) for code in codes)
        is_word = any(map(str.isalpha, text)) or (says_ages and "-" in text)
        if is_word and (is_of_one_part or are_others or _is_a_state(text)):
            told[text] = (*told.get(text, ()), number)
    return told


def _is_a_state(text: str) -> bool:
    words = header_key(text).split()
    is_kind = len(words) <= _LONGEST and not any(map(str.isdigit, text))
    return is_kind and any(word in _told_elsewhere() for word in _pairs(words))


def _without(layout: Layout, out: set[int]) -> Layout:
    left = [left_of(number, row, "set-aside") for number, row in layout.data if number in out]
    data = [(number, row) for number, row in layout.data if number not in out]
    return replace(layout, data=data, left_out=sorted([*layout.left_out, *left], key=lambda one: one.row))
