"""What a file says with words that nobody knows is asked about, or refused with its place; never counted in silence."""

from dataclasses import replace

import pytest

from enrolment.imports.files.upload import Upload
from enrolment.imports.meaning.reading import Choices
from enrolment.imports.meaning.understand import read
from enrolment.imports.mistakes import BadInput
from tests.imports.office_files import asked, book, stored, text

COUNTS = "reported_on village_code indicator_code new_count"


@pytest.mark.parametrize(
    "header",
    [
        "VNeID mức 1 trong ngày",
        "SSKĐT trên VNeID trong ngày",
        "Căn cước điện tử trong ngày",
        "Không làm được căn cước trong ngày",
        "Căn cước bị trả lại trong ngày",
        "Cần làm căn cước trong ngày",
        "Tăng giảm căn cước so với hôm trước",
        "Số cán bộ làm căn cước trong ngày",
        "Số hộ có VNeID trong ngày",
        "Without ID card (cumulative)",
        "Số thẻ căn cước làm lại trong ngày",
        "so can bo lam CCCD trong ngay",
    ],
)
def test_an_indicator_with_words_that_nobody_knows_is_asked_about(known, header):
    reading = read(text(f"Ngày,Thôn,{header}\n2025-08-03,Thôn 01,5\n"), "", Choices(), known)
    assert asked(reading) == {f"columns:{header}": header}
    cell = f"Ngày,Thôn,Nội dung,Số mới\n2025-08-03,Thôn 01,{header},5\n"
    assert list(asked(read(text(cell), "", Choices(), known))) == [f"accepted:{header}"]


@pytest.mark.parametrize(
    "header",
    [
        "VNeID mức 2 trong ngày",
        "1. Số hồ sơ căn cước thu nhận trong ngày?",
        "Kết quả cấp CCCD mới",
        "Số người được cấp thẻ căn cước trong ngày (từ 21/7)",
        "so ho so CCCD moi",
        "Tài khoản định danh điện tử mức 2 kích hoạt trong ngày",
        "Căn cước mới theo KH số 05 ngày 15/7/2025",
        "Identity cards issued today",
    ],
)
def test_an_indicator_in_the_words_of_offices_is_not(known, header):
    reading = read(text(f"Ngày,Thôn,{header}\n2025-08-03,Thôn 01,5\n"), "", Choices(), known)
    assert stored(reading, "new_count") == [("5",)]


def test_cards_given_anew_exchanged_and_once_more_are_each_asked_about_and_added_up(known):
    lines = "Ngày,Thôn,Căn cước cấp mới,Căn cước cấp đổi\n2025-08-03,Thôn 01,5,30\n"
    assert list(asked(read(text(lines), "", Choices(), known))) == [
        "columns:Căn cước cấp mới",
        "columns:Căn cước cấp đổi",
    ]
    said = dict.fromkeys(("Căn cước cấp mới", "Căn cước cấp đổi"), "new:id_card")
    assert stored(read(text(lines), "", Choices(columns=said), known), "new_count") == [("35",)]


def test_what_a_person_chose_does_not_push_out_what_a_header_says(known):
    lines = "Ngày,Thôn,Căn cước trong ngày,Căn cước lưu động trong ngày\n2025-08-03,Thôn 01,5,3\n"
    said = Choices(columns={"Căn cước lưu động trong ngày": "new:id_card"})
    assert list(asked(read(text(lines), "", said, known))) == ["same:new:id_card"]


