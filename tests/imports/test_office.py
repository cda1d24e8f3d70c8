"""Files as offices keep them: understood, or asked about, and never guessed."""

import io
import time
import unicodedata
import zipfile
from datetime import date, datetime

import openpyxl
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from enrolment.contract import TABLES
from enrolment.imports.mistakes import BadInput
from enrolment.imports.office import cells, columns, headers, layout, names, persons
from enrolment.imports.office.names import Known
from enrolment.imports.office.reading import Choices, Reading
from enrolment.imports.office.sheets import Sheet
from enrolment.imports.office.tidy import read
from enrolment.imports.upload import Upload


def book(*rows, merged=(), name="báo cáo.xlsx") -> Upload:
    made = openpyxl.Workbook()
    for row in rows:
        made.active.append(row)
    for cell_range in merged:
        made.active.merge_cells(cell_range)
    file = io.BytesIO()
    made.save(file)
    return Upload(name, file.getvalue())


def text(lines: str, name="a.csv", encoding="utf-8") -> Upload:
    return Upload(name, lines.encode(encoding))


def stored(reading: Reading, columns: str) -> list[tuple]:
    assert reading.frame is not None
    assert reading.questions == ()
    return list(reading.frame[columns.split()].itertuples(index=False, name=None))


def asked(reading: Reading) -> dict[str, str]:
    return {question.choice: question.about for question in reading.questions}


REPORT = book(
    ["UBND XÃ BẰNG THÀNH"],
    ["KẾT QUẢ đến ngày 02/8/2025"],
    [],
    ["STT", "Tên thôn", "Căn cước", None, "VNeID mức 2", None],
    [None, None, "Chỉ tiêu", "Lũy kế", "Chỉ tiêu", "Lũy kế"],
    ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)"],
    [1, "Thôn 01", 100, 91, 100, 61],
    [2, "thôn  nà pài", 100, 92, "1.200", 62],
    [],
    [3, "Hoà Bình", 100, 93, 100, None],
    ["Tổng cộng", None, 300, 276, 1400, 123],
    [None, "NGƯỜI LẬP BIỂU"],
    merged=["A4:A5", "B4:B5", "C4:D4", "E4:F4"],
)


def test_a_report_as_communes_write_it(known):
    reading = read(REPORT, "", Choices(), known)
    assert reading.table == "progress"
    assert [(q.choice, q.preset) for q in reading.questions] == [("day", "2025-08-02"), ("accepted:Hoà Bình", "")]
    answered = read(REPORT, "", Choices(day="2025-08-02", accepted={"Hoà Bình": "01864-42"}), known)
    assert {q.choice for q in answered.questions} == set()
    assert stored(answered, "row_number village_code indicator_code cumulative_count reported_on") == [
        (7, "01864-01", "id_card", "91", "2025-08-02"),
        (7, "01864-01", "vneid_level2", "61", "2025-08-02"),
        (8, "01864-40", "id_card", "92", "2025-08-02"),
        (8, "01864-40", "vneid_level2", "62", "2025-08-02"),
        (10, "01864-42", "id_card", "93", "2025-08-02"),
    ]
    left = {(one.row, one.why) for one in answered.left_out}
    assert left == {(1, "title"), (2, "title"), (6, "numbering"), (0, "blank"), (11, "total"), (12, "note")}


def test_the_same_report_gives_the_targets(known):
    reading = read(REPORT, "targets", Choices(accepted={"Hoà Bình": "01864-42"}), known)
    assert stored(reading, "village_code indicator_code target")[3] == ("01864-40", "vneid_level2", "1200")


def test_a_name_in_two_communes_is_asked_about_until_the_commune_is_said(known):
    lines = "Ngày,Thôn,Nội dung,Số mới\n25/7/2025,Hoà Bình,căn cước,3\n"
    assert "accepted:Hoà Bình" in asked(read(text(lines), "", Choices(), known))
    lines = "Ngày,Xã,Thôn,Nội dung,Số mới\n25/7/2025,Nhạn Môn,Hoà Bình,căn cước,3\n"
    assert stored(read(text(lines), "", Choices(), known), "village_code commune_code") == [("01861-01", "")]


def test_a_file_whose_villages_are_called_as_those_of_others_is_asked_once_whose_it_is():
    communes = (("10001", "Xã A", ""), ("10002", "Xã Hoà Bình", ""))
    villages = tuple((f"{code}-{n}", f"Thôn {n:02d}", code) for code, *_ in communes for n in range(1, 6))
    known = names.Known(villages=villages, communes=communes, indicators=(("cards", ("Thẻ", "Cards")),))
    rows = "".join(f"25/7/2025,Thôn {n},{n}\n" for n in range(1, 6))
    lines = f"BÁO CÁO XÃ HÒA BÌNH\nNgày,Thôn,Thẻ trong ngày\n{rows}"
    (question,) = read(text(lines), "", Choices(), known).questions
    assert (question.choice, list(question.options)) == ("commune", ["10002", "10001"])
    answered = read(text(lines), "", Choices(commune="10002"), known)
    assert answered.questions == ()
    assert stored(answered, "village_code commune_code")[0] == ("10002-1", "")


