"""Words in columns that nobody takes, and in notes, that make a row something else than a result: a plan, what remains,
some of the people alone, a trial. What nobody can tell is asked about."""

import re
from collections import defaultdict
from collections.abc import Collection, Sequence
from functools import cache
from itertools import islice

from enrolment.imports.files.sheets import text_of
from enrolment.imports.files.upload import Upload
from enrolment.imports.identity import masked
from enrolment.imports.meaning import cells, headers, notes
from enrolment.imports.meaning.beside_days import against_the_day, against_their_weekday
from enrolment.imports.meaning.columns import Column, Level
from enrolment.imports.meaning.layout import Layout
from enrolment.imports.meaning.lexicon import header_key, lexicon
from enrolment.imports.meaning.names import Vocabulary
from enrolment.imports.meaning.parts import is_of_a_part, is_part
from enrolment.imports.meaning.reading import OUT, SAME, Choice, Choices, Question
from enrolment.imports.meaning.target import IGNORED, Header
from enrolment.imports.meaning.unpivot import cell_at
from enrolment.imports.mistakes import BadInput, Mistake

_MOST_ASKED = 10  # words of one column; more of them are no kinds
_MOST_WORDS = 4  # that a column of marks has
_LONGEST = 6  # words of a cell that says a kind, not a note
_OTHER_LEVEL = re.compile(r"(?:mức|muc|level)(?: độ| do)? [013]", re.IGNORECASE)
_MARKS = (*cells.TRUE, "✓", "✔", "√", "v", "+")


def says_a_state(text: str) -> bool:
    """Whether a text has a word of what is planned, remains, is void, or runs on since the start."""
    return headers.says_one_of(text, _states_of_counts())


@cache
def _states_of_counts() -> frozenset[str]:
    roles = lexicon()["roles"]
    said = [*roles["cumulative"], *roles["ignored"], *roles["target"], *lexicon()["states"], *lexicon()["void"]]
    return frozenset(said) - {"%"}


def is_a_state(text: str) -> bool:
    """Whether a cell says a state, and is no longer note."""
    if _OTHER_LEVEL.fullmatch(text.strip()):
        return True
    names_a_time = any(map(str.isdigit, text)) and headers.says_one_of(text, lexicon()["spans"])  # `Tuần 33`
    return len(text.split()) <= _LONGEST and not names_a_time and says_a_state(text)


@cache
def _void() -> frozenset[str]:
    """What a row is that is none, as one word of a note says it: with its accents, for `Huy` is a name."""
    return frozenset(" ".join(headers.words_of(text)) for text in lexicon()["void"])


def _is_void(text: str) -> bool:
    return " ".join(headers.words_of(text)) in _void()


def ask_of_states(
    upload: Upload, table: str, layout: Layout, found: Sequence[Column], vocabulary: Vocabulary, chosen: Choices
) -> tuple[list[tuple[Question, list[int]]], set[int]]:
    """What is asked of words in columns that nobody takes and that make a row something else than a result: a plan,
    what remains, children alone; each question with the rows that it is about. Also the rows that a person leaves out
    for such a word.

    A choice is kept by the column and the first row of the word, never by the word. Raises BadInput where there are too
    many words for a kind.
    """
    asked, out = list[tuple[Question, list[int]]](), set[int]()
    of_counts = (*found, *_without_header(layout, found)) if table in ("progress", "targets") else ()
    for column in of_counts:
        states = _states(layout, column, found, vocabulary)
        if len(states) > _MOST_ASKED and _is_of_notes(column):
            states = {next(iter(states)): sorted(row for rows in states.values() for row in rows)}
        if len(states) > _MOST_ASKED:
            raise BadInput(
                Mistake(upload.name, "unclear-line", rows[0], str(column.header), masked(text))
                for text, rows in islice(states.items(), _MOST_ASKED)
            )
        for text, rows in states.items():
            choice = Choice("lines", f"{column.letter}{rows[0]}")
            answer = chosen.lines.get(str(choice.of))
            out.update(rows if answer == OUT else ())
            if answer not in (OUT, SAME):
                about = f"{column.header} ({column.letter}): {masked(text) or '–'} ({len(rows)})"
                asked.append((Question(choice, {SAME: "", OUT: ""}, about), rows))
    return asked, out


def _without_header(layout: Layout, found: Sequence[Column]) -> list[Column]:
    """The columns that nobody has called anything, right of the others too: people note there."""
    known = {place for place, header in enumerate(layout.headers) if header}
    known |= {one.position for one in found if one.target}
    width = max((len(row) for _, row in layout.data), default=0)
    return [Column(place, Header.of(""), IGNORED, is_sure=False) for place in range(width) if place not in known]


