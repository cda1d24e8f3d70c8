"""Whether a text speaks of some of the people only: of one sex, an age, or a time of the day."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import cache

from enrolment.imports.meaning.lexicon import header_key, lexicon

_AGE = re.compile(
    r"(?:(?:tu|duoi|tren|du|under|over|from|nam|nu|male|female) )*\d{1,3}(?: (?:den|to|duoi|under))*(?: \d{1,3})?"
    r"(?: (?:tuoi|years?))?(?: tro len)?"
)
_NUMBER = r"(\d{1,3})"
_SAYS_AGE = re.compile(r"\b(?:tuổi|tuoi|aged|years? old|ages)\b|[<>≤≥]\s*\d")
_BELOW = re.compile(rf"(?:\b(?:dưới|duoi|under|chưa đủ|chua du|below)|[<≤])\D{{0,12}}?{_NUMBER}\b")
_BETWEEN = re.compile(rf"\b{_NUMBER}\s*(?:-|–|đến|den|to|tới)\s*(?:dưới|duoi|under)?\s*{_NUMBER}\b")
_MAN = re.compile(r"(?<!việt )(?<!viet )\bnam\b(?!\s*(?:20)?\d\d)")  # no land, and no year without its accents
_MOST = 125  # years that an age has


def is_part(text: str) -> bool:
    """Whether a text is a part of a count that has others beside it, and nothing more."""
    wanted = header_key(text)
    return wanted in _keys() or _AGE.fullmatch(wanted) is not None or _is_between_ages(text)


def is_of_a_part(text: str, own_age: int | None = None) -> bool:
    """Whether a text that says more speaks of a part. `own_age`: from which on people are counted at all, so that those
    of that age and more are no part."""
    said = _without_own_age(_plain(text), own_age)
    words = f" {header_key(said)} "
    has_word = any(_has(said, words, part) for part in lexicon()["parts"] if part != "default" and len(part) > 1)
    return has_word or bool(_SAYS_AGE.search(said) or _MAN.search(said))


def are_younger(lines: Iterable[str], own_age: int | None) -> bool:
    """Whether a line speaks of people all of whom are younger than those who are counted."""
    if own_age is None:
        return False
    ends = [end for line in lines for end in _ends(_plain(line))]
    return bool(ends) and max(ends) <= own_age


def own_age(names: Sequence[str]) -> int | None:
    """From which age on people are counted, as the names of an indicator say; None where they do not."""
    said = [
        int(found[1] or found[2]) for name in names for found in re.finditer(r"(\d+) tuổi|aged (\d+)", _plain(name))
    ]
    return min(said, default=None)


def _ends(said: str) -> list[int]:
    """The ages at which those end of whom a line speaks."""
    says_age = bool(_SAYS_AGE.search(said)) or is_part(said)
    between = [(int(found[1]), int(found[2])) for found in _BETWEEN.finditer(said)]
    ends = [end for start, end in between if start < end <= _MOST and says_age]
    return ends + [int(found[1]) for found in _BELOW.finditer(said)]


def _is_between_ages(text: str) -> bool:
    """`0-6`, which is no day."""
    found = re.fullmatch(rf"{_NUMBER}\s*[-–]\s*{_NUMBER}", text.strip())
    return (
        found is not None
        and int(found[1]) < int(found[2]) <= _MOST
        and not (1 <= int(found[2]) <= 12 and found[1] != "0")
    )


def _without_own_age(said: str, age: int | None) -> str:
    """A text without the words that say of whom all counts of an indicator are."""
    if age is None:
        return said
    not_below = r"(?<!dưới )(?<!duoi )(?<!under )(?<!below )(?<!đến )(?<!tới )(?<![<≤–-])"
    from_on = not_below + r"(?:người |nguoi )?(?:(?:từ|tu|trên|tren|aged|over|from)\s+)?(?:đủ |du )?"
    and_more = r"(?:\s*(?:trở lên|tro len|and over|and older|\+))?(?!\s*(?:-|–|đến|den|to|tới)\s*\d)"
    return re.sub(rf"{from_on}(?<!\d)\b{age}\+?\s*(?:tuổi|tuoi|years?(?: old)?)?{and_more}", " ", said)


def _has(said: str, words: str, part: str) -> bool:
    """Whether a part stands in a text: with its accents where the text has any."""
    return f" {header_key(part)} " in words and (said.isascii() or part in said)


def _plain(text: str) -> str:
    return unicodedata.normalize("NFC", text).lower()


@cache
def _keys() -> frozenset[str]:
    return frozenset(map(header_key, lexicon()["parts"]))
