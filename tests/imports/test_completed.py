"""What a row, a header or a name leaves to others to say: the cell above, the month over its days, the list around a
name; and what has to be asked first."""

import io
import zipfile

import openpyxl
import pytest

from enrolment.imports.files.upload import Upload
from enrolment.imports.meaning.reading import Choice
from tests.imports.office_files import book
from tests.imports.test_everyday import CARD, LEVEL, csv, look, rows

DAY = "2025-08-13"


@pytest.mark.parametrize("mark", ["nt", "Như trên", "''", "〃"])
def test_a_mark_for_the_cell_above_is_that_cell(sample_store, mark):
    upload = csv("Ngày,Thôn,Nội dung,Số mới", "13/08/2025,Thôn 01,Căn cước,5", f"{mark},{mark},VNeID mức 2,3")
    assert look(sample_store, upload).rows == rows((DAY, 1, CARD, 5), (DAY, 1, LEVEL, 3))


def test_blank_cells_below_a_day_or_a_place_are_asked_about(sample_store):
    """As a pivot table leaves them; a cell forgotten looks alike."""
    lines = ("13/08/2025,Thôn 01,Căn cước,5", ",,VNeID mức 2,3", ",Thôn 02,Căn cước,7")
    upload = csv("Ngày,Thôn,Nội dung,Số mới", *lines)
    seen = look(sample_store, upload)
    assert seen.questions["blanks"].about == "Ngày (A): 3, 4; Thôn (B): 3"
    same = rows((DAY, 1, CARD, 5), (DAY, 1, LEVEL, 3), (DAY, 2, CARD, 7))
    assert look(sample_store, upload, blanks="above").rows == same
    left = look(sample_store, upload, blanks="no")
    assert {(one.row, one.reason) for one in left.mistakes} >= {(3, "missing"), (4, "missing")}


def test_a_total_without_its_name_is_still_one(sample_store):
    upload = csv("Ngày,Thôn,Căn cước mới", "13/08/2025,Thôn 01,5", "13/08/2025,Thôn 02,7", "13/08/2025,,12")
    seen = look(sample_store, upload)
    assert not seen.questions and (4, "total") in seen.left


@pytest.mark.parametrize(("month", "year"), [("8", "2025"), ("Tháng 8", "Năm 2025")])
def test_a_day_in_three_columns_is_one(sample_store, month, year):
    upload = csv("Ngày,Tháng,Năm,Thôn,Căn cước mới", f"13,{month},{year},Thôn 01,5", f"14,{month},{year},Thôn 02,7")
    seen = look(sample_store, upload)
    assert seen.rows == rows((DAY, 1, CARD, 5), ("2025-08-14", 2, CARD, 7)) and (0, "columns") not in seen.left


MONTHS = [
    ([["Thôn", "Tháng 8/2025", None], [None, 13, 14]], ["A1:A2", "B1:C1"]),
    ([["Thôn", "Căn cước mới tháng 8/2025", None], [None, 13, 14]], ["A1:A2", "B1:C1"]),
    ([["KẾT QUẢ CĂN CƯỚC THÁNG 8 NĂM 2025"], ["Thôn", 13, 14]], []),
    ([["Thôn", "Ngày trong tháng 8", None], [None, "13", "14"]], ["A1:A2", "B1:C1"]),
    ([["KẾT QUẢ THÁNG 8/2025"], ["Thôn", "Ngày trong tháng", None], [None, 13, 14]], ["A2:A3", "B2:C2"]),
    ([["KẾT QUẢ THÁNG 8/2025"], ["Thôn", "Ngày", None], [None, 13, 14]], []),
]


