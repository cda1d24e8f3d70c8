"""What a count is of has to be known in every word: of its header, the lines over and between the rows, the title, and
the columns beside it. What nobody knows is asked about, or refused; what everybody writes is not."""

import pytest

from tests.imports.office_files import book
from tests.imports.test_everyday import AUGUST_3, CARD, LEVEL, csv, look, rows

DAY = "2025-08-13"
HEAD = "Ngày,Thôn,Căn cước mới"
ONE, TWO = "13/08/2025,Thôn 01,5", "13/08/2025,Thôn 02,7"
BOTH = rows((DAY, 1, CARD, 5), (DAY, 2, CARD, 7))
NOT_RESULTS = ["Dự kiến ngày mai", "Người dưới 14 tuổi", "Tồn đọng", "Tuần 33", "Nữ", "Lũy kế", "Xã Nghiên Loan"]


@pytest.mark.parametrize("above", NOT_RESULTS)
@pytest.mark.parametrize("is_merged", [True, False])
def test_what_stands_over_some_columns_is_of_their_headers(sample_store, above, is_merged):
    lines = (["Thôn", above, None], [None, "Căn cước mới", "VNeID mới"], ["Thôn 01", 5, 3], ["Thôn 02", 7, 4])
    upload = book(*lines, merged=["A1:A2", "B1:C1"]) if is_merged else csv(f",,{above},", *_with_numbers(lines))
    seen = look(sample_store, upload, day=DAY)
    assert any(name.startswith("columns:") for name in seen.questions) and not seen.rows


def _with_numbers(lines):
    head, *data = ["TT,Thôn,Căn cước mới,VNeID mới", *(f"{n},{a},{b},{c}" for n, (a, b, c) in enumerate(lines[2:], 1))]
    return [head, *data]


@pytest.mark.parametrize("title", ["BÁO CÁO KẾT QUẢ NGÀY 13/8/2025", "Đơn vị tính: hồ sơ", "Mẫu số 02"])
def test_a_title_over_the_middle_is_none(sample_store, title):
    seen = look(sample_store, book([None, None, title], ["TT", "Thôn", "Căn cước mới"], [1, "Thôn 01", 5]), day=DAY)
    assert seen.rows == rows((DAY, 1, CARD, 5)) and (1, "title") in seen.left


def test_three_lines_of_headers_the_last_of_which_are_parts(sample_store):
    lines = (["TT", "Thôn", "Kết quả trong ngày", None], [None, None, "Căn cước", None], [None, None, "Nam", "Nữ"])
    upload = book(*lines, [1, "Thôn 01", 2, 3])
    assert "+" in look(sample_store, upload, day=DAY).questions["same:new:id_card"].options


@pytest.mark.parametrize(
    "header",
    [
        "Số mới dự kiến", "Số mới trong tuần", "Số mới hôm qua", "Số lượng tồn", "Số lượng hộ", "Số người vắng",
        "Lũy kế tuần", "Lũy kế dự kiến", "Lũy kế năm trước", "Kết quả dự kiến ngày mai",
    ],
)  # fmt: skip
def test_a_count_of_nothing_in_particular_is_asked_about_as_well(sample_store, header):
    upload = csv(f"Ngày,Thôn,Nội dung,{header}", "13/08/2025,Thôn 01,Căn cước,20")
    assert list(look(sample_store, upload, counts="new").questions) == [f"columns:{header}"]


@pytest.mark.parametrize(
    "header", ["Số mới", "Số lượng hồ sơ", "Kết quả trong ngày", "Số mới cấp", "Số lượng thực hiện"]
)
def test_plain_counts_are_not(sample_store, header):
    upload = csv(f"Ngày,Thôn,Nội dung,{header}", "13/08/2025,Thôn 01,Căn cước,20")
    assert look(sample_store, upload, counts="new").rows == rows((DAY, 1, CARD, 20))


@pytest.mark.parametrize("header", ["Chỉ tiêu tuần", "Kế hoạch tháng 8", "Kế hoạch (hộ)"])
def test_a_target_of_something_else_is_asked_about(sample_store, header):
    upload = csv(f"Thôn,Nội dung,{header},Có từ trước,Từ ngày", "Thôn 01,Căn cước,300,10,2025-07-21")
    assert list(look(sample_store, upload).questions) == [f"columns:{header}"]


