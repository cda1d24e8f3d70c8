"""A column an indicator, a day, or a day above its indicators."""

from datetime import datetime

import pytest
from openpyxl.utils import get_column_letter

from enrolment.imports.files.upload import Upload
from enrolment.imports.meaning.columns import letter_of
from enrolment.imports.meaning.reading import Choices
from enrolment.imports.meaning.understand import read
from tests.imports.office_files import REPORT, asked, book, stored, text


def test_a_report_as_communes_write_it(known):
    reading = read(REPORT, "", Choices(), known)
    assert reading.table == "progress"
    assert reading.day == "2025-08-02", "its title says so"
    assert [str(q.choice) for q in reading.questions] == ["accepted:Hoà Bình"]
    answered = read(REPORT, "", Choices(accepted={"Hoà Bình": "01864-42"}), known)
    assert {q.choice for q in answered.questions} == set()
    assert stored(answered, "row_number village_code indicator_code cumulative_count reported_on") == [
        (7, "01864-01", "id_card", "91", "2025-08-02"),
        (7, "01864-01", "vneid_level2", "61", "2025-08-02"),
        (8, "01864-40", "id_card", "92", "2025-08-02"),
        (8, "01864-40", "vneid_level2", "62", "2025-08-02"),
        (10, "01864-42", "id_card", "93", "2025-08-02"),
    ]
    left = {(one.row, one.why) for one in answered.left_out}
    assert left == {
        (1, "title"),
        (2, "title"),
        (6, "numbering"),
        (0, "blank"),
        (11, "total"),
        (12, "note"),
        (0, "columns"),
    }


def test_the_same_report_gives_the_targets(known):
    reading = read(REPORT, "targets", Choices(accepted={"Hoà Bình": "01864-42"}), known)
    assert stored(reading, "village_code indicator_code target")[3] == ("01864-40", "vneid_level2", "1200")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
def test_a_column_a_day(known, sign, encoding):
    lines = f"Thôn{sign}21/7/2025{sign}22/7/2025\nThôn 01{sign}3{sign}4\nThôn 02{sign}{sign}5\n"
    upload = text(lines, encoding=encoding)
    assert {"counts", "indicator"} <= set(asked(read(upload, "", Choices(), known)))
    reading = read(upload, "", Choices(counts="new", indicator="id_card"), known)
    assert stored(reading, "village_code reported_on new_count indicator_code") == [
        ("01864-01", "2025-07-21", "3", "id_card"),
        ("01864-01", "2025-07-22", "4", "id_card"),
        ("01864-02", "2025-07-22", "5", "id_card"),
    ]


def test_a_day_above_its_indicators(known):
    report = book(
        ["Thôn", datetime(2025, 1, 13), None, datetime(2025, 1, 14), None],
        [None, "Căn cước số mới", "VNeID số mới", "Căn cước số mới", "VNeID số mới"],
        ["Thôn 01", 1, 2, 3, None],
        ["Thôn 02", None, 4, "-", 5],
        merged=["A1:A2", "B1:C1", "D1:E1"],
    )
    assert stored(read(report, "", Choices(), known), "reported_on village_code indicator_code new_count") == [
        ("2025-01-13", "01864-01", "id_card", "1"),
        ("2025-01-13", "01864-01", "vneid_level2", "2"),
        ("2025-01-14", "01864-01", "id_card", "3"),
        ("2025-01-13", "01864-02", "vneid_level2", "4"),
        ("2025-01-14", "01864-02", "vneid_level2", "5"),
    ]


def test_an_indicator_above_its_days_and_new_beside_cumulative(known):
    report = book(
        ["Thôn", "Căn cước", None, "VNeID", None],
        [None, "số mới 25/7/2025", "số mới 26/7/2025", "lũy kế 25/7/2025", "lũy kế 26/7/2025"],
        ["Thôn 01", 1, 2, 30, 40],
        merged=["A1:A2", "B1:C1", "D1:E1"],
    )
    reading = read(report, "", Choices(), known)
    assert stored(reading, "reported_on indicator_code new_count cumulative_count") == [
        ("2025-07-25", "id_card", "1", ""),
        ("2025-07-26", "id_card", "2", ""),
        ("2025-07-25", "vneid_level2", "", "30"),
        ("2025-07-26", "vneid_level2", "", "40"),
    ]


def test_a_day_above_new_and_cumulative_counts_of_one_indicator(known):
    report = book(
        ["Thôn", "25/7/2025", None, "26/7/2025", None],
        [None, "Số mới", "Lũy kế", "Số mới", "Lũy kế"],
        ["Thôn 01", 1, 30, "-", 31],
        merged=["A1:A2", "B1:C1", "D1:E1"],
    )
    reading = read(report, "", Choices(indicator="id_card"), known)
    assert stored(reading, "reported_on indicator_code new_count cumulative_count") == [
        ("2025-07-25", "id_card", "1", ""),
        ("2025-07-26", "id_card", "", "31"),
    ]


def test_the_total_beside_a_column_a_day_is_no_count(known):
    lines = "Thôn,25/7/2025,26/7/2025,Lũy kế\nThôn 01,1,2,33\n"
    reading = read(text(lines), "", Choices(indicator="id_card", counts="new"), known)
    assert stored(reading, "reported_on new_count cumulative_count") == [
        ("2025-07-25", "1", ""),
        ("2025-07-26", "2", ""),
    ]
    assert [column.is_sure for column in reading.columns] == [True, True, True, False]