def test_a_list_of_villages_by_name_finds_their_codes(known):
    reading = read(text("Tên thôn,Km đến trung tâm xã\nNà Pài,12\nthôn Văn Lăng,9\n"), "villages", Choices(), known)
    found = stored(reading, "village_code commune_code village_name")
    assert found == [("01864-40", "01864", "Nà Pài"), ("01864-41", "01864", "thôn Văn Lăng")]


def test_a_near_miss_is_suggested_never_joined(known):
    lines = "Ngày,Thôn,Nội dung,Số mới\n25/7/2025,Văn Lang,căn cước,3\n"
    (question,) = read(text(lines), "", Choices(), known).questions
    assert dict(question.options) == {"01864-41": "Văn Lăng, Xã Bằng Thành", "-": ""}
    none = read(text(lines), "", Choices(accepted={"Văn Lang": "-"}), known)
    assert (none.questions, stored(none, "village_code")) == ((), [("Văn Lang",)])
    accepted = read(text(lines), "", Choices(accepted={"Văn Lang": "01864-41"}), known)
    assert stored(accepted, "village_code") == [("01864-41",)]


@pytest.mark.parametrize("written", ["Thôn 0l", "Thôn O1", "thôn oI"])
def test_letters_taken_for_digits_are_suggested_as_such(known, written):
    (question,) = read(
        text(f"Ngày,Thôn,Nội dung,Số mới\n25/7/2025,{written},căn cước,3\n"), "", Choices(), known
    ).questions
    assert list(question.options) == ["01864-01", "-"]


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


def test_lost_zeros_come_back_and_are_told(known):
    lines = "Ngày;Mã thôn;Nội dung;Số mới\n25/7/2025;1864-01;căn cước;3\n"
    reading = read(text(lines), "", Choices(), known)
    assert stored(reading, "village_code") == [("01864-01",)]
    assert reading.notes == (("note-zeros", "village_code", 1),)


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


@pytest.mark.parametrize(
    ("column", "order"),
    [
        (["2/8/2025", "3/8/2025"], "ask"),
        (["2/8/2025", "13/8/2025"], "dmy"),
        (["08-13-2025", "08-02-2025"], "mdy"),
        (["5/5/2025"], "either"),
        (["2025-08-02"], "either"),
    ],
)
def test_which_part_of_a_date_is_the_day(column, order):
    assert cells.day_order(column) == order


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("2/8/2025", "2025-08-02"),
        ("02-08-2025", "2025-08-02"),
        ("2.8.25", "2025-08-02"),
        ("2025-8-2", "2025-08-02"),
        ("2025-08-02 00:00:00", "2025-08-02"),
        ("ngày 02 tháng 8 năm 2025", "2025-08-02"),
        (45871.0, "2025-08-02"),
        ("45871", "2025-08-02"),
        (date(2025, 8, 2), "2025-08-02"),
        (datetime(2025, 8, 2), "2025-08-02"),
        ("31/02/2025", "31/02/2025"),
        ("hôm qua", "hôm qua"),
        (12, "12"),
    ],
)
def test_days(cell, expected):
    assert cells.day(cell, "dmy") == expected


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)))
def test_a_day_reads_the_same_however_it_is_written(day):
    for written in (f"{day:%d/%m/%Y}", f"{day.day}-{day.month}-{day.year}", day.isoformat(), day):
        assert cells.day(written, "dmy") == day.isoformat()
    assert cells.day(f"{day:%m/%d/%Y}", "mdy") == day.isoformat()


@pytest.mark.parametrize(
    ("column", "sign"),
    [
        (["12,5"], ","),
        (["12.5"], "."),
        (["1.234"], "ask"),
        (["1.234,5"], ","),
        (["1,234.5", "1.234"], "."),
        (["7"], "either"),
    ],
)
def test_which_sign_is_the_decimal_one(column, sign):
    assert cells.decimal_sign(column) == sign


def test_days_that_a_spreadsheet_may_have_swapped_are_asked_about(known):
    rows = [["Ngày", "Thôn", "Nội dung", "Số mới"], [datetime(2025, 8, 7), "Thôn 01", "căn cước", 3]]
    report = book(*rows, ["13/07/2025", "Thôn 02", "căn cước", 4])
    (question,) = read(report, "", Choices(), known).questions
    assert (question.choice, question.about) == ("swapped", "13/07/2025")
    assert question.options == {"no": "2025-08-07", "yes": "2025-07-08"}
    for answer, day in question.options.items():
        days = stored(read(report, "", Choices(swapped=answer), known), "reported_on")
        assert days == [(day,), ("2025-07-13",)]
    sure = book(*rows, [datetime(2025, 8, 13), "Thôn 01", "căn cước", 4], ["14/08/2025", "Thôn 02", "căn cước", 4])
    assert not read(sure, "", Choices(), known).questions  # a spreadsheet that swaps leaves the thirteenth as text


def test_midnight_in_vietnam_is_that_day_however_parquet_keeps_it(known):
    day = pd.to_datetime(["2025-07-24T17:00:00Z"])
    frame = pd.DataFrame({"Ngày": day, "Thôn": ["Thôn 01"], "Nội dung": ["căn cước"], "Số mới": [3]})
    file = io.BytesIO()
    frame.to_parquet(file)
    reading = read(Upload("a.parquet", file.getvalue()), "", Choices(), known)
    assert stored(reading, "reported_on new_count") == [("2025-07-25", "3")]


