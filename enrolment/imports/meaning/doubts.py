"""Totals held against the rows that they sum: what does not add up is told."""

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from enrolment.imports.files.sheets import text_of
from enrolment.imports.files.upload import Upload
from enrolment.imports.meaning import cells
from enrolment.imports.meaning.columns import Column
from enrolment.imports.meaning.days import read_written
from enrolment.imports.meaning.headers import indicators_within, says_people, words_of, words_of_indicator
from enrolment.imports.meaning.layout import AVERAGE, Layout, is_running
from enrolment.imports.meaning.lexicon import lexicon
from enrolment.imports.meaning.names import Vocabulary, key
from enrolment.imports.meaning.unpivot import cell_at
from enrolment.imports.mistakes import BadInput, Mistake

# A word for a total, the number, and what is counted, in digits and in brackets once more.
_SAID = re.compile(
    r"\W*((?:tổng|cộng|toàn xã|total)[^\d(]{0,60}?)(\d[\d.,]{0,15})([^\d(]{0,30})(?:\([^)]*\))?\W*$", re.IGNORECASE
)
_BESIDE_TOTALS = ("toàn xã", "là", "công dân", "trường hợp", "people")
# Not `đến ngày`, `từ … đến`, nor a note beside it: those are of more days, or of none.
_OF_ONE_DAY = re.compile(
    r"(?:tổng|cộng|tổng cộng|tổng số|total)(?: của| trong| of)? (?:ngày|day) (\d{1,2}[/-]\d{1,2}(?:[/-]\d{4})?)",
    re.IGNORECASE,
)
_FEWEST = 2  # columns that a count of all may sum


@dataclass(frozen=True)
class Doubt:
    """A total that is not what its rows come to: its row, the header, what it says, and the sum of the rows."""

    row: int
    column: str
    said: int
    summed: int


def doubts(
    layout: Layout,
    columns: Sequence[Column],
    rows: Mapping[int, Sequence[Any]],
    subtotals: Sequence[int],
    vocabulary: Vocabulary,
) -> list[Doubt]:
    """Totals whose numbers are not the sums of their rows. `rows`: the sheet's, by number; `subtotals`: of those totals
    that stand above their rows."""
    totals = [left.row for left in layout.left_out if left.why == "total" and left.row not in subtotals]
    totals = [row for row in totals if not _is_average(rows.get(row, ()))]
    named = _Named(layout, columns, vocabulary)
    alike = {total: named.alike(rows.get(total, ())) for total in (*totals, *subtotals)}
    found: list[Doubt] = []
    for column in (column for column in columns if column.is_count):
        values = {number: cells.count_of(cell_at(row, column.position)) for number, row in layout.data}
        for total in (*totals, *subtotals):
            row = rows.get(total, ())
            if is_running(list(map(text_of, row))) and "cumulative" not in column.target.name:
                continue  # it is no sum of new counts
            said = cells.count_of(cell_at(row, column.position))
            may_be = _may_be_summed(total, *alike[total], totals, subtotals, layout, values)
            sums = [_sum(values, mine) for mine in may_be] if alike[total][1] else [0]  # of a day that no row is of
            if said is not None and sums[0] is not None and said not in sums:
                found.append(Doubt(total, str(column.header), said, sums[0]))
    return found


class _Named:
    """What the rows of data name: their indicators and days, by their numbers."""

    def __init__(self, layout: Layout, columns: Sequence[Column], vocabulary: Vocabulary) -> None:
        self._taken = {column.position for column in columns if column.is_count}
        self._vocabulary = vocabulary
        self._numbers = layout.numbers
        own = {column.target.name: column.position for column in columns}
        self._day, self._indicator = own.get("reported_on"), own.get("indicator_code")
        self._days = [_days(text) for text in _texts(layout, self._day)]
        self._indicators = _texts(layout, self._indicator)

    def alike(self, total: Sequence[Any]) -> tuple[set[int], set[int]]:
        """The rows of the indicator and the day that the row of a total names, in their columns or beside them; and all
        that it may sum: beside a day in its own cell, which may be the last of several, those of its indicator. No rows
        where its words name a day of no row; all of them where it names nothing that others do."""
        label = next(
            (text for place, cell in enumerate(total) if place not in self._taken and (text := text_of(cell))), ""
        )
        mine = self._of_its_indicator(total, label)
        if self._day is None:
            return mine, mine
        of_one = _OF_ONE_DAY.fullmatch(label.strip(" :."))
        own, within = _days(text_of(cell_at(total, self._day))), _days(of_one[1]) if of_one else set()
        of_it = mine & self._where([bool(days & (own or within)) for days in self._days])
        if own or not within:
            return of_it or mine, mine
        return of_it, of_it

    def _of_its_indicator(self, total: Sequence[Any], label: str) -> set[int]:
        every = set(self._numbers)
        if self._indicator is None:
            return every
        own, said = text_of(cell_at(total, self._indicator)), indicators_within(label, self._vocabulary)
        codes = {text: indicators_within(text, self._vocabulary) for text in set(self._indicators)}
        return self._where([text == own or (bool(said) and codes[text] == said) for text in self._indicators]) or every

    def _where(self, holds: Sequence[bool]) -> set[int]:
        return {number for number, is_one in zip(self._numbers, holds, strict=True) if is_one}


