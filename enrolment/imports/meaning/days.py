"""Days as people write them, column by column: what is ambiguous is asked about, never guessed.

Names of months and weekdays are those of Unicode's CLDR, which Babel has in both languages.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache, lru_cache
from typing import Any, Literal

from babel.dates import get_day_names, get_month_names

from enrolment.clock import VIETNAM
from enrolment.imports.files.sheets import text_of

LANGUAGES = ("vi", "en")
_SPELLINGS: tuple[tuple[Literal["wide", "abbreviated"], Literal["format", "stand-alone"]], ...] = (
    ("wide", "format"),
    ("wide", "stand-alone"),
    ("abbreviated", "format"),
    ("abbreviated", "stand-alone"),
)
_SUNDAY = "c.nhật"  # as headers abbreviate it; in no day
_SERIAL_START = date(1899, 12, 30)
_SERIALS = range(20_000, 80_000)  # 1954 to 2119
_SERIALS_OF_HEADERS = range(42_000, 55_000)  # 2014 to 2050: of a header, a smaller or larger number is something else
HOUR = (
    r"\d{1,2}[:h]\d{2}(?::\d{2}(?:[.,]\d+)?)?(?: ?(?:am|pm|sa|ch|sáng|chiều|tối))?"
    r"(?: ?z)?(?: ?[+-]\d{2}:?\d{2})?"
)
_BEFORE_HOUR = re.compile(rf"(.*?\d)(?:[ t,]+|, ?)(?:lúc |at )?{HOUR}")
_AFTER_HOUR = re.compile(rf"{HOUR}[ ,]+(?:ngày )?(.*)")
_YEAR_FIRST = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})|((?:19|20)\d{2})(\d{2})(\d{2})")
_SPLIT = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d{2})")
_SHORT = re.compile(r"(\d{1,2})[-/](\d{1,2})")
_SHORT_OF_HEADERS = re.compile(r"(\d{1,2})\.(0\d|[2-9]|1[0-2])")  # not 3.1, which may have been 3.10
_FIRST_SHORT_YEAR = 20  # before 2020 nobody counted
ISO = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True)
class _Written:
    """A day as it is written: two numbers in their order, and the year, empty where none is. `is_sure`: the first is
    the day of the month, the second the month."""

    first: int
    second: int
    year: str = ""
    is_sure: bool = False

    def iso(self, order: str) -> str:
        """YYYY-MM-DD; empty where there is no such day."""
        day_of_month, month = (self.first, self.second) if self.is_sure or order != "mdy" else (self.second, self.first)
        try:
            return date(int(self.year), month, day_of_month).isoformat()
        except ValueError:
            return ""


@lru_cache(maxsize=8192)
def read_written(text: str) -> _Written | None:
    """What a text says of a day, where it says nothing but one, with or without its weekday and the hour."""
    bare = _without_weekday(_without_hour(unicodedata.normalize("NFC", text).lower().strip(" .")))
    if found := _YEAR_FIRST.fullmatch(bare):
        year, month, day_of_month = found.groups()[:3] if found[1] else found.groups()[3:]
        return _Written(int(day_of_month), int(month), year, is_sure=True)
    if found := _SPLIT.fullmatch(bare):
        first, second, year = found.groups()
        if len(year) == 2 and int(year) < _FIRST_SHORT_YEAR <= int(first):  # 25/08/03 is of 2025, not of 2003
            return _Written(int(year), int(second), f"20{first}", is_sure=True)
        return _Written(int(first), int(second), year if len(year) == 4 else f"20{year}")
    if found := _SHORT.fullmatch(bare):
        return _Written(int(found[1]), int(found[2]))
    return _named(bare)


def _without_hour(text: str) -> str:
    found = _BEFORE_HOUR.fullmatch(text) or _AFTER_HOUR.fullmatch(text)
    return found[1].strip(" ,") if found else text


def _without_weekday(text: str) -> str:
    weekday, rest = _words()
    bare = re.sub(rf"^(?:{weekday})[ ,.:-]+", "", text)
    return re.sub(r"^(?:ngày|the)[ :]+", "", re.sub(rf"[ ,(]+(?:{weekday})\)?$", "", bare)) if rest else bare


def is_weekday(text: str) -> bool:
    """Whether a text is the name of a day of the week and nothing more: `Thứ hai`, `T2`, `CN`."""
    return weekday(text) is not None


@lru_cache(maxsize=256)
def weekday(text: str) -> int | None:
    """The day of the week that a text names, 0 for Monday; None where it names none, or may be another number."""
    said = unicodedata.normalize("NFC", text).lower().strip(" .")
    numbered = re.fullmatch(r"(?:thứ |thu |th |t)([2-7])", said)
    if numbered:
        return int(numbered[1]) - 2
    return 6 if said == _SUNDAY else _weekdays().get(said)


@cache
def _weekdays() -> dict[str, int]:
    """The names of weekdays in both languages, 0 for Monday."""
    spelled = [(lang, *spelling) for lang in LANGUAGES for spelling in _SPELLINGS]
    return {
        name.lower(): number
        for lang, width, context in spelled
        for number, name in get_day_names(width, context, lang).items()
    }


@cache
def _words() -> tuple[str, dict[str, int]]:
    """Weekdays as one pattern, and months by their names."""
    weekdays = set(_weekdays())
    months: dict[str, int] = {}
    for lang in LANGUAGES:
        for width, context in _SPELLINGS:
            months |= {name.lower(): number for number, name in get_month_names(width, context, lang).items()}
    weekdays |= {f"{word}{number}" for word in ("thứ ", "t", "th ") for number in range(2, 8)}
    months |= {f"{word} {number:02}": number for word in ("tháng", "thg") for number in range(1, 10)} | {"sept": 9}
    return "|".join(sorted(map(re.escape, weekdays), key=len, reverse=True)), months


@cache
def _named_forms() -> tuple[re.Pattern[str], re.Pattern[str]]:
    months = "|".join(sorted(map(re.escape, _words()[1]), key=len, reverse=True))
    year = r"(?:[ .,/-]+(?:năm )?(\d{4}))?"
    day_first = re.compile(rf"(\d{{1,2}})(?:st|nd|rd|th)?[ .,/-]*(?:of )?({months})\.?(?!\d){year}")
    month_first = re.compile(rf"({months})\.?(?!\d) +(\d{{1,2}})(?:st|nd|rd|th)?{year}")
    return day_first, month_first


def _named(bare: str) -> _Written | None:
    day_first, month_first = _named_forms()
    if found := day_first.fullmatch(bare):
        return _Written(int(found[1]), _words()[1][found[2]], found[3] or "", is_sure=True)
    if found := month_first.fullmatch(bare):
        return _Written(int(found[2]), _words()[1][found[1]], found[3] or "", is_sure=True)
    return None


def day_order(cells: Sequence[Any]) -> str:
    """`dmy` or `mdy`, as the column itself proves; `either` where it does not matter; `ask` where nobody can tell."""
    pairs = {(written.first, written.second) for written in _ambiguous(cells)}
    is_day_first = any(first > 12 for first, _ in pairs)
    is_month_first = any(second > 12 for _, second in pairs)
    if is_day_first or is_month_first:
        return "mdy" if is_month_first and not is_day_first else "dmy"
    return "either" if all(first == second for first, second in pairs) else "ask"


def _ambiguous(cells: Iterable[Any]) -> list[_Written]:
    """The days with a year that are written as two numbers, either of which may come first."""
    texts = dict.fromkeys(text_of(cell) for cell in cells if isinstance(cell, str))
    return [found for text in texts if (found := read_written(text)) and found.year and not found.is_sure]


def day(cell: Any, order: str) -> str:
    """The cell as YYYY-MM-DD where it is a day; else its text as it stands. A moment that names its distance from
    Greenwich is of the day that it is in Vietnam."""
    text = text_of(cell)
    if isinstance(cell, datetime | date):
        return text[:10]
    if found := read_written(text):
        if found.is_sure and (there := _elsewhere(text)):
            return there
        return (found.iso(order) if found.year else "") or text
    if re.fullmatch(r"\d{5}(\.\d+)?", text) and int(float(text)) in _SERIALS:
        return of_serial(float(text)).isoformat()
    return text


def counted_from(cell: Any, first_day: int) -> Any:
    """A number that may be a day, as a workbook counts that starts at the usual day."""
    is_number = isinstance(cell, float | int) and not isinstance(cell, bool)
    return cell + first_day if is_number and int(cell) + first_day in _SERIALS else cell


def of_serial(number: float) -> date:
    """The day of a spreadsheet's number, which counts from the end of 1899."""
    return _SERIAL_START + timedelta(days=int(number))


