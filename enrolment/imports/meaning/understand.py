"""An office's file as rows of the contract, and what has to be asked before they can be."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

from enrolment.contract import TABLES, table_of
from enrolment.imports.files import letters, sheets
from enrolment.imports.files.sheets import Sheet, text_of
from enrolment.imports.files.upload import Upload
from enrolment.imports.identity import masked
from enrolment.imports.meaning import cells, filled_form, headers, lines, persons
from enrolment.imports.meaning.columns import (
    OVERALL,
    Column,
    Level,
    columns,
    letter_of,
    options,
    table_of_headers,
    targets,
)
from enrolment.imports.meaning.completed import with_blanks, with_dittos, with_whole_days
from enrolment.imports.meaning.coordinates import with_coordinates
from enrolment.imports.meaning.counting import ask_whether_persons, count_persons
from enrolment.imports.meaning.doubts import doubts, doubts_below, doubts_beside, must_be_counts
from enrolment.imports.meaning.layout import BETWEEN_CELLS, UNCLEAR, Layout, Left, Section, lay_out, left_of
from enrolment.imports.meaning.lexicon import header_key
from enrolment.imports.meaning.names import Vocabulary
from enrolment.imports.meaning.normalise import Normaliser
from enrolment.imports.meaning.places import are_counts_of_villages, by_their_cells
from enrolment.imports.meaning.reading import Choice, Choices, Question, Reading, ask_of_rivals
from enrolment.imports.meaning.target import Target
from enrolment.imports.meaning.totals import without_subtotals
from enrolment.imports.meaning.unknown import ask_of_columns
from enrolment.imports.meaning.unpivot import cell_at
from enrolment.imports.mistakes import BadInput, Mistake

_MOST_TOLD = 5
_SCALE = r"[1-9][\d.]*|nghìn|ngàn|trăm|chục|triệu|%|phần trăm|thousands?|hundreds?|percent"
_SCALE_SAID = r"(?<!mã )(?:đơn vị(?: tính)?|đvt|đv|unit|tính (?:bằng|theo))\s*[:=]?"
_SCALE_WORD = r"nghìn|ngàn|trăm|chục|triệu|thousands?|hundreds?|x ?\d+"
_SCALED = re.compile(
    rf"{_SCALE_SAID}\s*(?:{_SCALE})(?!\w)[^,;)]*|\(\s*(?:{_SCALE_WORD})(?!\w)[^,;)\d]*\)", re.IGNORECASE
)
_SCALED_CELL = re.compile(rf"(?:{_SCALE})(?:\s+\w+)*", re.IGNORECASE)
_UNITS = ("don vi tinh", "dvt", "unit")
_OF_VILLAGES = r"thôn|bản|xóm|khu|ấp|làng|buôn|tdp|tổ dân phố"
# `Bản 1`, `T01`; not `T2`, which is a weekday, nor `T10`, a month.
_NUMBERED = re.compile(rf"(?:{_OF_VILLAGES})\.? ?\d{{1,3}}|[tbx](?:0\d|1[3-9]|[2-9]\d)", re.IGNORECASE)
_AS_COLUMNS = 2  # headers that are villages
_LIKE_A_TABLE = 2  # headers that are known, from which on a sheet is more than a note


def read(upload: Upload, table: str, chosen: Choices, vocabulary: Vocabulary) -> Reading:
    """Understand a file. `table` is empty where the file itself should tell. Raises BadInput when it is unreadable."""
    asked: list[Question] = []
    found = _in_unicode(sheets.sheets(upload), chosen, asked)
    if chosen.sheet and all(one.name != chosen.sheet for one in found):
        names = ", ".join(one.name for one in found)
        raise BadInput([Mistake(upload.name, "no-sheet", value=chosen.sheet, detail=names)])
    sheet, layout, alike = _laid_out(upload, found, chosen, vocabulary)
    if len(alike) > 1:
        named = {sheet.name: sheet.name for sheet in alike}
        asked.append(Question(Choice("sheet"), named, ", ".join(named)))
    table = table or table_of(upload.name) or table_of_headers(layout.headers, vocabulary, layout.titles)
    if not table:
        table, layout = _as_counts(layout, vocabulary)
    layout = with_coordinates(layout, table)
    about: dict[str, Any] = {"sheet": sheet.name, "sheet_names": tuple(one.name for one in found)}
    is_open = _is_open(asked)
    if personal := _personal(table, layout, vocabulary, chosen):
        if chosen.count_persons and not is_open:
            return count_persons(upload, layout, personal, chosen, vocabulary, asked, about)
        return ask_whether_persons(layout, personal, asked, about)
    if is_open:
        return Reading(table, questions=tuple(asked), left_out=tuple(layout.left_out), **about)
    if table not in TABLES:
        question = Question(
            Choice("table"), dict.fromkeys(TABLES, ""), ", ".join(map(str, filter(None, layout.headers)))
        )
        return Reading("", questions=(*asked, question), left_out=tuple(layout.left_out), **about)
    if layout.other_headers:
        raise BadInput([Mistake(upload.name, "second-header", row) for row in layout.other_headers])
    return _as_rows(upload, table, sheet, layout, chosen, vocabulary, asked, about)


def _is_open(asked: Sequence[Question]) -> bool:
    """Whether something is asked before whose answer nothing can be told, nor asked by row: the letters, the sheet."""
    return any(question.choice in (Choice("letters"), Choice("sheet")) for question in asked)


def _as_rows(
    upload: Upload,
    table: str,
    sheet: Sheet,
    layout: Layout,
    chosen: Choices,
    vocabulary: Vocabulary,
    asked: list[Question],
    about: Mapping[str, Any],
) -> Reading:
    """A sheet of a known table as rows of the contract. Raises BadInput where nobody can tell what it says."""
    found = columns(table, layout.headers, vocabulary, chosen.columns, chosen.same)
    _must_be_single(upload, layout)
    _must_say_minutes(upload, layout, found)
    _must_be_one_table(upload, table, layout, found, chosen, vocabulary)
    _must_be_answers(upload, table, found, chosen, vocabulary)
    found = by_their_cells(found, layout, vocabulary)
    _must_not_be_repeats(upload, layout, found)
    filled_form.must_have_its_headers(upload, layout, found, vocabulary)
    asked += ask_of_rivals(found)
    asked += ask_of_columns(upload, table, layout, found, vocabulary)
    rows = dict(enumerate(sheet.rows, start=1))
    layout = _with_words_beside(layout, found)
    every = layout = with_dittos(with_whole_days(_without_deleted(layout, found), found), found)
    layout = lines.with_answers(upload, table, layout, found, chosen, vocabulary, asked)
    is_commune = _is_commune(vocabulary) if table == "progress" else lambda _: False  # its target is its own
    layout, subtotals = without_subtotals(layout, found, _may_be_village(vocabulary, chosen), is_commune)
    lines.must_not_be_lines(upload, table, layout, found, vocabulary)
    layout = _with_their_sections(upload, layout, found, _labels(found, rows, subtotals), vocabulary)
    layout = with_blanks(layout, every, found, chosen, asked) if table in ("progress", "targets") else layout
    overall = _overall(table, found, vocabulary)
    must_be_counts(upload, layout, found, overall)
    held = doubts(layout, found, rows, subtotals, vocabulary)
    doubted = (*held, *doubts_beside(layout, found, overall), *doubts_below(layout, found, vocabulary))
    layout = replace(layout, left_out=[*layout.left_out, *_columns_left_out(layout, found)])
    reading = Normaliser(upload, table, layout, found, chosen, vocabulary, asked).reading(about)
    return replace(reading, doubts=doubted, notes=(*reading.notes, *_not_seen(sheet, layout, found)))


def _not_seen(sheet: Sheet, layout: Layout, found: Sequence[Column]) -> list[tuple[str, str, int]]:
    """Notes on the rows and columns that are taken though their sheet hides them, and on the remarks that hang on cells
    and are not read."""
    rows = [str(number) for number in layout.numbers if number in sheet.hidden_rows]
    named = [f"{one.header} ({one.letter})" for one in found if one.target and one.position in sheet.hidden_columns]
    told = (
        ("note-hidden-rows", rows[:_MOST_TOLD], len(rows)),
        ("note-hidden-columns", named, len(named)),
        ("note-remarks", sheet.commented[:_MOST_TOLD], len(sheet.commented)),
    )
    return [(key, ", ".join(those), count) for key, those, count in told if count]


def _must_be_single(upload: Upload, layout: Layout) -> None:
    """Raises BadInput where a line beside the rows, or their unit, says that numbers are in thousands, or shares."""
    lines = [(left.row, left.text) for left in layout.left_out if left.why in ("title", "note", "numbering", "heading")]
    told = [(row, found[0].strip()) for row, text in lines if (found := _SCALED.search(text))]
    units = [place for place, header in enumerate(layout.headers) if header_key(str(header)) in _UNITS]
    told += [
        (number, text)
        for number, row in layout.data
        for place in units
        if _SCALED_CELL.fullmatch(text := text_of(cell_at(row, place))) and not text.isdigit()
    ]
    if told:
        raise BadInput(Mistake(upload.name, "scaled-unit", row, value=said) for row, said in told)


def _must_say_minutes(upload: Upload, layout: Layout, found: Sequence[Column]) -> None:
    """Raises BadInput for times on the road whose header has no unit: they may be hours."""
    for column in found:
        if column.target.name == "travel_minutes" and not re.search(r"phút|phut|min", str(column.header).lower()):
            raise BadInput([Mistake(upload.name, "no-unit", layout.header_row, column=str(column.header))])


def _must_be_one_table(
    upload: Upload, table: str, layout: Layout, found: Sequence[Column], chosen: Choices, vocabulary: Vocabulary
) -> None:
    """Raises BadInput where tables stand side by side: whose a count, a day above or a total is, nobody can tell."""
    if table not in ("progress", "targets"):
        return
    alone = [
        columns(table, [column.header], vocabulary, chosen.columns)[0] if column.header else None for column in found
    ]
    names = [place for place, one in enumerate(alone) if one and one.target.name == "village_code"]
    keys = {header_key(found[place].header.lines[-1]) for place in names}
    has_count_between = any(
        one is not None and one.is_count for first, second in pairwise(names) for one in alone[first + 1 : second]
    )
    if len(keys) < len(names) or has_count_between:
        told = ", ".join(f"{found[place].header} ({found[place].letter})" for place in names)
        raise BadInput([Mistake(upload.name, "two-tables", layout.header_row, value=told)])


def _labels(
    found: Sequence[Column], rows: Mapping[int, Sequence[Any]], subtotals: Sequence[int]
) -> list[tuple[int, str]]:
    """What stands in the rows of subtotals up to the name of their place, by row; a note beside the counts is none."""
    places = [column.position for column in found if column.target.name in ("village_code", "commune_code")]
    width = max(places, default=0) + 1
    return [(row, text_of(cell)) for row in subtotals for cell in rows.get(row, ())[:width]]


def _with_their_sections(
    upload: Upload, layout: Layout, found: Sequence[Column], labels: Sequence[tuple[int, str]], vocabulary: Vocabulary
) -> Layout:
    """The layout with what the labels of subtotals, by row, say of those below them: a day, an indicator, a commune.
    Raises BadInput where one speaks of such and of more, or contradicts the columns."""
    says = lines.says(vocabulary)
    told = [(row, text, said) for row, text in labels if any(map(str.isalpha, text)) and (said := says(text))]
    told = [one for one in told if not (one[2] == UNCLEAR and lines.is_a_group(one[1], vocabulary))]  # it is its sum
    if unclear := [(row, text) for row, text, said in told if said == UNCLEAR]:
        raise BadInput([Mistake(upload.name, "unclear-line", row, value=text) for row, text in unclear])
    sections = [*layout.sections, *(Section(row, *said) for row, _, said in told)]
    layout = replace(layout, sections=tuple(sorted(sections, key=lambda section: section.row)))
    if against := [(row, text) for row, text, said in told if lines.contradicts(Section(row, *said), layout, found)]:
        raise BadInput([Mistake(upload.name, "unclear-line", row, value=text) for row, text in against])
    return layout


def _must_not_be_repeats(upload: Upload, layout: Layout, found: Sequence[Column]) -> None:
    """Raises BadInput for the sheet of a repeated group, as KoboToolbox and ODK write it: day and village stand in the
    sheet of its parents."""
    marks = {"_parent_index", "_submission__id", "_parent_table_name", "parent_key"}
    has_mark = any(str(header).lower() in marks for header in layout.headers)
    names = {column.target.name for column in found}
    if has_mark and not {"reported_on", "village_code"} <= names:
        raise BadInput([Mistake(upload.name, "repeated-group", layout.header_row)])


def _overall(table: str, found: Sequence[Column], vocabulary: Vocabulary) -> list[Column]:
    """The columns not taken that count all indicators together, beside those of one each."""
    if table != "progress":
        return []
    others = [column for column in found if not column.target and column.header and column.level < Level.REMEMBERED]
    return [one for one in others if headers.guess(table, one.header, vocabulary)[0] in OVERALL]


def _with_words_beside(layout: Layout, found: Sequence[Column]) -> Layout:
    """The layout with what stands in the line of the header over no cell, and is no header that is known, as a title:
    `KẾ HOẠCH NGÀY MAI` at the end of that line says something of the whole."""
    words = [
        str(column.header)
        for column in found
        if not column.target
        and column.level < Level.REMEMBERED
        and not headers.is_column_name(str(column.header))
        and not any(text_of(cell_at(row, column.position)) for _, row in layout.data)
    ]
    lines_beside = [Left(layout.header_row, "title", masked(text)) for text in filter(None, words)]
    left_out = sorted([*layout.left_out, *lines_beside], key=lambda left: left.row)
    return replace(layout, left_out=left_out, titles=[*layout.titles, *filter(None, words)])


def _without_deleted(layout: Layout, found: Sequence[Column]) -> Layout:
    """The layout without the rows that their source has deleted, as exports of DHIS2 mark them."""
    marks = [column.position for column in found if header_key(str(column.header)) == "deleted"]
    gone = [
        number
        for number, row in layout.data
        if any(cells.flag(cell_at(row, position)).lower() == "true" for position in marks)
    ]
    left = [left_of(number, row, "deleted") for number, row in layout.data if number in gone]
    data = [(number, row) for number, row in layout.data if number not in gone]
    return replace(layout, data=data, left_out=sorted([*layout.left_out, *left], key=lambda one: one.row))


def _columns_left_out(layout: Layout, found: Sequence[Column]) -> list[Left]:
    """The columns of which nothing is taken, in one line."""
    rows = [row for _, row in layout.data]
    width = max((len(row) for row in rows), default=0)
    taken = {column.position for column in found if column.target}
    names = {column.position: f"{column.header} ({column.letter})" for column in found}
    others = [
        names.get(position, f"({letter_of(position)})")
        for position in range(width)
        if position not in taken and any(text_of(cell_at(row, position)) for row in rows)
    ]
    return [Left(0, "columns", masked(", ".join(others)))] if others else []


def _may_be_village(vocabulary: Vocabulary, chosen: Choices) -> Callable[[str], bool]:
    """Whether a text is a place, comes near the name of one, or was named one by a person."""
    villages = vocabulary.village_names
    return lambda text: vocabulary.is_place(text) or text in chosen.accepted or bool(villages.suggest(text))


def _is_commune(vocabulary: Vocabulary) -> Callable[[str], bool]:
    communes, villages = vocabulary.commune_names, vocabulary.village_names
    return lambda text: bool(text and communes.find(text)[0]) and not villages.find(text)[0]


def _as_counts(layout: Layout, vocabulary: Vocabulary) -> tuple[str, Layout]:
    """Of a sheet whose headers are no table's: counts of the commune that its title names, or of villages in a column
    by another name; an empty table where it has neither."""
    if commune := _commune_reporting(layout, vocabulary):
        return "progress", replace(layout, sections=(Section(0, "commune", commune), *layout.sections))
    return "progress" if are_counts_of_villages(layout, vocabulary) else "", layout


def _commune_reporting(layout: Layout, vocabulary: Vocabulary) -> str:
    """The commune of the title, where the table has a row for each indicator or day, and no column of places."""
    code = vocabulary.commune_names.find(headers.commune_told(layout.titles))[0]
    found = columns("progress", layout.headers, vocabulary, {}) if code else []
    names = {column.target.name for column in found}
    has_counts = any(column.is_count for column in found)
    says_of_what = bool({"indicator_code", "reported_on"} & names)
    return code if has_counts and says_of_what and not names & {"village_code", "commune_code"} else ""


def _must_be_answers(
    upload: Upload, table: str, found: Sequence[Column], chosen: Choices, vocabulary: Vocabulary
) -> None:
    """Raises BadInput for an answer that is none of those asked for."""
    every = targets(table, vocabulary)
    unsaid = [Target("count", code) for code, _ in vocabulary.indicators]  # of which more is asked
    unsaid += [Target("new", ""), Target("cumulative", "")]
    told = [said for said in chosen.columns.values() if Target.parse(said) not in (*every, *unsaid)]
    wrong = [(said, [str(one) for one in every if one]) for said in told]
    for rivals in dict.fromkeys(one.rivals for one in found if one.rivals):
        said, letters = chosen.same.get(str(rivals)), list(options(found, rivals))
        wrong += [(said, letters)] if said is not None and said not in letters else []
    if wrong:
        mistakes = [Mistake(upload.name, "no-answer", value=said, detail=" | ".join(those)) for said, those in wrong]
        raise BadInput(mistakes)


def _in_unicode(found: list[Sheet], chosen: Choices, asked: list[Question]) -> list[Sheet]:
    """The sheets with letters of TCVN3 or VNI converted on consent, which is asked for where it is not given."""
    fonts = letters.fonts_of(" ".join(map(_sample, found)))
    if fonts and not chosen.letters:
        sample = next(text for sheet in found for text in _sample(sheet).split("\n") if not text.isascii())
        readings = {font: letters.converted(sample, font) for font in fonts}
        asked.append(Question(Choice("letters"), {**readings, "keep": sample}, sample))
    return [_converted(sheet, chosen.letters) for sheet in found] if chosen.letters in fonts else found


def _laid_out(
    upload: Upload, found: list[Sheet], chosen: Choices, vocabulary: Vocabulary
) -> tuple[Sheet, Layout, list[Sheet]]:
    """The sheet chosen, or else of those that are seen the one most like a table, and its layout; other sheets are left
    out. Also the sheets that may be meant as well as that one. Raises BadInput where none is like a table."""
    is_place, says = vocabulary.is_place, lines.says(vocabulary)

    def is_header(text: str) -> bool:
        return headers.is_header(text, vocabulary)

    laid = [
        (sheet, layout)
        for sheet in found
        if (layout := lay_out(sheet, is_header, is_place, headers.is_column_name, says))
    ]
    if chosen.sheet:
        wanted = [(sheet, layout) for sheet, layout in laid if sheet.name == chosen.sheet]
    else:
        wanted = [(sheet, layout) for sheet, layout in laid if not sheet.is_hidden]
    if not wanted:
        hidden = ", ".join(sheet.name for sheet in found if sheet.is_hidden)
        raise BadInput([Mistake(upload.name, "hidden-sheets" if hidden else "no-header", value=hidden)])
    best, layout = max(wanted, key=lambda pair: pair[1].score)
    _must_have_villages_in_rows(upload, layout, vocabulary)
    others = [
        Left(0, "hidden-sheet" if sheet.is_hidden else "sheet", sheet.name) for sheet in found if sheet is not best
    ]
    table = table_of_headers(layout.headers, vocabulary)
    alike = [
        sheet
        for sheet, other in wanted
        if other.data and other.score >= _LIKE_A_TABLE and table_of_headers(other.headers, vocabulary) == table
    ]
    return best, replace(layout, left_out=[*layout.left_out, *others]), alike


def _must_have_villages_in_rows(upload: Upload, layout: Layout, vocabulary: Vocabulary) -> None:
    """Raises BadInput where the headers are villages: each has to be a row."""
    villages = vocabulary.village_names
    header = [line for header in layout.headers for line in (str(header), *header.lines)]
    titles = [left.text.split(BETWEEN_CELLS) for left in layout.left_out if left.why == "title"]
    above = [[cell for cell in cells if any(map(str.isalpha, cell))] for cells in titles]  # over other headers
    for texts in (header, *above):
        named = [text for text in dict.fromkeys(texts) if villages.find(text)[0] or _NUMBERED.fullmatch(text)]
        if len(named) >= _AS_COLUMNS:
            raise BadInput([Mistake(upload.name, "villages-as-columns", layout.header_row, value=", ".join(named))])


def _personal(table: str, layout: Layout, vocabulary: Vocabulary, chosen: Choices) -> dict[int, str]:
    """The columns about single people, where a row looks like one of them: no column is taken for a number."""
    if chosen.count_persons is False:
        return {}
    table = table if table in TABLES else "progress"
    found = columns(table, layout.headers, vocabulary, chosen.columns)
    if persons.has_counts(table, found):
        return {}
    return persons.personal_columns(layout.headers, layout.data, {one.position for one in found if one.target})


def _sample(sheet: Sheet) -> str:
    return "\n".join(cell for row in sheet.rows[:2000] for cell in row if isinstance(cell, str) and cell)[:100_000]


def _converted(sheet: Sheet, font: str) -> Sheet:
    rows = [[letters.converted(cell, font) if isinstance(cell, str) else cell for cell in row] for row in sheet.rows]
    return replace(sheet, rows=rows, name=letters.converted(sheet.name, font))