@pytest.mark.parametrize(("head", "merged"), MONTHS)
def test_days_of_a_month_side_by_side_are_whole_days(sample_store, head, merged):
    upload = book(*head, ["Thôn 01", 5, 6], ["Thôn 02", 7, 8], merged=merged)
    said = {"year": "2025"} if "2025" not in str(head) else {}
    if not said:
        assert "year" not in look(sample_store, upload).questions
    seen = look(sample_store, upload, indicator=CARD, counts="new", **said)
    after = "2025-08-14"
    assert seen.rows == rows((DAY, 1, CARD, 5), (after, 1, CARD, 6), (DAY, 2, CARD, 7), (after, 2, CARD, 8))


def test_numbers_of_columns_are_no_days_of_a_month(sample_store):
    lines = (["BÁO CÁO THÁNG 8 NĂM 2025"], ["TT", "Thôn", "Căn cước mới"], [1, 2, 3], [1, "Thôn 01", 5])
    assert look(sample_store, book(*lines), day=DAY).rows == rows((DAY, 1, CARD, 5))


@pytest.mark.parametrize("name", ["1. Thôn 01", "Thôn 01*", "Thôn 1.", "2) Thôn 1", "01864_01"])
def test_what_stands_around_a_name_is_no_part_of_it(sample_store, name):
    assert look(sample_store, csv("Ngày,Thôn,Căn cước mới", f"13/08/2025,{name},5")).rows == rows((DAY, 1, CARD, 5))


@pytest.mark.parametrize(
    "header", ["1. Ngày báo cáo,2. Thôn,3. Căn cước mới", "nhom_a/ngay,nhom_a/thon,nhom_b/can_cuoc_moi"]
)
def test_a_form_numbers_its_questions_and_names_their_groups(sample_store, header):
    assert look(sample_store, csv(header, "2025-08-13,Thôn 01,5")).rows == rows((DAY, 1, CARD, 5))


def test_days_well_before_the_first_plan_are_asked_about(sample_store):
    """A title of last year, on which the next was typed over."""
    for first in ("Kết quả ngày 13/8/2024,", "Kết quả ngày 13/5/2025,"):
        upload = csv(first, "Thôn,Căn cước mới", "Thôn 01,5", "Thôn 02,7")
        assert list(look(sample_store, upload).questions) == ["early"]
        assert len(look(sample_store, upload, early="yes").rows) == 2
    near = csv("Kết quả ngày 20/6/2025,", "Thôn,Căn cước mới", "Thôn 01,5")
    assert not look(sample_store, near).questions, "a few days before are a beginning"


def test_hidden_columns_that_are_taken_are_told(sample_store):
    book_ = openpyxl.Workbook()
    sheet = book_.active
    for line in (["Thôn", "Căn cước mới", "VNeID mới"], ["Thôn 01", 5, 3]):
        sheet.append(line)
    sheet.column_dimensions["C"].hidden = True
    content = io.BytesIO()
    book_.save(content)
    seen = look(sample_store, Upload("a.xlsx", content.getvalue()), day=DAY)
    assert ("note-hidden-columns", "VNeID mới (C)", 1) in seen.file.reading.notes


def test_what_was_answered_of_one_sheet_is_not_said_of_another(sample_store):
    sheets = [["Thôn", "Căn cước mới"], ["Thôn 01", 5], ["Ngày mai"], ["Thôn 02", 7]]
    book_ = openpyxl.Workbook()
    for name in ("A", "B"):
        sheet = book_.create_sheet(name)
        for line in sheets:
            sheet.append(line)
    book_.remove(book_.worksheets[0])
    content = io.BytesIO()
    book_.save(content)
    upload = Upload("a.xlsx", content.getvalue())
    assert list(look(sample_store, upload, day=DAY).questions) == ["sheet"], "lines are asked about once it is known"
    assert list(look(sample_store, upload, day=DAY, sheet="B").questions) == ["lines:3"]
    made = {"sheet": "B", "lines": {"3": "out"}}
    Choice.parse("sheet").take_back(made)
    assert made == {}


