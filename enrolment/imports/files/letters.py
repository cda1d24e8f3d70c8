"""Letters of other times: Windows-1258, and the font encodings TCVN3 and VNI that hide in Latin-looking text."""

import re
import unicodedata

FONTS = ("tcvn3", "vni")
_TCVN3_CODES = (
    *range(0xA1, 0xAF),
    *range(0xB5, 0xBA),
    *range(0xBB, 0xBF),
    *range(0xC6, 0xCD),
    *(0xCE, 0xCF),
    *range(0xD0, 0xD9),
    *range(0xDC, 0xE0),
    *range(0xE1, 0xF0),
    *range(0xF1, 0xFF),
)
_TCVN3_LETTERS = "ĂÂÊÔƠƯĐăâêôơưđàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ"
_TCVN3 = dict(zip(map(chr, _TCVN3_CODES), _TCVN3_LETTERS, strict=True))
_ACUTE, _GRAVE, _HOOK, _TILDE, _DOT = "\u0301", "\u0300", "\u0309", "\u0303", "\u0323"
_BREVE, _CIRCUMFLEX = "\u0306", "\u0302"
_VNI_MARKS = {
    "ù": _ACUTE,
    "ø": _GRAVE,
    "û": _HOOK,
    "õ": _TILDE,
    "ï": _DOT,
    "ê": _BREVE,
    "é": _BREVE + _ACUTE,
    "è": _BREVE + _GRAVE,
    "ú": _BREVE + _HOOK,
    "ü": _BREVE + _TILDE,
    "ë": _BREVE + _DOT,
    "â": _CIRCUMFLEX,
    "á": _CIRCUMFLEX + _ACUTE,
    "à": _CIRCUMFLEX + _GRAVE,
    "å": _CIRCUMFLEX + _HOOK,
    "ã": _CIRCUMFLEX + _TILDE,
    "ä": _CIRCUMFLEX + _DOT,
}
_VNI_LETTERS = {"ô": "ơ", "ö": "ư", "ñ": "đ", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ"}
_VNI_LETTERS |= {key.upper(): value.upper() for key, value in _VNI_LETTERS.items()}
_VNI = re.compile(f"([aeouyôöAEOUYÔÖ])([{''.join(_VNI_MARKS)}{''.join(_VNI_MARKS).upper()}])|[{''.join(_VNI_LETTERS)}]")
_TONES = re.compile(f"[{_ACUTE}{_GRAVE}{_HOOK}{_TILDE}{_DOT}]")
_VOWELS = (
    "a|ă|â|e|ê|i|o|ô|ơ|u|ư|y|ai|ao|au|ay|âu|ây|eo|êu|ia|iê|iu|oa|oă|oe|oi|ôi|ơi|ua|uâ|uê|ui|uô|uơ|uy|ưa|ưi|ươ|ưu|yê|ya"
    "|iêu|yêu|oai|oao|oay|oeo|uây|uôi|ươi|ươu|uya|uyê|uyu|uao|uai"
)
_SYLLABLE = re.compile(
    f"(ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdđghklmnpqrstvx])?({_VOWELS})(ch|ng|nh|[cmnpt])?", re.IGNORECASE
)
_WORDS = re.compile(r"[A-Za-z\u0080-\uffff]+")


class Unknown(Exception):
    """Bytes that are text in none of the encodings that offices use; `row` where UTF-8 is broken in one place,
    `is_wide` where they said that they were UTF-16."""

    def __init__(self, row: int | None = None, is_wide: bool = False):
        self.row, self.is_wide = row, is_wide
        super().__init__()


def decode(content: bytes) -> tuple[str, str]:
    """The text of a file and the name of its encoding; raises Unknown.

    UTF-8 and UTF-16 are certain. Otherwise the bytes are taken as Windows-1258 where that makes Vietnamese words, else
    as Latin letters, in which `fonts_of` may find a font encoding.
    """
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if content.startswith(mark):
            return _decoded(content, encoding)
    evens, odds = content[:400:2].count(0), content[1:400:2].count(0)
    if max(evens, odds) > 0.4 * len(content[:400]) / 2 > min(evens, odds):  # every other byte: UTF-16 without its mark
        return _decoded(content, "utf-16-le" if odds > evens else "utf-16-be")
    try:
        return content.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as error:
        repaired = content.decode("utf-8", errors="replace")
        whole = sum(1 for char in repaired if char > "\u00ff" and char != "\ufffd")
        if whole > 2 * repaired.count("\ufffd"):  # one torn letter in a file of good ones
            raise Unknown(1 + content[: error.start].count(b"\n")) from error
    if b"\0" in content:
        raise Unknown
    latin = content.decode("latin-1")
    windows = unicodedata.normalize("NFC", content.decode("cp1258", errors="replace"))
    in_fonts = max(share_of_words(converted(latin, font)) for font in FONTS)
    if "\ufffd" not in windows and share_of_words(windows) >= max(0.6, in_fonts):
        return windows, "windows-1258"
    return latin, "latin-1"


def _decoded(content: bytes, encoding: str) -> tuple[str, str]:
    try:
        return content.decode(encoding), encoding
    except UnicodeDecodeError as error:
        raise Unknown(is_wide=encoding.startswith("utf-16")) from error


def fonts_of(text: str) -> list[str]:
    """The fonts (`tcvn3`, `vni`) in whose letters the text makes Vietnamese words, and only in those; likeliest first.

    A short text may be read in either: then a person has to say which.
    """
    if any(char > "\u00ff" for char in text if char not in "–—‘’“”…") or text.isascii():
        return []
    least = max(0.8, share_of_words(text) + 0.2)
    shares = {font: share_of_words(converted(text, font)) for font in FONTS}
    return sorted((font for font in FONTS if shares[font] >= least), key=lambda font: -shares[font])


def converted(text: str, font: str) -> str:
    """The text in Unicode; as it is where no font is named."""
    if font == "tcvn3":
        return "".join(_TCVN3.get(char, char) for char in text)
    if font == "vni":
        return _VNI.sub(_vni_letter, text)
    return text


def share_of_words(text: str) -> float:
    """The share of words with marks that can be Vietnamese syllables; 0 where there are none."""
    words = [word for word in _WORDS.findall(text[:200_000]) if not word.isascii()]
    return sum(_is_syllable(word) for word in words) / len(words) if words else 0.0


def _is_syllable(word: str) -> bool:
    apart = unicodedata.normalize("NFD", word)
    bare = unicodedata.normalize("NFC", _TONES.sub("", apart))
    return len(_TONES.findall(apart)) <= 1 and _SYLLABLE.fullmatch(bare) is not None


def _vni_letter(found: re.Match[str]) -> str:
    letter, mark = found.groups()
    if not letter:
        return _VNI_LETTERS[found.group()]
    return unicodedata.normalize("NFC", _VNI_LETTERS.get(letter, letter) + _VNI_MARKS[mark.lower()])
