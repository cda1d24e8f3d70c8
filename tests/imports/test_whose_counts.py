"""Whose counts a table has, of which day, and of what that is done: what is said of it beside the columns is taken,
asked about, or refused with its place; what everybody writes is none of these."""

from datetime import datetime

import openpyxl
import pytest

from enrolment.imports.files.upload import Upload
from tests.imports.office_files import book
from tests.imports.test_everyday import CARD, LEVEL, csv, in_bytes, look, rows

DAY, OFFICE, TITLE = "2025-08-13", ["UBND XÃ BẰNG THÀNH"], ["KẾT QUẢ NGÀY 13/8/2025"]
HEAD, ROWS = ["STT", "Thôn", "Căn cước trong ngày"], ([1, "Thôn 01", 5], [2, "Thôn 02", 7])
BOTH = rows((DAY, 1, CARD, 5), (DAY, 2, CARD, 7))
OF_COMMUNE = [(DAY, "", CARD, 5)]


@pytest.mark.parametrize("line", [["I", "Thôn 01", None], ["Thôn 01", None, None]])
def test_counts_below_a_village_are_not_the_communes(sample_store, line):
    upload = book(OFFICE, TITLE, ["TT", "Nội dung", "Trong ngày"], line, [1, "Căn cước", 5], [2, "VNeID mức 2", 4])
    seen = look(sample_store, upload)
    assert [(one.row, one.reason, one.value) for one in seen.mistakes] == [(4, "unclear-line", "Thôn 01")]


PARTS = [
    "Địa bàn xã Bộc Bố cũ", "Khu vực Bộc Bố", "Xã Bộc Bố cũ", "Trường THCS Bằng Thành", "3 thôn vùng cao",
    "Các thôn vùng cao", "Điểm lưu động Nà Lại", "Đội hình thanh niên tình nguyện", "Chợ Bộc Bố", "Kết quả tại chợ",
]  # fmt: skip
WHOLES = [
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "Số: 12/BC-UBND", "Đơn vị tính: hồ sơ",
    "Bằng Thành, ngày 13 tháng 8 năm 2025", "Kính gửi: UBND tỉnh", "Mẫu số 02/BC", "BAN CHỈ ĐẠO 06",
    "(Kèm theo Báo cáo số 12/BC-UBND ngày 13/8/2025)", "Người lập: Nông Văn Kế", "TỈNH THÁI NGUYÊN", "Năm 2025",
    "CÔNG AN XÃ BẰNG THÀNH", "Chiến dịch 60 ngày đêm", "Thời điểm báo cáo: 17h", "***", "Xã Bằng Thành",
    "Kết quả trên địa bàn toàn xã",
]  # fmt: skip


@pytest.mark.parametrize("part", PARTS)
def test_a_line_that_may_be_of_a_part_of_the_commune_is_asked_about(sample_store, part):
    seen = look(sample_store, book(OFFICE, TITLE, [part], ["Nội dung", "Trong ngày"], ["Căn cước", 5]))
    assert list(seen.questions) == ["lines:3"] and not seen.rows


@pytest.mark.parametrize("whole", WHOLES)
def test_letterheads_titles_and_papers_are_of_the_whole(sample_store, whole):
    upload = book(OFFICE, TITLE, [whole], ["Nội dung", "Trong ngày"], ["Căn cước", 5])
    assert look(sample_store, upload).rows == OF_COMMUNE


@pytest.mark.parametrize("name", ["Thôn 01", "Cụm 2", "Chợ Bộc Bố cũ"])
def test_the_name_of_a_sheet_may_be_of_a_part(sample_store, name):
    table = (OFFICE, TITLE, ["Nội dung", "Trong ngày"], ["Căn cước", 5])
    assert list(look(sample_store, book(*table, sheet=name)).questions) == ["lines:0"]
    assert look(sample_store, book(*table, sheet="Tổng hợp")).rows == OF_COMMUNE


