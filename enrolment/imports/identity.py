"""Numbers that tell who a person is, within any text: identity cards, telephones, insurance. None is ever stored.

The rule: nine or more digits, joined by nothing or by single signs or blanks, are a person's number, unless the text
itself shows that they are something else: days, times, numbers grouped in threes, ratios, percentages, sums of money,
codes of places. What is not on that list is not let through.
"""

import re
import unicodedata

import duckdb

MASK = "…"
_PERSONAL = re.compile(r"\d(?:[\W_]?\d){8,}")
# A number with wider gaps, and one in threes behind the word for such numbers.
_SPACED = re.compile(r"(?<!\d)0\d{1,5}(?:(?: [-–/.] |\.\.|\. )\d{2,6}){1,4}(?!\d)")
_SAID = re.compile(
    r"\b(?:cccd|cmnd|cmt|cmtnd|căn cước|chứng minh|định danh|hộ chiếu|passport|bhxh|bhyt|bảo hiểm|sđt|sdt|đt|dt|đtdđ|"
    r"điện thoại|di động|liên hệ|liên lạc|hotline|zalo|phone|mobile|tel|call)\b[^\d\n;]{0,20}?"
    r"(\d{2,3}(?P<sign>[ .])\d{3}(?P=sign)\d{3}(?:(?P=sign)\d{3})?)(?![\d/]| ?(?:đồng|đ\b|vnđ|vnd|₫))",
    re.IGNORECASE,
)
_FEWEST, _MOST_SPACED = 9, 12  # digits

_YEAR, _MONTH, _DAY = r"(?:19|20)\d{2}", r"(?:0?[1-9]|1[0-2])", r"(?:0?[1-9]|[12]\d|3[01])"
_CLOCK = r"(?:[01]?\d|2[0-3])[-:.hg_][0-5]\d(?:[-:.m_][0-5]\d)?(?:[.,]\d{1,9})?(?:Z|[+-]\d{2}:?\d{2})?"
_BETWEEN = r"(?:[ ;,]{1,2}| ?[-–/] ?)"
_DEGREES = r"(?:[89]|1\d|2[0-4]|10[2-9]|11[0-8])[.,](?:\d{12,17}|\d{3,8})"  # a latitude or a longitude of the country
_TENTHS = r"(?:[.,]\d+)?"
_COUNT = r"(?:0|[1-9]\d{0,5})"


def _in_threes(name: str) -> str:
    """A number grouped in threes. `name`: of the sign between the groups, which is one and the same."""
    return rf"(?!84[., ']?[35789]\d\d)[1-9]\d{{0,2}}(?P<{name}>[., '])\d{{3}}(?:(?P={name})\d{{3}})*"


def _a_day(name: str) -> str:
    """A day in figures, alone or with the hour. `name` tells apart the signs between its parts."""
    year_first = rf"{_YEAR}(?P<{name}y>[-/._]){_MONTH}(?P={name}y){_DAY}"
    year_last = rf"{_DAY}(?P<{name}d>[-/._]){_DAY}(?P={name}d)(?:{_YEAR}|\d\d)"
    compact = r"(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"
    compact_hour = r"(?:[ T_-]?(?:[01]\d|2[0-3])[0-5]\d(?:[0-5]\d)?)?"
    return rf"(?:(?:{year_first}|{year_last})(?:[ T_-]{{1,3}}{_CLOCK})?|{compact}{compact_hour})"


