"""Whose a sheet is, what is no name of a group, the words that offices shorten, and what a title offers."""

from datetime import date

import pytest

from enrolment import clock
from tests.imports.office_files import book
from tests.imports.test_everyday import look

TITLE = ["KẾT QUẢ NGÀY 13/8/2025"]
HEAD = ["STT", "Thôn", "VNeID mức 2"]
DAYS: list[list] = [["Ngày", "Căn cước", "VNeID mức 2"], ["13/8/2025", 3, 4], ["14/8/2025", 5, 6]]


@pytest.mark.parametrize(
    "file",
    [
        book(["THÔN 01"], *DAYS),
        book(["THÔN 01"], ["Đơn vị: Thôn 02"], *DAYS),
        book(["THÔN 77"], *DAYS, sheet="Thôn 01"),
        book(["Kết quả tháng 8/2025"], *DAYS, sheet="Thôn 01"),
    ],
)
def test_whose_a_sheet_without_a_column_of_places_is_stays_asked(sample_store, file):
    """Another title, the sheet or the file may name another village: a title alone is not enough."""
    seen = look(sample_store, file, counts="new")
    assert seen.rows == [] and (seen.questions or seen.mistakes)


@pytest.mark.parametrize("label", ["HỘ CHIẾU", "Mất Thẻ", "CẤP ĐỔI"])
def test_words_in_capitals_are_no_name_of_a_group(sample_store, label):
    """Though the number is just the sum of the rows below it: these may be counts of something else."""
    rows = [["I", label, 7], [1, "Thôn 01", 4], [2, "Thôn 02", 3], ["II", "Cụm 2", 9], [1, "Thôn 03", 4]]
    seen = look(sample_store, book(TITLE, HEAD, *rows, [2, "Thôn 04", 5]), counts="new")
    assert seen.rows == [] and seen.mistakes[0].row == 3


def test_a_commune_that_is_unknown_is_what_is_wrong(sample_store):
    file = book(TITLE, ["STT", "Xã", "Thôn", "VNeID mức 2"], [1, "Bộc Bố", "Thôn 01", 4], [2, "Bộc Bố", "Thôn 02", 3])
    assert {(one.row, one.value) for one in look(sample_store, file, counts="new").mistakes} == {
        (3, "Bộc Bố"),
        (4, "Bộc Bố"),
    }


def test_indicators_may_be_shortened(sample_store):
    """`CC xã` may be officials, so `CC` alone is no card: it is named among what is left out."""
    file = book(TITLE, ["STT", "Thôn", "CC xã", "ĐDĐT mức 2"], [1, "Thôn 01", 3, 4])
    seen = look(sample_store, file, counts="new")
    assert seen.rows == [("2025-08-13", "01864-01", "vneid_level2", 4)] and (0, "columns") in seen.left


def test_a_title_offers_its_indicator_and_its_day(sample_store, monkeypatch):
    monkeypatch.setattr(clock, "today", lambda: date(2025, 8, 20))
    rows = ["STT", "Thôn", "Số mới"], [1, "Thôn 01", 3], [2, "Thôn 02", 5]
    seen = look(sample_store, book(["KẾT QUẢ VNEID MỨC 2 NGÀY 13 THÁNG 8"], *rows))
    assert {key: one.preset for key, one in seen.questions.items()} == {
        "indicator": "vneid_level2",
        "day": "2025-08-13",
    }
    assert look(sample_store, book(["CĂN CƯỚC VÀ VNEID ngày 13/8/2025"], *rows)).questions["indicator"].preset == ""
    december = look(sample_store, book(["KẾT QUẢ NGÀY 25/12"], *rows), indicator="id_card")
    assert december.questions["day"].preset == "2024-12-25"


def test_a_target_beside_steps_is_a_report_where_the_title_says_results(sample_store):
    rows = ["STT", "Thôn", "Chỉ tiêu", "Thu nhận", "Trả thẻ"], [1, "Thôn 01", 50, 12, 3], [2, "Thôn 02", 70, 9, 4]
    seen = look(sample_store, book(["KẾT QUẢ CẤP CĂN CƯỚC NGÀY 13/8/2025"], *rows))
    assert {"columns:Thu nhận", "columns:Trả thẻ"} <= set(seen.questions) and not seen.rows