def test_a_day_in_three_cells_above_names_no_villages(sample_store):
    seen = look(sample_store, book(["Ngày", 13, 8, 2025], HEAD, *ROWS), day=DAY)
    assert seen.rows == BOTH


def test_a_communes_own_counts_by_day(sample_store):
    table = (["Ngày", "Căn cước trong ngày", "VNeID trong ngày"], ["13/8/2025", 5, 2])
    assert look(sample_store, book(OFFICE, *table)).rows == [*OF_COMMUNE, (DAY, "", LEVEL, 2)]
    assert list(look(sample_store, book(OFFICE, ["THÔN 01"], *table)).questions) == ["lines:2"]


def _dated(shown: str, *lines) -> Upload:
    made = openpyxl.Workbook()
    for line in lines:
        made.active.append(line)
    for cell in (cell for row in made.active.iter_rows() for cell in row if isinstance(cell.value, datetime)):
        cell.number_format = shown
    return in_bytes(made)


@pytest.mark.parametrize("shown", ["mm/yyyy", "mmm-yy", '"Tháng "m/yyyy', "mmmm yyyy", "yyyy", "[$-42A]mmmm yyyy"])
def test_a_month_that_a_sheet_shows_is_no_day(sample_store, shown):
    lines = (["Ngày", "Thôn", "Căn cước mới"], [datetime(2025, 8, 1), "Thôn 38", 60])
    assert [(one.row, one.reason) for one in look(sample_store, _dated(shown, *lines)).mistakes] == [(2, "period")]
    across = (["Thôn", datetime(2025, 7, 1), datetime(2025, 8, 1)], ["Thôn 01", 50, 60])
    assert not look(sample_store, _dated(shown, *across), indicator=CARD, counts="new").rows


@pytest.mark.parametrize("shown", ["dd/mm/yyyy", "d-mmm", "dd/mm", "m/d/yy h:mm"])
def test_a_day_is_one_however_it_is_shown(sample_store, shown):
    lines = (["Ngày", "Thôn", "Căn cước mới"], [datetime(2025, 8, 13), "Thôn 01", 5])
    assert look(sample_store, _dated(shown, *lines)).rows == rows((DAY, 1, CARD, 5))


@pytest.mark.parametrize("header", ["Căn cước trong ngày 12/8", "Căn cước trong ngày (12/8)", "Căn cước mới 12/8"])
def test_a_header_of_another_day_than_the_title_is_asked_about(sample_store, header):
    assert list(look(sample_store, book(TITLE, ["STT", "Thôn", header], *ROWS)).questions) == ["day"]
    same = book(TITLE, ["STT", "Thôn", header.replace("12/8", "13/8")], *ROWS)
    assert look(sample_store, same).rows == BOTH


BESIDE = [
    "Phục vụ họp giao ban ngày 14/8/2025", "Báo cáo gửi trước 17h00 ngày 14/8/2025", "Tập huấn ngày 10/8/2025",
    "Lễ phát động chiến dịch: 10/8/2025", "Theo chỉ đạo của Chủ tịch UBND xã ngày 11/8/2025", "Ngày lập: 14/8/2025",
    "Cập nhật: 14/8/2025", "Ra quân ngày 21/7/2025", "Phiên bản 01/8/2025", "Ngày làm việc tiếp theo: 14/8/2025",
    "Biên bản họp ngày 12/8/2025",
]  # fmt: skip
OF_THE_COUNTS = [
    "Ngày 13/8/2025", "(Tính đến 17h ngày 13/8/2025)", "Ngày báo cáo: 13/8/2025", "Thời điểm: 13/8/2025",
    "Thứ Tư, ngày 13 tháng 8 năm 2025", "Chốt số liệu 17h00 ngày 13/8/2025", "Tiến độ cấp căn cước ngày 13/8/2025",
    "Cập nhật đến 13/8/2025",
]  # fmt: skip


