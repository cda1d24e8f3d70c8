"""Lists of persons: told, and only counted."""

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enrolment.imports.meaning import persons
from enrolment.imports.meaning.reading import Choice, Choices
from enrolment.imports.meaning.understand import read
from tests.imports.office_files import book, stored, text

PERSONS = """STT,Họ và tên,Số CCCD,Ngày sinh,Thôn,Ngày kích hoạt
1,Nguyễn A,001099000123,1/2/1990,Thôn 01,25/7/2025
2,Trần B,001099000124,1/2/1991,Thôn 01,25/7/2025
3,Nguyễn A,1099000123,1/2/1990,Thôn 02,26/7/2025
4,Lê C,,1/2/1992,Thôn 02,25/7/2025
"""


def test_a_list_of_persons_is_told_and_counted_once_for_each_number(known):
    told = read(text(PERSONS), "", Choices(), known)
    assert told.personal == ("Họ và tên", "Số CCCD", "Ngày sinh")
    assert told.frame is None
    counted = read(text(PERSONS), "", Choices(count_persons=True, indicator="vneid_level2"), known)
    assert stored(counted, "reported_on village_code indicator_code new_count") == [
        ("2025-07-25", "01864-01", "vneid_level2", "2"),
        ("2025-07-25", "01864-02", "vneid_level2", "1"),
    ]
    assert {key: count for key, _, count in counted.notes} == {
        "note-persons": 4,
        "note-repeated": 1,
        "note-unnumbered": 1,
    }


@pytest.mark.parametrize("cell", ["001099000123", "123456789", "0912345678", 1099000123.0, "001 099 000 123"])
def test_numbers_in_most_rows_where_nothing_is_counted_are_asked_about(known, cell):
    reading = read(book(["Thôn", "Mã số", "Ngày"], ["Thôn 01", cell, "2025-07-25"]), "", Choices(), known)
    assert reading.personal == ("Mã số",)
    (question,) = (question for question in reading.questions if question.choice == Choice("count_persons"))
    assert list(question.options) == ["yes", "no"] and question.about == "Mã số"


@pytest.mark.parametrize("cell", ["1/2/1960", datetime(1990, 2, 1), "1975-12-31", "ngày 5 tháng 3 năm 1988"])
def test_days_of_birth_where_nothing_is_counted_are_asked_about(known, cell):
    reading = read(book(["Thôn", "NS", "Ngày"], ["Thôn 01", cell, "2025-07-25"]), "", Choices(), known)
    assert reading.personal == ("NS",)


@pytest.mark.parametrize("cell", ["001099000123", "123456789", 130500000, "1/2/1960"])
def test_beside_counts_nobody_is_asked_about_persons(known, cell):
    reading = read(book(["Thôn", "Ngày", "id_card", "Mã"], ["Thôn 01", "2025-07-25", 3, cell]), "", Choices(), known)
    assert reading.personal == () and reading.frame.new_count.tolist() in ([3], ["3"])
    assert "Mã" not in {str(column.header) for column in reading.columns if column.target}


def test_rows_that_are_no_persons_go_on_as_any_other(known):
    rows = ["Thôn", "Số biên nhận", "Ngày"], ["Thôn 01", "123456789", "2025-07-25"]
    reading = read(book(*rows), "progress", Choices(count_persons=False), known)
    assert reading.personal == ()


@given(st.lists(st.tuples(st.sampled_from(["", "1", "2", "3"]), st.sampled_from("AB"), st.sampled_from(["1", "2"]))))
def test_counting_persons_counts_each_number_once(people):
    counts, repeated, unnumbered = persons.counted(people)
    numbers = {number for number, _, _ in people if number}
    assert sum(counts.values()) == len(numbers) + unnumbered
    assert repeated == sum(1 for number, _, _ in people if number) - len(numbers)
    assert counts == persons.counted(sorted(people, key=lambda one: one[2]))[0] or numbers
