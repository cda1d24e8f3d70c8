"""What lines above and below a table say of its counts is held against what its columns say."""

from dataclasses import replace

import pytest

from tests.imports.office_files import book
from tests.imports.test_everyday import AUGUST_3, CARD, csv, look, rows
from tests.imports.test_known_words import BOTH, DAY, HEAD, ONE, TWO

AGAINST = [
    "KẾT QUẢ NGÀY 12/8/2025", "KẾT QUẢ THÁNG 7 NĂM 2025", "KẾT QUẢ NĂM 2024", "KẾT QUẢ KÍCH HOẠT VNeID MỨC 2",
    "KẾT QUẢ CẤP CĂN CƯỚC THÔN 05", "HỒ SƠ CÒN TỒN", "HỒ SƠ BỊ TRẢ LẠI", "LŨY KẾ TỪ ĐẦU CHIẾN DỊCH", "Hồ sơ tồn đọng",
    "Báo cáo ngày 13 tháng 7 năm 2025", "Báo cáo tháng 09/2025", "Kết quả ngày 10/7", "Nữ", "Rejected applications",
    "HỦY", "Không dùng bản này", "SỐ LIỆU MẪU", "Số liệu minh hoạ", "Bản thử", "Nhu cầu cấp căn cước",
    "Danh sách công dân chưa đến làm", "KẾT QUẢ QUÝ II/2025", "KẾT QUẢ CẤP CĂN CƯỚC CHO HỌC SINH",
    "KẾT QUẢ TUẦN 30", "Báo cáo tuần thứ 30 năm 2025", "Người được cấp: nữ",
    "Hướng dẫn: ghi số lũy kế, thôn chưa có thì để trống", "Lưu ý: số liệu chưa duyệt",
]  # fmt: skip
NOT_AGAINST = [
    "KẾT QUẢ TUẦN 33", "KẾT QUẢ TUẦN 2", "Báo cáo tuần 30/7 - 5/8, 13/8", "Kết quả tuần 32 năm 2025",
    "KẾT QUẢ CẤP CĂN CƯỚC NGÀY 13/8/2025", "BÁO CÁO KẾT QUẢ CĂN CƯỚC VÀ VNEID XÃ BẰNG THÀNH", "Kết quả ngày 14/8/2025",
    "BÁO CÁO THÁNG 8 NĂM 2025", "Kết quả theo Kế hoạch số 12/KH-UBND ngày 01/7/2025", "Biểu 02 năm 2025",
    "Kết quả từ ngày 01/7/2025", "Kết quả trong ngày và lũy kế", "Bằng Thành, ngày 12 tháng 8 năm 2025",
    "Kết quả Thôn 01 và Thôn 05", "Kết quả ngày 13/8", "Kết quả đến hết ngày 13/8/2025", "Số liệu sinh năm 2011",
    "Báo cáo tháng 7 và tháng 8 năm 2025", "KẾT QUẢ THÁNG 7, 8 NĂM 2025", "Báo cáo tháng 7-8/2025",
    "KẾT QUẢ THÁNG 8 (từ 01/8/2025 đến 31/8/2025)", "KẾT QUẢ XỬ LÝ HỒ SƠ TỒN ĐỌNG VÀ CẤP MỚI CĂN CƯỚC",
    "Kết quả đợt cao điểm cấp căn cước, không để tồn đọng hồ sơ", "Kết quả quý III năm 2025",
    "KẾT QUẢ CHIẾN DỊCH 60 NGÀY ĐÊM", "ĐỀ ÁN 06", "Cộng hòa xã hội chủ nghĩa Việt Nam", "Mã đơn vị: 01864",
    "Người lập: Hoàng Thị Nữ", "Trưởng thôn: Lý Thị Nữ", "Hướng dẫn: chưa có thì ghi 0",
    "Lưu ý: thôn chưa có số liệu để trống",
]  # fmt: skip


@pytest.mark.parametrize("title", AGAINST)
def test_a_title_that_the_columns_contradict_is_asked_about(sample_store, title):
    lines = (f'"{title}",,', HEAD, ONE, TWO)
    asked = look(sample_store, csv(*lines))
    assert list(asked.questions) == ["lines:1"] and not asked.rows
    assert look(sample_store, csv(*lines), lines={"1": "same"}).rows == BOTH
    assert not look(sample_store, csv(*lines), lines={"1": "out"}).rows


