"""Numbers that tell who a person is, within any text: identity cards and telephones. None is ever stored."""

import re

# Twelve digits in a row, in threes or in fours, or a telephone as people write it; SQL and Python read it alike. Nine
# digits, the identity cards of old, are also sums of money: they count only where they are all that a cell holds. The
# numbers of health-insurance cards are two letters and thirteen digits.
_NUMBER = (
    r"(\d{12}|\d{3}([ .–_/-]\d{3}){3}|0\d{3}([ .–_/-]\d{4}){2}|(\+84|0)[1-9]\d{8}"
    r"|0\d{2}[ .]\d{9}|0\d{5}[ ./_-]\d{6}|0\d{2}[ ./_-]\d{3}[ ./_-]\d{6}|0( \d){11}|[A-Za-z]{2} ?\d ?\d{2} ?\d{10}"
    r"|\(0\d{2,3}\) ?\d{3}[ .-]?\d{3,4}|0[1-9]\d{2}/\d{3}/\d{3}|0[1-9]( \d{2}){4}|84 ?[1-9]\d{8}|02\d{3} \d{6}"
    r"|(\+84 ?|0)[1-9]\d{1,2}[ .-]\d{3}[ .-]?\d{3,4}|0[1-9]\d{2}([ .-]\d{2}){3})"
)
# A longer number, or decimals, are no person's.
_WITHIN = re.compile(rf"(?<![\d.,]){_NUMBER}(?!\d|[.,]\d)")
PERSONAL_NUMBER_SQL = rf"(^|[^\d.,]){_NUMBER}($|[^\d.,]|[.,]($|\D))"
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")  # signs that show nothing
MASK = "…"


def holds_personal_number(text: str) -> bool:
    """Whether a text holds what looks like an identity or a telephone number."""
    return _WITHIN.search(_UNSEEN.sub("", text)) is not None


def bytes_hold_personal_number(content: bytes) -> bool:
    """The same of a file that is no table, such as the properties of outlines."""
    return holds_personal_number(content.decode("utf-8", errors="replace"))


def masked(text: str) -> str:
    """The text with such numbers taken out: for file names, and for who brings something in."""
    return re.sub(r"\d{9,}", MASK, _WITHIN.sub(MASK, _UNSEEN.sub("", text)))