def test_a_line_in_several_cells_is_one(sample_store):
    upload = csv(HEAD, ONE, "II,Kế hoạch ngày mai,", TWO)
    assert list(look(sample_store, upload).questions) == ["lines:3"]
    without_count = csv(HEAD, ONE, "13/08/2025,Thôn 05,", TWO)
    assert look(sample_store, without_count).rows == BOTH


@pytest.mark.parametrize(
    "title",
    [
        "KẾ HOẠCH THU NHẬN CĂN CƯỚC NGÀY 13/8/2025", "Danh sách chưa làm ngày 13/8/2025", "BẢN NHÁP ngày 13/8/2025",
        "KẾT QUẢ CHO NGƯỜI DƯỚI 14 TUỔI NGÀY 13/8/2025", "Kết quả buổi sáng ngày 13/8/2025",
    ],
)  # fmt: skip
def test_a_title_of_no_results_of_all_is_asked_about(sample_store, title):
    upload = csv(f'"{title}",', "Thôn,Căn cước mới", "Thôn 01,5")
    assert "lines:1" in look(sample_store, upload, day=DAY).questions
    assert look(sample_store, upload, day=DAY, lines={"1": "same"}).rows == rows((DAY, 1, CARD, 5))
    assert not look(sample_store, upload, day=DAY, lines={"1": "out"}).rows


@pytest.mark.parametrize(
    "title",
    [
        "KẾT QUẢ THỰC HIỆN KẾ HOẠCH CẤP CĂN CƯỚC", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "XÃ BẰNG THÀNH NGÀY 13/8/2025",
        "Kết quả cho người từ đủ 14 tuổi, xã Bằng Thành", "Tiến độ trên địa bàn xã Bằng Thành ngày 13/8/2025",
    ],
)  # fmt: skip
def test_a_title_of_any_report_is_not(sample_store, title):
    upload = csv(f'"{title}",', "Thôn,Căn cước mới", "Thôn 01,5")
    assert look(sample_store, upload, day=DAY).rows == rows((DAY, 1, CARD, 5))


@pytest.mark.parametrize(
    "title", ["Bằng Thành, ngày 14 tháng 8 năm 2025", "Ngày in: 14/08/2025", "In lúc 08:15 14/08/2025"]
)
def test_the_day_of_a_signature_is_not_that_of_the_counts(sample_store, title):
    table = ("Thôn,Căn cước mới", "Thôn 01,5")
    assert list(look(sample_store, csv(f'"{title}",', *table)).questions) == ["day"]
    beside = csv("KẾT QUẢ NGÀY 13/8/2025,", f'"{title}",', *table)
    assert look(sample_store, beside).rows == rows((DAY, 1, CARD, 5))


@pytest.mark.parametrize("title", ["XÃ NGHIÊN LOAN", "Kết quả xã Nghiên Loan ngày 13/8/2025", "Đơn vị: xã Nghiên Loan"])
def test_another_commune_is_asked_about_wherever_it_is_named(sample_store, title):
    table = ("Thôn,Căn cước mới", "Thôn 01,5")
    assert "commune" in look(sample_store, csv(f'"{title}",', *table), day=DAY).questions


@pytest.mark.parametrize("header", ["Căn cước mới từ 06/8/2025 đến 13/8/2025", "Căn cước mới ngày 12/8/2025"])
def test_a_header_of_other_days_than_the_rows_is_asked_about(sample_store, header):
    assert list(look(sample_store, csv(f"Ngày,Thôn,{header}", ONE)).questions) == [f"columns:{header}"]


def test_two_columns_of_days_are_asked_about(sample_store):
    upload = csv("Ngày báo cáo,Ngày số liệu,Thôn,Căn cước mới", "14/08/2025,13/08/2025,Thôn 01,5")
    assert list(look(sample_store, upload).questions) == ["same:reported_on"]
    period = csv("Từ ngày,Đến ngày,Thôn,Căn cước mới", "07/08/2025,13/08/2025,Thôn 01,5")
    assert not look(sample_store, period).rows and look(sample_store, period).questions