def test_days_without_a_year_are_asked_about_as_cells_and_as_headers(known):
    cells_of_days = "Ngày,Thôn,Nội dung,Số mới\n13/7,Thôn 01,căn cước,3\nngày 14-7,Thôn 02,căn cước,4\n"
    headers_of_days = "Năm 2024\nThôn,13/7,14/7,Lũy kế\nThôn 01,3,,10\nThôn 02,,4,10\n"
    for lines in (cells_of_days, headers_of_days):
        said = Choices(indicator="id_card", counts="new")
        (question,) = read(text(lines), "", said, known).questions
        assert (question.choice, question.about) == ("year", "13/7")
        assert "2024" in question.options or lines is cells_of_days
        reading = read(text(lines), "", Choices(indicator="id_card", counts="new", year="2025"), known)
        assert stored(reading, "reported_on new_count") == [("2025-07-13", "3"), ("2025-07-14", "4")]


def test_two_columns_of_ambiguous_days_are_one_question(known):
    lines = "Nội dung,Thôn,Có từ trước,Chỉ tiêu,Ngày bắt đầu,Hạn\ncăn cước,Thôn 01,0,9,1/7/2025,2/8/2025\n"
    assert asked(read(text(lines), "targets", Choices(), known)) == {"dates": "1/7/2025"}


def test_a_code_of_another_commune_than_the_one_said_is_asked_about():
    villages = (("01864-01", "Thôn 01", "01864"), ("01865-01", "Thôn 01", "01865"))
    communes = (("01864", "Xã Bằng Thành", ""), ("01865", "Xã Nghiên Loan", ""))
    both = Known(villages=villages, communes=communes, indicators=(("id_card", ("Căn cước",)),))
    lines = "Ngày,Mã xã,Mã thôn,Nội dung,Số mới\n25/7/2025,1864,01865-01,căn cước,3\n"
    (question,) = read(text(lines), "", Choices(), both).questions
    assert question.choice == "accepted:01865-01"
    assert question.options["01865-01"] == "Thôn 01, Xã Nghiên Loan"
    reading = read(text(lines), "", Choices(accepted={"01865-01": "01865-01"}), both)
    assert stored(reading, "village_code") == [("01865-01",)]


def test_thousands_of_unknown_names_take_no_minute():
    villages = tuple((f"v{number}", f"Thôn {number} Khuổi Slưn", "01864") for number in range(2000))
    many = Known(villages=villages, communes=(("01864", "Xã X", ""),), indicators=(("id_card", ("Căn cước",)),))
    rows = "".join(f"25/7/2025,Thôn {number} Khuổi Slươn,căn cước,3\n" for number in range(2000))
    assert len(read(text("Ngày,Thôn,Nội dung,Số mới\n" + rows), "", Choices(), many).questions) == 200


def test_numbers():
    assert [cells.number(text, ",") for text in ("12,5", "1.234,5", "64,9%")] == ["12.5", "1234.5", "0.649"]
    assert [cells.number(text, ".") for text in ("12.5", "1,234.5", "7")] == ["12.5", "1234.5", "7"]
    assert [cells.whole(text) for text in ("1.234", "1 234 567", "12.5", "mười")] == ["1234", "1234567", "12.5", "mười"]
    assert cells.whole(1.234) == "1.234", "a number of a spreadsheet is not regrouped"


@given(st.integers(0, 10**9))
def test_a_count_reads_the_same_with_any_sign_between_thousands(count):
    for sign in ".,\u00a0 ":
        assert cells.whole(f"{count:,}".replace(",", sign)) == str(count)


def test_ambiguous_days_and_numbers_are_asked_about(known):
    lines = "Ngày;Thôn;Nội dung;Số mới\n2/8/2025;Thôn 01;căn cước;3\n"
    (question,) = read(text(lines), "", Choices(), known).questions
    assert dict(question.options) == {"dmy": "2025-08-02", "mdy": "2025-02-08"}
    assert stored(read(text(lines), "", Choices(dates="mdy"), known), "reported_on") == [("2025-02-08",)]
    lines = "Mã thôn;Mã xã;Tên thôn;Đường bộ (km)\nX1;01864;Thôn X;1.234\n"
    assert "decimals" in asked(read(text(lines), "villages", Choices(), known))


@pytest.mark.parametrize(("font", "lines"), [
    ("tcvn3", "Ngµy,Th«n,Néi dung,Lòy kÕ\n2025-08-02,Th«n 01,C¨n c­íc,4\n"),
    ("vni", "Ngaøy,Thoân,Noäi dung,Luõy keá\n2025-08-02,Thoân 01,Caên cöôùc,4\n"),
])  # fmt: skip
def test_old_fonts_are_converted_on_consent(known, font, lines):
    upload = text(lines, encoding="latin-1")
    assert set(asked(read(upload, "", Choices(), known))) == {"letters"}
    reading = read(upload, "", Choices(letters=font), known)
    assert stored(reading, "village_code indicator_code cumulative_count") == [("01864-01", "id_card", "4")]


PERSONS = """STT,Họ và tên,Số CCCD,Ngày sinh,Thôn,Ngày kích hoạt
1,Nguyễn A,001099000123,1/2/1990,Thôn 01,25/7/2025
2,Trần B,001099000124,1/2/1991,Thôn 01,25/7/2025
3,Nguyễn A,1099000123,1/2/1990,Thôn 02,26/7/2025
4,Lê C,,1/2/1992,Thôn 02,25/7/2025
"""