def test_lines_of_a_day_or_an_indicator_with_a_numeral_or_a_subtotal_hold_for_what_follows(known):
    rows = [["STT", "Thôn", "Căn cước trong ngày"], ["I", "Ngày 03/8/2025", 12], [1, "Thôn 01", 5], [2, "Thôn 02", 7]]
    rows += [["II", "Ngày 04/8/2025", None], [1, "Thôn 01", 8]]
    reading = read(book(["Đến ngày 04/8/2025"], *rows), "", Choices(), known)
    assert stored(reading, "reported_on new_count") == [("2025-08-03", "5"), ("2025-08-03", "7"), ("2025-08-04", "8")]
    rows = [
        ["STT", "Thôn", "Trong ngày"],
        ["I", "Căn cước", 5],
        [1, "Thôn 01", 5],
        ["II", "VNeID mức 2", 9],
        [1, "Thôn 01", 9],
    ]
    reading = read(book(*rows), "", Choices(day="2025-08-03"), known)
    assert stored(reading, "indicator_code new_count") == [("id_card", "5"), ("vneid_level2", "9")]
    rows = [["STT", "Thôn", "Căn cước trong ngày"], ["I", "Xã Nghiên Loan", 5], [1, "Thôn 01", 5]]
    with pytest.raises(BadInput) as bad:  # it has numbers: no line that could be left out
        read(book(*rows), "", Choices(day="2025-08-03"), known)
    assert [(mistake.reason, mistake.row) for mistake in bad.value.found] == [("unclear-line", 2)]


def test_the_office_of_an_unknown_commune_in_the_title_is_asked_about(known):
    lines = "UBND XÃ NGHIÊN LOAN\nKẾT QUẢ ngày 03/8/2025\nThôn,Căn cước trong ngày,VNeID trong ngày\nThôn 01,5,2\n"
    assert asked(read(text(lines), "", Choices(), known)) == {"commune": "XÃ NGHIÊN LOAN"}
    told = lines.replace("NGHIÊN LOAN", "BẰNG THÀNH")
    assert asked(read(text(told), "", Choices(), known)) == {}
    told = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n" + lines.replace("UBND XÃ NGHIÊN LOAN", "Công an xã báo cáo")
    assert asked(read(text(told), "", Choices(), known)) == {}


def test_the_day_of_a_paper_is_not_that_of_the_counts(known):
    for paper in ("Mẫu số 02 ban hành ngày 01/7/2025", "Theo Thông báo ngày 01/7/2025", "Tờ trình số 5 ngày 01/7/2025"):
        lines = f"{paper}\nThôn,Căn cước trong ngày,VNeID trong ngày\nThôn 01,5,2\n"
        reading = read(text(lines), "", Choices(), known)
        assert [(str(one.choice), one.preset) for one in reading.questions] == [("day", "")]


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Từ 28/7 đến 1/8/2025", "a.csv"),
        ("Từ ngày 28-31/7/2025", "a.csv"),
        ("Hạn báo cáo 10/8/2025", "a.csv"),
        ("Báo cáo", "Mau_theo_QD_15-6-2024.csv"),
    ],
)
def test_the_end_of_several_days_a_deadline_and_a_decree_are_no_day_of_new_counts(known, title, name):
    lines = f"{title}\nThôn,Căn cước trong ngày,VNeID trong ngày\nThôn 01,5,2\n"
    reading = read(text(lines, name), "", Choices(), known)
    assert [str(question.choice) for question in reading.questions] == ["day"]


def test_rows_above_the_first_line_of_a_day_take_the_day_of_a_title_only_where_it_is_sure(known):
    rows = "Thôn,Căn cước trong ngày,VNeID trong ngày\nThôn 01,5,2\nNgày 04/8/2025,,\nThôn 02,6,3\n"
    reading = read(text(f"Kế hoạch từ 28/7/2025 đến 30/8/2025\n{rows}"), "", Choices(), known)
    assert [str(question.choice) for question in reading.questions] == ["lines:1", "day"]
    reading = read(text(f"Báo cáo ngày 03/8/2025\n{rows}"), "", Choices(), known)
    assert [day for (day,) in stored(reading, "reported_on")] == ["2025-08-03"] * 2 + ["2025-08-04"] * 2
    assert ("note-day-taken", "2025-08-03", 2) in reading.notes


def test_a_count_merged_over_two_columns_is_of_nobody(known):
    report = book(["Thôn", "Căn cước mới", "VNeID mới"], ["Thôn 01", 12, None], ["Thôn 02", 3, 4], merged=["B2:C2"])
    reading = read(report, "", Choices(day="2025-08-03"), known)
    counts = stored(reading, "village_code indicator_code new_count")
    assert [count.isdecimal() for _, _, count in counts] == [False, False, True, True]