@pytest.mark.parametrize(
    "lines",
    [
        ("Ngày,Thôn,Nội dung,ĐVT,Số mới", "13/08/2025,Thôn 01,Căn cước,chục hồ sơ,5"),
        ("Ngày,Thôn,Nội dung,ĐVT,Số mới", "13/08/2025,Thôn 01,Căn cước,%,65"),
        (HEAD, "(ngày),(tên),(nghìn hồ sơ)", ONE),
        (HEAD, ONE, TWO, "Ghi chú: số liệu tính theo chục hồ sơ,,"),
    ],
)
def test_a_unit_of_many_is_refused_wherever_it_stands(sample_store, lines):
    assert {one.reason for one in look(sample_store, csv(*lines)).mistakes} == {"scaled-unit"}


@pytest.mark.parametrize(
    ("header", "one", "other", "asked"),
    [
        ("_validation_status", "Approved", "Not Approved", 2), ("Trạng thái", "Đã gửi", "Nháp", 1),
        ("Hợp lệ", "Có", "Không", 2), ("Đã duyệt", "x", "", 2), ("Tình trạng", "Đạt", "Không đạt", 1),
        ("Kỳ", "Ngày", "Tuần", 1), ("Đối tượng", "Người lớn", "Trẻ em", 2), ("Công việc", "Căn cước", "Trả thẻ", 1),
        ("Điểm", "NVH", "TH", 0), ("Người nhập", "An", "Bình", 0), ("Cán bộ", "Văn Không", "Thị Mai", 0),
        ("Ghi chú", "chưa có điện", "", 0), ("Nội dung", "Căn cước", "Căn cước", 0),
        ("Nội dung", "Căn cước", "BHYT", 1),
    ],
)  # fmt: skip
def test_columns_of_marks_and_states_are_asked_about_and_names_are_not(sample_store, header, one, other, asked):
    lines = (f"13/08/2025,Thôn 01,{one},5", f"13/08/2025,Thôn 02,{other},7")
    seen = look(sample_store, csv(f"Ngày,Thôn,{header},Căn cước mới", *lines))
    assert [name[:7] for name in seen.questions] == ["lines:C"] * asked
    assert asked or seen.rows == BOTH


def test_only_an_answer_that_is_offered_is_taken(sample_store):
    parts = ("Sáng,3", "Chiều,2", "Cả ngày,5")
    upload = csv("Ngày,Thôn,Buổi,Căn cước mới", *(f"13/08/2025,Thôn 01,{part}" for part in parts))
    assert not look(sample_store, upload, repeats="add").rows
    by_sum = csv(
        "Ngày,Thôn,Nơi,Căn cước mới", *(f"13/08/2025,Thôn 01,{part}" for part in ("Trên,3", "Dưới,2", "Hết,5"))
    )
    assert list(look(sample_store, by_sum).questions["repeats"].options) == ["last"]


def test_a_section_of_one_row_ends_the_one_before(sample_store):
    lines = ("Căn cước,12", "Thôn 01,5", "Thôn 02,7", "VNeID mức 2,3", "Thôn 03,3")
    seen = look(sample_store, csv("Thôn,Số mới", *lines), day=DAY, leave_out=True)
    assert [(one.row, one.reason) for one in seen.mistakes] == [(5, "unclear-line")] and not seen.rows


def test_what_some_households_have_is_not_how_many_there_are(sample_store):
    head = (
        "Mã thôn,Tên thôn,Mã xã,Vĩ độ,Kinh độ,Số hộ có điện,Khoảng cách đến đường,Số người từ đủ 14 tuổi có điện thoại"
    )
    seen = look(sample_store, csv(head, "01864-01,Thôn 01,01864,22.6,105.7,20,3,90"), "villages")
    taken = {column.target.name for column in seen.file.reading.columns if column.target}
    assert not taken & {"households", "road_km", "residents_14_plus"}
    plain = (
        "Mã thôn,Tên thôn,Mã xã,Vĩ độ,Kinh độ,Tổng số hộ,Khoảng cách đến trung tâm xã (km),Người từ đủ 14 tuổi trở lên"
    )
    seen = look(sample_store, csv(plain, "01864-01,Thôn 01,01864,22.6,105.7,20,3,90"), "villages")
    taken = {column.target.name for column in seen.file.reading.columns if column.target}
    assert {"households", "road_km", "residents_14_plus"} <= taken