def test_a_list_of_persons_is_told_and_counted_once_for_each_number(known):
    told = read(text(PERSONS), "", Choices(), known)
    assert told.personal == ("Họ và tên", "Số CCCD", "Ngày sinh")
    assert told.frame is None
    counted = read(text(PERSONS), "", Choices(count_persons=True, indicator="vneid_level2"), known)
    assert stored(counted, "reported_on village_code indicator_code new_count") == [
        ("2025-07-25", "01864-01", "vneid_level2", "2"),
        ("2025-07-25", "01864-02", "vneid_level2", "1"),
    ]
    assert {key: count for key, _, count in counted.notes} == {
        "note-persons": 4,
        "note-repeated": 1,
        "note-unnumbered": 1,
    }


@pytest.mark.parametrize("cell", ["001099000123", "123456789", "0912345678", 1099000123.0, "001 099 000 123"])
def test_numbers_of_persons_are_noticed_under_any_header(known, cell):
    reading = read(book(["Thôn", "Mã số", "Số mới"], ["Thôn 01", cell, 3]), "", Choices(), known)
    assert reading.personal == ("Mã số",)


@given(st.lists(st.tuples(st.sampled_from(["", "1", "2", "3"]), st.sampled_from("AB"), st.sampled_from(["1", "2"]))))
def test_counting_persons_counts_each_number_once(people):
    counts, repeated, unnumbered = persons.counted(people)
    numbers = {number for number, _, _ in people if number}
    assert sum(counts.values()) == len(numbers) + unnumbered
    assert repeated == sum(1 for number, _, _ in people if number) - len(numbers)
    assert counts == persons.counted(sorted(people, key=lambda one: one[2]))[0] or numbers


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


def test_a_number_with_a_space_between_thousands(known):
    lines = "Mã thôn;Mã xã;Tên thôn;Đường bộ (km)\nX1;01864;Thôn X;1 234\nX2;01864;Thôn Y;12,5\n"
    assert stored(read(text(lines), "villages", Choices(), known), "road_km") == [("1234",), ("12.5",)]
    lines = "Mã thôn;Mã xã;Tên thôn;Đường bộ (km)\nX1;01864;Thôn X;1 234\n"
    assert stored(read(text(lines), "villages", Choices(), known), "road_km") == [("1234",)]


def test_merged_cells_of_data_say_the_same_of_each_row(known):
    upload = book(
        ["Ngày", "Thôn", "Nội dung", "Số mới"],
        ["25/7/2025", "Thôn 01", "căn cước", 3],
        [None, "Thôn 02", "căn cước", 4],
        merged=["A2:A3"],
    )
    days = stored(read(upload, "", Choices(), known), "reported_on village_code")
    assert days == [("2025-07-25", "01864-01"), ("2025-07-25", "01864-02")]


