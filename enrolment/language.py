"""Words and numbers in the reader's language: Fluent messages, Babel's numbers, the commune's dates."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from functools import cache, lru_cache

import pandas as pd
from babel.dates import format_date
from babel.numbers import format_decimal, get_decimal_symbol, get_group_symbol
from fluent.runtime import FluentBundle, FluentResource

from enrolment import clock
from enrolment.settings import LOCALE

FOLDER = LOCALE


@dataclass(frozen=True)
class Language:
    """A language of the pages: what its speakers call it, whose numbers (Babel's locale) and days it writes, and whose
    names of the data it shows, which come in Vietnamese and English."""

    name: str
    locale: str
    day_format: str
    data: str = "en"


SPOKEN = {
    "vi": Language("Tiếng Việt", "vi_VN", "dd/M/y", data="vi"),  # days as the commune writes them
    "en": Language("English", "en", "d MMM y"),
}
LANGUAGES = {code: language.name for code, language in SPOKEN.items()}


@cache
def _bundle(language: str) -> FluentBundle:
    # Isolation marks would stand between a number and its text on cards and in downloads.
    return FluentBundle([SPOKEN[language].locale], use_isolating=False)


@cache
def _entries(language: str) -> dict[str, str]:
    """The text of each message, by its key, as it stands in the file."""
    text = (FOLDER / f"{language}.ftl").read_text(encoding="utf-8")
    return {entry.partition(" =")[0]: entry for entry in re.split(r"^(?=[a-z0-9-]+ =)", text, flags=re.MULTILINE)}


def column(language: str, stem: str) -> str:
    """The column of the data that speakers of a language are shown, such as `name_en`."""
    return f"{stem}_{SPOKEN[language].data}"


def separators(language: str) -> str:
    """What stands before decimals and between thousands, as Plotly takes them: `,.` · `.,`."""
    locale = SPOKEN[language].locale
    return get_decimal_symbol(locale) + get_group_symbol(locale)


def translate(language: str, key: str, **values: object) -> str:
    """The text of a key; KeyError when a language lacks it, ValueError when its variables do not fit."""
    bundle = _bundle(language)
    if not bundle.has_message(key):  # parsed when it is first said: all of them take a command as long as its work
        bundle.add_resource(FluentResource(_entries(language)[key]))
    pattern = bundle.get_message(key).value
    if pattern is None:
        raise KeyError(key)
    text, errors = bundle.format_pattern(pattern, values)
    if errors:
        raise ValueError(f"{key}: {errors[0]}")
    return str(text)


_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_TONES = "\u0300\u0309\u0303\u0301\u0323"  # huyền, hỏi, ngã, sắc, nặng


def collation_key(text: str) -> tuple:
    """Sorts as a Vietnamese list does: a ă â … d đ …, tones only where the letters agree, 2 before 10."""
    letters: list[tuple] = []
    tones: list[int] = []
    for part in re.findall(r"[0-9]+|[^0-9]", unicodedata.normalize("NFC", text.lower())):
        if part.isdigit() and part.isascii():
            letters.append((0, int(part)))
            continue
        marks = unicodedata.normalize("NFD", part)
        tones.append(next((_TONES.index(mark) + 1 for mark in marks if mark in _TONES), 0))
        bare = unicodedata.normalize("NFC", "".join(mark for mark in marks if mark not in _TONES))
        letters.append((1, _ALPHABET.index(bare)) if bare in _ALPHABET else (-1, ord(bare[0])))
    return letters, tones


@lru_cache(maxsize=20_000)
def count(language: str, number: float | None, decimals: int = 0) -> str:
    """`10.033` · `10,033`, rounded half up; a dash where the number is unknown. With decimals, what is not nothing is
    never written as 0."""
    if number is None or pd.isna(number):
        return "–"
    exact = _exact(number)
    rounded = _half_up(exact, decimals)
    if decimals and not rounded and exact:
        rounded = _smallest(decimals).copy_sign(exact)
    return format_decimal(
        rounded, format=f"#,##0.{'0' * decimals}" if decimals else "#,##0", locale=SPOKEN[language].locale
    )


def signed(lang: str, value: float, decimals: int = 0) -> str:
    """A number with its sign; a zero has none."""
    shown = count(lang, abs(value), decimals)
    sign = "" if not any(digit in shown for digit in "123456789") else "−" if value < 0 else "+"
    return f"{sign}{shown}"


def share(language: str, value: float | None, decimals: int = 2) -> str:
    """`64,94%` · `64.94%`, from a share between 0 and 1, rounded half up; a dash where it is unknown. Neither 0 % nor
    100 % where it is not."""
    if value is None or pd.isna(value):
        return "–"
    return _percent(language, _exact(value), decimals)


def reached(language: str, done: float | None, target: float | None) -> str:
    """`6.549/10.084 (64,94%)`: a percentage never stands without its counts. Without a target, the count alone."""
    if target is None or done is None or pd.isna(target) or pd.isna(done):
        return count(language, done)
    part = f" ({_percent(language, _exact(done) / _exact(target))})" if target else ""
    return f"{count(language, done)}/{count(language, target)}{part}"


def _percent(language: str, exact: Decimal, decimals: int = 2) -> str:
    rounded = _half_up(100 * exact, decimals)
    if rounded == 100 and exact != 1:
        rounded += _smallest(decimals).copy_sign(exact - 1)
    return f"{count(language, rounded if rounded else 100 * exact, decimals)}%"


def _exact(number: float) -> Decimal:
    """The number as it reads, without the noise in the last digits of a double."""
    if isinstance(number, Decimal):
        return number
    return Decimal(repr(round(float(number), 12))) if float(number) % 1 else Decimal(int(number))


def _half_up(exact: Decimal, decimals: int) -> Decimal:
    return exact.quantize(_smallest(decimals), ROUND_HALF_UP)


def _smallest(decimals: int) -> Decimal:
    return Decimal(1).scaleb(-decimals)


def moment(language: str, value: datetime) -> str:
    """`02/8/2025 14:05`, the hour in Vietnam."""
    local = value.astimezone(clock.VIETNAM)
    return f"{day(language, local)} {local:%H:%M}"


def day(language: str, value: date | datetime | None) -> str:
    """`02/8/2025` as the commune writes it · `2 Aug 2025`; a dash where the day is unknown."""
    if value is None or pd.isna(value):
        return "–"
    return _day(language, date(value.year, value.month, value.day))


@lru_cache(maxsize=20_000)
def _day(language: str, value: date) -> str:
    return format_date(value, SPOKEN[language].day_format, locale=SPOKEN[language].locale)
