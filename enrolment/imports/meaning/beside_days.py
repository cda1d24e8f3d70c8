"""Columns beside that of the days that say their weekday, week, month, quarter or year: rows in which both disagree."""

import re
from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any

from enrolment.imports.files.sheets import text_of
from enrolment.imports.meaning.columns import Column
from enrolment.imports.meaning.days import ISO, day, is_without_year, read_written, weekday
from enrolment.imports.meaning.layout import Layout
from enrolment.imports.meaning.lexicon import header_key
from enrolment.imports.meaning.unpivot import cell_at

MONTH = re.compile(r"(?:tháng|thang|t)? ?(\d{1,2})(?: ?[/.-] ?(20\d\d))?", re.IGNORECASE)  # with its year, or without
_YEAR_FIRST = re.compile(r"(20\d\d)[/.-]?(0[1-9]|1[0-2])")
YEAR = re.compile(r"(?:năm|nam)? ?(20\d\d)", re.IGNORECASE)
_WEEK = re.compile(r"(?:tuần|tuan|week|w)? ?(\d{1,2})", re.IGNORECASE)
_QUARTER = re.compile(r"(?:quý|quy|q|quarter)? ?([1-4]|I{1,3}|IV)", re.IGNORECASE)
QUARTERS = {"1": 1, "2": 2, "3": 3, "4": 4, "i": 1, "ii": 2, "iii": 3, "iv": 4}
_DAY_STARTS = re.compile(r"\d{1,4}\s*[/.-]\s*\d|\bngày\b", re.IGNORECASE)
WEEKS_OF_A_YEAR = 20  # from which on weeks are no campaign's own
_ANY_YEAR = 2024  # a leap year

_Holds = Callable[[date], bool]


def against_the_day(layout: Layout, column: Column, found: Sequence[Column]) -> set[int]:
    """The rows in which a column of weekdays, weeks, months, quarters or years, beside whole days, names another one
    than the day."""
    own = next((one.position for one in found if one.target.name == "reported_on"), None)
    says, needs_year = _KINDS.get(header_key(str(column.header)), (None, False))
    if own is None or says is None or column.target:
        return set()
    rows = set[int]()
    texts = [text_of(cell_at(row, column.position)) for _, row in layout.data]
    if says is _weekday and not _are_weekdays(str(column.header), texts):
        return rows
    for number, row in layout.data:
        may_be = _dates(cell_at(row, own), needs_year)
        holds = says(text_of(cell_at(row, column.position))) if may_be else None
        rows.update({number} if holds and not any(map(holds, may_be)) else ())
    return rows


def against_their_weekday(layout: Layout, column: Column) -> set[int]:
    """The rows whose day is written with another weekday than it is: `Thứ Hai, 13/08/2025`."""
    rows = set[int]()
    for number, row in layout.data:
        text = text_of(cell_at(row, column.position))
        starts = _DAY_STARTS.search(text)
        said = weekday(text[: starts.start()].strip(" ,.-()")) if starts else None
        may_be = _dates(text, needs_year=True) if said is not None else []
        if may_be and all(one.weekday() != said for one in may_be):
            rows.add(number)
    return rows


def _dates(cell: Any, needs_year: bool) -> list[date]:
    """The days that a cell may mean: two where nobody can tell the day from the month; none where it names no year and
    one is needed."""
    if isinstance(cell, datetime):
        return [cell.date()]
    text = text_of(cell)
    if is_without_year(text):
        written = None if needs_year else read_written(text)
        text = f"{written.first}/{written.second}/{_ANY_YEAR}" if written else ""
    said = {day(text, order) for order in ("dmy", "mdy")}
    return [date.fromisoformat(one) for one in said if ISO.fullmatch(one)]


def _are_weekdays(header: str, texts: Sequence[str]) -> bool:
    """Whether bare numbers may be days of the week at all: each is of 2 to 7, and the header is no `Thu`, which may be
    what was collected."""
    numbers = [int(text) for text in texts if text.isdecimal()]
    return all(2 <= number <= 7 for number in numbers) and not (numbers and header.strip().lower() == "thu")


def _weekday(text: str) -> _Holds | None:
    said = weekday(text)
    said = weekday(f"thứ {text}") if said is None else said  # `2`, `Hai`
    return None if said is None else lambda one: one.weekday() == said


def _week(text: str) -> _Holds | None:
    found = _WEEK.fullmatch(text)
    if not found or int(found[1]) < WEEKS_OF_A_YEAR:
        return None
    return lambda one: is_of_week(one, int(found[1]))


def is_of_week(one: date, number: int) -> bool:
    """Whether a day is of a week of the year, or of one beside it: offices begin them on other days."""
    return abs(one.isocalendar().week - number) <= 1


def _month(text: str) -> _Holds | None:
    if found := _YEAR_FIRST.fullmatch(text):
        text = f"{found[2]}/{found[1]}"
    found = MONTH.fullmatch(text)
    return None if not found else lambda one: one.month == int(found[1]) and found[2] in (None, str(one.year))


def _quarter(text: str) -> _Holds | None:
    found = _QUARTER.fullmatch(text)
    return None if not found else lambda one: (one.month + 2) // 3 == QUARTERS[found[1].lower()]


def _year(text: str) -> _Holds | None:
    found = YEAR.fullmatch(text)
    return None if not found else lambda one: one.year == int(found[1])


def _period(text: str) -> _Holds | None:
    """Of any of these lengths, as its own word or its year tells."""
    if text.isdecimal() and not YEAR.fullmatch(text):
        return None
    return next((holds for says in (_week, _quarter, _month, _year) if (holds := says(text))), None)


_OF_EACH: tuple[tuple[tuple[str, ...], Callable[[str], _Holds | None], bool], ...] = (
    (("thu", "thu trong tuan", "ngay trong tuan", "weekday", "day of week"), _weekday, True),
    (("tuan", "tuan so", "week"), _week, True),
    (("thang", "month"), _month, False),
    (("quy", "quarter"), _quarter, False),
    (("nam", "year"), _year, True),
    (("ky bao cao", "ky", "ky so lieu", "period", "reporting period"), _period, True),
)
_KINDS = {key: (says, needs_year) for keys, says, needs_year in _OF_EACH for key in keys}