def test_counts_above_the_people_of_a_place_are_asked_about(known):
    small = replace(known, people={"01864-01": 265}, guided=frozenset({"organisation_id"}))
    lines = "Ngày,Thôn,Căn cước trong ngày\n2025-08-03,Thôn 01,{}\n"
    assert asked(read(text(lines.format(99999)), "", Choices(), small)) == {"above": "2: 99999 > 265"}
    assert stored(read(text(lines.format(265)), "", Choices(), small), "new_count") == [("265",)]
    assert stored(read(text(lines.format(99999)), "", Choices(above="yes"), small), "new_count") == [("99999",)]


def test_columns_that_do_not_read_as_days_beside_days_are_asked_about(known):
    for header in ("Thứ 2 (1/9)", "1.1"):
        lines = f"Thôn,30/8/2025,31/8/2025,{header}\nThôn 01,1,2,4\n"
        said = Choices(counts="new", indicator="id_card", year="2025", dates="dmy")
        assert list(asked(read(text(lines), "", said, known))) == [f"columns:{header}"]
    lines = "Thôn,Căn cước 13/8/2025 thực hiện,Căn cước 14/8/2025 thực hiện\nThôn 01,5,6\n"
    said = Choices(columns={f"Căn cước {day}/8/2025 thực hiện": "new_count" for day in (13, 14)}, indicator="id_card")
    assert stored(read(text(lines), "", said, known), "reported_on new_count") == [
        ("2025-08-13", "5"),
        ("2025-08-14", "6"),
    ]


def test_the_first_row_of_data_is_no_second_line_of_the_header(known):
    for first in ("Thôn 01,VNeID,-,", "Thôn 01,VNeID,,"):
        lines = f"Thôn,Nội dung,Trong ngày,\n{first}\nThôn 02,Căn cước,7,\n"
        reading = read(text(lines), "", Choices(day="2025-08-03"), known)
        assert [count for _, _, _, count in stored(reading, COUNTS) if count.isdecimal()] == ["7"]


def test_a_column_that_says_what_is_counted_is_asked_about_before_one_answer_for_all(known):
    lines = "Ngày,Thôn,Hạng mục,Trong ngày\n2025-08-03,Thôn 01,Căn cước,5\n2025-08-03,Thôn 02,VNeID,3\n"
    assert asked(read(text(lines), "", Choices(), known)) == {"columns:Hạng mục": "Hạng mục"}
    lines = "Ngày,Thôn,Loại số liệu,Căn cước\n2025-08-03,Thôn 01,Lũy kế,320\n2025-08-04,Thôn 01,Trong ngày,5\n"
    with pytest.raises(BadInput) as bad:
        read(text(lines), "", Choices(), known)
    assert [mistake.reason for mistake in bad.value.found] == ["kind-column"]


def test_numbers_of_papers_that_are_counts_are_asked_about(known):
    lines = "Ngày,Thôn,Số CCCD\n2025-08-03,Thôn 01,5\n2025-08-03,Thôn 02,7\n"
    assert asked(read(text(lines), "", Choices(), known)) == {"columns:Số CCCD": "Số CCCD"}


def test_a_unit_is_no_commune_and_villages_stand_where_they_stand(known):
    lines = "Ngày,Thôn,Đơn vị tính,Căn cước trong ngày\n2025-08-03,Thôn 01,hồ sơ,5\n"
    assert stored(read(text(lines), "", Choices(), known), "village_code new_count") == [("01864-01", "5")]
    assert stored(read(text(lines.replace("Đơn vị tính", "Đơn vị")), "", Choices(), known), "new_count") == [("5",)]
    lines = "Ngày,Đơn vị,Căn cước trong ngày\n2025-08-03,Thôn 01,5\n2025-08-03,Thôn 02,6\n"
    assert stored(read(text(lines), "", Choices(), known), "village_code") == [("01864-01",), ("01864-02",)]


