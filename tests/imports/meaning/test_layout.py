"""Which rows are data: under titles and merged headers, beside totals and notes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enrolment.imports.files.sheets import Sheet
from enrolment.imports.meaning import layout
from enrolment.imports.meaning.reading import Choices
from enrolment.imports.meaning.understand import read
from tests.imports.office_files import book, stored, text


def test_those_who_sign_below_the_total_are_no_villages(known):
    report = book(
        ["STT", "Thôn", "Căn cước số mới", "VNeID số mới"],
        [1, "Thôn 01", 3, 4],
        ["Tổng cộng", None, 3, 4],
        [],
        [None, "NGƯỜI LẬP BIỂU", None, "TM. UBND XÃ"],
        [None, "(ký tên)", None, "CHỦ TỊCH"],
    )
    reading = read(report, "", Choices(day="2025-07-25"), known)
    assert [village for (village,) in stored(reading, "village_code")] == ["01864-01", "01864-01"]
    assert [(left.row, left.why) for left in reading.left_out if left.row > 3] == [(5, "note"), (6, "note")]


def test_a_village_called_as_a_total_stays():
    assert not layout._is_total("Cộng Hòa")
    assert all(map(layout._is_total, ["Tổng cộng", "Cộng", "TỔNG SỐ:", "Tổng cộng toàn xã", "Total"]))


def test_a_commune_called_as_a_total_stays(known):
    from dataclasses import replace

    taught = replace(known, communes=(*known.communes, ("01800", "Xã Tổng Cọt", "")))
    lines = "Ngày,Xã,Nội dung,Số mới\n25/7/2025,Tổng Cọt,tổ chức,3\n25/7/2025,Tổng toàn tỉnh,,3\n"
    reading = read(text(lines), "", Choices(), taught)
    assert stored(reading, "commune_code new_count") == [("01800", "3")]
    assert [one.why for one in reading.left_out] == ["total"]


def test_merged_cells_of_data_say_the_same_of_each_row(known):
    upload = book(
        ["Ngày", "Thôn", "Nội dung", "Số mới"],
        ["25/7/2025", "Thôn 01", "căn cước", 3],
        [None, "Thôn 02", "căn cước", 4],
        merged=["A2:A3"],
    )
    days = stored(read(upload, "", Choices(), known), "reported_on village_code")
    assert days == [("2025-07-25", "01864-01"), ("2025-07-25", "01864-02")]


@given(
    st.lists(
        st.lists(st.one_of(st.none(), st.text(max_size=12), st.floats(), st.booleans(), st.dates()), max_size=6),
        min_size=1,
        max_size=8,
    )
)
def test_any_sheet_is_laid_out_or_not_without_losing_a_row(rows):
    found = layout.lay_out(Sheet("", rows), lambda cell: "a" in cell)
    if found:
        data = {number for number, _ in found.data}
        left = {one.row for one in found.left_out}
        assert not data & left
        assert all(0 <= number <= len(rows) for number in data | left)


def test_headers_above_others_in_a_file_that_tells_of_no_merged_cells(known):
    lines = "Thôn,13/1/2025,,14/1/2025,\n,Căn cước số mới,VNeID số mới,Căn cước số mới,VNeID số mới\nThôn 01,1,2,3,4\n"
    assert stored(read(text(lines), "", Choices(), known), "reported_on indicator_code new_count") == [
        ("2025-01-13", "id_card", "1"),
        ("2025-01-13", "vneid_level2", "2"),
        ("2025-01-14", "id_card", "3"),
        ("2025-01-14", "vneid_level2", "4"),
    ]


TITLED = (
    book(
        ["KẾT QUẢ CẤP CĂN CƯỚC", None, None, "25/7/2025"],
        ["Thôn", "Căn cước số mới", "VNeID số mới"],
        ["Thôn 01", 3, 4],
    ),
    text("BÁO CÁO CĂN CƯỚC VÀ VNEID,,,Ngày 02/8/2025\nThôn,Căn cước số mới,VNeID số mới,\nThôn 01,3,4,\n"),
    text("Ngày 25/7/2025,,,Đơn vị tính\nSTT,Thôn,Căn cước số mới,VNeID số mới\n1,Thôn 01,3,4\n"),
    book(
        ["KẾT QUẢ CẤP CĂN CƯỚC, VNEID", None, None, None, "Ngày 25/7/2025"],
        ["STT", "Thôn", "Căn cước số mới", "VNeID số mới"],
        [1, "Thôn 01", 3, 4],
        merged=["A1:D1"],
    ),
)  # fmt: skip


@pytest.mark.parametrize("report", TITLED)
def test_a_title_is_no_line_of_the_header(known, report):
    reading = read(report, "", Choices(day="2025-07-25"), known)
    assert stored(reading, "village_code indicator_code new_count") == [
        ("01864-01", "id_card", "3"),
        ("01864-01", "vneid_level2", "4"),
    ]


def test_a_merged_title_does_not_hide_what_stands_above_several_columns(known):
    report = book(
        ["BÁO CÁO"],
        ["Thôn", "Căn cước", None, "VNeID", None],
        [None, "Trong ngày", "Lũy kế", "Trong ngày", "Lũy kế"],
        ["Thôn 01", "-", 10, 4, 30],
        merged=["A1:E1"],
    )
    assert stored(read(report, "", Choices(day="2025-08-02"), known), "indicator_code new_count cumulative_count") == [
        ("id_card", "", "10"),
        ("vneid_level2", "4", ""),
    ]


def test_words_below_a_merged_header_are_headers_whatever_they_are(known):
    report = book(  # a total is never added to its parts
        ["Thôn", "Căn cước số mới", None, None],
        [None, "Nam", "Nữ", "Tổng"],
        ["Thôn 01", 3, 4, 7],
        merged=["A1:A2", "B1:D1"],
    )
    (question,) = read(report, "", Choices(day="2025-08-02"), known).questions
    assert question.options == {
        "B": "Căn cước số mới · Nam", "C": "Căn cước số mới · Nữ", "D": "Căn cước số mới · Tổng",
    }  # fmt: skip
    reading = read(report, "", Choices(day="2025-08-02", same={"new:id_card": "D"}), known)
    assert stored(reading, "village_code new_count") == [("01864-01", "7")]


def test_a_row_of_data_below_a_merged_header_is_data(known):
    rows = (
        ["STT", "Thôn", None, "Căn cước số mới"],
        [1, "Xã Bằng Thành", "Thôn 01", 3],
        [2, "Xã Bằng Thành", "Thôn 02", 4],
    )
    found = layout.lay_out(Sheet("", [list(row) for row in rows], ((0, 1, 0, 2),)), lambda text: text in rows[0])
    assert [number for number, _ in found.data] == [2, 3]


def test_a_total_on_top_makes_no_notes_of_the_rows_below(known):
    report = book(["Thôn", "Căn cước số mới", "Ghi chú"], ["Toàn xã", 7, None], ["Thôn 01", "3 hồ sơ", "x"])
    assert stored(read(report, "", Choices(day="2025-07-25"), known), "new_count") == [("3",)]


def test_a_number_merged_over_several_villages_is_nobodys_own(known):
    report = book(
        ["Mã xã", "Thôn", "Căn cước số mới"], [1864, "Thôn 01", 5], [None, "Thôn 02", None], merged=["A2:A3", "C2:C3"]
    )
    reading = read(report, "", Choices(day="2025-08-02"), known)
    assert stored(reading, "village_code new_count") == [("01864-01", "5 ⤵"), ("01864-02", "5 ⤵")]


def test_three_lines_of_headers(known):
    report = book(
        ["BÁO CÁO TUẦN"],
        ["Thôn", "Ngày 13/8/2025", None, None, "Ngày 14/8/2025", None, None],
        [None, "Căn cước", None, "VNeID", "Căn cước", None, "VNeID"],
        [None, "Trong ngày", "Lũy kế", "Trong ngày", "Trong ngày", "Lũy kế", "Trong ngày"],
        ["Thôn 01", 1, 20, 2, 4, 24, 5],
        merged=["A2:A4", "B2:D2", "E2:G2", "B3:C3", "E3:F3"],
    )
    assert stored(read(report, "", Choices(), known), "reported_on indicator_code new_count") == [
        ("2025-08-13", "id_card", "1"),
        ("2025-08-13", "vneid_level2", "2"),
        ("2025-08-14", "id_card", "4"),
        ("2025-08-14", "vneid_level2", "5"),
    ]