def test_a_report_of_the_commune_itself_is_its_own(sample_store):
    lines = ("UBND XÃ BẰNG THÀNH,,,,", "TT,Nội dung,ĐVT,Trong ngày,Lũy kế", "1,Định danh tổ chức,cơ sở,2,26")
    seen = look(sample_store, csv(*lines), day=AUGUST_3)
    (row,) = seen.file.reading.frame.itertuples()
    assert (row.commune_code, row.village_code, row.indicator_code, row.new_count) == (
        "01864",
        "",
        "organisation_id",
        "2",
    )


def test_a_total_of_a_day_is_one(sample_store):
    seen = look(sample_store, csv(HEAD, ONE, TWO, "Cộng ngày 13/8,,12"))
    assert seen.rows == BOTH and (4, "total") in seen.left


def test_level_one_is_not_level_two(sample_store):
    lines = ("13/08/2025,Thôn 01,Mức 2,5", "13/08/2025,Thôn 02,Mức độ 1,7")
    upload = csv("Ngày,Thôn,Loại tài khoản,VNeID mới", *lines)
    assert list(look(sample_store, upload).questions) == ["lines:C3"]
    assert look(sample_store, upload, lines={"C3": "out"}).rows == rows((DAY, 1, LEVEL, 5))


def test_a_commune_beside_its_villages_keeps_its_target_and_its_own_indicator(sample_store):
    lines = (
        "Thôn 01,,Căn cước,5,0,2025-07-21",
        "Thôn 02,,Căn cước,7,0,2025-07-21",
        ",Bằng Thành,Căn cước,12,0,2025-07-21",
    )
    head = "Thôn,Xã,Nội dung,Chỉ tiêu,Có từ trước,Từ ngày"
    assert len(look(sample_store, csv(head, *lines)).file.reading.frame) == 3
    counts = ("Thôn 01,,Căn cước,5", "Thôn 02,,Căn cước,7", ",Bằng Thành,Định danh tổ chức,12")
    seen = look(sample_store, csv("Thôn,Xã,Nội dung,Số mới", *counts), day=DAY)
    assert list(seen.file.reading.frame.indicator_code) == [CARD, CARD, "organisation_id"]


def test_a_note_beside_a_subtotal_says_nothing_of_the_rows_below(sample_store):
    lines = ("I,Cụm Bộc Bố,12,mất điện hôm 05/8", "1,Thôn 01,5,", "2,Thôn 02,7,")
    seen = look(sample_store, csv("TT,Thôn,Căn cước mới,Ghi chú", *lines), day=DAY)
    assert seen.rows == BOTH and (2, "total") in seen.left


NESTED = ("Căn cước,", "Thôn 01,5", "Kế hoạch ngày mai,", "Căn cước,", "Thôn 02,70", "VNeID mức 2,", "Thôn 03,90")


def test_what_is_left_out_takes_the_lines_within_it_along(sample_store):
    seen = look(sample_store, csv("Thôn,Số mới", *NESTED), day=DAY, lines={"4": "out"})
    assert seen.rows == rows((DAY, 1, CARD, 5)) and {(6, "set-aside"), (8, "set-aside"), (4, "section")} <= seen.left


