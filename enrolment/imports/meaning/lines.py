"""Lines of one text between rows, and words in columns that nobody takes: what they say of the counts beside and below
them, and the question where nobody can tell."""

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from functools import cache
from itertools import count, islice

from enrolment.imports.files.sheets import text_of
from enrolment.imports.files.upload import Upload
from enrolment.imports.identity import masked
from enrolment.imports.meaning import headers
from enrolment.imports.meaning.columns import Column, Level
from enrolment.imports.meaning.days import day, is_day
from enrolment.imports.meaning.layout import UNCLEAR, Layout, Left, Section, left_of
from enrolment.imports.meaning.lexicon import header_key, lexicon
from enrolment.imports.meaning.names import Vocabulary, calls_itself_a_village
from enrolment.imports.meaning.parts import is_of_a_part, is_part
from enrolment.imports.meaning.reading import Choice, Choices, Question
from enrolment.imports.meaning.target import Header
from enrolment.imports.meaning.titles import day_of_line, day_written, is_of_several, mentions_a_day
from enrolment.imports.meaning.unpivot import cell_at
from enrolment.imports.mistakes import BadInput, Mistake

OUT, SAME = _WAYS = "out", "same"  # the rows are left out, or counted like all others
_MOST_ASKED = 10  # lines of one sheet; more of them are no table
_MOST_SUGGESTED = 200  # lines that are looked up among names that come near, which takes its time
_MOST_WORDS = 4  # that a column of marks has
_LONGEST = 6  # words of a cell that says a kind, not a note
_NUMERAL = re.compile(r"^(?:[IVX]+|\d+|[A-Ha-h])(?:\.\d+)*[.)/:-]\s*")
_OTHER_LEVEL = re.compile(r"(?:mức|muc|level)(?: độ| do)? [013]", re.IGNORECASE)
_NO_RESULTS = re.compile(
    r"^(?:\W|\d|[IVX]+\.)*(?:kế hoạch|dự kiến|chỉ tiêu|mục tiêu|nhiệm vụ|plan\b|targets?\b)"
    r"(?! .*(?:kết quả|thực hiện|đạt))"
    r"|\bchưa (?:làm|có|cấp|thu nhận|kích hoạt|duyệt)\b|\bcòn lại\b|\bdự kiến kết quả\b|\bnháp\b|\bví dụ\b|\bdraft\b",
    re.IGNORECASE,
)
_PLACED = re.compile(r"(?:vùng )?(?:cao|thấp|xa|gần|sâu|trung tâm|phía (?:bắc|nam|đông|tây))", re.IGNORECASE)
_NUMBERED = re.compile(r"(?:(?:lưu động )?số )?(?:\d{1,3}|[IVX]+|[A-Z]|một|hai|ba|bốn|năm|sáu|bảy)", re.IGNORECASE)
_GROUP = re.compile(
    r"(?:các |những )?(?:cụm|khu|nhóm|tổ|vùng|địa bàn|tuyến|liên thôn|thôn|xóm|bản|cluster|area|zone|group|team)\b",
    re.IGNORECASE,
)


def says(vocabulary: Vocabulary) -> Callable[[str], tuple[str, str] | None]:
    """What a line of one text between rows says of those below it: a day, an indicator, a commune; None of a line that
    is known to say nothing, such as the name of a group of villages; UNCLEAR of every other."""
    looked_up = count(1)

    def said(text: str) -> tuple[str, str] | None:
        if headers.is_of_something_else(text) and not headers.is_of_a_paper(text) and not vocabulary.is_place(text):
            return UNCLEAR  # what is planned, or remains
        if found := day_of_line(text):
            return UNCLEAR if _says_more_than_a_day(text, vocabulary) else ("day", found)
        if code := vocabulary.commune_names.find(text)[0]:
            return "commune", code
        indicator = headers.indicator_of(Header.of(text), vocabulary)
        if indicator and headers.is_all_of_indicator(text, indicator, vocabulary):
            return "indicator", indicator
        is_of_more = indicator or mentions_a_day(text) or text.lower().startswith(("xã ", "phường ", "thị trấn "))
        if vocabulary.is_place(text) or vocabulary.team_names.find(text)[0]:
            return None
        if not any(map(str.isalpha, text)):
            return UNCLEAR if is_day(text) else None  # a day without its year
        if is_heading(text) and not is_of_more:
            return None
        if is_of_more:
            return UNCLEAR
        is_row = (calls_itself_a_village(text) and not _says_a_state(text)) or (
            next(looked_up) <= _MOST_SUGGESTED and bool(vocabulary.village_names.suggest(text))
        )
        return None if is_row else UNCLEAR

    return said