def _texts(layout: Layout, place: int | None) -> list[str]:
    return [] if place is None else [text_of(cell_at(row, place)) for _, row in layout.data]


def _may_be_summed(
    total: int,
    alike: Collection[int],
    possible: Collection[int],
    totals: Sequence[int],
    subtotals: Sequence[int],
    layout: Layout,
    values: Mapping[int, int | None],
) -> list[list[int]]:
    """The rows that a total may sum, the likeliest first: those that it stands with, and those since the last; of these
    the rows of its own indicator and day, `alike`, or all that are `possible`."""
    mine = _rows_of(total, totals, subtotals, values)
    since = _since_the_last(total, totals, [section.row for section in layout.sections], values)
    above = [number for number in values if number in alike and number < total]
    own = [number for number in mine if number in alike]
    every = [[number for number in rows if number in possible] for rows in (mine, since)]
    return [own, [number for number in since if number in alike] or above, *every]


def _is_average(row: Sequence[Any]) -> bool:
    """Whether the row of a total says averages."""
    label = next(filter(None, map(text_of, row)), "")
    return bool(re.match(AVERAGE, key(label.strip(" :.*"))))


def _days(text: str) -> set[tuple[int, int]]:
    """Day and month of a text that is a day; both ways round where nobody can tell."""
    written = read_written(text)
    if written is None:
        return set()
    return {(written.first, written.second)} | (set() if written.is_sure else {(written.second, written.first)})


def doubts_below(layout: Layout, columns: Sequence[Column], vocabulary: Vocabulary) -> list[Doubt]:
    """Totals in a line of their own below the rows, `Tổng số căn cước: 99`, that no column of what they name comes to,
    nor all together; of villages, how many there are. A line with any other word is none."""
    counted = [column for column in columns if column.is_count]
    sums = [sum(cells.count_of(cell_at(row, one.position)) or 0 for _, row in layout.data) for one in counted]
    told = []
    for left in (left for left in layout.left_out if left.why == "note"):
        said, named = _said_below(left.text, vocabulary)
        mine = [place for place, one in enumerate(counted) if not named or one.target.indicator in (*named, None, "")]
        of_kinds = Counter[str]()
        for place in mine:
            of_kinds[counted[place].target.name] += sums[place]
        may_be = {*(sums[place] for place in mine), sum(of_kinds.values()), *of_kinds.values()}
        may_be |= set() if named else {len(layout.data)}
        if mine and said is not None and said not in may_be:
            told.append(Doubt(left.row, str(counted[mine[0]].header), said, sums[mine[0]]))
    return told


def _said_below(text: str, vocabulary: Vocabulary) -> tuple[int | None, Collection[str]]:
    """The number of a line that says a total and nothing else, None of any other; and the indicators that it names."""
    found = _SAID.match(text)
    words = f"{found[1]} {found[3]}" if found else ""
    named = indicators_within(words, vocabulary)
    is_total = bool(found) and set(words_of(words)) <= _known_of_totals(named, vocabulary)
    return (cells.count_of(found[2]) if found and is_total else None), named


def _known_of_totals(named: Collection[str], vocabulary: Vocabulary) -> set[str]:
    """The words that the line of a total of these indicators may have."""
    words = {word for text in (*lexicon()["sums"], *_BESIDE_TOTALS) for word in words_of(text)}
    return words.union(*(words_of_indicator(code, vocabulary) for code in named))


def doubts_beside(layout: Layout, columns: Sequence[Column], overall: Sequence[Column]) -> list[Doubt]:
    """Counts of all indicators together that are not what the columns of the row come to, new or cumulative."""
    wide = [column for column in columns if column.target.is_wide]
    if len({(column.target.indicator, column.target.name) for column in wide}) < len(wide) or len(wide) < _FEWEST:
        return []  # of several days, or of nothing that adds up
    found = []
    for one in overall:
        for number, row in layout.data:
            said = cells.count_of(cell_at(row, one.position))
            values = [(column.target.name, cells.count_of(cell_at(row, column.position))) for column in wide]
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
    values = {cells.count_of(cell_at(row, column.position)) for _, row in layout.data for column in wide}
    if not wide or not values <= {0, 1, None} or 1 not in values:
        return
    told = [
        Mistake(upload.name, "marks-not-counts", number, str(one.header), value=str(said))
        for one in overall
        for number, row in layout.data
        if (said := cells.count_of(cell_at(row, one.position))) is not None
        and said != sum(cells.count_of(cell_at(row, column.position)) or 0 for column in wide)
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
    last = max((other for other in totals if other < total), default=0)
    since = [number for number in above if number > last]
    return since if since and (len(totals) > 1 and total != totals[-1]) else above