@pytest.mark.parametrize("line", ["VNeID mức 2", "Kết quả", "Cụm 3", "Ngày 14/8/2025"])
def test_a_line_below_rows_that_were_left_out_is_asked_about_too(sample_store, line):
    """Whether what stands below it goes as well, nobody can tell."""
    is_indicator = "VNeID" in line
    head = "Thôn,Số mới" if is_indicator else "Thôn,Căn cước mới"
    first = ("Căn cước," if is_indicator else "Cụm 1,", "Thôn 01,5")
    upload = csv(head, *first, "Kế hoạch ngày mai,", "Thôn 02,70", f"{line},", "Thôn 03,9")
    assert list(look(sample_store, upload, day=DAY).questions) == ["lines:4"]
    seen = look(sample_store, upload, day=DAY, lines={"4": "out"})
    assert list(seen.questions) == ["lines:6"]
    seen = look(sample_store, upload, day=DAY, lines={"4": "out", "6": "out"})
    assert seen.rows == rows((DAY, 1, CARD, 5))
    seen = look(sample_store, upload, day=DAY, lines={"4": "out", "6": "same"})
    day, indicator = "2025-08-14" if "14/8" in line else DAY, LEVEL if is_indicator else CARD
    assert seen.rows == rows((DAY, 1, CARD, 5), (day, 3, indicator, 9))


def test_what_a_title_leaves_out_ends_where_a_person_says(sample_store):
    lines = ("Thôn 01,5", "Kết quả ngày 14/8/2025,", "Thôn 02,7")
    upload = csv("Kế hoạch tuần này,", "Thôn,Căn cước mới", *lines)
    assert list(look(sample_store, upload, day=DAY, lines={"1": "out"}).questions) == ["lines:4"]
    seen = look(sample_store, upload, day=DAY, lines={"1": "out", "4": "same"})
    assert seen.rows == rows(("2025-08-14", 2, CARD, 7))
    assert not look(sample_store, upload, day=DAY, lines={"1": "out", "4": "out"}).rows


def test_lines_of_groups_that_differ_by_their_number_are_one_question(sample_store):
    lines = [text for n in range(1, 14) for text in (f"Tổ công tác số {n} đi,,", f"13/08/2025,Thôn {n:02},5")]
    upload = csv(HEAD, *lines)
    assert list(look(sample_store, upload).questions) == ["lines:2"]
    assert len(look(sample_store, upload, lines={"2": "same"}).rows) == 13
    assert not look(sample_store, upload, lines={"2": "out"}).rows


@pytest.mark.parametrize("line", ["Ngày {}/8", "{}/8", "Kết quả ngày {}/8"])
def test_days_of_lines_need_their_year_alone(sample_store, line):
    lines = (line.format(12), "Thôn 01,5", line.format(13), "Thôn 02,6")
    upload = csv("Thôn,Căn cước mới", *lines)
    assert list(look(sample_store, upload).questions) == ["year"]
    assert look(sample_store, upload, year="2025").rows == rows(("2025-08-12", 1, CARD, 5), (DAY, 2, CARD, 6))


@pytest.mark.parametrize(
    ("header", "word"),
    [
        ("Ghi chú", "Nháp"), ("Ghi chú", "dự kiến."), ("Kết luận", "Loại bỏ"), ("Giới", "F"), ("is_test", "true"),
        ("Thử nghiệm", "x"), ("Trùng", "1"),
    ],
)  # fmt: skip
def test_a_word_that_makes_a_row_none_is_asked_about_in_any_column(sample_store, header, word):
    upload = csv(f"Ngày,Thôn,{header},Căn cước mới", f"13/08/2025,Thôn 01,{word},5", f"13/08/2025,Thôn 02,{word},7")
    assert list(look(sample_store, upload).questions) == ["lines:C2"]


@pytest.mark.parametrize("note", ["Huy", "Thu", "Không", "mưa", "kế hoạch mai đi tiếp", "Thôn mẫu"])
def test_other_notes_are_not(sample_store, note):
    upload = csv("Ngày,Thôn,Ghi chú,Căn cước mới", f"13/08/2025,Thôn 01,{note},5", "13/08/2025,Thôn 02,,7")
    assert look(sample_store, upload).rows == BOTH


def test_an_answer_of_a_word_holds_though_rows_above_it_go(sample_store):
    lines = (
        "13/08/2025,Thôn 01,Nháp,5",
        "Ngày mai,,,",
        "13/08/2025,Thôn 03,Nháp,9",
        "Kết quả,,,",
        "13/08/2025,Thôn 02,,7",
    )
    upload = csv("Ngày,Thôn,Ghi chú,Căn cước mới", *lines)
    told = {"C2": "out", "3": "out", "5": "same"}
    assert look(sample_store, upload, lines=told).rows == rows((DAY, 2, CARD, 7))


