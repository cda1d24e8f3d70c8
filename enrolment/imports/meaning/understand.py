"""An office's file as rows of the contract, and what has to be asked before they can be."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from enrolment.contract import TABLES, table_of
from enrolment.imports.files import letters, sheets
from enrolment.imports.files.sheets import Sheet
from enrolment.imports.files.upload import Upload
from enrolment.imports.meaning import headers, persons
from enrolment.imports.meaning.columns import Column, columns, options, table_of_headers, targets
from enrolment.imports.meaning.counting import ask_whether_persons, count_persons
from enrolment.imports.meaning.layout import Layout, Left, lay_out
from enrolment.imports.meaning.names import Names, Vocabulary
from enrolment.imports.meaning.normalise import Normaliser
from enrolment.imports.meaning.reading import Choice, Choices, Question, Reading, ask_of_rivals
from enrolment.imports.meaning.target import Target
from enrolment.imports.mistakes import BadInput, Mistake

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
    table = table or table_of(upload.name) or table_of_headers(layout.headers, vocabulary)
    about: dict[str, Any] = {"sheet": sheet.name, "sheet_names": tuple(one.name for one in found)}
    if personal := _personal(table, layout, vocabulary, chosen):
        if chosen.count_persons:
            return count_persons(upload, layout, personal, chosen, vocabulary, asked, about)
        return ask_whether_persons(layout, personal, asked, about)
    if any(question.choice == Choice("letters") for question in asked):  # nothing can be told before that is answered
        return Reading(table or "", questions=tuple(asked), left_out=tuple(layout.left_out), **about)
    if table not in TABLES:
        question = Question(
            Choice("table"), dict.fromkeys(TABLES, ""), ", ".join(map(str, filter(None, layout.headers)))
        )
        return Reading("", questions=(*asked, question), left_out=tuple(layout.left_out), **about)
    found_columns = columns(table, layout.headers, vocabulary, chosen.columns, chosen.same)
    _must_be_answers(upload, table, found_columns, chosen, vocabulary)
    asked += ask_of_rivals(found_columns)
    return Normaliser(upload, table, layout, found_columns, chosen, vocabulary, asked).reading(about)


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
    places = Names((*vocabulary.villages, *vocabulary.communes))

    def is_header(text: str) -> bool:
        return headers.is_header(text, vocabulary)

    def is_place(text: str) -> bool:
        return bool(places.find(text)[0])

    laid = [
        (sheet, layout) for sheet in found if (layout := lay_out(sheet, is_header, is_place, headers.is_column_name))
    ]
    if chosen.sheet:
        wanted = [(sheet, layout) for sheet, layout in laid if sheet.name == chosen.sheet]
    else:
        wanted = [(sheet, layout) for sheet, layout in laid if not sheet.is_hidden]
    if not wanted:
        hidden = ", ".join(sheet.name for sheet in found if sheet.is_hidden)
        raise BadInput([Mistake(upload.name, "hidden-sheets" if hidden else "no-header", value=hidden)])
    best, layout = max(wanted, key=lambda pair: pair[1].score)
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
