"""Cells that other cells complete: a mark for the cell above, a blank below it, a day in three columns."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any

from enrolment.imports.files.sheets import text_of
from enrolment.imports.meaning import cells
from enrolment.imports.meaning.columns import Column
from enrolment.imports.meaning.days import in_words
from enrolment.imports.meaning.layout import Layout
from enrolment.imports.meaning.lexicon import header_key
from enrolment.imports.meaning.reading import Choice, Choices, Question, first_of
from enrolment.imports.meaning.unpivot import cell_at

ABOVE = "above"  # what is answered of blank cells that say the same as the one above
_OF_ROWS = {"reported_on": "day", "village_code": "", "commune_code": "commune", "indicator_code": "indicator"}
_DITTOS = ('"', "''", "“", "”", "„", "〃", "″", "nt", "-nt-", "như trên", "ditto", "same as above", "như trên.")
_MONTH = re.compile(r"(?:tháng|thang|t)? ?(\d{1,2})", re.IGNORECASE)
_YEAR = re.compile(r"(?:năm|nam)? ?(20\d\d)", re.IGNORECASE)


def with_whole_days(layout: Layout, found: Sequence[Column]) -> Layout:
    """The layout with days as one cell each, where day, month and year stand in columns of their own."""
    named = {header_key(str(column.header)): column.position for column in found if not column.target}
    day = next((column.position for column in found if column.target.name == "reported_on"), None)
    month, year = named.get("thang", named.get("month")), named.get("nam", named.get("year"))
    if day is None or month is None:
        return layout
    data = []
    for number, row in layout.data:
        told = _day_of(row, day, month, year)
        if not told:
            return layout
        parts = {day: told, month: None} | ({} if year is None else {year: None})
        data.append((number, [parts.get(position, cell) for position, cell in enumerate(row)]))
    return replace(layout, data=data)


def _day_of(row: Sequence[Any], day: int, month: int, year: int | None) -> str:
    """The day of three cells as a text, without its year where no column says that; empty where they are none."""
    texts = [text_of(cell_at(row, place)) for place in (day, month)]
    of_month = _MONTH.fullmatch(texts[1])
    of_year = _YEAR.fullmatch(text_of(cell_at(row, year))) if year is not None else None
    if not re.fullmatch(r"\d{1,2}", texts[0]) or not of_month or (year is not None and not of_year):
        return ""
    return in_words(texts[0], of_month[1], of_year[1] if of_year else "")


def with_dittos(layout: Layout, found: Sequence[Column]) -> Layout:
    """The layout with the cell above in place of its mark, in columns of days, places and indicators."""
    return _with(layout, {column.position: _marked(layout, column) for column in _of_rows(found)})


def with_blanks(layout: Layout, found: Sequence[Column], chosen: Choices, asked: list[Question]) -> Layout:
    """The layout with what the cell above says, where a cell of a day, a place or an indicator is blank beside another
    that is filled, if a person says so, which is asked."""
    blank = {column: rows for column in _of_rows(found) if (rows := _blank(layout, column, found))}
    if blank and not chosen.blanks:
        rows_of = {column: first_of(list(map(str, sorted(rows))), ", ") for column, rows in blank.items()}
        told = [f"{column.header} ({column.letter}): {rows}" for column, rows in rows_of.items()]
        asked.append(Question(Choice("blanks"), {ABOVE: "", "no": ""}, "; ".join(told)))
    if chosen.blanks != ABOVE:
        return layout
    return _with(layout, {column.position: rows for column, rows in blank.items()})


def _of_rows(found: Sequence[Column]) -> list[Column]:
    return [column for column in found if column.target.name in _OF_ROWS]


def _marked(layout: Layout, column: Column) -> set[int]:
    return {number for number, row in layout.data if text_of(cell_at(row, column.position)).lower() in _DITTOS}


def _blank(layout: Layout, column: Column, found: Sequence[Column]) -> set[int]:
    """The rows in which a column is blank below a filled cell, though the row names something: its day, its place, what
    was counted. What a line between the rows says needs no cell; nor does a village where a commune reports, nor a
    commune that was named for a row of its own."""
    if any(section.kind == _OF_ROWS[column.target.name] for section in layout.sections):
        return set()
    others = [other.position for other in _of_rows(found) if other is not column]
    at_village, at_commune = (
        [other.position for other in found if other.target.name == name] for name in ("village_code", "commune_code")
    )

    def has(row: Sequence[Any], places: Sequence[int]) -> bool:
        return any(not cells.is_nothing(cell_at(row, place)) for place in places)

    rows, is_below = set(), False
    for number, row in layout.data:
        is_of_commune = has(row, at_commune) and not has(row, at_village)
        if has(row, [column.position]) or column.position in layout.shared.get(number, {}):
            is_below = not (is_of_commune and column.target.name == "commune_code")
        elif is_below and has(row, others) and not (is_of_commune and column.target.name == "village_code"):
            rows.add(number)
    return rows


def _with(layout: Layout, rows: Mapping[int, Collection[int]]) -> Layout:
    """The layout with the last cell above in place of some. `rows`: those of each column, by its position."""
    if not any(rows.values()):
        return layout
    last = dict.fromkeys(rows)
    data = []
    for number, row in layout.data:
        own = {place: last[place] for place, numbers in rows.items() if number in numbers}
        row = [own.get(place, cell) for place, cell in enumerate(row)]
        last |= {place: cell_at(row, place) for place in rows if not cells.is_nothing(cell_at(row, place))}
        data.append((number, row))
    return replace(layout, data=data)