@pytest.mark.parametrize(
    "name", ["Thon 01", "Thôn1", "Thôn số 1", "T01", "Thôn 1A", "Thôn 01 (trung tâm)", "Thôn 1 - Bằng Thành"]
)
def test_a_village_in_a_clerks_spelling_gets_a_suggestion(known, name):
    reading = read(text(f"Ngày,Thôn,Căn cước trong ngày\n2025-08-03,{name},5\n"), "", Choices(), known)
    assert [next(iter(question.options)) for question in reading.questions] == ["01864-01"]


def test_exports_of_questionnaires_and_health_systems(known):
    repeat = "_parent_index,_submission__id,Căn cước trong ngày,VNeID trong ngày\n1,77,5,2\n"
    with pytest.raises(BadInput) as bad:
        read(text(repeat), "progress", Choices(), known)
    assert [mistake.reason for mistake in bad.value.found] == ["repeated-group"]
    lines = "Thôn,Căn cước trong ngày,_submission_time\nThôn 01,5,2025-08-03T22:30:00\n"
    said = Choices(columns={"_submission_time": "reported_on"})
    assert stored(read(text(lines), "", said, known), "reported_on") == [("2025-08-04",)], (
        "UTC, as KoboToolbox writes it"
    )
    lines = (
        "dataelement,period,orgunit,value,deleted\nid_card,20250803,Thôn 01,5,false\nid_card,20250803,Thôn 02,9,true\n"
    )
    reading = read(text(lines), "", Choices(counts="new"), known)
    assert stored(reading, "village_code new_count") == [("01864-01", "5")]
    assert (3, "deleted") in [(left.row, left.why) for left in reading.left_out]


def test_totals_of_several_days_and_units_below_a_header_raise_no_doubt(known):
    lines = "Ngày,Thôn,Căn cước trong ngày\n,,(hồ sơ)\n13/8/2025,Thôn 01,5\n13/8/2025,Thôn 02,7\nCộng,,12\n"
    lines += "14/8/2025,Thôn 01,1\n14/8/2025,Thôn 02,2\nCộng,,3\n"
    reading = read(text(lines), "", Choices(), known)
    assert (len(stored(reading, "new_count")), reading.doubts) == (4, ())
    assert [doubt.said for doubt in read(text(lines.replace(",,3", ",,9")), "", Choices(), known).doubts] == [9]


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        ("12<br>3", "12 3"),
        ("<p>4</p><p>5</p>", "4 5"),
        ('<span style="display: none">00012</span>12', "12"),
        ("<s>70</s>7", "70 7"),
        ("<b>1</b>2", "12"),
    ],
)
def test_a_cell_of_a_web_page_is_what_its_reader_sees(known, cell, shown):
    row = f"<tr><td>2025-08-03</td><td>Thôn 01</td><td>{cell}</td></tr>"
    page = f"<table><tr><th>Ngày</th><th>Thôn</th><th>Căn cước trong ngày</th></tr>{row}</table>"
    reading = read(Upload("báo cáo.xls", page.encode()), "", Choices(), known)
    assert stored(reading, "new_count") == [(shown,)]


def test_what_a_spreadsheet_rounded_is_no_count_and_a_part_is_not_added_to_the_whole(known):
    reading = read(text("Ngày,Thôn,Căn cước trong ngày\n2025-08-03,Thôn 01,1E+01\n"), "", Choices(), known)
    assert stored(reading, "new_count") == [("≈1E+01",)]
    said = dict.fromkeys(("Căn cước trong ngày", "Trong đó: căn cước nữ"), "new:id_card")
    lines = "Ngày,Thôn,Căn cước trong ngày,Trong đó: căn cước nữ\n2025-08-03,Thôn 01,5,3\n"
    reading = read(text(lines), "", Choices(columns={"Trong đó: căn cước nữ": said["Căn cước trong ngày"]}), known)
    assert [list(question.options) for question in reading.questions] == [["C", "D"]]