def is_of_states(column: Column) -> bool:
    """Whether a header says that its words are states, or marks: in a list of persons, other words may be names."""
    return headers.says_one_of(str(column.header), [*lexicon()["status"], *lexicon()["flags"], *lexicon()["void"]])


def _is_of_notes(column: Column) -> bool:
    """Whether a header says that its words are notes, and not states: `Trạng thái trên mạng` are none."""
    if not column.header:
        return True
    said = str(column.header)
    is_of_a_state = headers.says_one_of(said, [*lexicon()["status"], *lexicon()["flags"]])
    return headers.says_one_of(said, lexicon()["notes"]) and not is_of_a_state


def _states(layout: Layout, column: Column, found: Sequence[Column], vocabulary: Vocabulary) -> dict[str, list[int]]:
    """Each word of a column that says another state, with its rows; every one of a column of marks, such as `Đã duyệt`,
    that tells rows apart. Of notes, only a word that is all that they say, and what they say of the count. An
    indicator's column, beside columns of indicators, is taken by nobody."""
    if column.target.name == "reported_on":
        return _by_text(layout, column, against_their_weekday(layout, column))
    is_beside = column.target.name == "indicator_code" and any(one.target.indicator for one in found)
    is_open = (not column.target or is_beside) and column.level < Level.REMEMBERED
    if not is_open:
        return {}
    texts = [text_of(cell_at(row, column.position)) for _, row in layout.data]
    if _is_of_notes(column):
        words = {text for text in set(texts) if _is_void(text) or notes.is_of_the_count(text, vocabulary)}
    else:
        words = _words(layout, column, found, texts, vocabulary)
    said = {number for number, text in zip(layout.numbers, texts, strict=True) if text in words}
    return _by_text(layout, column, said | against_the_day(layout, column, found))


def _by_text(layout: Layout, column: Column, rows: Collection[int]) -> dict[str, list[int]]:
    """The texts that stand in some rows of a column, with these rows."""
    told: dict[str, list[int]] = {}
    for number, row in layout.data:
        if number in rows:
            told.setdefault(text_of(cell_at(row, column.position)), []).append(number)
    return told


def _words(
    layout: Layout, column: Column, found: Sequence[Column], texts: Sequence[str], vocabulary: Vocabulary
) -> set[str]:
    """The words among the texts of a column that is no note which say another state."""
    every = {text for text in texts if text and header_key(text) != "default"}  # as DHIS2 calls all people
    are_parts = bool(every) and all(map(is_part, every)) and not _have_pairs(layout, column, found)
    codes = {one.target.indicator for one in found if one.target.indicator}
    header = str(column.header)
    says_ages = is_of_a_part(header)  # else `3-8` is a day
    is_flag = 1 < len(set(texts)) <= _MOST_WORDS and headers.says_one_of(header, lexicon()["flags"])
    are_marks = {text.lower() for text in every} <= {*_MARKS, *cells.FALSE}  # a plan's numbers are none
    is_void = are_marks and headers.says_one_of(header, lexicon()["void"])

    def says_another(text: str) -> bool:
        if is_void and text.lower() in _MARKS:  # `Thử nghiệm`: x
            return True
        if not any(map(str.isalpha, text)) and not (says_ages and "-" in text):
            return False
        are_others = any(headers.is_of_others(Header.of(text), code, vocabulary) for code in codes)
        is_a_part = are_parts and (
            len(text) == 1 or all(headers.is_of_a_part(text, code, vocabulary) for code in codes or {""})
        )
        is_of_another = bool(codes) and bool(headers.indicators_within(text, vocabulary) - codes)
        return are_others or is_a_part or is_of_another or is_a_state(text)

    return {text for text in set(texts) if is_flag or says_another(text)}


def _have_pairs(layout: Layout, column: Column, found: Sequence[Column]) -> bool:
    """Whether any place and day has rows of several parts: then they are parts of one count."""
    names = ("village_code", "commune_code", "reported_on", "indicator_code")
    others = [one.position for one in found if one.target.name in names]
    parts: defaultdict[tuple[str, ...], set[str]] = defaultdict(set)
    for _, row in layout.data:
        parts[tuple(text_of(cell_at(row, position)) for position in others)].add(text_of(cell_at(row, column.position)))
    return any(len(texts) > 1 for texts in parts.values())
