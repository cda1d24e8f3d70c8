"""Tables that people paste, as files that the office's own way reads."""

import pytest

from enrolment.imports.files import pasted
from enrolment.imports.files.upload import Upload
from enrolment.imports.meaning.reading import Choices
from enrolment.imports.meaning.understand import read
from tests.imports.office_files import stored


def as_upload(text: str) -> Upload:
    return Upload("Bảng dán 1.txt", pasted.as_file(text, "Tên thôn", "Số lượng"))


@pytest.mark.parametrize(
    "text",
    [
        "Tên thôn\tCăn cước trong ngày\nThôn 01\t5\nThôn 02\t1.200\n",  # Excel
        "| Tên thôn | Căn cước trong ngày |\n|---|---:|\n| Thôn 01 | 5 |\n| Thôn 02 | 1.200 |",
        "Tên thôn   Căn cước trong ngày\nThôn 01    5\nThôn 02    1.200\n",  # a web page
        "Tên thôn;Căn cước trong ngày\nThôn 01;5\nThôn 02;1.200\n",
    ],
)
def test_a_table_from_anywhere_comes_in(known, text):
    reading = read(as_upload(text), "", Choices(day="2025-08-03"), known)
    assert stored(reading, "village_code new_count") == [("01864-01", "5"), ("01864-02", "1200")]


def test_a_message_that_tells_counts_comes_in(known):
    text = "Ngày 03/8/2025\n- Thôn 01: 5\n• Thôn 02: 7 người\nThôn\xa003 – 12\n"
    reading = read(as_upload(text), "", Choices(indicator="id_card", counts="new"), known)
    counts = stored(reading, "reported_on village_code new_count")
    assert counts == [("2025-08-03", f"01864-0{n}", count) for n, count in enumerate(("5", "7", "12"), start=1)]


@pytest.mark.parametrize("count", ["50%", "2 nghìn", "~5", "5 hồ sơ, 2 lỗi", "5-6", "-5"])
def test_what_is_no_plain_count_in_a_message_is_never_one_in_silence(known, count):
    for text in (f"Thôn 01: {count}\nThôn 02: 7\nThôn 03: 9\n", f"Thôn 02: 7\nThôn 01: {count}\nThôn 03: 9\n"):
        reading = read(as_upload(text), "", Choices(indicator="id_card", counts="new", day="2025-08-03"), known)
        counts = dict(stored(reading, "village_code new_count"))
        assert counts["01864-02"] == "7" and not counts["01864-01"].isdecimal()


def test_counts_in_threes_and_units_of_a_message(known):
    text = "Thôn 01: 1 200\nThôn 02: 1.200 hồ sơ.\nThôn 03: 9 người\n"
    reading = read(as_upload(text), "", Choices(indicator="id_card", counts="new", day="2025-08-03"), known)
    assert [count for (count,) in stored(reading, "new_count")] == ["1200", "1200", "9"]


def test_a_gap_that_may_be_an_empty_cell_shifts_no_count():
    text = "Thôn  Căn cước  VNeID\nThôn 01  5  10\nThôn 02    10\nThôn 03  7  3"
    assert pasted.as_file(text, "T", "S").decode() == text
    text = "| Thôn | Căn cước | VNeID |\n|---|---|---|\n| Thôn 01 | | 7 |"
    assert pasted.as_file(text, "T", "S").decode().splitlines()[-1] == "Thôn 01\t\t7"


def test_what_is_no_table_stays_as_it_was_pasted():
    assert pasted.as_file("Chào các anh chị\nmai họp", "T", "S").decode() == "Chào các anh chị\nmai họp"