@pytest.mark.parametrize("cell", ["5 người", "5 hồ sơ", "5 HS", "5 trường hợp"])
def test_a_count_may_have_the_word_for_what_was_counted(sample_store, cell):
    assert look(sample_store, csv("Ngày,Thôn,Căn cước mới", f"13/08/2025,Thôn 01,{cell}")).rows == rows(
        (DAY, 1, CARD, 5)
    )


@pytest.mark.parametrize("cell", ["không", "x", "5 thôn", "nghỉ", "năm người"])
def test_other_words_are_no_counts(sample_store, cell):
    seen = look(sample_store, csv("Ngày,Thôn,Căn cước mới", f"13/08/2025,Thôn 01,{cell}", "13/08/2025,Thôn 02,7"))
    assert [(one.row, one.reason) for one in seen.mistakes] == [(2, "not-integer")]


@pytest.mark.parametrize("header", ["Thời gian đi", "Thời gian đi (phút)", "travel_minutes"])
def test_times_on_the_road_say_their_unit(sample_store, header):
    upload = csv(f"Mã thôn,Tên thôn,Mã xã,Vĩ độ,Kinh độ,{header}", "01864-01,Thôn 01,01864,22.6,105.7,2.5")
    reasons = {one.reason for one in look(sample_store, upload, "villages").mistakes}
    assert ("no-unit" in reasons) == (header == "Thời gian đi")


def test_a_day_in_three_columns_needs_no_order(sample_store):
    upload = csv("Ngày,Tháng,Năm,Thôn,Căn cước mới", "11,8,2025,Thôn 01,5", "12,8,2025,Thôn 02,7")
    assert look(sample_store, upload).rows == rows(("2025-08-11", 1, CARD, 5), ("2025-08-12", 2, CARD, 7))


def test_counts_below_a_blank_row_are_no_days_of_the_month_of_the_title(sample_store):
    lines = (["KẾT QUẢ THÁNG 8 NĂM 2025"], ["Thôn", "Căn cước mới", "VNeID mới"], ["Thôn 01", None, None])
    seen = look(sample_store, book(*lines, ["Thôn 02", 1, 2]), day=DAY)
    assert seen.rows == rows((DAY, 2, CARD, 1), (DAY, 2, LEVEL, 2))


@pytest.mark.parametrize("header", ["ngay/thang,thon,can cuoc moi", "Ngày/tháng,Thôn/bản,Căn cước mới"])
def test_a_slash_makes_no_group_of_a_form(sample_store, header):
    assert look(sample_store, csv(header, "2025-08-13,Thôn 01,5")).rows == rows((DAY, 1, CARD, 5))


def test_a_share_in_a_line_is_no_day(sample_store):
    upload = csv("Thôn,Căn cước mới", "Thôn 01,5", "Kết quả đạt 5/8,", "Thôn 02,7")
    assert list(look(sample_store, upload, day=DAY).questions) == ["lines:3"]


@pytest.mark.parametrize("header", ["Kế hoạch", "Lũy kế căn cước", "Dự kiến"])
def test_small_numbers_of_another_kind_are_no_marks(sample_store, header):
    upload = csv(f"Ngày,Thôn,Căn cước mới,{header}", "13/08/2025,Thôn 01,5,1", "13/08/2025,Thôn 02,7,12")
    assert look(sample_store, upload).rows == rows((DAY, 1, CARD, 5), (DAY, 2, CARD, 7))