# What digits may be but a person's number, each where no digit stands beside it.
_HARMLESS = re.compile(
    "|".join(
        rf"(?<![\d+])(?<!\d[-/.,])(?:{form})(?!\d)(?![-/.,]\d)"
        for form in (
            rf"(?:{_DAY}(?:/{_MONTH})? ?[-–] ?)?{_a_day('a')}(?:[-–_ ,;&/]{{1,3}}{_a_day('b')})*",
            rf"{_YEAR}(?:[-–/]{_YEAR})+|20\d{{2}}(?:0[1-9]|1[0-2])(?:[-–/ ]20\d{{2}}(?:0[1-9]|1[0-2]))*",
            rf"{_MONTH}[-/]{_YEAR}(?: ?[-–] ?{_MONTH}[-/]{_YEAR})*",
            rf"{_DAY}/{_MONTH}(?:[-–,; ]{{1,3}}{_DAY}/{_MONTH})*",
            rf"(?<![/:] )(?P<part>{_in_threes('g')}|{_COUNT}) ?[/:] ?(?P<whole>{_in_threes('h')}|{_COUNT})",
            r"\d{5}-\d{2,3}(?:[ ,;/]{1,2}\d{5}-\d{2,3})*(?! ?\d)",
            rf"{_DAY}(?:[,;]{_DAY})+/{_MONTH}",
            r"[1-9]\d{0,3}(?: ?\+ ?[1-9]\d{0,3})+(?: ?= ?\d{1,6})?",
        )
    )
    + "|"
    + "|".join(
        rf"(?<![\d+])(?:{form})(?!\d)"
        for form in (
            _CLOCK.replace("[-:.hg_]", "[:hg]", 1),
            rf"(?<!\d[-/., '+]){_in_threes('n')}{_TENTHS}(?:{_BETWEEN}{_in_threes('m')}{_TENTHS})*(?![-/.,']\d)",
            r"\d{1,6}(?:[.,]\d+)? ?%",
            rf"(?<!\d[-/.,]){_DEGREES}(?:[,; ]{{1,2}}{_DEGREES})?(?![.,/-]?\d)",
            r"[1-9]\d{0,11} ?(?:đồng(?! chí)|VNĐ|VND|vnđ|vnd|₫|đ(?![/\w]))",
        )
    )
)


def holds_personal_number(text: str) -> bool:
    """Whether a text holds what looks like a person's number."""
    return bool(_numbers_in(_plain(text)))


def masked(text: str) -> str:
    """The text with such numbers taken out: for names of files and sheets, and for who brings something in."""
    plain = _plain(text)
    found = _numbers_in(plain)
    if not found:
        return text
    for start, end in reversed(found):
        plain = plain[:start] + MASK + plain[end:]
    return plain


def teach(con: duckdb.DuckDBPyConnection) -> None:
    """Give a connection the macro `is_personal(text)`, which is the same rule for columns."""
    con.create_function("holds_personal_number", holds_personal_number, ["VARCHAR"], "BOOLEAN")
    # Few texts have so many digits: the others never leave DuckDB.
    digits = f"length(cell) >= {_FEWEST} and length(regexp_replace(cell, '\\P{{N}}', '', 'g')) >= {_FEWEST}"
    con.execute(f"create macro is_personal(cell) as case when {digits} then holds_personal_number(cell) else false end")


def _plain(text: str) -> str:
    """The text as it reads: digits of any script in ours, no signs that show nothing, one blank for several."""
    if text.isascii():
        shown = text
    else:
        composed = unicodedata.normalize("NFKC", text)
        shown = "".join(_as_read(sign) for sign in composed if unicodedata.category(sign) not in ("Cf", "Mn", "Me"))
    return re.sub(r"\s+", " ", re.sub(r"[()\[\]]", "", shown))


def _as_read(sign: str) -> str:
    digit = unicodedata.digit(sign, None)
    return str(digit) if digit is not None else sign


def _numbers_in(plain: str) -> list[tuple[int, int]]:
    """Where persons' numbers start and end."""
    if _digits(plain) < _FEWEST:
        return []
    said = [found.span(1) for found in _SAID.finditer(plain) if _digits(found[1]) >= _FEWEST]
    others = _HARMLESS.sub(_crossed_out, plain)
    spaced = [found.span() for found in _SPACED.finditer(others) if _FEWEST <= _digits(found[0]) <= _MOST_SPACED]
    return _apart([*said, *spaced, *(found.span() for found in _PERSONAL.finditer(others))])


def _crossed_out(found: re.Match[str]) -> str:
    """What is harmless as letters. Of a ratio, the part is not more than the whole."""
    if found["part"]:
        part, whole = (int(re.sub(r"\D", "", number)) for number in (found["part"], found["whole"]))
        if part > whole:
            return found[0]
    return "x" * len(found[0])


def _apart(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Spans in their order, those that overlap as one."""
    found: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if found and start < found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


def _digits(text: str) -> int:
    return sum(map(str.isdigit, text))
