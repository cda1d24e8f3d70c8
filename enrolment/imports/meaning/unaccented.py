"""Patterns of Vietnamese words that are also found in texts written without any accent, as names of files often are."""

import re
import unicodedata


def without_accents(text: str) -> str:
    """The same text, letter for letter, without its accents: `Lũy kế` becomes `Luy ke`."""
    apart = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


class Pattern:
    """A pattern, whatever the case. In a text that has accents, its words are found with theirs; in one without any,
    without: `dự kiến` in `Dự kiến` and `DU KIEN`, not in `du kiến`."""

    def __init__(self, pattern: str) -> None:
        self._own = re.compile(pattern, re.IGNORECASE)
        self._bare = re.compile(without_accents(pattern), re.IGNORECASE)

    def _for(self, text: str) -> re.Pattern[str]:
        return self._bare if text.isascii() else self._own

    def search(self, text: str) -> re.Match[str] | None:
        return self._for(text).search(text)

    def match(self, text: str) -> re.Match[str] | None:
        return self._for(text).match(text)

    def sub(self, instead: str, text: str) -> str:
        return self._for(text).sub(instead, text)

    def fullmatch(self, text: str) -> re.Match[str] | None:
        return self._for(text).fullmatch(text)