@pytest.mark.parametrize(
    "line",
    [
        "Kết quả lũy kế đến ngày 14/8/2025", "Kết quả trẻ em ngày 14/8/2025", "Ngày 14/8/2025 buổi chiều", "Hôm qua",
        "Báo cáo tồn ngày 14/8/2025", "Kết quả xã Nghiên Loan ngày 14/8/2025", "Kết quả cấp BHYT ngày 14/8/2025",
        "Kết quả ngày 14/8/2025 (dự kiến)", "Cộng dồn", "Thôn dự kiến",
    ],
)  # fmt: skip
def test_a_line_with_a_day_and_more_is_asked_about(sample_store, line):
    upload = csv("Thôn,Căn cước mới", "Thôn 01,5", f"{line},", "Thôn 02,7")
    assert "lines:3" in look(sample_store, upload, day=DAY).questions


@pytest.mark.parametrize("line", ["Ngày 14 tháng 8 năm 2025", "KẾT QUẢ NGÀY 14/8/2025", "Thứ Năm, ngày 14/8/2025"])
def test_a_line_of_a_day_alone_is_not(sample_store, line):
    upload = csv("Thôn,Căn cước mới", "Thôn 01,5", f'"{line}",', "Thôn 02,7")
    assert look(sample_store, upload, day=DAY).rows == rows((DAY, 1, CARD, 5), ("2025-08-14", 2, CARD, 7))


def test_a_group_that_names_another_indicator_is_refused(sample_store):
    lines = ("I,Cụm A,5", "1,Thôn 01,2", "2,Thôn 04,3", "II,BHYT,12", "1,Thôn 02,7", "2,Thôn 03,5")
    seen = look(sample_store, csv("TT,Thôn,Căn cước mới", *lines), day=DAY)
    assert [(one.row, one.reason) for one in seen.mistakes] == [(5, "unclear-line")]


@pytest.mark.parametrize("answer", ["OUT", "id_card", "junk"])
def test_an_answer_of_no_kind_leaves_the_question(sample_store, answer):
    upload = csv("Ngày,Thôn,Trạng thái,Căn cước mới", "13/08/2025,Thôn 01,Nháp 1,5", "13/08/2025,Thôn 02,Đã gửi,7")
    assert list(look(sample_store, upload, lines={"C2": answer}).questions) == ["lines:C2"]


def test_states_in_a_list_of_persons_are_asked_about_before_it_is_counted(sample_store):
    persons = ("A,Thôn 01,13/08/2025,Đã cấp", "B,Thôn 01,13/08/2025,Chưa cấp", "C,Thôn 02,13/08/2025,Đã cấp")
    upload = csv("Họ tên,Thôn,Ngày cấp,Trạng thái", *persons)
    assert "lines:D3" in look(sample_store, upload, count_persons=True, indicator=CARD).questions
    seen = look(sample_store, upload, count_persons=True, indicator=CARD, lines={"D3": "out"})
    assert seen.rows == rows((DAY, 1, CARD, 1), (DAY, 2, CARD, 1)), seen.questions


