"""Lines of one text between rows: what they say of the counts below them, and the question where nobody can tell."""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from functools import cache
from itertools import count

from enrolment.imports.files.sheets import text_of
from enrolment.imports.files.upload import Upload
from enrolment.imports.identity import masked
from enrolment.imports.meaning import headers
from enrolment.imports.meaning.around import is_below, lines_against
from enrolment.imports.meaning.cells import is_number
from enrolment.imports.meaning.columns import Column
from enrolment.imports.meaning.days import day
from enrolment.imports.meaning.layout import UNCLEAR, Layout, Left, Section, left_of
from enrolment.imports.meaning.lexicon import header_key, lexicon
from enrolment.imports.meaning.names import Vocabulary, calls_itself_a_village
from enrolment.imports.meaning.parts import is_of_a_part
from enrolment.imports.meaning.reading import OUT, SAME, Choice, Choices, Question
from enrolment.imports.meaning.states import ask_of_states, is_a_state, says_a_state
from enrolment.imports.meaning.target import Header
from enrolment.imports.meaning.titles import day_of_line, day_written, is_of_several, mentions_a_day, short_day_of_line
from enrolment.imports.meaning.unpivot import cell_at
from enrolment.imports.mistakes import BadInput, Mistake

_WAYS = (OUT, SAME)
_MOST_ASKED = 10  # lines of one sheet; more of them are no table
_MOST_SUGGESTED = 200  # lines that are looked up among names that come near, which takes its time
_NUMERAL = re.compile(r"^(?:[IVX]+|\d+|[A-Ha-h])(?:\.\d+)*[.)/:-]\s*")
_PLACED = re.compile(r"(?:vùng )?(?:cao|thấp|xa|gần|sâu|trung tâm|phía (?:bắc|nam|đông|tây))", re.IGNORECASE)
_NUMBERED = re.compile(r"(?:(?:lưu động )?số )?(?:\d{1,3}|[IVX]+|[A-Z]|một|hai|ba|bốn|năm|sáu|bảy)", re.IGNORECASE)
_GROUPS = r"cụm|khu|nhóm|tổ|vùng|địa bàn|tuyến|liên thôn|thôn|xóm|bản|cluster|area|zone|group|team"
_GROUP = re.compile(rf"(?:các |những )?(?:{_GROUPS})\b", re.IGNORECASE)
_SUMMED_GROUP = re.compile(rf"(?:các |những )?(?:{_GROUPS}|khối|đội|chi bộ)\b", re.IGNORECASE)
_FORMER = re.compile(r"\bcũ\)?$", re.IGNORECASE)


def says(vocabulary: Vocabulary) -> Callable[[str], tuple[str, str] | None]:
    """What a line of one text between rows says of those below it: a day, an indicator, a commune; None of a line that
    is known to say nothing, such as the name of a group of villages; UNCLEAR of every other."""
    looked_up = count(1)

    def said(text: str) -> tuple[str, str] | None:
        if headers.is_of_something_else(text) and not headers.is_of_a_paper(text) and not vocabulary.is_place(text):
            return UNCLEAR  # what is planned, or remains
        if found := day_of_line(text) or short_day_of_line(text):
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
            return None
        if is_heading(text) and not is_of_more:
            return None
        if is_of_more:
            return UNCLEAR
        is_row = (calls_itself_a_village(text) and not says_a_state(text)) or (
            next(looked_up) <= _MOST_SUGGESTED and bool(vocabulary.village_names.suggest(text))
        )
        return None if is_row else UNCLEAR

    return said


def _says_more_than_a_day(text: str, vocabulary: Vocabulary) -> bool:
    """Whether a line with a day also says a state, some of the people, other days, a commune or an indicator."""
    rest = text.replace(day_written(text) or " ", " ", 1)
    names_a_commune = re.search(r"\b(?:xã|phường|thị trấn)\b", rest, re.IGNORECASE)
    is_of_more = bool(names_a_commune or headers.indicators_within(rest, vocabulary)) or is_of_several(rest)
    return is_of_more or says_a_state(rest) or is_of_a_part(rest)


def is_heading(text: str) -> bool:
    """Whether a line says nothing of the counts below it: a numeral, the word for a group of villages with its number,
    name or place, or words that only say that results follow."""
    bare = _NUMERAL.sub("", text).strip(" .:")
    if re.fullmatch(r"[IVX]+|[A-Ha-h]", bare) or set(headers.words_of(bare)) <= _of_reports():
        return True
    group = _GROUP.match(bare)
    return group is not None and _names_a_group(bare[group.end() :].strip(" .:-–"))