@pytest.mark.parametrize("line", BESIDE)
def test_the_day_of_an_event_is_offered_not_taken(sample_store, line):
    seen = look(sample_store, book(["KẾT QUẢ CẤP CĂN CƯỚC"], [line], HEAD, *ROWS))
    assert list(seen.questions) == ["day"] and seen.questions["day"].preset and not seen.rows


@pytest.mark.parametrize("line", OF_THE_COUNTS)
def test_the_day_of_the_counts_is_taken(sample_store, line):
    assert look(sample_store, book(["KẾT QUẢ CẤP CĂN CƯỚC"], [line], HEAD, *ROWS)).rows == BOTH


TABLE = "<table><tr><td>Ngày<td>Thôn<td>Căn cước mới<tr><td>13/8/2025<td>Thôn 01<td>5</table>"


@pytest.mark.parametrize(
    ("page", "asked"),
    [
        (f"<h2>KẾ HOẠCH NGÀY MAI</h2>{TABLE}", ["lines:1"]),
        (f"{TABLE}<p>Số liệu trên là lũy kế</p>", ["lines:3"]),
        (TABLE.replace("<tr>", "<caption>Dự kiến</caption><tr>", 1), ["lines:1"]),
        (f"<div>BÁO CÁO <b>NGÀY</b> 13/8/2025</div>{TABLE}<nav>Kế hoạch</nav><script>var nháp</script>", []),
    ],
)
def test_what_a_page_says_around_its_table_is_read(sample_store, page, asked):
    seen = look(sample_store, Upload("a.xls", f"<html><head><title>Dự kiến</title></head><body>{page}".encode()))
    assert list(seen.questions) == asked and (seen.rows == rows((DAY, 1, CARD, 5))) is not bool(asked)


@pytest.mark.parametrize("said", ["KẾ HOẠCH NGÀY MAI", "XÃ NGHIÊN LOAN"])
def test_words_at_the_end_of_the_headers_are_read(sample_store, said):
    seen = look(sample_store, book(TITLE, [*HEAD, None, said], *ROWS))
    assert seen.questions and not seen.rows
    assert look(sample_store, book(TITLE, [*HEAD, "Ghi chú"], *ROWS)).rows == BOTH


OTHER_DEEDS = [
    "Phát căn cước trong ngày", "Số thẻ căn cước nhận về trong ngày", "Căn cước mới tính đến hết ngày",
    "Số người đăng ký mới căn cước", "Căn cước làm tiếp trong ngày", "Căn cước đã kích hoạt trong ngày",
]  # fmt: skip


@pytest.mark.parametrize("header", OTHER_DEEDS)
def test_another_deed_than_the_indicator_counts_is_asked_about(sample_store, header):
    seen = look(sample_store, book(TITLE, ["STT", "Thôn", header], *ROWS))
    assert list(seen.questions) == [f"columns:{header}"] and not seen.rows


@pytest.mark.parametrize("header", ["Tiếp nhận hồ sơ căn cước mới", "Căn cước phát sinh", "Căn cước hôm nay"])
def test_its_own_deeds_are_known(sample_store, header):
    assert look(sample_store, book(TITLE, ["STT", "Thôn", header], *ROWS)).rows == BOTH


def test_villages_over_their_indicators_have_to_be_rows(sample_store):
    head = (["Ngày", "Thôn 01", None, "Thôn 02", None], [None, "Căn cước", "VNeID", "Căn cước", "VNeID"])
    upload = book(*head, ["13/8/2025", 5, 4, 7, 6], merged=["A1:A2", "B1:C1", "D1:E1"])
    assert [one.reason for one in look(sample_store, upload).mistakes] == ["villages-as-columns"]


def test_steps_of_one_person_are_not_offered_to_be_added(sample_store):
    head = (["Thôn", "VNeID mức 2 trong ngày", None], [None, "Đăng ký", "Kích hoạt"])
    seen = look(sample_store, book(TITLE, *head, ["Thôn 01", 5, 4], merged=["A2:A3", "B2:C2"]))
    assert list(seen.questions["same:new:vneid_level2"].options) == ["B", "C"]