@pytest.mark.parametrize("title", NOT_AGAINST)
def test_one_that_they_do_not_is_none(sample_store, title):
    seen = look(sample_store, csv(f'"{title}",,', HEAD, ONE, TWO))
    assert seen.rows == BOTH and (1, "title") in seen.left


BELOW = [
    "Số liệu trên là của ngày 12/8", "* Số liệu tính đến 12/8", "Ghi chú: số liệu chỉ tính nữ", "Số liệu nháp",
    "Số liệu chưa gồm Thôn 05", "Số trên là lũy kế", "Số liệu dự kiến", "(1) Kết quả trên của ngày 10 tháng 8 năm 2025",
    "Trên đây là kết quả ngày 12/8", "Trên đây là số liệu của ngày 12/8/2025", "Trên đây là số liệu lũy kế",
    "Tất cả số liệu trên là lũy kế", "(Số liệu lũy kế đến 13/8)", "Chú ý: số liệu là lũy kế",
    "Lưu ý: cột căn cước mới là số lũy kế", "Số liệu trên chưa được duyệt", "Số liệu chưa được phê duyệt",
    "Số liệu chưa chính thức",
]  # fmt: skip
HARMLESS = [
    "Người lập: phòng VHXH", "Đơn vị: người", "Ghi chú: mưa to, 2 thôn mất điện", "Nguồn: CSDL quốc gia",
    "Bằng Thành, ngày 14 tháng 8 năm 2025", "Ghi chú: mất điện từ 12/8", "Số liệu tính đến 13/8/2025",
    "Thôn 05 chưa có đường", "Ngày 30 tháng 8 năm 2025", "Đến ngày 30/8 phấn đấu xong", "Ghi chú: căn cước",
    "Số thôn chưa có báo cáo: 2",
]  # fmt: skip


@pytest.mark.parametrize("gap", [(), (",,",)])
@pytest.mark.parametrize("line", BELOW)
def test_a_closing_line_is_of_all_rows_above_it(sample_store, line, gap):
    lines, row = (HEAD, ONE, TWO, *gap, f'"{line}",,'), str(4 + len(gap))
    asked = look(sample_store, csv(*lines))
    assert list(asked.questions) == [f"lines:{row}"] and not asked.rows
    assert look(sample_store, csv(*lines), lines={row: "same"}).rows == BOTH
    assert not look(sample_store, csv(*lines), lines={row: "out"}).rows


@pytest.mark.parametrize("line", HARMLESS)
def test_a_closing_line_that_says_nothing_of_the_counts_is_a_note(sample_store, line):
    assert look(sample_store, csv(HEAD, ONE, TWO, f'"{line}",,')).rows == BOTH


@pytest.mark.parametrize(
    ("header", "right", "wrong"),
    [
        ("Thứ", "Thứ tư", "Thứ hai"), ("Thứ", "4", "CN"), ("Tuần", "33", "30"), ("Quý", "III", "2"),
        ("Thứ", "Tư", "Hai"), ("Tháng", "2025-08", "2025-07"), ("Kỳ báo cáo", "Tuần 33", "Tuần 30"),
        ("Kỳ báo cáo", "Tháng 8", "Tháng 7"), ("Kỳ", "8/2025", "Quý I"), ("Kỳ báo cáo", "2025", "2024"),
        ("Tháng", "8/2025", "8/2024"), ("Năm", "2025", "2024"), ("Weekday", "Wednesday", "Sunday"),
    ],
)  # fmt: skip
def test_a_weekday_a_week_a_quarter_that_is_not_the_days_is_asked_about(sample_store, header, right, wrong):
    def told(word):
        return look(sample_store, csv(f"Ngày,{header},Thôn,Căn cước mới", f"13/08/2025,{word},Thôn 01,5"))

    assert told(right).rows == rows((DAY, 1, CARD, 5))
    assert list(told(wrong).questions) == ["lines:B2"]


@pytest.mark.parametrize("word", ["TH", "KH", "Nam", "Lũy kế", "Sáng", "dự kiến"])
def test_a_third_line_below_days_is_of_the_headers(sample_store, word):
    lines = (["Thôn", "Căn cước mới", None], [None, "11/8/2025", "13/8/2025"], [None, None, word])
    upload = book(*lines, ["Thôn 01", 3, 4], ["Thôn 02", 5, 6], merged=["B1:C1"])
    assert f"columns:Căn cước mới · 13/8/2025 · {word}" in look(sample_store, upload).questions


