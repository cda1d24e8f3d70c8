"""Rows that sum those of a group of villages, or of a commune: they are no places of their own."""

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from enrolment.imports.files.sheets import text_of
from enrolment.imports.meaning import cells
from enrolment.imports.meaning.columns import Column
from enrolment.imports.meaning.headers import is_running_number
from enrolment.imports.meaning.layout import Layout, left_of
from enrolment.imports.meaning.names import calls_itself_a_village
from enrolment.imports.meaning.unpivot import DASHES, cell_at

_NUMERAL = re.compile(r"[IVX]{1,5}|[A-H]")  # before the name of a group of villages
_PLACES = ("village_code", "commune_code")
_FEWEST = 2  # rows that a row without a numeral must sum, to be taken for their total


def without_subtotals(
    layout: Layout, columns: Sequence[Column], is_place: Callable[[str], bool], is_commune: Callable[[str], bool]
) -> tuple[Layout, list[int]]:
    """The layout without the rows that sum those below them: of no known place, and with a numeral before the name or
    counts that are just these rows'; of a commune, where its counts are those of the villages beside it. Also the
    numbers of these rows."""
    places = [column.position for column in columns if column.target.name in _PLACES]
    counted = [column for column in columns if column.is_count]
    if not places or not counted:
        return layout, []
    before = [c for c in columns if not c.target and c.position < min(places) and _numbers_groups(layout, c)]
    positions = [column.position for column in before]

    ends = [place for place, (_, row) in enumerate(layout.data) if _is_of_commune(row, columns, is_commune)]
    of_communes = set(ends)

    def is_subtotal(index: int) -> bool:
        row = layout.data[index][1]
        texts = [text for position in places if (text := text_of(cell_at(row, position))) not in ("", *DASHES)]
        if not texts:
            return _sums_those_above(layout.data, index, counted) and not _is_of_another(layout.data, index, columns)
        if index in of_communes:
            return _sums_its_villages(layout.data, index, ends, columns, counted)
        if any(is_place(text) or calls_itself_a_village(text) for text in texts):
            return False
        if any(text_of(cell_at(row, position)).isdigit() for position in positions):
            return False  # numbered among the villages
        has_rows = any(
            not _has_numeral(after, positions, [text_of(cell_at(after, position)) for position in places])
            for _, after in layout.data[index + 1 :]
        )
        return (_has_numeral(row, positions, texts) and has_rows) or _sums_those_below(
            layout.data[index:], places, counted, is_place
        )

    found = [number for index, (number, _) in enumerate(layout.data) if is_subtotal(index)]
    left = [left_of(number, row, "total") for number, row in layout.data if number in found]
    data = [(number, row) for number, row in layout.data if number not in found]
    left_out = sorted([*layout.left_out, *left], key=lambda one: one.row)
    return replace(layout, data=data, left_out=left_out), found


def _numbers_groups(layout: Layout, column: Column) -> bool:
    """Whether a column numbers the rows: its numerals are each another, and villages have figures or nothing there."""
    texts = [text_of(cell_at(row, column.position)).strip(".)") for _, row in layout.data]
    numerals = [text for text in texts if _NUMERAL.fullmatch(text)]
    others = [text for text in texts if not _NUMERAL.fullmatch(text)]
    is_named = not column.header or is_running_number(column.header)
    return (
        is_named
        and len(set(numerals)) == len(numerals)
        and bool(others)
        and all(t == "" or t.isdigit() for t in others)
    )


def _has_numeral(row: Sequence[Any], before: Sequence[int], texts: Sequence[str]) -> bool:
    """Whether a numeral of a group stands before its name, in a cell of its own or within."""
    within = any(re.match(rf"(?:{_NUMERAL.pattern})[.)/-]\s", text) for text in texts)
    return within or any(_NUMERAL.fullmatch(text_of(cell_at(row, position)).strip(".)")) for position in before)


def _sums_those_below(
    rows: Sequence[tuple[int, Sequence[Any]]],
    places: Sequence[int],
    counted: Sequence[Column],
    is_place: Callable[[str], bool],
) -> bool:
    """Whether the first row's counts are just the sums of the rows below it up to the next of no known place."""
    below: list[Sequence[Any]] = []
    for _, row in rows[1:]:
        if not any(is_place(text_of(cell_at(row, position))) for position in places):
            break
        below.append(row)
    if len(below) < _FEWEST:
        return False
    sums = [
        (
            cells.count_of(cell_at(rows[0][1], column.position)),
            [cells.count_of(cell_at(row, column.position)) for row in below],
        )
        for column in counted
    ]
    said = [(total, sum(value or 0 for value in values)) for total, values in sums if total is not None]
    parts = [sum(1 for value in values if value) for total, values in sums if total]
    return bool(parts) and all(total == summed for total, summed in said) and max(parts) >= _FEWEST


def _is_of_commune(row: Sequence[Any], columns: Sequence[Column], is_commune: Callable[[str], bool]) -> bool:
    """Whether a row names a commune, and no village."""
    said = {one.target.name: text_of(cell_at(row, one.position)) for one in columns if one.target.name in _PLACES}
    village = said.get("village_code", "")
    return is_commune(village) or (not village and "village_code" in said and is_commune(said.get("commune_code", "")))


def _sums_its_villages(
    rows: Sequence[tuple[int, Sequence[Any]]],
    index: int,
    ends: Sequence[int],
    columns: Sequence[Column],
    counted: Sequence[Column],
) -> bool:
    """Whether the counts of a commune's row are just the sums of the villages that stand next to it, below or above.
    `ends`: where rows of communes stand."""
    at = bisect_left(ends, index)
    below = rows[index + 1 : ends[at + 1] if at + 1 < len(ends) else len(rows)]
    above = rows[ends[at - 1] + 1 if at else 0 : index]
    total = rows[index]
    said = [one.position for one in columns if one.target.name in ("indicator_code", "reported_on")]
    of_it = [text_of(cell_at(total[1], position)) for position in said]

    def is_of_the_same(row: Sequence[Any]) -> bool:
        texts = [text_of(cell_at(row, position)) for position in said]
        return all(not own or own == text for own, text in zip(of_it, texts, strict=True))

    parts = ([one for one in part if is_of_the_same(one[1])] for part in (below, above))
    return any(_sums_those_above([*part, total], len(part), counted) for part in parts)


def _sums_those_above(rows: Sequence[tuple[int, Sequence[Any]]], index: int, counted: Sequence[Column]) -> bool:
    """Whether the counts of a row without a place are just the sums of the rows above it: a total without a label."""
    above = [row for _, row in rows[:index]]
    totals = [cells.count_of(cell_at(rows[index][1], column.position)) for column in counted]
    sums = [sum(cells.count_of(cell_at(row, column.position)) or 0 for row in above) for column in counted]
    said = [(total, summed) for total, summed in zip(totals, sums, strict=True) if total is not None]
    return len(above) >= _FEWEST and any(total for total, _ in said) and all(total == summed for total, summed in said)


def _is_of_another(rows: Sequence[tuple[int, Sequence[Any]]], index: int, columns: Sequence[Column]) -> bool:
    """Whether a row names an indicator or a day, and not that last named above it: its place is the one above, or is
    missing, and it sums nothing."""
    named = [column.position for column in columns if column.target.name in ("indicator_code", "reported_on")]
    texts = [[text_of(cell_at(row, place)) for _, row in rows[: index + 1]] for place in named]
    return any(own and own != next(filter(None, reversed(above)), own) for *above, own in texts)
