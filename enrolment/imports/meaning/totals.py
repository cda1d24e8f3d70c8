"""Rows of totals: those of groups of villages found, and each held against the rows that it sums."""

import re
from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from enrolment.imports.files.sheets import text_of
from enrolment.imports.files.upload import Upload
from enrolment.imports.meaning import cells
from enrolment.imports.meaning.columns import Column
from enrolment.imports.meaning.headers import is_running_number, says_people
from enrolment.imports.meaning.layout import Layout, is_running, left_of
from enrolment.imports.meaning.names import calls_itself_a_village
from enrolment.imports.meaning.unpivot import DASHES, cell_at
from enrolment.imports.mistakes import BadInput, Mistake

_NUMERAL = re.compile(r"[IVX]{1,5}|[A-H]")  # before the name of a group of villages
_PLACES = ("village_code", "commune_code")
_FEWEST = 2  # rows that a row without a numeral must sum, to be taken for their total


@dataclass(frozen=True)
class Doubt:
    """A total that is not what its rows come to: its row, the header, what it says, and the sum of the rows."""

    row: int
    column: str
    said: int
    summed: int


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


def doubts(
    layout: Layout, columns: Sequence[Column], rows: Mapping[int, Sequence[Any]], subtotals: Sequence[int]
) -> list[Doubt]:
    """Totals whose numbers are not the sums of their rows. `rows`: the sheet's, by number; `subtotals`: of those totals
    that stand above their rows."""
    totals = [left.row for left in layout.left_out if left.why == "total" and left.row not in subtotals]
    found: list[Doubt] = []
    for column in (column for column in columns if column.is_count):
        values = {number: _number(cell_at(row, column.position)) for number, row in layout.data}
        for total in (*totals, *subtotals):
            row = rows.get(total, ())
            if is_running(list(map(text_of, row))) and "cumulative" not in column.target.name:
                continue  # it is no sum of new counts
            said = _number(cell_at(row, column.position))
            may_be = _may_be_summed(total, row, totals, subtotals, layout, columns, values)
            sums = [_sum(values, mine) for mine in may_be]
            if said is not None and sums[0] is not None and said not in sums:
                found.append(Doubt(total, str(column.header), said, sums[0]))
    return found


def _may_be_summed(
    total: int,
    row: Sequence[Any],
    totals: Sequence[int],
    subtotals: Sequence[int],
    layout: Layout,
    columns: Sequence[Column],
    values: Mapping[int, int | None],
) -> list[list[int]]:
    """The rows that a total may sum, the likeliest first: those that it stands with, and those since the last; of these
    the rows of its own indicator and day, or all."""
    alike = _of_the_same(row, layout, columns)
    mine = _rows_of(total, totals, subtotals, values)
    since = _since_the_last(total, totals, [section.row for section in layout.sections], values)
    above = [number for number in values if number in alike and number < total]
    own = [number for number in mine if number in alike]
    return [own, [number for number in since if number in alike] or above, mine, since]


def _of_the_same(total: Sequence[Any], layout: Layout, columns: Sequence[Column]) -> set[int]:
    """The rows of the indicator and the day that the row of a total names; all of them where it names none, or what it
    names is said of no row."""
    found = {number for number, _ in layout.data}
    for column in columns:
        own = text_of(cell_at(total, column.position))
        if column.target.name in ("indicator_code", "reported_on") and own:
            same = {number for number, row in layout.data if text_of(cell_at(row, column.position)) == own}
            found = found & same or found
    return found


def doubts_beside(layout: Layout, columns: Sequence[Column], overall: Sequence[Column]) -> list[Doubt]:
    """Counts of all indicators together that are not what the columns of the row come to, new or cumulative."""
    wide = [column for column in columns if column.target.is_wide]
    if len({(column.target.indicator, column.target.name) for column in wide}) < len(wide) or len(wide) < _FEWEST:
        return []  # of several days, or of nothing that adds up
    found = []
    for one in overall:
        for number, row in layout.data:
            said = _number(cell_at(row, one.position))
            values = [(column.target.name, _number(cell_at(row, column.position))) for column in wide]
            kinds = _kinds_summed(one, wide)
            sums = {kind: sum(value or 0 for name, value in values if name == kind) for kind in kinds}
            if said is not None and sums and said not in sums.values():
                found.append(Doubt(number, str(one.header), said, next(iter(sums.values()))))
    return found


