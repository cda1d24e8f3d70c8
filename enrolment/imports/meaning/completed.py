"""Cells that other cells complete: a mark for the cell above, a blank below it, a day in three columns."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

from enrolment.imports.files.sheets import text_of
from enrolment.imports.meaning import cells
from enrolment.imports.meaning.beside_days import MONTH, YEAR
from enrolment.imports.meaning.columns import Column
from enrolment.imports.meaning.days import in_words
from enrolment.imports.meaning.layout import Layout
from enrolment.imports.meaning.lexicon import header_key
from enrolment.imports.meaning.reading import Choice, Choices, Question, first_of
from enrolment.imports.meaning.unpivot import cell_at

ABOVE = "above"  # what is answered of blank cells that say the same as the one above
_OF_ROWS = {"reported_on": "day", "village_code": "", "commune_code": "commune", "indicator_code": "indicator"}
_DITTOS = ('"', "''", "“", "”", "„", "〃", "″", "nt", "-nt-", "như trên", "ditto", "same as above", "như trên.")


def with_whole_days(layout: Layout, found: Sequence[Column]) -> Layout:
    """The layout with days as one cell each, where day, month and year stand in columns of their own."""
    day, month, year = _parts_of_days(found)
    if day is None or month is None:
        return layout
    data = []
    once = {place: _only_one(layout, place) for place in (month, year) if place is not None}
    if once.get(month) is not None and _falls_back(layout, day):
        return layout  # the days pass into the next month
    for number, row in layout.data:
        merged = once | layout.shared.get(number, {})  # a month over several rows
        row = [merged.get(place) if cells.is_nothing(cell) else cell for place, cell in enumerate(row)]
        told = _day_of(row, day, month, year)
        if not told:
            return layout
        parts = {day: told, month: None} | ({} if year is None else {year: None})
        data.append((number, [parts.get(position, cell) for position, cell in enumerate(row)]))
    return replace(layout, data=data)


def _parts_of_days(found: Sequence[Column]) -> tuple[int | None, int | None, int | None]:
    """The columns of the day, of its month and of its year, where there are such."""
    named = {header_key(str(column.header)): column.position for column in found if not column.target}
    day = next((column.position for column in found if column.target.name == "reported_on"), None)
    return day, named.get("thang", named.get("month")), named.get("nam", named.get("year"))


def _falls_back(layout: Layout, day: int) -> bool:
    """Whether a day of the month stands below a later one."""
    days = [int(text) for _, row in layout.data if (text := text_of(cell_at(row, day))).isdecimal()]
    return any(after < before for before, after in pairwise(days))


def _only_one(layout: Layout, place: int) -> Any:
    """The one cell of a column that is filled, in the first row: it is said once for all; None where there are more."""
    filled = [cell for _, row in layout.data if not cells.is_nothing(cell := cell_at(row, place))]
    first = cell_at(layout.data[0][1], place) if layout.data else None
    return first if len(filled) == 1 and not cells.is_nothing(first) else None


def _day_of(row: Sequence[Any], day: int, month: int, year: int | None) -> str:
    """The day of three cells as a text, without its year where no column says that; empty where they are none."""
    texts = [text_of(cell_at(row, place)) for place in (day, month)]
    of_month = MONTH.fullmatch(texts[1])
    of_year = YEAR.fullmatch(text_of(cell_at(row, year))) if year is not None else None
    if not re.fullmatch(r"\d{1,2}", texts[0]) or not of_month or (year is not None and not of_year):
        return ""
    return in_words(texts[0], of_month[1], of_year[1] if of_year else of_month[2] or "")


def with_dittos(layout: Layout, found: Sequence[Column]) -> Layout:
    """The layout with the cell above in place of its mark, in columns of days, places and indicators."""
    return _with(layout, {column.position: _marked(layout, column) for column in _of_rows(found)}, _totals(layout))


def with_blanks(
    layout: Layout, every: Layout, found: Sequence[Column], chosen: Choices, asked: list[Question]
) -> Layout:
    """The layout with what the cell above says, where a cell of a day, a place or an indicator is blank beside another
    that is filled, if a person says so, which is asked. `every`: the layout with the rows that were left out since."""
    kept = set(layout.numbers)
    blank = {column: rows for column in _of_rows(found) if (rows := _blank(layout, every, column, found) & kept)}
    if blank and not chosen.blanks:
        rows_of = {column: first_of(list(map(str, sorted(rows))), ", ") for column, rows in blank.items()}
        told = [f"{column.header} ({column.letter}): {rows}" for column, rows in rows_of.items()]
        asked.append(Question(Choice("blanks"), {ABOVE: "", "no": ""}, "; ".join(told)))
    if chosen.blanks != ABOVE:
        return layout
    whole = _with(every, {column.position: rows for column, rows in blank.items()}, _totals(layout))
    return replace(layout, data=[(number, row) for number, row in whole.data if number in kept])


def _of_rows(found: Sequence[Column]) -> list[Column]:
    return [column for column in found if column.target.name in _OF_ROWS]


def _marked(layout: Layout, column: Column) -> set[int]:
    return {number for number, row in layout.data if text_of(cell_at(row, column.position)).lower() in _DITTOS}


def _blank(layout: Layout, every: Layout, column: Column, found: Sequence[Column]) -> set[int]:
    """The rows in which a column is blank below a filled cell, and so are those of its kind before it, as pivot tables
    leave them, though the row names something: its place, what was counted. A day with its place blank may be a total.
    What a line between the rows says needs no cell; nor does a village where a commune reports, nor a commune that was
    named for a row of its own; below a total, nobody knows what is above."""
    if any(section.kind == _OF_ROWS[column.target.name] for section in layout.sections):
        return set()
    before, after = _beside(column, found)
    villages, communes = _places_of(found, "village_code"), _places_of(found, "commune_code")
    rows, is_below, totals = set[int](), False, _totals(layout)
    for number, row in _with_totals(every, totals):
        commune = _has(row, communes) and not _has(row, villages) and column.target.name
        if number in totals:
            is_below = False
        elif _has(row, [column.position]) or column.position in layout.shared.get(number, {}):
            is_below = commune != "commune_code"
        elif is_below and _has(row, after) and not _has(row, before) and commune != "village_code":
            rows.add(number)
    return rows


def _has(row: Sequence[Any], places: Sequence[int]) -> bool:
    return any(not cells.is_nothing(cell_at(row, place)) for place in places)


def _places_of(found: Sequence[Column], *names: str) -> list[int]:
    return [column.position for column in found if column.target.name in names]


def _beside(column: Column, found: Sequence[Column]) -> tuple[list[int], list[int]]:
    """The columns of days, places and indicators before a column, and those after it."""
    others = _places_of(found, *_OF_ROWS)
    return [place for place in others if place < column.position], [
        place for place in others if place > column.position
    ]


def _with_totals(layout: Layout, totals: Collection[int]) -> list[tuple[int, list[Any]]]:
    """The rows of data and, without their cells, those of totals between them."""
    own = set(layout.numbers)
    more: list[tuple[int, list[Any]]] = [(number, []) for number in totals if number not in own]
    return sorted([*layout.data, *more], key=lambda one: one[0])


def _totals(layout: Layout) -> set[int]:
    return {left.row for left in layout.left_out if left.why == "total"}


def _with(layout: Layout, rows: Mapping[int, Collection[int]], totals: Collection[int]) -> Layout:
    """The layout with the last cell above in place of some, but for one above a total. `rows`: those of each column, by
    its position; `totals`: the rows of totals."""
    if not any(rows.values()):
        return layout
    last: dict[int, Any] = dict.fromkeys(rows)
    own_rows, data = set(layout.numbers), []
    for number, row in _with_totals(layout, totals):
        if number in totals:
            last = dict.fromkeys(rows)
        own = {place: last[place] for place, numbers in rows.items() if number in numbers}
        row = [own.get(place, cell) for place, cell in enumerate(row)]
        if number not in totals:
            last |= {place: cell_at(row, place) for place in rows if not cells.is_nothing(cell_at(row, place))}
        data += [(number, row)] if number in own_rows else []
    return replace(layout, data=data)