def is_a_group(text: str, vocabulary: Vocabulary) -> bool:
    """Whether the label of a sum of the rows below it may be the name of a group of villages: of a cluster, of a former
    commune. It says no day, indicator or state, and names no commune of today."""
    bare = _NUMERAL.sub("", text).strip(" .:")
    is_of_more = mentions_a_day(bare) or bool(headers.indicators_within(bare, vocabulary))
    rest = _FORMER.sub("", bare)
    is_of_more = is_of_more or says_a_state(rest) or is_of_a_part(rest) or headers.is_of_something_else(rest)
    return not is_of_more and bool(_SUMMED_GROUP.match(bare) or _FORMER.search(bare))


def _names_a_group(rest: str) -> bool:
    """Whether what stands behind the word for a group is a number, where it lies, or a proper name."""
    if not rest or _NUMBERED.fullmatch(rest) or _PLACED.fullmatch(rest):
        return True
    words = re.split(r"[\s,–-]+", rest)
    is_name = all(word[:1].isupper() and word[1:].islower() and word.isalpha() for word in words)
    return is_name and not says_a_state(rest) and not is_of_a_part(rest) and not mentions_a_day(rest)


@cache
def _of_reports() -> frozenset[str]:
    return frozenset(word for text in lexicon()["headings"] for word in headers.words_of(text))


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
    against = lines_against(layout, found, vocabulary, upload.name if table == "progress" else "", table)
    around = [row for row, _ in against]
    layout = _with_lines_below_left_out(layout, around, chosen)
    asked += ask_of_lines(upload, layout, against, found, chosen, vocabulary)
    of_words, out = ask_of_states(upload, table, layout, found, vocabulary, chosen)  # by their rows, whatever goes
    layout = without_lines(layout, around, chosen)
    left = set(layout.numbers)
    asked += [question for question, rows in of_words if not left.isdisjoint(rows)]
    return without(layout, out)


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
    if table == "progress" and not places:
        _must_name_no_village(upload, layout, vocabulary)
    texts = [(number, text_of(cell_at(row, place))) for place in places for number, row in layout.data]
    lines = {text for _, text in texts if text and _speaks_of_rows(text, vocabulary)}
    if told := [Mistake(upload.name, "unclear-line", row, value=masked(text)) for row, text in texts if text in lines]:
        raise BadInput(told)


def _must_name_no_village(upload: Upload, layout: Layout, vocabulary: Vocabulary) -> None:
    """Raises BadInput for rows that name a village in a table of a commune's own counts: what stands below them is the
    village's."""
    if not any(section.row == 0 and section.kind == "commune" for section in layout.sections):
        return
    is_village = vocabulary.village_names.find
    rows = [(number, [text_of(cell) for cell in row]) for number, row in layout.data]
    rows += [(left.row, [left.text]) for left in layout.left_out if left.why in ("heading", "section")]
    told = [(row, text) for row, texts in rows for text in texts if not is_number(text) and is_village(text)[0]]
    if told:
        raise BadInput(Mistake(upload.name, "unclear-line", row, value=masked(text)) for row, text in told)


def _speaks_of_rows(text: str, vocabulary: Vocabulary) -> bool:
    """Whether what stands for a village names a day, an indicator or a state, and no village that is known or near."""
    if vocabulary.is_place(text) or calls_itself_a_village(text):
        return False
    is_of_counts = headers.is_of_something_else(text) or bool(headers.indicators_within(text, vocabulary))
    speaks = is_of_counts or bool(day_of_line(text)) or is_a_state(text)
    return speaks and not vocabulary.village_names.suggest(text)


def _with_lines_below_left_out(layout: Layout, around: Sequence[int], chosen: Choices) -> Layout:
    """The layout with those lines unclear that stand below rows which a person left out, and say no more than another
    indicator, day or group: whether what is below them goes as well, nobody can tell. A line that has no row between
    it and the one left out is a part of that, as `Căn cước` below `Kế hoạch ngày mai`, and so are others of its kind.

    `around`: the rows of the lines above the header and below the data that are asked about.
    """
    keys = _keys(layout.unclear)
    answers = {row: chosen.lines.get(keys.get(row, str(row))) for row in (*around, *keys)}
    known = {left.row: ("", left.text) for left in layout.left_out if left.why == "heading"}
    lines = {left.row: left.text for left in layout.left_out if left.why == "section"}
    known |= {one.row: (one.kind, lines.get(one.row, one.value)) for one in layout.sections if one.row}
    more, outer, within = [], 0, set[str]()  # the line above all of whose rows are left out, 0 where none are
    for row in sorted({*answers, *known}):
        if row in answers:
            outer, within = (row if answers[row] == OUT else 0), set()
            continue
        kind, text = known[row]
        if outer and bisect_right(layout.numbers, outer) == bisect_right(layout.numbers, row):
            within.add(kind)
        elif outer and kind not in within:
            more.append((row, text))
            outer = row if chosen.lines.get(str(row)) == OUT else 0
    return replace(layout, unclear=tuple(sorted([*layout.unclear, *more])))