def _says_more_than_a_day(text: str, vocabulary: Vocabulary) -> bool:
    """Whether a line with a day also says a state, some of the people, other days, a commune or an indicator."""
    rest = text.replace(day_written(text) or " ", " ", 1)
    names_a_commune = re.search(r"\b(?:xã|phường|thị trấn)\b", rest, re.IGNORECASE)
    is_of_more = bool(names_a_commune or headers.indicators_within(rest, vocabulary)) or is_of_several(rest)
    return is_of_more or _says_a_state(rest) or is_of_a_part(rest)


def is_heading(text: str) -> bool:
    """Whether a line says nothing of the counts below it: a numeral, the word for a group of villages with its number,
    name or place, or words that only say that results follow."""
    bare = _NUMERAL.sub("", text).strip(" .:")
    if re.fullmatch(r"[IVX]+|[A-Ha-h]", bare) or set(headers.words_of(bare)) <= _of_reports():
        return True
    group = _GROUP.match(bare)
    return group is not None and _names_a_group(bare[group.end() :].strip(" .:-–"))


def _names_a_group(rest: str) -> bool:
    """Whether what stands behind the word for a group is a number, where it lies, or a proper name."""
    if not rest or _NUMBERED.fullmatch(rest) or _PLACED.fullmatch(rest):
        return True
    words = re.split(r"[\s,–-]+", rest)
    is_name = all(word[:1].isupper() and word[1:].islower() and word.isalpha() for word in words)
    return is_name and not _says_a_state(rest) and not is_of_a_part(rest) and not mentions_a_day(rest)


@cache
def _of_reports() -> frozenset[str]:
    return frozenset(word for text in lexicon()["headings"] for word in headers.words_of(text))


def _says_a_state(text: str) -> bool:
    """Whether a text has a word of what is planned, remains, is void, or runs on since the start."""
    return headers.says_one_of(text, _states_of_counts())


@cache
def _states_of_counts() -> frozenset[str]:
    roles = lexicon()["roles"]
    said = [*roles["cumulative"], *roles["ignored"], *roles["target"], *lexicon()["states"]]
    return frozenset(said) - {"%"}


def with_answers(
    upload: Upload,
    table: str,
    layout: Layout,
    found: Sequence[Column],
    chosen: Choices,
    vocabulary: Vocabulary,
    asked: list[Question],
) -> Layout:
    """The layout as a person says of its lines, titles and words of states; what nobody has said is asked."""
    layout = with_contradictions(layout, found)
    asked += ask_of_lines(upload, layout, found, chosen, vocabulary)
    layout = without_lines(layout, chosen)
    states, layout = ask_of_states(upload, table, layout, found, vocabulary, chosen)
    asked += states
    return layout


def with_contradictions(layout: Layout, found: Sequence[Column]) -> Layout:
    """The layout with those lines unclear that say another indicator than the columns, or another day than the cells
    of the rows below them."""
    lines = {left.row: left.text for left in layout.left_out if left.why == "section"}
    against = [one for one in layout.sections if contradicts(one, layout, found)]
    unclear = sorted([*layout.unclear, *((one.row, lines.get(one.row, one.value)) for one in against)])
    sections = tuple(one for one in layout.sections if one not in against)
    return replace(layout, sections=sections, unclear=tuple(unclear))


def contradicts(section: Section, layout: Layout, found: Sequence[Column]) -> bool:
    """Whether a line says another indicator than the columns, or another day than the rows up to the next line do."""
    if section.kind == "indicator":
        return bool({column.target.indicator for column in found if column.target.indicator} - {section.value})
    own = [column.position for column in found if column.target.name == "reported_on"]
    if section.kind != "day" or not own:
        return False
    at = [other.row for other in layout.sections]
    first, end = bisect_right(at, section.row), bisect_right(layout.numbers, section.row)
    last = bisect_right(layout.numbers, at[first]) if first < len(at) else len(layout.data)
    cells = [cell for _, row in layout.data[end:last] if text_of(cell := cell_at(row, own[0]))]
    return any(section.value not in (day(cell, "dmy"), day(cell, "mdy")) for cell in cells)


def must_not_be_lines(
    upload: Upload, table: str, layout: Layout, found: Sequence[Column], vocabulary: Vocabulary
) -> None:
    """Raises BadInput for rows of counts that name a day, an indicator or a state where others have their village: what
    stands below them is of that, though they are no sum of it."""
    places = [column.position for column in found if column.target.name == "village_code" and table == "progress"][:1]
    texts = [(number, text_of(cell_at(row, place))) for place in places for number, row in layout.data]
    lines = {text for _, text in texts if text and _speaks_of_rows(text, vocabulary)}
    if told := [Mistake(upload.name, "unclear-line", row, value=masked(text)) for row, text in texts if text in lines]:
        raise BadInput(told)