def test_weekdays_below_days_say_nothing_more(sample_store):
    lines = (["Thôn", "Căn cước mới", None], [None, "3/8/2025", "13/8/2025"], [None, "CN", "T4"])
    seen = look(sample_store, book(*lines, ["Thôn 01", 3, 4], merged=["B1:C1"]))
    assert seen.rows == rows((AUGUST_3, 1, CARD, 3), (DAY, 1, CARD, 4))


def test_a_month_over_days_in_a_file_without_merged_cells(sample_store):
    seen = look(
        sample_store, csv("Thôn,Tháng 8/2025,,", ",11,12,13", "Thôn 01,1,2,3"), "progress", indicator=CARD, counts="new"
    )
    assert seen.rows == rows(("2025-08-11", 1, CARD, 1), ("2025-08-12", 1, CARD, 2), (DAY, 1, CARD, 3))


def test_a_month_merged_over_several_rows_is_that_of_each(sample_store):
    lines = (
        ["Ngày", "Tháng", "Năm", "Thôn", "Căn cước mới"],
        [12, 8, 2025, "Thôn 01", 1],
        [13, None, None, "Thôn 02", 2],
    )
    seen = look(sample_store, book(*lines, merged=["B2:B3", "C2:C3"]))
    assert seen.rows == rows(("2025-08-12", 1, CARD, 1), (DAY, 2, CARD, 2))


WIDE = ("Ngày,Thôn,Căn cước mới,VNeID mức 2 mới", "13/08/2025,Thôn 01,5,1", "13/08/2025,Thôn 02,7,2")
LONG = (
    "Ngày,Thôn,Nội dung,Số mới", "13/08/2025,Thôn 01,Căn cước,5", "13/08/2025,Thôn 02,Căn cước,7",
    "13/08/2025,Thôn 01,VNeID mức 2,1", "13/08/2025,Thôn 02,VNeID mức 2,2",
)  # fmt: skip


@pytest.mark.parametrize(
    ("lines", "total", "doubted"),
    [
        (WIDE, "Tổng ngày 13/08,,12,3", []),
        (WIDE, "Tổng ngày 12/08,,12,3", [(12, 0), (3, 0)]),
        (WIDE, "Tổng ngày 13/08,,11,3", [(11, 12)]),
        (WIDE, "Bình quân,,6,1.5", []),
        (WIDE, "Trung bình,,6,1.5", []),
        (WIDE, "Tổng cộng đến ngày 14/8/2025,,12,3", []),
        (WIDE, "Tổng từ 12/8 đến 13/8,,12,3", []),
        (WIDE, "Tổng (2/8),,12,3", []),
        (WIDE, "Tổng tuần 11/8-17/8,,12,3", []),
        (WIDE, "Tổng số: 99,,,", [(99, 12)]),
        (WIDE, "Tổng số: 15 hồ sơ,,,", []),
        (WIDE, "Tổng cộng: 99 căn cước,,,", [(99, 12)]),
        (WIDE, "Tổng số căn cước: 12,,,", []),
        (WIDE, "Tổng số căn cước: 3,,,", [(3, 12)]),
        (WIDE, "Toàn xã: 99,,,", [(99, 12)]),
        (WIDE, "Tổng số: 99 (chín mươi chín),,,", [(99, 12)]),
        (WIDE, "Tổng cộng: 99 công dân,,,", [(99, 12)]),
        (WIDE, "Tổng số tổ công tác: 8,,,", []),
        (WIDE, "Tổng số: 12,,,", []),
        (WIDE, "Tổng số thôn: 2,,,", []),
        (LONG, ",Tổng Căn cước,,12", []),
        (LONG, ",Tổng Căn cước,,15", [(15, 12)]),
        (LONG, ",Tổng,Căn cước,15", [(15, 12)]),
        (LONG, "Tổng ngày 12/08,,,15", [(15, 0)]),
    ],
)  # fmt: skip
def test_a_total_is_held_against_what_it_names(sample_store, lines, total, doubted):
    seen = look(sample_store, csv(*lines, total))
    assert len(seen.rows) == 4
    assert [(one.said, one.summed) for one in seen.file.reading.doubts] == doubted