def ods(*rows: list[str]) -> bytes:
    """An OpenDocument sheet, as small as one can be."""
    lines = "".join(
        "<table:table-row>"
        + "".join(f"<table:table-cell {_kind(cell)}><text:p>{cell}</text:p></table:table-cell>" for cell in row)
        + "</table:table-row>"
        for row in rows
    )
    names = "urn:oasis:names:tc:opendocument:xmlns"
    content = (
        f'<?xml version="1.0"?><office:document-content xmlns:office="{names}:office:1.0" '
        f'xmlns:table="{names}:table:1.0" xmlns:text="{names}:text:1.0" xmlns:c="calcext:1.0">'
        f"<office:body><office:spreadsheet>"
        f'<table:table table:name="S">{lines}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as packed:
        packed.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        packed.writestr("META-INF/manifest.xml", "<manifest/>")
        packed.writestr("content.xml", content)
    return file.getvalue()


def _kind(cell: str) -> str:
    if cell == "#DIV/0!":
        return 'table:formula="of:=1/0" office:value-type="string" office:string-value="" c:value-type="error"'
    if cell == "Err:502":
        return 'table:formula="of:=1/0" office:value-type="float" office:value="0" c:value-type="error"'
    return 'office:value-type="string"'


def test_an_error_cell_of_ods_is_no_empty_cell_and_no_zero(known):
    rows = [["Thôn", "Căn cước số mới"], ["Thôn 01", "#DIV/0!"], ["Thôn 02", "Err:502"], ["Thôn 03", "4"]]
    reading = read(Upload("a.ods", ods(*rows)), "", Choices(day="2025-07-25"), known)
    assert [count for _, count in stored(reading, "village_code new_count")] == ["#DIV/0!", "Err:502", "4"]


@pytest.mark.parametrize("form", ["tsv", "txt", "ods", "xlsx", "parquet"])
def test_every_form_of_a_table(known, form):
    rows = [["Ngày", "Thôn", "Nội dung", "Số mới"], ["25/7/2025", "Thôn 01", "căn cước", "3"]]
    if form == "ods":
        upload = Upload("a.ods", ods(*rows))
    elif form == "xlsx":
        upload = book(*rows)
    elif form == "parquet":
        file = io.BytesIO()
        pd.DataFrame(rows[1:], columns=rows[0]).to_parquet(file)
        upload = Upload("a.parquet", file.getvalue())
    else:
        upload = text("\n".join("\t".join(row) for row in rows), name=f"a.{form}")
    assert stored(read(upload, "", Choices(), known), "reported_on village_code indicator_code new_count") == [
        ("2025-07-25", "01864-01", "id_card", "3")
    ]


def test_a_sheet_can_be_chosen(known):
    made = openpyxl.Workbook()
    made.active.append(["bìa"])
    made.create_sheet("Số liệu").append(["Ngày", "Thôn", "Nội dung", "Số mới"])
    made["Số liệu"].append(["2025-07-25", "Thôn 01", "căn cước", 3])
    file = io.BytesIO()
    made.save(file)
    reading = read(Upload("a.xlsx", file.getvalue()), "", Choices(), known)
    assert reading.sheet == "Số liệu"
    with pytest.raises(BadInput) as refused:
        read(Upload("a.xlsx", file.getvalue()), "", Choices(sheet="không có"), known)
    (mistake,) = refused.value.found
    assert (mistake.reason, mistake.detail) == ("no-sheet", "Sheet, Số liệu")


def test_an_error_cell_is_found_on_its_own_sheet_whatever_its_file_is_called(known):
    made = openpyxl.Workbook()
    made.active.title = "Thứ nhất"
    for sheet, count in ((made.active, 3), (made.create_sheet("Thứ hai"), 4)):
        sheet.append(["Ngày", "Thôn", "Nội dung", "Số mới"])
        sheet.append(["2025-07-25", "Thôn 01", "căn cước", count])
    made["Thứ hai"]["D2"] = "#N/A"
    made["Thứ hai"]["D2"].data_type = "e"
    file = io.BytesIO()
    made.save(file)
    swapped = io.BytesIO()
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(swapped, "w") as new:
        for name in old.namelist():
            other = {
                "xl/worksheets/sheet1.xml": "xl/worksheets/sheet2.xml",
                "xl/worksheets/sheet2.xml": "xl/worksheets/sheet1.xml",
            }
            content = old.read(name)
            if name == "xl/_rels/workbook.xml.rels":
                content = content.replace(b"sheet1.xml", b"sheetX.xml").replace(b"sheet2.xml", b"sheet1.xml")
                content = content.replace(b"sheetX.xml", b"sheet2.xml")
            new.writestr(other.get(name, name), content)
    upload = Upload("a.xlsx", swapped.getvalue())
    assert stored(read(upload, "", Choices(sheet="Thứ nhất"), known), "new_count") == [("3",)]
    assert stored(read(upload, "", Choices(sheet="Thứ hai"), known), "new_count") == [("#N/A",)]


def in_bytes(made: openpyxl.Workbook, name: str = "a.xlsx") -> Upload:
    file = io.BytesIO()
    made.save(file)
    return Upload(name, file.getvalue())


def test_a_formula_whose_result_was_not_saved_is_no_empty_cell(known):
    made = openpyxl.Workbook()
    for row in (["Thôn", "Căn cước số mới"], ["Thôn 01", "=1+2"], ["Thôn 02", 4], ["Thôn 03", "=B2+1"]):
        made.active.append(row)
    reading = read(in_bytes(made), "", Choices(day="2025-07-25"), known)
    assert stored(reading, "village_code new_count") == [("01864-01", "=…"), ("01864-02", "4"), ("01864-03", "=…")]


def test_a_formula_with_a_result_even_an_empty_text_is_its_result(known):
    made = openpyxl.Workbook()
    for row in (["Thôn", "Căn cước số mới"], ["Thôn 01", 3], ["Thôn 02", 4]):
        made.active.append(row)
    upload = in_bytes(made)
    swapped = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(upload.content)) as old, zipfile.ZipFile(swapped, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            content = content.replace(b't="n"><v>3</v>', b't="n"><f>1+2</f><v>3</v>')
            content = content.replace(b't="n"><v>4</v>', b't="str"><f>IF(1,"","")</f><v></v>')
            new.writestr(name, content)
    reading = read(Upload("a.xlsx", swapped.getvalue()), "", Choices(day="2025-07-25"), known)
    assert stored(reading, "village_code new_count") == [("01864-01", "3")]


def test_a_corrected_header_is_remembered(known):
    from dataclasses import replace

    lines = "Ngày,Thôn,Nội dung,Bảng\n25/7/2025,Thôn 01,căn cước,3\n"
    guess = {column.header: column.target for column in read(text(lines), "progress", Choices(), known).columns}
    assert guess["Bảng"] == ""
    chosen = read(text(lines), "progress", Choices(columns={"Bảng": "new_count"}), known)
    assert stored(chosen, "new_count") == [("3",)]
    taught = replace(known, remembered={"progress": {headers.header_key("Bảng"): "new_count"}})
    assert stored(read(text(lines), "progress", Choices(), taught), "new_count") == [("3",)]


@pytest.mark.parametrize(("one", "other"), [("Hoà Bình", "hòa  bình"), ("Thuỷ", "Thủy"), ("Nà Pài", "Na\u0300 Pài")])
def test_spellings_of_one_name(one, other):
    assert names.key(one) == names.key(other)


@pytest.mark.parametrize(
    ("one", "other"), [("Văn Lang", "Văn Lăng"), ("Nà Pài", "Na Pai"), ("Đồn", "Dồn"), ("hoàn", "hoan")]
)
def test_names_that_differ_stay_apart(one, other):
    assert names.key(one) != names.key(other)


@pytest.mark.parametrize("table", TABLES)
def test_every_contract_name_is_its_own_header(known, table):
    from enrolment.contract import schema

    wanted = schema(table).column_names
    assert tuple(column.target for column in columns.columns(table, wanted, known, {})) == wanted


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


def targets_of(reading: Reading) -> list[str]:
    return [column.target for column in reading.columns]


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


def test_headers_above_others_in_a_file_that_tells_of_no_merged_cells(known):
    lines = "Thôn,13/1/2025,,14/1/2025,\n,Căn cước số mới,VNeID số mới,Căn cước số mới,VNeID số mới\nThôn 01,1,2,3,4\n"
    assert stored(read(text(lines), "", Choices(), known), "reported_on indicator_code new_count") == [
        ("2025-01-13", "id_card", "1"),
        ("2025-01-13", "vneid_level2", "2"),
        ("2025-01-14", "id_card", "3"),
        ("2025-01-14", "vneid_level2", "4"),
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
    assert (question.choice, question.preset) == ("day", "2025-08-02")


@pytest.mark.parametrize("lines", ["Ngày,Thôn,Căn cước số mới,Căn cước lũy kế\n", "Ngày,Thôn,Nội dung,Số mới,Lũy kế\n"])
def test_a_cumulative_count_counts_where_no_new_one_stands_beside_it(known, lines):
    what = ",căn cước" if "Nội dung" in lines else ""
    lines += f"25/7/2025,Thôn 01{what},-,91\n25/7/2025,Thôn 02{what},3,92\n25/7/2025,Thôn 03{what},0,93\n"
    reading = read(text(lines), "", Choices(), known)
    assert stored(reading, "new_count cumulative_count") == [("", "91"), ("3", ""), ("0", "")]
    assert ("note-one-count", "", 2) in reading.notes


AGES = "Ngày,Thôn,Căn cước số mới dưới 14 tuổi,Căn cước số mới từ đủ 14 tuổi\n"
AGES += "25/7/2025,Thôn 01,2,3\n25/7/2025,Thôn 02,,4\n"


@pytest.mark.parametrize(("answer", "counts"), [("+", ["5", "4"]), ("C", ["2"]), ("D", ["3", "4"])])
def test_two_columns_of_one_indicator_are_asked_about(known, answer, counts):
    (question,) = read(text(AGES), "", Choices(), known).questions
    assert question.choice == "same:new:id_card"
    assert question.options == {
        "C": "Căn cước số mới dưới 14 tuổi", "D": "Căn cước số mới từ đủ 14 tuổi", "+": "",
    }  # fmt: skip
    chosen = read(text(AGES), "", Choices(same={"new:id_card": answer}), known)
    assert [count for (count,) in stored(chosen, "new_count")] == counts


def test_what_is_added_up_and_is_no_number_is_named_whole(known):
    lines = AGES.replace("2,3", "hai,3")
    reading = read(text(lines), "", Choices(same={"new:id_card": "+"}), known)
    assert stored(reading, "new_count header")[0] == (
        "hai + 3",
        "Căn cước số mới dưới 14 tuổi + Căn cước số mới từ đủ 14 tuổi",
    )


def test_two_columns_that_are_both_the_count_are_asked_about(known):
    lines = "Ngày,Thôn,Nội dung,Số lượng,Kết quả\n25/7/2025,Thôn 01,căn cước,10,3\n"
    reading = read(text(lines), "", Choices(counts="new"), known)
    assert asked(reading) == {"same:count": "Số lượng (D), Kết quả (E)"}
    chosen = read(text(lines), "", Choices(counts="new", same={"count": "E"}), known)
    assert stored(chosen, "new_count") == [("3",)]
    days = "Ngày,Ngày báo cáo,Thôn,Nội dung,Số mới\n25/7/2025,26/7/2025,Thôn 01,căn cước,3\n"
    (question,) = read(text(days), "", Choices(), known).questions
    assert question.options == {"A": "Ngày", "B": "Ngày báo cáo"}  # days cannot be added up
    assert targets_of(read(text(days), "", Choices(same={"reported_on": "B"}), known))[:2] == ["", "reported_on"]


@pytest.mark.parametrize(("lines", "answer"), [(AGES, "+"), (AGES, "D"), (AGES.replace("từ đủ 14", "dưới 14"), "D")])
def test_what_was_answered_of_columns_is_remembered_for_the_same_headers_and_no_others(known, lines, answer):
    from dataclasses import replace

    first = read(text(lines), "", Choices(same={"new:id_card": answer}), known)
    said = columns.answers(first.columns, {"new:id_card": answer})
    taught = replace(known, remembered={"progress": {headers.header_key(name): what for name, what in said.items()}})
    moved = "\n".join(f"STT,{line}" for line in lines.splitlines()) + "\n"
    again = read(text(moved), "", Choices(), taught)
    assert stored(again, "new_count") == stored(first, "new_count")
    alone = "Ngày,Thôn,Căn cước số mới dưới 14 tuổi\n25/7/2025,Thôn 01,2\n"
    assert stored(read(text(alone), "", Choices(), taught), "new_count") == [("2",)]


def test_columns_taught_one_by_one_are_not_added_up_unasked(known):
    from dataclasses import replace

    taught = replace(known, remembered={"progress": {"the cc": "new:id_card", "tong the": "new:id_card"}})
    lines = "Ngày,Thôn,Thẻ CC,Tổng thẻ\n25/7/2025,Thôn 01,3,10\n"
    assert asked(read(text(lines), "", Choices(), taught)) == {"same:new:id_card": "Thẻ CC (C), Tổng thẻ (D)"}
    both = Choices(columns={"Thẻ CC": "new:id_card", "Tổng thẻ": "new:id_card"})
    assert stored(read(text(lines), "progress", both, known), "new_count") == [("13",)]


def test_what_is_added_up_and_looks_like_a_number_only_takes_its_own_row_down(known):
    lines = AGES.replace("2,3", "+-3,10")
    reading = read(text(lines), "", Choices(same={"new:id_card": "+"}), known)
    assert stored(reading, "new_count") == [("+-3 + 10",), ("4",)]


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
    (question,) = read(text(lines), "", Choices(), known).questions
    assert (question.choice, question.preset) == ("day", "2025-08-02")


def test_weeks_are_counted_on_their_last_days(known):
    lines = "Thôn,Căn cước số mới (từ 14/7/2025 đến 20/7/2025),Căn cước số mới (từ 21/7 đến 2025-07-27)\nThôn 01,3,4\n"
    assert stored(read(text(lines), "", Choices(), known), "reported_on new_count") == [
        ("2025-07-20", "3"),
        ("2025-07-27", "4"),
    ]


def test_the_header_of_the_column_itself_says_its_indicator(known):
    report = book(
        ["Thôn", "Cấp căn cước, định danh điện tử", None],
        [None, "Căn cước số mới", "VNeID lũy kế"],
        ["Thôn 01", 3, 60],
        merged=["A1:A2", "B1:C1"],
    )
    assert targets_of(read(report, "", Choices(day="2025-08-02"), known)) == [
        "village_code", "new:id_card", "cumulative:vneid_level2",
    ]  # fmt: skip


def test_days_in_headers_that_a_spreadsheet_may_have_swapped_are_asked_about(known):
    report = book(["Thôn", datetime(2025, 1, 8), "30/07/2025"], ["Thôn 01", 1, 2])
    said = Choices(counts="new", indicator="id_card")
    (question,) = read(report, "", said, known).questions
    assert question.options == {"no": "2025-01-08", "yes": "2025-08-01"}


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


def test_a_result_beside_a_cumulative_count_is_the_new_one(known):
    lines = "Ngày,Thôn,Nội dung,Lũy kế,Kết quả\n25/7/2025,Thôn 01,căn cước,10,3\n25/7/2025,Thôn 02,căn cước,11,\n"
    reading = read(text(lines), "", Choices(), known)
    assert stored(reading, "new_count cumulative_count") == [("3", ""), ("", "11")]


def test_a_cumulative_result_is_cumulative(known):
    lines = "Ngày,Thôn,Nội dung,Kết quả trong ngày,Kết quả lũy kế\n25/7/2025,Thôn 01,căn cước,-,10\n"
    assert stored(read(text(lines), "", Choices(), known), "new_count cumulative_count") == [("", "10")]


def test_totals_without_a_day_beside_days_are_left_out(known):
    lines = "Thôn,Căn cước trong ngày 13/1/2025,Căn cước trong ngày 14/1/2025,Căn cước lũy kế\nThôn 01,1,2,30\n"
    reading = read(text(lines), "", Choices(), known)
    assert stored(reading, "reported_on new_count") == [("2025-01-13", "1"), ("2025-01-14", "2")]
    assert [column.is_sure for column in reading.columns] == [True, True, True, False]


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
    report = book(
        ["Thôn", "Căn cước số mới", None, None],
        [None, "Nam", "Nữ", "Tổng"],
        ["Thôn 01", 3, 4, 7],
        merged=["A1:A2", "B1:D1"],
    )
    (question,) = read(report, "", Choices(day="2025-08-02"), known).questions
    assert question.options == {
        "B": "Căn cước số mới · Nam", "C": "Căn cước số mới · Nữ", "D": "Căn cước số mới · Tổng", "+": "",
    }  # fmt: skip
    reading = read(report, "", Choices(day="2025-08-02", same={"new:id_card": "D"}), known)
    assert stored(reading, "village_code new_count") == [("01864-01", "7")]


def test_a_row_of_data_below_a_merged_header_is_data(known):
    rows = (
        ["STT", "Thôn", None, "Căn cước số mới"],
        [1, "Xã Bằng Thành", "Thôn 01", 3],
        [2, "Xã Bằng Thành", "Thôn 02", 4],
    )
    plan = layout.lay_out(Sheet("", [list(row) for row in rows], ((0, 1, 0, 2),)), lambda text: text in rows[0])
    assert [number for number, _ in plan.data] == [2, 3]


def test_people_to_be_counted_are_no_new_count(known):
    lines = "Ngày,Thôn,Nội dung,Số người từ đủ 14 tuổi,Lũy kế\n25/7/2025,Thôn 01,căn cước,120,50\n"
    reading = read(text(lines), "", Choices(), known)
    assert stored(reading, "cumulative_count") == [("50",)]
    assert [column.target for column in reading.columns if not column.is_sure] == [""]


def test_what_remains_is_no_count_whatever_stands_below_it(known):
    report = book(
        ["Thôn", "Căn cước lũy kế", "Căn cước còn lại", None],
        [None, None, "Mới", "Cấp đổi"],
        ["Thôn 01", 50, 70, 8],
        merged=["A1:A2", "B1:B2", "C1:D1"],
    )
    reading = read(report, "", Choices(day="2025-08-02"), known)
    assert targets_of(reading) == ["village_code", "cumulative:id_card", "", ""]
    assert stored(reading, "cumulative_count") == [("50",)]


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


def test_days_without_a_year_go_on_into_the_next(known):
    lines = "Thôn,30/12,31/12,2/1\nThôn 01,3,4,5\nThôn 02,6,7,8\n"
    reading = read(text(lines), "", Choices(indicator="id_card", counts="new", year="2025", dates="dmy"), known)
    assert [day for (day,) in stored(reading, "reported_on")] == ["2025-12-30", "2025-12-31", "2026-01-02"] * 2


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("Căn cước số mới tháng 07/25", ""),
        ("Căn cước đợt 1/2", ""),
        ("số mới 25/7", "25/7"),
        ("Tuần 14/7-20/7/2025", "20/7/2025"),
        ("từ ngày 14/7/2025-20/7/2025", "20/7/2025"),
        ("bao-cao-02-08-2025", "02-08-2025"),
        ("đến 02/8/2025 (ngày 02/8/2025)", "02/8/2025"),
        ("02/8/2025, 03/8/2025", ""),
        (unicodedata.normalize("NFD", "lũy kế (từ 21/7/2025)"), ""),
    ],
)
def test_the_day_that_a_text_says_it_is_of(written, day):
    assert cells.day_written(written) == day