OF_THE_COUNT = [
    *(
        "của ngày 12/8",
        "số của Thôn 02",
        "12/8",
        "Thôn 02",
        "gồm cả 3 người Thôn 02",
        "chỉ tính nữ",
        "chưa tính trẻ em",
    ),
    *("nhập bù", "báo bù ngày 12", "số hôm qua", "bổ sung ngày 12/8", "của Nà Lại", "only women", "of yesterday"),
    *(
        "gộp 2 ngày",
        "2 ngày",
        "hôm qua",
        "báo muộn của hôm qua",
        "dồn từ hôm qua",
        "lấy số hôm qua",
        "số liệu ngày 12/8",
    ),
    *("chỉ nữ", "chỉ có nữ", "trừ trẻ em", "từ 11 đến 13/8", "12+13/8", "số liệu của 3 ngày", "2 ngày gộp", "ngày 12"),
    *(
        "làm bù cho ngày 12/8",
        "3 hồ sơ ngày 12/8",
        "số lũy kế",
        "cumulative",
        "cả tuần",
        "tuần 31",
        "tháng 7",
        "toàn nữ",
    ),
    *("ghi nhầm thôn, của Thôn 02", "cả thôn 02", "làm hộ thôn 2", "Thôn 03: 2 người", "trong đó Thôn 03 là 2"),
    *(
        "men only",
        "dưới 14 tuổi",
        "chỉ buổi sáng",
        "sai, số đúng là 8",
        "sửa lại thành 8",
        "số tạm",
        "trùng với dòng trên",
    ),
]
OF_THE_DAY = [
    *("mất điện từ 12/8", "hẹn 15/8 quay lại", "mới có 5 người đến", "máy hỏng, không đi được", "không có sóng"),
    *("lũy kế 332", "đi cùng công an xã", "cán bộ của xã xuống hỗ trợ", "cho mượn máy", "no electricity since 12/8"),
    *(
        "đường xấu, chưa kể mưa lớn",
        "đi cả ngày không kể mưa nắng",
        "cho xã mượn loa",
        "cho thôn mượn",
        "2",
        "-5",
        "12",
    ),
    *("chỉ cộng tác viên đi", "Số ngày mưa nhiều", "không tính được đường"),
]
ON_VILLAGES = [("Có mạng", "Không"), ("Đánh giá", "Chưa đạt"), ("Đường đi", "Không đi được")]


@pytest.mark.parametrize("note", OF_THE_COUNT)
def test_a_note_that_says_what_the_count_is_of_is_asked_about(sample_store, note):
    upload = csv("Ngày,Thôn,Ghi chú,Căn cước mới", f'13/08/2025,Thôn 01,"{note}",5', "13/08/2025,Thôn 02,,7")
    assert list(look(sample_store, upload).questions) == ["lines:C2"]


@pytest.mark.parametrize("note", OF_THE_DAY)
def test_a_note_on_the_day_is_only_a_note(sample_store, note):
    upload = csv("Ngày,Thôn,Ghi chú,Căn cước mới", f'13/08/2025,Thôn 01,"{note}",5', "13/08/2025,Thôn 02,,7")
    assert look(sample_store, upload).rows == BOTH


@pytest.mark.parametrize(("header", "word"), ON_VILLAGES)
def test_what_a_village_has_makes_no_row_something_else(sample_store, header, word):
    upload = csv(f"Ngày,Thôn,{header},Căn cước mới", f"13/08/2025,Thôn 01,{word},5", "13/08/2025,Thôn 02,Tốt,7")
    assert look(sample_store, upload).rows == BOTH


def test_the_short_name_of_an_indicator_is_a_name_of_it(sample_store):
    upload = csv(
        "Ngày,Thôn,Nội dung,Số mới", "13/08/2025,Thôn 01,Hồ sơ căn cước,5", "13/08/2025,Thôn 01,Tài khoản mức 2,3"
    )
    assert look(sample_store, upload).rows == rows((DAY, 1, CARD, 5), (DAY, 1, LEVEL, 3))


def test_many_notes_on_counts_are_one_question(sample_store):
    lines = [f"{day}/08/2025,Thôn 01,của ngày {day - 1}/8,1" for day in range(13, 28)]
    seen = look(sample_store, csv("Ngày,Thôn,Ghi chú,Căn cước mới", *lines))
    assert list(seen.questions) == ["lines:C2"] and "(15)" in seen.questions["lines:C2"].about


@pytest.mark.parametrize("header", ["Trạng thái trên mạng", "Kết quả qua mạng", "Kết quả đánh giá"])
def test_a_state_is_one_whatever_else_its_header_says(sample_store, header):
    upload = csv(f"Ngày,Thôn,{header},Căn cước mới", "13/08/2025,Thôn 01,Chờ trả lại,5", "13/08/2025,Thôn 02,Xong,7")
    assert "lines:C2" in look(sample_store, upload).questions


