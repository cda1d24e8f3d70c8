"""A cumulative number beside a new count is not taken, and held against what is known."""

import pytest

from tests.imports.office_files import book
from tests.imports.test_everyday import csv, look

KNOWN = 239  # what Thôn 01 of the sample has reached of its level-2 accounts, on its last day
HEAD = "Ngày,Thôn,Nội dung,Số mới,Lũy kế"


def _row(day: str, new: int, total: int | str) -> str:
    return f"{day}/8/2025,Thôn 01,VNeID mức 2,{new},{total}"


def test_what_is_known_and_the_new_count_come_to_is_no_doubt(sample_store):
    seen = look(sample_store, csv(HEAD, _row("13", 5, KNOWN + 5), _row("14", 7, KNOWN + 12)))
    assert seen.change.apart_count == 0 and [count for *_, count in seen.rows] == [5, 7]


def test_another_total_is_told_with_row_place_and_both_numbers(sample_store):
    seen = look(sample_store, csv(HEAD, _row("13", 5, 300), _row("14", 7, 307)))
    assert seen.change.apart == ((2, "Thôn 01", 300, KNOWN + 5), (3, "Thôn 01", 307, KNOWN + 12))
    assert seen.change.warnings("vi")[0].startswith("Hàng 2, Thôn 01: cột lũy kế ghi 300, nhưng")


def test_so_it_is_in_a_table_with_a_column_for_each(sample_store):
    head = ["STT", "Thôn", "VNeID trong ngày", "VNeID lũy kế", "Căn cước trong ngày"]
    upload = book(["KẾT QUẢ NGÀY 13/8/2025"], head, [1, "Thôn 01", 5, 9999, 3], [2, "Thôn 02", 7, None, 4])
    assert look(sample_store, upload).change.apart == ((3, "Thôn 01", 9999, KNOWN + 5),)


@pytest.mark.parametrize("day", ["01", "02"])
def test_of_days_that_were_reported_nobody_can_tell_here(sample_store, day):
    seen = look(sample_store, csv(HEAD, _row(day, 99, 9999), _row("13", 5, 9999)))
    assert seen.change is None or seen.change.apart_count == 0


def test_who_never_reported_has_nothing_to_be_held_against(sample_store):
    seen = look(sample_store, csv(HEAD, "13/8/2025,Thôn 01,Dịch vụ công,5,90"))
    assert seen.change.apart_count == 0