@pytest.mark.parametrize("total", ["Tong cong", "TONG", "Cong", "Toan xa", "Luy ke"])
def test_a_table_without_accents_has_totals_too(sample_store, total):
    lines = ([None, total, 12], ["Nguoi lap bieu", None, "Chu tich"])
    upload = book(["KET QUA NGAY 13/8/2025"], ["STT", "Thon", "Can cuoc trong ngay"], *ROWS, *lines)
    seen = look(sample_store, upload)
    assert seen.rows == BOTH and {(5, "total"), (6, "note")} <= seen.left and not seen.mistakes


@pytest.mark.parametrize("numbers", [["A", "B", 1], ["(A)", "(B)", "(1)"], ["a", "b", 1], ["(a)", "(b)", "(c)"]])
def test_letters_and_numbers_below_the_header_only_number_the_columns(sample_store, numbers):
    seen = look(sample_store, book(TITLE, HEAD, numbers, *ROWS))
    assert seen.rows == BOTH and (3, "numbering") in seen.left and not seen.file.reading.doubts


@pytest.mark.parametrize("said", ["Tỷ lệ %", "Còn lại", "Chỉ tiêu", "Kế hoạch", "So với hôm trước"])
def test_what_stands_below_the_totals_is_of_them(sample_store, said):
    seen = look(sample_store, book(TITLE, HEAD, *ROWS, [None, "Tổng cộng", 12], [None, said, 0.65]))
    assert seen.rows == BOTH and (6, "note") in seen.left


@pytest.mark.parametrize("group", ["Xã Bộc Bố cũ", "Bằng Thành (cũ)", "Cụm 1 (Bộc Bố)", "Khối 1", "Các thôn có sóng"])
def test_a_sum_of_the_rows_below_it_may_be_of_any_group(sample_store, group):
    assert look(sample_store, book(TITLE, HEAD, ["I", group, 12], *ROWS)).rows == BOTH
    (doubt,) = look(sample_store, book(TITLE, HEAD, ["I", group, 11], *ROWS)).file.reading.doubts
    assert (doubt.row, doubt.said, doubt.summed) == (3, 11, 12)


@pytest.mark.parametrize("group", ["Xã Nghiên Loan", "Kế hoạch cụm 1", "Nhóm nữ"])
def test_a_sum_of_another_commune_or_of_some_people_stays_unclear(sample_store, group):
    assert not look(sample_store, book(TITLE, HEAD, ["I", group, 12], *ROWS)).rows


def test_a_title_of_targets_is_what_a_targets_file_says(sample_store):
    head = "Mã thôn,Chỉ tiêu,Có từ trước,Nội dung,Ngày bắt đầu,Hạn"
    upload = csv("CHỈ TIÊU GIAO CHO CÁC THÔN", head, "01864-01,200,0,id_card,21/07/2025,31/08/2025")
    assert not look(sample_store, upload).questions


def test_the_only_commune_is_that_of_a_list_without_one(sample_store):
    seen = look(sample_store, csv("Ngày nhận,Hiện vật,Số lượng,ĐVT", "13/8/2025,Chăn,5,cái"))
    assert not seen.mistakes and ("note-commune-taken", "Xã Bằng Thành", 1) in seen.file.reading.notes


@pytest.mark.parametrize("line", ["Các thôn báo cáo về UBND xã trước 16h", "Xã phụ trách: đồng chí Nam"])
def test_words_behind_the_one_for_a_commune_are_no_name(sample_store, line):
    assert look(sample_store, book(TITLE, [line], HEAD, *ROWS)).rows == BOTH


ELSEWHERE = ["Báo cáo của UBND xã nghiên loan", "UBND XÃ NGHIÊN LOAN", "Gửi UBND xã Nghiên Loan trước 16h"]


@pytest.mark.parametrize("line", ELSEWHERE)
def test_another_commune_is_one_however_it_is_written(sample_store, line):
    assert "commune" in look(sample_store, book(TITLE, [line], HEAD, *ROWS)).questions