def _speaks_of_rows(text: str, vocabulary: Vocabulary) -> bool:
    """Whether what stands for a village names a day, an indicator or a state, and no village that is known or near."""
    if vocabulary.is_place(text) or calls_itself_a_village(text):
        return False
    is_of_counts = headers.is_of_something_else(text) or bool(headers.indicators_within(text, vocabulary))
    speaks = is_of_counts or bool(day_of_line(text)) or _is_a_state(text)
    return speaks and not vocabulary.village_names.suggest(text)


def ask_of_lines(
    upload: Upload, layout: Layout, found: Sequence[Column], chosen: Choices, vocabulary: Vocabulary
) -> list[Question]:
    """What the lines are of which nobody can tell, by their rows; where one names an indicator and no column does,
    whether the rows are of that. Raises BadInput where there are too many."""
    if len(layout.unclear) > _MOST_ASKED:
        raise BadInput(Mistake(upload.name, "unclear-line", row, value=masked(line)) for row, line in layout.unclear)
    asked = []
    for row, title in _titles_of_something_else(layout, vocabulary):
        if chosen.lines.get(f"{row}") not in _WAYS:
            asked.append(Question(Choice("lines", f"{row}"), {SAME: "", OUT: ""}, f"{row}: {masked(title)}"))
    for row, line in layout.unclear:
        options = {**_indicators_of(line, found, vocabulary), SAME: "", OUT: ""}
        if chosen.lines.get(str(row)) not in options:
            asked.append(Question(Choice("lines", str(row)), options, f"{row}: {masked(line)}"))
    return asked


def _titles_of_something_else(layout: Layout, vocabulary: Vocabulary) -> list[tuple[int, str]]:
    """The lines above the header that say that no results of all people stand below: a plan, what remains, a draft, one
    sex, an age."""
    codes = [code for code, _ in vocabulary.indicators]
    found = []
    for left in (one for one in layout.left_out if one.why == "title"):
        text = re.sub(r"\bnam\b", " ", left.text, flags=re.IGNORECASE)  # Việt Nam, and names of places
        is_part = bool(codes) and all(headers.is_of_a_part(text, code, vocabulary) for code in codes)
        if _NO_RESULTS.search(left.text) or is_part:
            found.append((left.row, left.text))
    return found


def _indicators_of(line: str, found: Sequence[Column], vocabulary: Vocabulary) -> dict[str, str]:
    """The one indicator that a line speaks of, with its name, where no column says what is counted."""
    says_it = any(column.target.indicator or column.target.name == "indicator_code" for column in found)
    codes = frozenset() if says_it else headers.indicators_within(line, vocabulary)
    names = {code: own[0] for code, own in vocabulary.indicators if own}
    return {code: names.get(code, code) for code in codes} if len(codes) == 1 else {}


def without_lines(layout: Layout, chosen: Choices) -> Layout:
    """The layout with the lines that were asked about among those left out, and with the indicators of which a person
    says that rows are; without the rows below the lines that a person left out, up to the next line."""
    unclear = [row for row, _ in layout.unclear]
    said = [
        Section(row, "indicator", answer)
        for row in unclear
        if (answer := chosen.lines.get(str(row), SAME)) not in _WAYS
    ]
    sections = sorted([*layout.sections, *said], key=lambda one: one.row)
    named = {left.row for left in layout.left_out}
    lines = [Left(row, "section", masked(line)) for row, line in layout.unclear if row not in named]
    left_out = sorted([*layout.left_out, *lines], key=lambda one: one.row)
    layout = replace(layout, sections=tuple(sections), left_out=left_out)
    if any(chosen.lines.get(str(left.row)) == OUT for left in layout.left_out if left.why == "title"):
        return _without(layout, {number for number, _ in layout.data})
    gone = {row for row in unclear if chosen.lines.get(str(row)) == OUT}
    known = [section.row for section in sections if not _is_within(section.row, layout, gone, unclear)]
    starts = sorted({0, *unclear, *known})
    return _without(layout, {row for row, _ in layout.data if starts[bisect_left(starts, row) - 1] in gone})


def _is_within(row: int, layout: Layout, gone: Collection[int], unclear: Sequence[int]) -> bool:
    """Whether a known line stands below one that was left out and had no row of its own: then it is a part of that, as
    `Căn cước` below `Kế hoạch ngày mai`, up to the next line that was asked about."""
    outer = max((other for other in unclear if other < row), default=None)
    if outer is None or outer not in gone:
        return False
    lines = [section.row for section in layout.sections if section.row > outer]
    first = bisect_right(layout.numbers, outer)
    return first < len(layout.numbers) and min(lines) < layout.numbers[first]


