"""The days of a month as numbers side by side: 1, 2, 3 … below `Tháng 8/2025`, as sheets of attendance have them."""

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise

from enrolment.imports.meaning.days import in_words
from enrolment.imports.meaning.names import key

_FEWEST, _LAST = 2, 31
_WEEK = 7
_RESULTS = re.compile(r"(?:báo cáo|kết quả|số liệu|tổng hợp|thống kê|bảng|theo dõi|results?|report)\b", re.IGNORECASE)
_OTHERS = re.compile(
    r"\b(?:tuần|đợt|tổ|lần|quý|ca|kế hoạch|dự kiến|theo(?! dõi)|từ|weeks?|plan|expected|from)\b", re.IGNORECASE
)
_OF_TITLES = 2  # cells of a row that is one, as where two offices stand side by side
_MONTH = re.compile(
    r"(?<!\d )(?<!đến )(?<!tới )(?<!hết )(?<!trước )(?<!từ )"  # counts up to a month are not of its days
    r"\b(?:tháng|month) ?(\d{1,2})(?:(?: ?[/.-] ?| năm | )(20\d\d))?\b",
    re.IGNORECASE,
)
_OF_DAYS = frozenset(map(key, ("ngày", "trong", "các", "tháng", "days", "of", "the", "month")))


def written_out(texts: list[list[str]], spread: Sequence[Sequence[str]]) -> list[list[str]]:
    """The texts of a sheet with whole days, `1 tháng 8 năm 2025`, in place of such numbers; without the year where
    nobody says it.

    `spread`: the first rows, with merged cells in all their columns. The month stands over the numbers, or in the one
    title that names any.
    """
    for number in range(1, len(spread)):
        if months := _below_months(spread[number - 1], spread[number]):
            return _with_months(texts, number, months)
        run = _run_of_days(spread[number])
        above = dict.fromkeys(filter(None, (_at(spread[number - 1], column) for column in run)))
        over = [text for text in above if _without_month(text) or _MONTH.search(text)]  # `Ngày trong tháng` names none
        are_days = len(above) > len(over) or _are_no_weeks(run, spread[number])
        told = over or (_titles_of(texts[: number - bool(above)]) if are_days else [])
        if run and len(told) == 1 and (found := _MONTH.search(told[0])):
            changed = [list(row) for row in texts[: number + 1]]
            for column in run:
                changed[number][column] = in_words(texts[number][column], found[1], found[2] or "")
            if above and _at(spread[number - 1], 0) not in above:  # else it is a title
                changed[number - 1] = [_without_month(text) for text in changed[number - 1]]
            return [*changed, *texts[number + 1 :]]
    return texts


def spread_right(shown: Sequence[str]) -> list[str]:
    """A row of a file that tells of no merged cells, with a month over the blank cells after it."""
    spread = list(shown)
    for column in range(2, len(spread)):
        if not spread[column] and _MONTH.search(spread[column - 1]):
            spread[column] = spread[column - 1]
    return spread


def _below_months(above: Sequence[str], shown: Sequence[str]) -> dict[int, re.Match[str]]:
    """The columns of numbers that rise from left to right below a month that stands over several, each with its month;
    empty where the row may be one of counts: beside such numbers it says nothing that does not stand above, too."""
    found: dict[int, re.Match[str]] = {}
    for column, text in enumerate(shown):
        month = _MONTH.search(_at(above, column))
        if month and text.isdecimal() and 1 <= int(text) <= _LAST:
            found[column] = month
        elif text not in ("", _at(above, column)):
            return {}
    rises = all(
        found[first].string != found[second].string or int(shown[first]) < int(shown[second])
        for first, second in pairwise(found)
    )
    over = [found[column].string for column in found]
    are_headers = bool(found) and rises and _at(above, 0) not in over and any(above[: min(found)])
    return found if are_headers and min(map(over.count, over)) >= _FEWEST else {}


def _with_months(texts: list[list[str]], number: int, months: Mapping[int, re.Match[str]]) -> list[list[str]]:
    """The texts with such numbers written out; what stands over them says no month any more."""
    changed = [list(row) for row in texts[: number + 1]]
    for column, month in months.items():
        changed[number][column] = in_words(texts[number][column], month[1], month[2] or "")
    changed[number - 1] = [_without_month(text) for text in changed[number - 1]]
    return [*changed, *texts[number + 1 :]]


def _titles_of(rows: Sequence[Sequence[str]]) -> list[str]:
    """The titles that name a month, where all rows are titles and these are of results."""
    titles = [" ".join(filter(None, row)) for row in rows]
    named = [title for title in titles if _MONTH.search(title)]
    are_titles = all(sum(map(bool, row)) <= _OF_TITLES for row in rows)
    return named if are_titles and all(map(_is_of_results, named)) else []


def _are_no_weeks(run: range, shown: Sequence[str]) -> bool:
    """Whether numbers below no month are days for sure: 1, 2, 3, 4 may be weeks, or rounds."""
    return len(run) >= _WEEK or (bool(run) and int(shown[run[0]]) > _WEEK)


def _run_of_days(shown: Sequence[str]) -> range:
    """The columns of the longest run of days of a month that follow each other; empty where there is none."""
    best, start = range(0), 0
    for column in range(1, len(shown) + 1):
        pair = shown[column - 1 : column + 1]
        follows = len(pair) == 2 and all(map(str.isdecimal, pair)) and int(pair[1]) == int(pair[0]) + 1 <= _LAST
        if not follows:
            best, start = max(best, range(start, column), key=len), column
    return best if len(best) >= _FEWEST else range(0)


def _is_of_results(title: str) -> bool:
    """Whether a title is one of results that ends with its month: not a plan's, nor of weeks or rounds."""
    month = _MONTH.search(title)
    return bool(month and _RESULTS.match(title) and not title[month.end() :].strip(" .") and not _OTHERS.search(title))


def _without_month(text: str) -> str:
    """What a header says beside its month; nothing where that is only that days stand below."""
    rest = _MONTH.sub("", text).strip(" -–,:()")
    return "" if set(key(rest).split()) <= _OF_DAYS else rest


def _at(row: Sequence[str], column: int) -> str:
    return row[column] if column < len(row) else ""