@pytest.mark.parametrize("note", ["là VNeID mức 2", "VNeID mức 2", "của VNeID mức 2"])
def test_a_note_that_names_another_indicator_is_asked_about(sample_store, note):
    lines = (
        "Ngày,Thôn,Căn cước mới,Ghi chú",
        f"13/08/2025,Thôn 01,5,{note}",
        "13/08/2025,Thôn 02,7,hệ thống VNeID lỗi",
    )
    assert list(look(sample_store, csv(*lines)).questions) == ["lines:D2"]


def test_a_note_beside_a_total_says_nothing_of_it(sample_store):
    lines = ("Ngày,Thôn,Căn cước mới,Ghi chú", f"{ONE},", f"{TWO},", ",Tổng cộng,12,đã gửi 14/8/2025")
    assert look(sample_store, csv(*lines)).file.reading.doubts == ()


@pytest.mark.parametrize(("header", "first", "second"), [("Thứ", 1, 2), ("Thu", 4, 6)])
def test_numbers_of_rows_and_of_money_are_no_weekdays(sample_store, header, first, second):
    lines = (f"{header},Ngày,Thôn,Căn cước mới", f"{first},{ONE}", f"{second},{TWO}")
    assert look(sample_store, csv(*lines)).rows == BOTH


def test_bare_weekdays_of_a_daily_sheet_are_held_against_the_days(sample_store):
    lines = [f"{day}/08/2025,{day - 8},Thôn 01,5" for day in (13, 14, 15)]
    assert list(look(sample_store, csv("Ngày,Thứ,Thôn,Căn cước mới", *lines)).questions)


@pytest.mark.parametrize("words", [("Trả lại", "Trả lại"), ("Nam", "Nữ"), ("dự kiến", "dự kiến"), ("nghỉ", "–")])
def test_a_fourth_line_below_days_is_of_the_headers(sample_store, words):
    lines = (["Thôn", "Căn cước", None], [None, "11/8/2025", "13/8/2025"], [None, "Mới", "Mới"], [None, *words])
    seen = look(sample_store, book(*lines, ["Thôn 01", 3, 4], merged=["B1:C1"]))
    assert any(name.startswith("columns:") for name in seen.questions) and not seen.rows


COMMUNE = (["UBND XÃ BẰNG THÀNH"], ["Nội dung", "Trong ngày"], ["Căn cước", 5], ["VNeID mức 2", 3])


@pytest.mark.parametrize(
    "title",
    [
        "BÁO CÁO KẾT QUẢ THÔN 05 NGÀY 13/8/2025", "THÔN 05", "Trưởng thôn Thôn 05 báo cáo", "Tổ công tác số 3",
        "Cụm 2 gồm Thôn 01, Thôn 02",
    ],
)  # fmt: skip
def test_a_part_of_the_commune_below_its_letterhead_is_asked_about(sample_store, title):
    seen = look(sample_store, book(COMMUNE[0], [title], *COMMUNE[1:]), day=DAY)
    assert list(seen.questions) == ["lines:2"] and not seen.rows


@pytest.mark.parametrize(
    "title",
    [
        "BÁO CÁO KẾT QUẢ NGÀY 13/8/2025 CỦA 38 THÔN", "TỔ CHỨC THỰC HIỆN 02 ĐỢT", "TỔ CÔNG TÁC ĐỀ ÁN 06",
        "Thực hiện Văn bản 12 của UBND", "Bản số liệu ngày 13/8/2025",
    ],
)  # fmt: skip
def test_the_commune_itself_is_not(sample_store, title):
    seen = look(sample_store, book(COMMUNE[0], [title], *COMMUNE[1:]), day=DAY)
    assert len(seen.rows) == 2


@pytest.mark.parametrize(
    "words",
    ["lũy kế", "kế hoạch", "dự kiến", "còn lại", "chưa cấp", "nữ", "trẻ em", "tuần", "hôm qua", "KH", "LK", "luy ke"],
)
def test_words_in_brackets_below_the_header_are_no_units(sample_store, words):
    assert not look(sample_store, csv(HEAD, f",,({words})", ONE, TWO)).rows


@pytest.mark.parametrize("words", ["hồ sơ", "người", "đơn vị: người", "thẻ", "nguoi"])
def test_units_in_brackets_below_the_header_are(sample_store, words):
    assert look(sample_store, csv(HEAD, f",,({words})", ONE, TWO)).rows == BOTH