def _kinds_summed(overall: Column, wide: Sequence[Column]) -> set[str]:
    """The kinds of counts that a count of all may sum: those that it says itself; none where it is of people, each of
    whom may have had several services."""
    header = str(overall.header)
    if says_people(header):
        return set()
    kinds = {column.target.name for column in wide}
    return kinds & {"cumulative"} if is_running([header]) else kinds


def must_be_counts(upload: Upload, layout: Layout, columns: Sequence[Column], overall: Sequence[Column]) -> None:
    """Raises BadInput where the columns of the indicators only mark what was done, as a form of several choices is
    written, and how many it was stands in another column."""
    wide = [column for column in columns if column.target.is_wide]
    values = {_number(cell_at(row, column.position)) for _, row in layout.data for column in wide}
    if not wide or not values <= {0, 1, None} or 1 not in values:
        return
    told = [
        Mistake(upload.name, "marks-not-counts", number, str(one.header), value=str(said))
        for one in overall
        for number, row in layout.data
        if (said := _number(cell_at(row, one.position))) is not None
        and said != sum(_number(cell_at(row, column.position)) or 0 for column in wide)
    ]
    if told:
        raise BadInput(told)


def _sum(values: Mapping[int, int | None], rows: Sequence[int]) -> int | None:
    """The sum of what can be read of some rows; None where nothing can."""
    known = [value for row in rows if (value := values[row]) is not None]
    return sum(known) if known else None


def _since_the_last(
    total: int, totals: Sequence[int], sections: Sequence[int], values: Mapping[int, int | None]
) -> list[int]:
    """The rows between a total and the last total, or line of a section, above it: those of one day of several."""
    start = max((other for other in (*totals, *sections) if other < total), default=0)
    return [number for number in values if start < number < total]


def _rows_of(
    total: int, totals: Sequence[int], subtotals: Sequence[int], values: Mapping[int, int | None]
) -> list[int]:
    """The rows that a total sums: a group's those below it up to the next; another those above it, all of them where
    it is the last, and where it is the only one above them, all below."""
    if total in subtotals:
        end = min((other for other in (*subtotals, *totals) if other > total), default=max(values, default=0) + 1)
        return [number for number in values if total < number < end]
    above = [number for number in values if number < total]
    if not above:
        return list(values)
    earlier = [other for other in totals if other < total]
    since = [number for number in above if number > max(earlier, default=0)]
    return since if since and (len(totals) > 1 and total != totals[-1]) else above


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
        (_number(cell_at(rows[0][1], column.position)), [_number(cell_at(row, column.position)) for row in below])
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
    totals = [_number(cell_at(rows[index][1], column.position)) for column in counted]
    sums = [sum(_number(cell_at(row, column.position)) or 0 for row in above) for column in counted]
    said = [(total, summed) for total, summed in zip(totals, sums, strict=True) if total is not None]
    return len(above) >= _FEWEST and any(total for total, _ in said) and all(total == summed for total, summed in said)


def _is_of_another(rows: Sequence[tuple[int, Sequence[Any]]], index: int, columns: Sequence[Column]) -> bool:
    """Whether a row names an indicator or a day, and not that last named above it: its place is the one above, or is
    missing, and it sums nothing."""
    named = [column.position for column in columns if column.target.name in ("indicator_code", "reported_on")]
    texts = [[text_of(cell_at(row, place)) for _, row in rows[: index + 1]] for place in named]
    return any(own and own != next(filter(None, reversed(above)), own) for *above, own in texts)


def _number(cell: Any) -> int | None:
    """The whole number of a cell, None where it is none."""
    text = cells.whole(cell)
    return int(text) if re.fullmatch(r"[+-]?\d{1,15}", text) else None