def _keys(unclear: Sequence[tuple[int, str]]) -> dict[int, str]:
    """What the answer of a line is kept by: its row; of groups that differ by their number alone, that of the first."""
    first: dict[str, int] = {}
    keys = {}
    for row, line in unclear:
        is_group = _GROUP.match(_NUMERAL.sub("", line).strip(" .:")) is not None
        shape = re.sub(r"\d+", "0", header_key(line)) if is_group and not mentions_a_day(line) else ""
        keys[row] = str(first.setdefault(shape, row) if shape else row)
    return keys


def ask_of_lines(
    upload: Upload,
    layout: Layout,
    against: Sequence[tuple[int, str]],
    found: Sequence[Column],
    chosen: Choices,
    vocabulary: Vocabulary,
) -> list[Question]:
    """What the lines are of which nobody can tell, by their rows, and those `against` what the columns say; where one
    names an indicator and no column does, whether the rows are of that. Raises BadInput where there are too many."""
    keys = _keys(layout.unclear)
    alike = Counter(keys.values())
    if len(alike) > _MOST_ASKED:
        raise BadInput(Mistake(upload.name, "unclear-line", row, value=masked(line)) for row, line in layout.unclear)
    asked = []
    for row, title in against:
        if chosen.lines.get(f"{row}") not in _WAYS:
            about = f"{row}: {masked(title)}" if row else masked(title)
            asked.append(Question(Choice("lines", f"{row}"), {SAME: "", OUT: ""}, about))
    for row, line in layout.unclear:
        options = {**_indicators_of(line, found, vocabulary), SAME: "", OUT: ""}
        if keys[row] == str(row) and chosen.lines.get(str(row)) not in options:
            more = f" (× {alike[str(row)]})" if alike[str(row)] > 1 else ""
            asked.append(Question(Choice("lines", str(row)), options, f"{row}: {masked(line)}{more}"))
    return asked


def _indicators_of(line: str, found: Sequence[Column], vocabulary: Vocabulary) -> dict[str, str]:
    """The one indicator that a line speaks of, with its name, where no column says what is counted."""
    says_it = any(column.target.indicator or column.target.name == "indicator_code" for column in found)
    codes = frozenset() if says_it else headers.indicators_within(line, vocabulary)
    names = {code: own[0] for code, own in vocabulary.indicators if own}
    return {code: names.get(code, code) for code in codes} if len(codes) == 1 else {}


def without_lines(layout: Layout, around: Sequence[int], chosen: Choices) -> Layout:
    """The layout with the lines that were asked about among those left out, and with the indicators of which a person
    says that rows are; without the rows below the lines and titles that a person left out, up to the next line that is
    known, or was asked about. A line below all rows is of all of them. `around`: the rows of the lines above the header
    and below the data that are asked about."""
    keys = _keys(layout.unclear)
    answers = {row: chosen.lines.get(key, SAME) for row, key in keys.items()}
    said = [Section(row, "indicator", answer) for row, answer in answers.items() if answer not in _WAYS]
    sections = sorted([*layout.sections, *said], key=lambda one: one.row)
    named = {left.row for left in layout.left_out}
    lines = [Left(row, "section", masked(line)) for row, line in layout.unclear if row not in named]
    left_out = sorted([*layout.left_out, *lines], key=lambda one: one.row)
    layout = replace(layout, sections=tuple(sections), left_out=left_out)
    gone = {0 if is_below(row, layout) else row for row in around if chosen.lines.get(str(row)) == OUT}
    if 0 in gone:
        return without(layout, set(layout.numbers))
    gone |= {row for row, answer in answers.items() if answer == OUT}
    starts = sorted({0, *around, *answers})
    return without(layout, {row for row, _ in layout.data if starts[bisect_left(starts, row) - 1] in gone})


def without(layout: Layout, out: Collection[int]) -> Layout:
    """The layout without some rows of data, which are named among those left out."""
    left = [left_of(number, row, "set-aside") for number, row in layout.data if number in out]
    data = [(number, row) for number, row in layout.data if number not in out]
    return replace(layout, data=data, left_out=sorted([*layout.left_out, *left], key=lambda one: one.row))