@pytest.mark.parametrize(
    "title",
    [
        "Ke hoach ngay 13/8/2025", "DU KIEN NGAY 13/8/2025", "HO SO CON TON", "LK ĐẾN NGÀY 13/8/2025", "DK 13/8/2025",
        "PHÂN BỔ CĂN CƯỚC", "Lịch làm căn cước", "Số phải làm ngày 13/8/2025", "Số vắng mặt", "Ước thực hiện ngày 13/8",
        "Đăng ký làm ngày mai", "RÀ SOÁT NGƯỜI ĐỦ ĐIỀU KIỆN", "Cấp lại", "Đơn vị: hộ", "CÙNG KỲ NĂM TRƯỚC", "PLANNED",
        "Tài khoản VNeID ngày 13/8/2025", "THÔN 05 NGÀY 13/8/2025", "Chênh lệch so với hôm qua", "Waiting list",
    ],
)  # fmt: skip
def test_a_title_without_accents_or_in_short_is_understood_as_well(sample_store, title):
    assert list(look(sample_store, csv(f'"{title}",,', HEAD, ONE, TWO)).questions) == ["lines:1"]


@pytest.mark.parametrize(
    "name", ["Kế hoạch", "Lũy kế", "Còn lại", "Nháp", "Nữ", "VNeID", "Thôn 05", "12.8.2025", "Du kien"]
)
def test_names_of_sheets_and_files_are_held_against_the_columns(sample_store, name):
    rows_of = [HEAD.split(","), *(line.split(",") for line in (ONE, TWO))]
    sheet = book(*rows_of, sheet=name)
    assert list(look(sample_store, sheet).questions) == ["lines:0"]
    assert look(sample_store, sheet, lines={"0": "same"}).rows == BOTH
    assert list(look(sample_store, replace(csv(HEAD, ONE, TWO), name=f"{name}.csv")).questions) == ["lines:0"]


@pytest.mark.parametrize(
    "name", ["Sheet1", "13-8", "nam-nữ", "Tháng 8", "Căn cước", "Bằng Thành", "Báo cáo", "13.8.2025"]
)
def test_names_that_say_nothing_else_are_none(sample_store, name):
    rows_of = [HEAD.split(","), *(line.split(",") for line in (ONE, TWO))]
    assert look(sample_store, book(*rows_of, sheet=name)).rows == BOTH


def test_a_sheet_that_is_called_by_another_day_than_its_title_asks(sample_store):
    lines = (["KẾT QUẢ NGÀY 12/8/2025"], ["Thôn", "Căn cước mới"], ["Thôn 01", 5], ["Thôn 02", 7])
    assert list(look(sample_store, book(*lines, sheet="13-8")).questions) == ["day"]
    assert len(look(sample_store, book(*lines, sheet="12-8")).rows) == 2


@pytest.mark.parametrize(
    "name",
    [
        "13-8-2025", "2025-08-13", "Báo cáo ngày 13-8-2025", "BC ngày 13.8.2025", "BC_20250813",
        "Bao_cao_ngay_13_8_2025", "Báo cáo 13 tháng 8 năm 2025",
    ],
)  # fmt: skip
def test_a_day_in_the_name_of_a_file_is_taken_however_it_is_written(sample_store, name):
    upload = replace(csv("Thôn,Căn cước mới", "Thôn 01,5", "Thôn 02,7"), name=f"{name}.csv")
    assert look(sample_store, upload).rows == BOTH


@pytest.mark.parametrize("name", ["11-13/8/2025", "12_13-8-2025", "Tuần 11-8 đến 13-8-2025"])
def test_several_days_in_it_are_not(sample_store, name):
    upload = replace(csv("Thôn,Căn cước mới", "Thôn 01,5"), name=f"{name.replace('/', '.')}.csv")
    assert list(look(sample_store, upload).questions) == ["day"]


@pytest.mark.parametrize(
    ("said", "is_so"), [("Thứ Hai, 13/08/2025", False), ("CN 13/8/2025", False), ("T4 13/8/2025", True)]
)
def test_the_weekday_in_a_cell_is_held_against_its_day(sample_store, said, is_so):
    seen = look(sample_store, csv(HEAD, f'"{said}",Thôn 01,5', TWO))
    assert (seen.rows == BOTH) is is_so and list(seen.questions) == ([] if is_so else ["lines:A2"])