def test_a_total_on_top_makes_no_notes_of_the_rows_below(known):
    report = book(["Thôn", "Căn cước số mới", "Ghi chú"], ["Toàn xã", 7, None], ["Thôn 01", "3 hồ sơ", "x"])
    assert stored(read(report, "", Choices(day="2025-07-25"), known), "new_count") == [("3 hồ sơ",)]


def test_days_of_text_were_swapped_by_nobody(known):
    lines = "Thôn,2025-08-02,30/07/2025\nThôn 01,3,4\n"
    assert not read(text(lines), "", Choices(indicator="id_card", counts="new"), known).questions


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


@pytest.mark.parametrize(
    ("chosen", "answers"),
    [
        (Choices(columns={"Thôn": "zzz"}), "village_code"),
        (Choices(columns={"Thôn": "row_number"}), "village_code"),
        (Choices(same={"new:id_card": "Q"}), "C | D | +"),
    ],
)
def test_an_answer_that_is_none_is_named_with_those_that_are(known, chosen, answers):
    with pytest.raises(BadInput) as refused:
        read(text(AGES), "progress", chosen, known)
    (mistake,) = refused.value.found
    assert mistake.reason == "no-answer" and answers in mistake.detail


def test_a_day_that_stands_twice_is_asked_about_and_added_up(known):
    report = book(["Thôn", "25/7/2025", None], [None, "Sáng", "Chiều"], ["Thôn 01", 3, 4], merged=["A1:A2", "B1:C1"])
    said = Choices(counts="new", indicator="id_card")
    (question,) = read(report, "", said, known).questions
    assert question.choice == "same:day 25/7/2025"
    said = Choices(counts="new", indicator="id_card", same={"day 25/7/2025": "+"})
    assert stored(read(report, "", said, known), "reported_on new_count") == [("2025-07-25", "7")]


