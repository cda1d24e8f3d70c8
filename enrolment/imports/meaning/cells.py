"""Numbers, flags and texts as people write them, column by column: what is ambiguous is asked about, never guessed."""

import re
import unicodedata
from collections.abc import Sequence
from typing import Any

from enrolment.imports.files.sheets import text_of
from enrolment.imports.novalue import Share

_THOUSANDS = re.compile(r"[+-]?\d{1,3}([.,\u00a0 '])\d{3}(?:\1\d{3})*")
_COMMA, _POINT = re.compile(r"[+-]?\d+,\d+"), re.compile(r"[+-]?\d+\.\d+")
_BOTH_COMMA, _BOTH_POINT = re.compile(r"[+-]?\d{1,3}(\.\d{3})+,\d+"), re.compile(r"[+-]?\d{1,3}(,\d{3})+\.\d+")
_NO_DECIMALS = re.compile(r"[+-]?\d+[.,]0{1,2}")
_NOISE = re.compile(r"[+-]?\d+\.\d{9,}")  # what a formula of doubles leaves
_ROUNDED = re.compile(r"[+-]?\d+(?:[.,]\d+)?[eE][+-]?\d+")  # as spreadsheets show what does not fit
# A count with the word for what was counted.
_COUNTED = re.compile(
    r"([+-]?\d[\d.,]*) ?(?:người|hồ sơ|hs|trường hợp|thẻ|tài khoản|lượt|công dân|people|persons|records)", re.IGNORECASE
)
_NOTHING = ("NA", "N/A", "n/a", "NULL", "null", "NaN", "nan", "None", "<NA>")
_FORMULA_MARK = re.compile(r"'(?=[\s\u00ad\u200b-\u200f\u2060\ufeff]*[=+@\uff1d\uff0b\uff20\uff0d\t\r-])")
TRUE, FALSE = ("true", "1", "có", "x", "đúng", "yes", "t", "y"), ("false", "0", "không", "sai", "no", "f", "n")


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


def is_nothing(cell: Any) -> bool:
    """Whether a cell is empty, or says that there is nothing, as R, pandas and databases write it."""
    return cell is None or (isinstance(cell, float) and cell != cell) or text_of(cell) in ("", *_NOTHING)


def is_number(text: str) -> bool:
    """Whether a text looks like a number, of whatever signs."""
    return bool(re.fullmatch(r"[+-]?\d[\d.,\s]*%?", text))


def whole(cell: Any) -> str:
    """A count: signs between thousands go, where they are all of one kind and stand every three digits; so do decimals
    that are none, such as 3,00 or the 6.999999999999999 of a formula, and the word for what was counted, `5 người`."""
    text = text_of(cell)
    if isinstance(cell, str) and (counted := _COUNTED.fullmatch(text)):
        text = counted[1]
    if isinstance(cell, str) and _ROUNDED.fullmatch(text):
        return f"≈{text}"  # its last digits may be lost: no count
    if _NO_DECIMALS.fullmatch(text):
        return re.split("[.,]", text)[0]
    if _NOISE.fullmatch(text) and abs(float(text) - round(float(text))) < 1e-9 * max(1.0, abs(float(text))):
        return str(round(float(text)))
    if isinstance(cell, str) and not text.lstrip("+-").startswith("0") and (found := _THOUSANDS.fullmatch(text)):
        return text.replace(found[1], "")
    return text


def number(cell: Any, sign: str) -> str:
    """A number with a decimal point; `64,9%` is 0.649."""
    text = text_of(cell)
    if isinstance(cell, Share):
        return repr(cell.value)
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


def count_of(cell: Any) -> int | None:
    """The whole number of a cell, None where it is none."""
    text = whole(cell)
    return int(text) if re.fullmatch(r"[+-]?\d{1,15}", text) else None
