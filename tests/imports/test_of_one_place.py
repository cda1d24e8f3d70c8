"""Sheets of one village, sums by former communes, the words that offices shorten, and what a title offers."""

from datetime import date

import pytest

from enrolment import clock
from tests.imports.office_files import book
from tests.imports.test_everyday import look

TITLE = ["KẾT QUẢ NGÀY 13/8/2025"]
HEAD = ["STT", "Thôn", "VNeID mức 2"]
DAYS: list[list] = [["Ngày", "Căn cước", "VNeID mức 2"], ["13/8/2025", 3, 4], ["14/8/2025", 5, 6]]
OF_ONE = [
    ("2025-08-13", "01864-01", "id_card", 3), ("2025-08-13", "01864-01", "vneid_level2", 4),
    ("2025-08-14", "01864-01", "id_card", 5), ("2025-08-14", "01864-01", "vneid_level2", 6),
]  # fmt: skip


@pytest.mark.parametrize(
    "file",
    [
        book(["THÔN 01"], *DAYS),
        book(["Báo cáo kết quả"], ["Thôn 01"], ["Tháng 8/2025"], *DAYS),
        book(["Kết quả tháng 8/2025"], *DAYS, sheet="Thôn 01"),
    ],
)
def test_the_sheet_of_one_village_is_its_own(sample_store, file):
    assert look(sample_store, file, counts="new").rows == OF_ONE


@pytest.mark.parametrize(
    "file",
    [
        book(["THÔN 77"], *DAYS),
        book(["THÔN 01"], ["THÔN 02"], *DAYS),
        book(["THÔN 01"], *DAYS, sheet="Thôn 02"),
        book(["THÔN 01"], ["Kết quả Thôn 02"], *DAYS),
        book(["UBND XÃ BẰNG THÀNH"], ["THÔN 01"], *DAYS),
        book(["THÔN 01"], *DAYS, ["Thôn 02"], ["15/8/2025", 5, 6]),
        book(["THÔN 01"], [*DAYS[0], "Ghi chú"], [*DAYS[1], "Thôn 02"]),
    ],
)
def test_a_sheet_that_may_be_of_another_village_is_not_taken(sample_store, file):
    seen = look(sample_store, file, counts="new")
    assert seen.rows == [] and (seen.questions or seen.mistakes)


def grouped(first: str, second: str, total: int) -> list[list]:
    return [
        TITLE, HEAD, ["I", first, total], [1, "Thôn 01", 4], [2, "Thôn 02", 3],
        ["II", second, 9], [1, "Thôn 03", 4], [2, "Thôn 04", 5],
    ]  # fmt: skip


def test_the_sum_of_the_rows_below_it_may_have_any_name(sample_store):
    for first, second in (("Bộc Bố", "Cổ Linh"), ("BỘC BỐ", "CỔ LINH")):
        seen = look(sample_store, book(*grouped(first, second, 7)), counts="new")
        assert [count for *_, count in seen.rows] == [4, 3, 4, 5] and {(3, "total"), (6, "total")} <= seen.left


@pytest.mark.parametrize(("names", "total"), [(("Bộc Bố", "Cổ Linh"), 8), (("Dự Kiến", "Nữ"), 7)])
def test_a_name_over_other_numbers_or_that_is_none_is_refused(sample_store, names, total):
    seen = look(sample_store, book(*grouped(names[0], names[1], total)), counts="new")
    assert seen.rows == [] and seen.mistakes[0].row == 3


def test_a_commune_that_is_unknown_is_what_is_wrong(sample_store):
    file = book(TITLE, ["STT", "Xã", "Thôn", "VNeID mức 2"], [1, "Bộc Bố", "Thôn 01", 4], [2, "Bộc Bố", "Thôn 02", 3])
    assert {(one.row, one.value) for one in look(sample_store, file, counts="new").mistakes} == {
        (3, "Bộc Bố"),
        (4, "Bộc Bố"),
    }


def test_indicators_may_be_shortened(sample_store):
    file = book(TITLE, ["STT", "Thôn", "CC", "ĐDĐT mức 2"], [1, "Thôn 01", 3, 4])
    assert look(sample_store, file, counts="new").rows == OF_ONE[:2]


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