def _elsewhere(text: str) -> str:
    """The day in Vietnam of a moment that names its distance from Greenwich; empty where it names none."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return ""
    return moment.astimezone(VIETNAM).date().isoformat() if moment.tzinfo else ""


def is_day(text: str) -> bool:
    """Whether a text is a day and nothing more, as a header of a table with a column a day may be."""
    found = read_written(text)
    return found is not None and (bool(found.year) or is_without_year(text))


def of_header(text: str, first_day: int = 0) -> str:
    """The day that a header is, in a form that `is_day` knows; empty where it is none. Of a header, 3.8 and 45872 are
    days too: elsewhere they are numbers. `first_day`: how many days after the usual start its workbook counts."""
    if found := _SHORT_OF_HEADERS.fullmatch(text):
        return f"{found[1]}/{found[2]}" if int(found[1]) <= 31 else ""
    if re.fullmatch(r"\d{5}", text) and int(text) + first_day in _SERIALS_OF_HEADERS:
        return of_serial(int(text) + first_day).isoformat()
    return text if is_day(text) else ""


def from_utc(cell: Any) -> Any:
    """A moment that names no zone, taken for one of UTC, as one of Vietnam; what is none, as it stands."""
    try:
        moment = cell if isinstance(cell, datetime) else datetime.fromisoformat(text_of(cell))
    except ValueError:
        return cell
    is_moment = moment.tzinfo is None and (isinstance(cell, datetime) or ":" in text_of(cell))
    return moment.replace(tzinfo=UTC).astimezone(VIETNAM).replace(tzinfo=None) if is_moment else cell


def in_words(day_of_month: str, month: str, year: str = "") -> str:
    """A day as it is written where nobody takes its month for its day; without the year where that is not known."""
    return f"{day_of_month} tháng {month}" + (f" năm {year}" if year else "")


def is_without_year(text: str) -> bool:
    """Whether a text is a day and a month, such as 13/8."""
    found = read_written(text)
    return found is not None and not found.year and 1 <= found.first <= 31 and 1 <= found.second <= 12


def with_years(texts: Iterable[str], year: int) -> dict[str, str]:
    """Days without a year, in their order, with one: the first is of that year, and December is followed by January."""
    full: dict[str, str] = {}
    before = 0
    for text in texts:
        found = read_written(text)
        month = found.second if found else before
        year += (before >= 11 and month <= 2) - (0 < before <= 2 and month >= 11)
        if found:
            said = _Written(found.first, found.second, str(year), found.is_sure)
            full[text] = said.iso("dmy") if found.is_sure else f"{found.first}/{found.second}/{year}"
        before = month
    return full


def may_be_swapped(cells: Sequence[Any]) -> bool:
    """Whether a spreadsheet set to month first may have read days that were typed day first.

    It takes 02/08 for the eighth of February and leaves 13/08 as text: real days up to the twelfth, texts beyond it.
    """
    real = [cell for cell in cells if isinstance(cell, datetime | date)]
    texts = _ambiguous(cells)
    is_left = bool(texts) and all(written.first > 12 for written in texts)
    return is_left and all(day.day <= 12 for day in real) and any(day.day != day.month for day in real)


def said_otherwise(cells: Sequence[Any], told: Sequence[str]) -> str:
    """The day that a title or the file's name tells where the one real day of all cells is that with its day for its
    month; empty where they agree, or nobody can tell."""
    real = {text_of(cell)[:10]: cell for cell in cells if isinstance(cell, datetime | date)}
    if len(real) != 1 or len(told) != 1 or told[0] in real:
        return ""
    (cell,) = real.values()
    return told[0] if cell.day <= 12 and day(swapped(cell), "dmy") == told[0] else ""


def swapped(cell: Any) -> Any:
    """A real day with its day for its month; what is none, as it stands."""
    return cell.replace(month=cell.day, day=cell.month) if isinstance(cell, datetime | date) else cell