def test_a_day_in_one_header_alone_is_asked_about_as_that_of_a_title(known):
    lines = "Thôn,Căn cước lũy kế đến 02/8/2025,VNeID lũy kế\nThôn 01,91,61\n"
    (question,) = read(text(lines), "", Choices(), known).questions
    assert (str(question.choice), question.preset) == ("day", "2025-08-02")


@pytest.mark.parametrize("lines", ["Ngày,Thôn,Căn cước số mới,Căn cước lũy kế\n", "Ngày,Thôn,Nội dung,Số mới,Lũy kế\n"])
def test_a_cumulative_count_counts_where_no_new_one_stands_beside_it(known, lines):
    what = ",căn cước" if "Nội dung" in lines else ""
    lines += f"25/7/2025,Thôn 01{what},-,91\n25/7/2025,Thôn 02{what},3,92\n25/7/2025,Thôn 03{what},0,93\n"
    reading = read(text(lines), "", Choices(), known)
    assert stored(reading, "new_count cumulative_count") == [("", "91"), ("3", ""), ("0", "")]
    assert ("note-one-count", "", 2) in reading.notes


@pytest.mark.parametrize(
    "header",
    [
        "Căn cước lũy kế (từ 21/7/2025)",
        "Căn cước lũy kế từ ngày 21/7/2025 đến 02/8/2025",
        "Căn cước lũy kế theo KH số 05 ngày 15/7/2025",
        "Căn cước lũy kế đến 02/8/2025",
    ],
)
def test_the_day_that_counts_start_from_or_a_plan_is_of_is_not_theirs(known, header):
    lines = f"BÁO CÁO theo Kế hoạch số 05 ngày 15/7/2025 tính đến ngày 02/8/2025\nThôn,{header}\nThôn 01,91\n"
    reading = read(text(lines), "", Choices(), known)
    assert (reading.questions, reading.day) == ((), "2025-08-02")
    assert ("note-day-taken", "2025-08-02", 1) in reading.notes


def test_a_day_is_asked_about_where_title_and_name_differ_or_it_has_not_come(known):
    for title, name in (("02/8/2025", "báo cáo 03-8-2025.csv"), ("02/8/2099", "báo cáo.csv")):
        lines = f"BÁO CÁO ngày {title}\nThôn,Căn cước lũy kế\nThôn 01,91\n"
        (question,) = read(Upload(name, lines.encode()), "", Choices(), known).questions
        assert str(question.choice) == "day" and question.preset.endswith("-08-02")


def test_totals_without_a_day_beside_days_are_left_out(known):
    lines = "Thôn,Căn cước trong ngày 13/1/2025,Căn cước trong ngày 14/1/2025,Căn cước lũy kế\nThôn 01,1,2,30\n"
    reading = read(text(lines), "", Choices(), known)
    assert stored(reading, "reported_on new_count") == [("2025-01-13", "1"), ("2025-01-14", "2")]
    assert [column.is_sure for column in reading.columns] == [True, True, True, False]


@pytest.mark.parametrize("other", ["Chỉ tiêu", "Số hộ", "Tổ", "Ghi chú"])
def test_what_stands_below_a_day_and_is_no_count_is_none(known, other):
    report = book(["Thôn", "25/7/2025", None], [None, other, "Lũy kế"], ["Thôn 01", 9, 50], merged=["A1:A2", "B1:C1"])
    reading = read(report, "", Choices(indicator="id_card"), known)
    assert stored(reading, "reported_on cumulative_count") == [("2025-07-25", "50")]


def test_an_indicator_without_a_day_beside_others_with_theirs_is_asked_its_day(known):
    lines = "Thôn,Căn cước lũy kế đến 30/6/2025,VNeID lũy kế đến 31/7/2025,Tổ chức lũy kế\nThôn 01,1,2,3\n"
    assert set(asked(read(text(lines), "", Choices(), known))) == {"day"}
    reading = read(text(lines), "", Choices(day="2025-08-02"), known)
    assert [day for (day,) in stored(reading, "reported_on")] == ["2025-06-30", "2025-07-31", "2025-08-02"]


def test_a_day_in_the_header_of_a_long_table_changes_nothing_of_its_rows(known):
    lines = "Ngày,Thôn,Nội dung,Số mới,Lũy kế đến 02/8/2025\n25/7/2025,Thôn 01,căn cước,3,50\n"
    assert stored(read(text(lines), "", Choices(), known), "reported_on new_count") == [("2025-07-25", "3")]


def test_a_day_that_stands_twice_is_asked_about_and_added_up(known):
    report = book(["Thôn", "25/7/2025", None], [None, "Sáng", "Chiều"], ["Thôn 01", 3, 4], merged=["A1:A2", "B1:C1"])
    said = Choices(counts="new", indicator="id_card")
    (question,) = read(report, "", said, known).questions
    assert str(question.choice) == "same:day 25/7/2025"
    said = Choices(counts="new", indicator="id_card", same={"day 25/7/2025": "+"})
    assert stored(read(report, "", said, known), "reported_on new_count") == [("2025-07-25", "7")]


def test_columns_are_called_as_spreadsheets_call_them():
    assert list(map(letter_of, range(18_278))) == [get_column_letter(number) for number in range(1, 18_279)]
