"""Letters of other times: what comes out is what was meant, and plain text is never touched."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enrolment.imports.files import letters

WORDS = [
    "Thôn",
    "Nà",
    "Pài",
    "Bằng",
    "Thành",
    "Khuổi",
    "Lặng",
    "lũy",
    "kế",
    "mức",
    "huỳnh",
    "quý",
    "đường",
    "nghỉ",
    "Đồn",
    "trưởng",
]
TEXTS = st.lists(st.sampled_from(WORDS), min_size=3, max_size=12).map(" ".join)
_TO_TCVN3 = {letter: code for code, letter in letters._TCVN3.items()}
_TO_VNI = {
    unicodedata.normalize("NFC", letters._VNI_LETTERS.get(base, base) + mark): base + sign
    for base in "aeouyôö"
    for sign, mark in letters._VNI_MARKS.items()
} | {value: key for key, value in letters._VNI_LETTERS.items()}
_TO_VNI |= {key.upper(): value.upper() for key, value in _TO_VNI.items() if key.upper() != key}


def tcvn3(text: str) -> str:
    return "".join(_TO_TCVN3.get(letter, letter) for letter in text)


def vni(text: str) -> str:
    return "".join(_TO_VNI.get(letter, letter) for letter in text)


def windows_1258(text: str) -> bytes:
    found = b""
    for letter in text:
        try:
            found += letter.encode("cp1258")
        except UnicodeEncodeError:
            apart = unicodedata.normalize("NFD", letter)
            tone = "".join(letters._TONES.findall(apart))
            found += unicodedata.normalize("NFC", letters._TONES.sub("", apart)).encode("cp1258") + tone.encode(
                "cp1258"
            )
    return found


def test_known_words_of_both_fonts():
    assert letters.converted("Th«n Nµ Pµi, B»ng Thµnh, møc ®é", "tcvn3") == "Thôn Nà Pài, Bằng Thành, mức độ"
    assert (
        letters.converted("Thoân Naø Paøi, Baèng Thaønh, ñöôøng, tröôûng", "vni")
        == "Thôn Nà Pài, Bằng Thành, đường, trưởng"
    )


@given(TEXTS)
def test_fonts_are_recognised_and_converted(text):
    for font, write in (("tcvn3", tcvn3), ("vni", vni)):
        written = write(text)
        if not written.isascii() and written != text:
            # What could as well be meant as it stands is left alone.
            assert font in letters.fonts_of(written) or letters.share_of_words(written) > 0.6
            assert letters.converted(written, font) == text
    assert letters.fonts_of(text) == []


@given(TEXTS)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "windows-1258"])
def test_every_encoding_gives_the_text(encoding, text):
    text = f"Thôn Bằng {text}"
    if encoding == "utf-16-be":
        content = b"\xfe\xff" + text.encode(encoding)
    else:
        content = windows_1258(text) if encoding == "windows-1258" else text.encode(encoding)
    assert letters.decode(content)[0].lstrip("\ufeff") == text


def test_bytes_that_are_no_text_are_refused():
    with pytest.raises(letters.Unknown):
        letters.decode(b"abc\xff\xfe\x00def" * 4)