def test_a_chosen_count_counts(known):
    lines = "Ngày,Thôn,Nội dung,Số mới,Kết quả\n25/7/2025,Thôn 01,căn cước,3,10\n"
    reading = read(text(lines), "", Choices(columns={"Kết quả": "count"}, counts="cumulative"), known)
    assert stored(reading, "new_count cumulative_count") == [("", "10")]


def test_a_column_of_the_contract_beside_one_of_the_offices(known):
    lines = "Ngày,Thôn,Nội dung,new_count,Lũy kế\n25/7/2025,Thôn 01,căn cước,3,10\n"
    assert stored(read(text(lines), "", Choices(), known), "new_count cumulative_count") == [("3", "")]


def test_a_row_of_nothing_but_formulas_without_results_is_blank(known):
    made = openpyxl.Workbook()
    for row in (["Thôn", "Căn cước số mới", "Tỷ lệ"], ["Thôn 01", 3, "=B2/10"], [None, None, "=B3/10"]):
        made.active.append(row)
    reading = read(in_bytes(made), "", Choices(day="2025-07-25"), known)
    assert stored(reading, "village_code new_count") == [("01864-01", "3")]


def test_a_crafted_cell_takes_no_minute():
    from enrolment.imports.office.xlsx import cells_without_value

    for end in ("></c>", ""):
        sheet = book(["a", "b"])
        part = '<row r="1"><c t="e" ' + 'r="A1" ' * 200_000 + end + "<f>" * 200_000
        swapped = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(sheet.content)) as old, zipfile.ZipFile(swapped, "w") as new:
            for name in old.namelist():
                new.writestr(name, part if name.endswith("sheet1.xml") else old.read(name))
        started = time.process_time()
        cells_without_value(Upload("a.xlsx", swapped.getvalue()))
        assert time.process_time() - started < 10  # it took hours
