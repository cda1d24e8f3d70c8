"""Days and numbers as people write them, column by column: what is ambiguous is asked about, never guessed."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from enrolment.imports.files.sheets import text_of

_SERIAL_START = date(1899, 12, 30)
_SERIALS = range(20_000, 80_000)  # 1954 to 2119
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[ T]\d{1,2}:\d{2}(?::\d{2})?(?:\.\d+)?)?")
_SPLIT = re.compile(r"(?:ngày )?(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d{2})(?: \d{1,2}:\d{2}(?::\d{2})?)?", re.IGNORECASE)
_SHORT = re.compile(r"(?:ngày )?(\d{1,2})[-/](\d{1,2})", re.IGNORECASE)
_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")
_SPOKEN = re.compile(r"ngày (\d{1,2}) tháng (\d{1,2}) năm (\d{4})", re.IGNORECASE)
# A day within a text; one without a year only where it is called a day, or ends the text.
_WITHIN = re.compile(
    r"(?<![\d/.])(?:\d{4}-\d{1,2}-\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{4}|(?:(?<=ngày )|(?<=đến ))\d{1,2}[-/]\d{1,2}"
    r"|\d{1,2}/\d{1,2}(?=\W*$))(?![\d/])",
    re.IGNORECASE,
)
_BEFORE_A_START = re.compile(r"\b(?:từ|kể từ|sau|trước)(?: ngày)?\W*$", re.IGNORECASE)
_BEFORE_NO_DAY = re.compile(r"\b(?:tháng|đợt|quý|tuần|kỳ|mức|lần|biểu|mẫu|số)\W*$", re.IGNORECASE)
_PAPER = re.compile(r"\b(?:kh|qđ|nq|cv|kế hoạch|quyết định|nghị quyết|công văn|văn bản)\b", re.IGNORECASE)
_LONGEST_TITLE = 500
_THOUSANDS = re.compile(r"[+-]?\d{1,3}([.,\u00a0 '])\d{3}(?:\1\d{3})*")
_COMMA, _POINT = re.compile(r"[+-]?\d+,\d+"), re.compile(r"[+-]?\d+\.\d+")
_BOTH_COMMA, _BOTH_POINT = re.compile(r"[+-]?\d{1,3}(\.\d{3})+,\d+"), re.compile(r"[+-]?\d{1,3}(,\d{3})+\.\d+")
_FORMULA_MARK = re.compile(r"'(?=[=+@\t\r-])")
TRUE, FALSE = ("true", "1", "có", "x", "đúng", "yes", "t", "y"), ("false", "0", "không", "sai", "no", "f", "n")


def day_order(cells: Sequence[Any]) -> str:
    """`dmy` or `mdy`, as the column itself proves; `either` where it does not matter; `ask` where nobody can tell."""
    pairs = {
        (int(m[1]), int(m[2])) for cell in cells if isinstance(cell, str) and (m := _SPLIT.fullmatch(text_of(cell)))
    }
    is_day_first = any(first > 12 for first, _ in pairs)
    is_month_first = any(second > 12 for _, second in pairs)
    if is_day_first or is_month_first:
        return "mdy" if is_month_first and not is_day_first else "dmy"
    return "either" if all(first == second for first, second in pairs) else "ask"


def day(cell: Any, order: str) -> str:
    """The cell as YYYY-MM-DD where it is a day; else its text as it stands."""
    text = text_of(cell)
    if isinstance(cell, datetime | date):
        return text[:10]
    if found := _ISO.fullmatch(text):
        return _iso(text, found[1], found[2], found[3])
    if found := _SPOKEN.fullmatch(text):
        return _iso(text, found[3], found[2], found[1])
    if found := _SPLIT.fullmatch(text):
        first, second, year = found.groups()
        year = year if len(year) == 4 else f"20{year}"
        return _iso(text, year, second, first) if order != "mdy" else _iso(text, year, first, second)
    if re.fullmatch(r"\d{5}(\.0+)?", text) and int(float(text)) in _SERIALS:
        return (_SERIAL_START + timedelta(days=int(float(text)))).isoformat()
    return text


def is_day(text: str) -> bool:
    """Whether a header is itself a day, as in a table with a column a day."""
    return bool(_ISO.fullmatch(text) or _SPLIT.fullmatch(text) or _SPOKEN.fullmatch(text)) or is_without_year(text)


def is_without_year(text: str) -> bool:
    """Whether a text is a day and a month, such as 13/8."""
    found = _SHORT.fullmatch(text)
    first, second = map(int, found.groups()) if found else (0, 0)
    return 1 <= first <= 31 and 1 <= second <= 12


def with_years(texts: Iterable[str], year: int) -> dict[str, str]:
    """Days without a year, in their order, with one: the first is of that year, and December is followed by January."""
    full: dict[str, str] = {}
    before = 0
    for text in texts:
        month = int(found[2]) if (found := _SHORT.fullmatch(text)) else before
        year += (before >= 11 and month <= 2) - (0 < before <= 2 and month >= 11)
        full[text], before = f"{text}/{year}", month
    return full


def years_within(text: str) -> list[str]:
    """The years of this century that a title or a file name speaks of."""
    return _YEAR.findall(text)


def may_be_swapped(cells: Sequence[Any]) -> bool:
    """Whether a spreadsheet set to month first may have read days that were typed day first.

    It takes 02/08 for the eighth of February and leaves 13/08 as text: real days up to the twelfth, texts beyond it.
    """
    real = [cell for cell in cells if isinstance(cell, datetime | date)]
    texts = [m for cell in cells if isinstance(cell, str) and (m := _SPLIT.fullmatch(text_of(cell)))]
    is_left = bool(texts) and all(int(m[1]) > 12 for m in texts)
    return is_left and all(day.day <= 12 for day in real) and any(day.day != day.month for day in real)


def swapped(cell: Any) -> Any:
    """A real day with its day for its month; what is none, as it stands."""
    return cell.replace(month=cell.day, day=cell.month) if isinstance(cell, datetime | date) else cell


def day_written(text: str) -> str:
    """The one day that a text says its counts are of, as it is written there; empty where it names none, or several.

    That from which they count, and that of a plan or a decision, are others.
    """
    text = unicodedata.normalize("NFC", text[:_LONGEST_TITLE])
    days = [
        found[0]
        for found in (*_SPOKEN.finditer(text), *_WITHIN.finditer(text))
        if not _BEFORE_A_START.search(before := text[: found.start()])
        and not _PAPER.search(before.lower().rpartition("đến")[2])
        and not (_BEFORE_NO_DAY.search(before) and _SHORT.fullmatch(found[0]))
    ]
    return days[0] if len(set(days)) == 1 else ""


def day_within(text: str) -> str:
    """The day that a title or a file name speaks of, as YYYY-MM-DD; a title in Vietnamese has the day first."""
    found = day(day_written(text), "dmy")
    return found if _ISO.fullmatch(found) else ""


def decimal_sign(cells: Sequence[Any]) -> str:
    """`,` or `.`, as the column itself proves; `either` where none is used; `ask` where 1.234 may be either."""
    texts = [text_of(cell).removesuffix("%") for cell in cells if isinstance(cell, str)]
    if any(_BOTH_COMMA.fullmatch(text) for text in texts):
        return ","
    if any(_BOTH_POINT.fullmatch(text) for text in texts):
        return "."
    is_comma = any(_COMMA.fullmatch(text) and not _THOUSANDS.fullmatch(text) for text in texts)
    is_point = any(_POINT.fullmatch(text) and not _THOUSANDS.fullmatch(text) for text in texts)
    if is_comma != is_point:
        return "," if is_comma else "."
    return "ask" if any(_THOUSANDS.fullmatch(text) for text in texts) else "either"


def whole(cell: Any) -> str:
    """A count: signs between thousands go, where they are all of one kind and stand every three digits."""
    text = text_of(cell)
    if isinstance(cell, str) and not text.lstrip("+-").startswith("0") and (found := _THOUSANDS.fullmatch(text)):
        return text.replace(found[1], "")
    return text


def number(cell: Any, sign: str) -> str:
    """A number with a decimal point; `64,9%` is 0.649."""
    text = text_of(cell)
    if not isinstance(cell, str):
        return text
    bare = re.sub(r"[\s\u00a0']", "", text.removesuffix("%"))
    if sign == ",":
        bare = bare.replace(".", "").replace(",", ".")
    elif re.fullmatch(r"[+-]?\d{1,3}(,\d{3})+(\.\d+)?", bare) and sign == ".":
        bare = bare.replace(",", "")
    try:
        return repr(float(bare) / 100) if text.endswith("%") else bare
    except ValueError:
        return text


def flag(cell: Any) -> str:
    text = text_of(cell).lower()
    return "true" if text in TRUE else "false" if text in FALSE else text


def plain(cell: Any) -> str:
    """Text in NFC; the mark that kept a spreadsheet from reading a formula goes."""
    unmarked = _FORMULA_MARK.sub("", cell, count=1) if isinstance(cell, str) and cell.startswith("'") else cell
    return unicodedata.normalize("NFC", text_of(unmarked))


def _iso(text: str, year: str, month: str, day_of_month: str) -> str:
    try:
        return date(int(year), int(month), int(day_of_month)).isoformat()
    except ValueError:
        return text