@pytest.mark.parametrize("span", ['min="a" max="b"', f'min="{"9" * 5000}" max="2"', 'min="3"', 'min="0" max="0"'])
def test_a_workbook_that_says_nonsense_of_its_columns_is_read(sample_store, span):
    plain = book(["Thôn", "Căn cước mới"], ["Thôn 01", 5]).content
    content = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(plain)) as old, zipfile.ZipFile(content, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if name.endswith("sheet1.xml"):
                part = part.replace(b"<sheetData>", f'<cols><col hidden="1" {span}/></cols><sheetData>'.encode())
            new.writestr(name, part)
    assert look(sample_store, Upload("a.xlsx", content.getvalue()), day=DAY).rows == rows((DAY, 1, CARD, 5))


def test_persons_are_counted_once_their_sheet_is_known(sample_store):
    book_ = openpyxl.Workbook()
    for name in ("A", "B"):
        sheet = book_.create_sheet(name)
        for line in (
            ["Ngày", "Thôn", "Họ và tên"],
            ["13/08/2025", "Thôn 01", "x y"],
            ["Ngày mai"],
            ["", "Thôn 02", "z"],
        ):
            sheet.append(line)
    book_.remove(book_.worksheets[0])
    content = io.BytesIO()
    book_.save(content)
    seen = look(sample_store, Upload("a.xlsx", content.getvalue()), count_persons=True, indicator=CARD)
    assert "sheet" in seen.questions and not any(name.startswith("lines") for name in seen.questions)


LIST = "Ngày,Thôn,Nội dung,Số mới"
VOID = ("13/08/2025,Thôn 01,Căn cước,5,", "13/08/2025,Thôn 02,Căn cước,7,hủy", ",,VNeID mức 2,9,")


def test_a_blank_cell_is_of_the_row_above_though_that_is_left_out(sample_store):
    seen = look(sample_store, csv(f"{LIST},Ghi chú", *VOID), blanks="above", lines={"E3": "out"})
    assert seen.rows == rows((DAY, 1, CARD, 5), (DAY, 2, LEVEL, 9))


@pytest.mark.parametrize("mark", ["", "nt"])
def test_below_a_total_nobody_knows_what_is_above(sample_store, mark):
    lines = ("13/08/2025,Thôn 01,Căn cước,5", f"{mark},Thôn 02,Căn cước,7", "Tổng cộng,,Căn cước,12")
    seen = look(sample_store, csv(LIST, *lines, f"{mark},{mark},VNeID mức 2,3"), blanks="above")
    assert (DAY, "01864-02", LEVEL, 3) not in seen.rows and 5 in {one.row for one in seen.mistakes}


def test_a_day_without_its_place_may_be_a_total(sample_store):
    lines = ("13/08/2025,Thôn 01,Căn cước,5", ",Thôn 02,Căn cước,7", "13/08/2025,,Căn cước,12")
    seen = look(sample_store, csv(LIST, *lines), blanks="above")
    assert (4, "total") in seen.left and seen.rows == rows((DAY, 1, CARD, 5), (DAY, 2, CARD, 7))
    seen = look(sample_store, csv("Ngày,Thôn,Căn cước mới", "13/08/2025,Thôn 01,5", "14/08/2025,,9"), blanks="above")
    assert [(one.row, one.reason) for one in seen.mistakes] == [(3, "one-place")]


@pytest.mark.parametrize("group", ["nhom_nu", "group_ke_hoach", "phan_du_kien", "nhom_luy_ke", "group_hom_qua"])
def test_what_a_group_of_a_form_says_is_not_thrown_away(sample_store, group):
    seen = look(sample_store, csv(f"ngay,thon,{group}/can_cuoc_moi", "2025-08-13,Thôn 01,5"))
    assert seen.questions and not seen.rows


TITLES = [
    "Theo Kế hoạch tháng 7/2025 của UBND xã", "Mẫu ban hành tháng 7 năm 2025", "Đợt cao điểm từ tháng 7/2025",
    "KẾT QUẢ CĂN CƯỚC THÁNG 8 NĂM 2025 THEO TUẦN", "CÁC ĐỢT THÁNG 9/2025",
]  # fmt: skip


@pytest.mark.parametrize("title", TITLES)
def test_only_a_title_of_results_says_the_month_of_days(sample_store, title):
    upload = book([title], ["Thôn", 13, 14], ["Thôn 01", 5, 6])
    seen = look(sample_store, upload, indicator=CARD, counts="new")
    assert not seen.rows and (seen.questions or seen.mistakes)


@pytest.mark.parametrize("said", ["Tuần", "Tổ", "Đợt"])
def test_numbers_below_other_words_are_no_days_of_the_month_of_the_title(sample_store, said):
    head = (["KẾT QUẢ THÁNG 8/2025"], ["Thôn", said, None], [None, 1, 2])
    upload = book(*head, ["Thôn 01", 5, 6], merged=["A2:A3", "B2:C2"])
    assert not look(sample_store, upload, indicator=CARD, counts="new").rows


@pytest.mark.parametrize("said", ["Dự kiến", "Hồ sơ bị trả lại", "Hồ sơ tồn", "Số hộ", "Tuần trong", "Đợt trong"])
def test_what_stands_beside_the_month_of_days_is_judged(sample_store, said):
    upload = book(["Thôn", f"{said} tháng 8/2025", None], [None, 13, 14], ["Thôn 01", 5, 6], merged=["A1:A2", "B1:C1"])
    assert not look(sample_store, upload, indicator=CARD, counts="new").rows


@pytest.mark.parametrize("note", ["đã hủy", "chưa duyệt", "nhập trùng", "Trả lại", "bỏ dòng này"])
def test_a_note_that_voids_a_row_is_asked_about(sample_store, note):
    upload = csv("Ngày,Thôn,Căn cước mới,Ghi chú", f"13/08/2025,Thôn 01,5,{note}", "13/08/2025,Thôn 02,7,")
    assert list(look(sample_store, upload).questions) == ["lines:D2"]


def test_days_side_by_side_may_skip_some_and_pass_into_the_next_month(sample_store):
    """Weekends have no column; each day is of the month that stands over it."""
    head = (["Thôn", "Tháng 8/2025", None, "Tháng 9/2025", None], [None, 14, 18, 3, 5])
    upload = book(*head, ["Thôn 01", 5, 6, 7, 8], merged=["A1:A2", "B1:C1", "D1:E1"])
    days = ("2025-08-14", "2025-08-18", "2025-09-03", "2025-09-05")
    seen = look(sample_store, upload, indicator=CARD, counts="new")
    assert seen.rows == rows(*((day, 1, CARD, count) for count, day in enumerate(days, start=5)))


def test_counts_below_a_month_are_no_days(sample_store):
    upload = book(["Thôn", "Tháng 8/2025", None, None], ["Thôn 01", 5, 6, 7], ["Thôn 02", 5, 6, 7], merged=["B1:D1"])
    assert not look(sample_store, upload, indicator=CARD, counts="new").rows


@pytest.mark.parametrize("second", [",", "8,"])
def test_a_month_and_a_year_said_once_are_those_of_all_rows(sample_store, second):
    upload = csv("Ngày,Tháng,Năm,Thôn,Căn cước mới", "13,8,2025,Thôn 01,5", f"14,{second},Thôn 02,7")
    assert look(sample_store, upload).rows == rows((DAY, 1, CARD, 5), ("2025-08-14", 2, CARD, 7))


def test_of_several_months_a_blank_one_is_not_told(sample_store):
    lines = ("31,7,2025,Thôn 01,5", "1,8,,Thôn 01,6", "2,,,Thôn 02,7")
    assert not look(sample_store, csv("Ngày,Tháng,Năm,Thôn,Căn cước mới", *lines)).rows
    lines = ("30,7,2025,Thôn 01,5", "31,,,Thôn 01,6", "1,,,Thôn 01,7")
    assert not look(sample_store, csv("Ngày,Tháng,Năm,Thôn,Căn cước mới", *lines)).rows


MONTHS_BESIDE = [("Tháng", "7", "8"), ("Tháng", "Tháng 7", "Tháng 8"), ("Năm", "2024", "2025")]


@pytest.mark.parametrize(("header", "other", "own"), MONTHS_BESIDE)
def test_a_month_that_is_not_the_days_is_asked_about(sample_store, header, other, own):
    upload = csv(f"Ngày,{header},Thôn,Căn cước mới", f"13/08/2025,{other},Thôn 01,5", f"13/08/2025,{own},Thôn 02,7")
    assert list(look(sample_store, upload).questions) == ["lines:B2"]
    right = csv(f"Ngày,{header},Thôn,Căn cước mới", f"13/08/2025,{own},Thôn 01,5", f"13/08/2025,{own},Thôn 02,7")
    assert look(sample_store, right).rows == rows((DAY, 1, CARD, 5), (DAY, 2, CARD, 7))


@pytest.mark.parametrize("period", ["202508", "2025W33", "08/2025", "Tháng 8/2025", "Tuần 33", "2025"])
def test_a_period_is_no_day_and_is_called_so(sample_store, period):
    seen = look(sample_store, csv("Ngày,Thôn,Căn cước mới", f"{period},Thôn 01,5"))
    assert [(one.row, one.reason) for one in seen.mistakes] == [(2, "period")] and not seen.rows


LISTED = ["1 Thôn 01", "(1) Thôn 01", "*Thôn 01", "- Thôn 01", "Thôn 01¹", "01864_01"]


@pytest.mark.parametrize("name", LISTED)
def test_what_a_list_puts_around_a_name_is_no_part_of_it(sample_store, name):
    assert look(sample_store, csv("Ngày,Thôn,Căn cước mới", f"13/08/2025,{name},5")).rows == rows((DAY, 1, CARD, 5))


@pytest.mark.parametrize("name", ["Thôn 01(2)", "Thôn 01.5", "01864.1", "01864.01", "Thôn 01-02"])
def test_a_part_of_a_village_is_not_taken_for_it(sample_store, name):
    assert not look(sample_store, csv("Ngày,Thôn,Căn cước mới", f"13/08/2025,{name},5")).rows


@pytest.mark.parametrize("mark", ["({}) ", "{}.", "{}/ ", "{}: ", "Câu {}. "])
def test_numbers_of_questions_are_no_part_of_headers(sample_store, mark):
    names = enumerate(("Ngày", "Thôn", "Căn cước mới"), start=1)
    upload = csv(",".join(mark.format(number) + name for number, name in names), "13/08/2025,Thôn 01,5")
    assert look(sample_store, upload).rows == rows((DAY, 1, CARD, 5))


@pytest.mark.parametrize("header", ["Mã thôn,Chỉ số,Chỉ tiêu", "Thôn,Nội dung,Chỉ tiêu"])
def test_columns_that_targets_need_are_missing_once_not_once_a_row(sample_store, header):
    seen = look(sample_store, csv(header, "Thôn 01,id_card,100", "Thôn 02,id_card,90"), "targets")
    assert [(one.row, one.reason, one.column) for one in seen.mistakes] == [
        (None, "missing-column", "baseline"),
        (None, "missing-column", "starts_on"),
    ]
    assert "Ngày bắt đầu (starts_on)" in seen.mistakes[1].sentence("vi")


def test_a_cell_that_one_row_lacks_is_named_with_its_row(sample_store):
    header = "Thôn,Nội dung,Chỉ tiêu,Có từ trước,Ngày bắt đầu"
    lines = ("Thôn 01,id_card,100,0,21/07/2025", "Thôn 02,id_card,90,,21/07/2025")
    seen = look(sample_store, csv(header, *lines), "targets")
    assert [(one.row, one.reason, one.column) for one in seen.mistakes] == [(3, "missing", "Có từ trước")]


@pytest.mark.parametrize("header", ["Q3: Căn cước mới", "(2025) Căn cước mới", "phan-loai", "nhom-moi", "c.mới"])
def test_what_looks_like_a_number_of_a_question_is_asked_about_or_left(sample_store, header):
    seen = look(sample_store, csv(f"Ngày,Thôn,{header}", "13/08/2025,Thôn 01,5"))
    assert not seen.rows