def ask_of_states(
    upload: Upload, table: str, layout: Layout, found: Sequence[Column], vocabulary: Vocabulary, chosen: Choices
) -> tuple[list[Question], Layout]:
    """What is asked of words in columns that nobody takes and that make a row something else than a result: a plan,
    what remains, children alone. Also the layout without the rows that a person leaves out for such a word.

    A choice is kept by the column and the first row of the word, never by the word. Raises BadInput where there are too
    many words for a kind.
    """
    asked, out = list[Question](), set[int]()
    of_counts = found if table in ("progress", "targets") else ()
    for column in (column for column in of_counts if _may_say_a_state(column, found)):
        states = _states(layout, column, found, vocabulary)
        if len(states) > _MOST_ASKED:
            raise BadInput(
                Mistake(upload.name, "unclear-line", rows[0], str(column.header), masked(text))
                for text, rows in islice(states.items(), _MOST_ASKED)
            )
        for text, rows in states.items():
            choice = Choice("lines", f"{column.letter}{rows[0]}")
            answer = chosen.lines.get(str(choice.of))
            out.update(rows if answer == OUT else ())
            if answer not in _WAYS:
                about = f"{column.header} ({column.letter}): {masked(text) or '–'} ({len(rows)})"
                asked.append(Question(choice, {SAME: "", OUT: ""}, about))
    return asked, _without(layout, out)


def is_of_states(column: Column) -> bool:
    """Whether a header says that its words are states, or marks: in a list of persons, other words may be names."""
    return headers.says_one_of(str(column.header), [*lexicon()["status"], *lexicon()["flags"]])


def _may_say_a_state(column: Column, found: Sequence[Column]) -> bool:
    """Whether a column is none that is taken, and no note: an indicator's, beside columns of indicators, is none."""
    is_beside = column.target.name == "indicator_code" and any(one.target.indicator for one in found)
    is_open = (not column.target or is_beside) and column.level < Level.REMEMBERED
    return is_open and bool(column.header) and not headers.says_one_of(str(column.header), lexicon()["notes"])


def _states(layout: Layout, column: Column, found: Sequence[Column], vocabulary: Vocabulary) -> dict[str, list[int]]:
    """Each word of a column that says another state, with its rows; every one of a column of marks, such as `Đã duyệt`,
    that tells rows apart."""
    texts = [text_of(cell_at(row, column.position)) for _, row in layout.data]
    every = {text for text in texts if text and header_key(text) != "default"}  # as DHIS2 calls all people
    are_parts = bool(every) and all(map(is_part, every)) and not _have_pairs(layout, column, found)
    codes = {one.target.indicator for one in found if one.target.indicator}
    says_ages = is_of_a_part(str(column.header))  # else `3-8` is a day
    is_flag = 1 < len(set(texts)) <= _MOST_WORDS and headers.says_one_of(str(column.header), lexicon()["flags"])

    def says_another(text: str) -> bool:
        if not any(map(str.isalpha, text)) and not (says_ages and "-" in text):
            return False
        are_others = any(headers.is_of_others(Header.of(text), code, vocabulary) for code in codes)
        is_a_part = are_parts and all(headers.is_of_a_part(text, code, vocabulary) for code in codes or {""})
        is_of_another = bool(codes) and bool(headers.indicators_within(text, vocabulary) - codes)
        return are_others or is_a_part or is_of_another or _is_a_state(text)

    words = {text for text in set(texts) if is_flag or says_another(text)}
    told: dict[str, list[int]] = {}
    for (number, _), text in zip(layout.data, texts, strict=True):
        if text in words:
            told.setdefault(text, []).append(number)
    return told


def _have_pairs(layout: Layout, column: Column, found: Sequence[Column]) -> bool:
    """Whether any place and day has rows of several parts: then they are parts of one count."""
    names = ("village_code", "commune_code", "reported_on", "indicator_code")
    others = [one.position for one in found if one.target.name in names]
    parts: defaultdict[tuple[str, ...], set[str]] = defaultdict(set)
    for _, row in layout.data:
        parts[tuple(text_of(cell_at(row, position)) for position in others)].add(text_of(cell_at(row, column.position)))
    return any(len(texts) > 1 for texts in parts.values())


def _is_a_state(text: str) -> bool:
    """Whether a cell says a state, and is no longer note."""
    if _OTHER_LEVEL.fullmatch(text.strip()):
        return True
    names_a_time = any(map(str.isdigit, text)) and headers.says_one_of(text, lexicon()["spans"])  # `Tuần 33`
    return len(text.split()) <= _LONGEST and not names_a_time and _says_a_state(text)


def _without(layout: Layout, out: set[int]) -> Layout:
    left = [left_of(number, row, "set-aside") for number, row in layout.data if number in out]
    data = [(number, row) for number, row in layout.data if number not in out]
    return replace(layout, data=data, left_out=sorted([*layout.left_out, *left], key=lambda one: one.row))
