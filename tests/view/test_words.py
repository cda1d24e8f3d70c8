"""What people write is shown as they wrote it."""

import pytest

from enrolment.view.words import as_written


@pytest.mark.parametrize("text", ["$x^2$", "**a**", "_b_", "[c](http://d)", ":red[e]", "`f`", "#g", "~~h~~", "a\\b"])
def test_nothing_of_a_name_is_read_as_markdown(text):
    shown = as_written(text)
    assert shown.replace("\\", "") == text.replace("\\", "") and shown != text
    assert not any(shown[place - 1 : place] != "\\" for place, sign in enumerate(shown) if sign in "$*_[]`:#~")


def test_plain_words_stay_as_they_are():
    assert as_written("Thôn Nà Pài, ngày 03/8/2025 (64,9%)") == "Thôn Nà Pài, ngày 03/8/2025 (64,9%)"