@pytest.mark.parametrize("header", ["So với hôm qua", "Xếp loại", "Số cán bộ", "Đường (km)"])
def test_numbers_beside_counts_are_no_notes_on_them(sample_store, header):
    lines = [f"13/08/2025,Thôn {number:02},{number},1" for number in range(1, 15)]
    assert len(look(sample_store, csv(f"Ngày,Thôn,{header},Căn cước mới", *lines)).rows) == 14


@pytest.mark.parametrize("header", ["Kế hoạch căn cước mới", "Chỉ tiêu căn cước mới"])
def test_a_count_that_calls_itself_new_and_planned_is_asked_about(sample_store, header):
    seen = look(sample_store, csv(f"Ngày,Thôn,{header}", ONE, TWO))
    assert not seen.rows and any(name.startswith("columns:") for name in seen.questions)
    days = book(["Thôn", f"{header} tháng 8/2025", None], [None, 13, 14], ["Thôn 01", 3, 4], merged=["A1:A2", "B1:C1"])
    assert not look(sample_store, days).rows


def test_counts_up_to_a_month_are_not_of_its_days(sample_store):
    head = (["Thôn", "Căn cước mới đến tháng 8/2025", None], [None, 13, 14])
    assert not look(sample_store, book(*head, ["Thôn 01", 3, 4], merged=["A1:A2", "B1:C1"])).rows


@pytest.mark.parametrize(
    "note",
    [
        "so hom qua", "cua Thon 02", "luy ke", "chi tinh nu", "KH", "LK", "số KH", "số ước", "đã báo hôm qua",
        "báo rồi", "số này bỏ", "không lấy", "đúng là 8", "Sửa: 8", "từ đầu tháng", "là hộ", "cấp lại",
        "x10", "đơn vị chục",
    ],
)  # fmt: skip
def test_a_note_in_short_or_without_accents_is_understood_as_well(sample_store, note):
    lines = (f"{HEAD},Ghi chú", f"{ONE},{note}", f"{TWO},")
    assert list(look(sample_store, csv(*lines)).questions) == ["lines:D2"]


@pytest.mark.parametrize("note", ["là lũy kế", "số của ngày 12/8", "của Thôn 05", "kế hoạch"])
def test_a_note_in_a_column_without_a_header_is_one(sample_store, note):
    lines = ([*HEAD.split(",")], [*ONE.split(","), note], TWO.split(","))
    assert list(look(sample_store, book(*lines)).questions) == ["lines:D2"]
    assert look(sample_store, book(lines[0], [*lines[1][:3], "mưa to"], lines[2])).rows == BOTH


@pytest.mark.parametrize("word", ["Cấp lại", "Học sinh", "Phát thẻ", "Ngoài xã"])
def test_a_kind_of_service_or_people_beside_the_count_is_asked_about(sample_store, word):
    lines = (f"{HEAD},Loại", f"{ONE},{word}", f"{TWO},")
    assert list(look(sample_store, csv(*lines)).questions) == ["lines:D2"]


@pytest.mark.parametrize("said", ["Căn cước lũy kế", "Căn cước cộng dồn", "Căn cước đến nay", "Căn cước 12/8"])
def test_a_kind_of_count_or_a_day_in_the_cell_of_the_indicator_is_asked_about(sample_store, said):
    lines = ("Ngày,Thôn,Nội dung,Số mới", f"13/08/2025,Thôn 01,{said},5", "13/08/2025,Thôn 02,Căn cước,7")
    assert list(look(sample_store, csv(*lines)).questions) == [f"accepted:{said}"]


def test_a_count_of_the_commune_beside_its_villages_is_asked_about(sample_store):
    header = "Căn cước mới toàn xã"
    assert list(look(sample_store, csv(f"Ngày,Thôn,{header}", ONE, TWO)).questions) == [f"columns:{header}"]


@pytest.mark.parametrize("words", ["phân công", "ngày mai", "cấp lại"])
def test_a_day_and_more_between_rows_is_asked_about(sample_store, words):
    lines = ("Thôn,Căn cước mới", "Ngày 13/8/2025,", "Thôn 01,5", f"Ngày 14/8/2025 - {words},", "Thôn 01,50")
    assert list(look(sample_store, csv(*lines)).questions) == ["lines:4"]
