"""Every kind of file gives the same cells."""

import io
import zipfile

import openpyxl
import pandas as pd
import pytest

from enrolment.imports.files.delimited import delimiter_of
from enrolment.imports.files.upload import Upload
from enrolment.imports.meaning.reading import Choices
from enrolment.imports.meaning.understand import read
from enrolment.imports.mistakes import BadInput
from tests.imports.office_files import asked, book, in_bytes, ods, stored, text


@pytest.mark.parametrize(("font", "lines"), [
    ("tcvn3", "Ngµy,Th«n,Néi dung,Lòy kÕ\n2025-08-02,Th«n 01,C¨n c­íc,4\n"),
    ("vni", "Ngaøy,Thoân,Noäi dung,Luõy keá\n2025-08-02,Thoân 01,Caên cöôùc,4\n"),
])  # fmt: skip
def test_old_fonts_are_converted_on_consent(known, font, lines):
    upload = text(lines, encoding="latin-1")
    assert set(asked(read(upload, "", Choices(), known))) == {"letters"}
    reading = read(upload, "", Choices(letters=font), known)
    assert stored(reading, "village_code indicator_code cumulative_count") == [("01864-01", "id_card", "4")]


def test_an_error_cell_of_ods_is_no_empty_cell_and_no_zero(known):
    rows = [["Thôn", "Căn cước số mới"], ["Thôn 01", "#DIV/0!"], ["Thôn 02", "Err:502"], ["Thôn 03", "4"]]
    reading = read(Upload("a.ods", ods(*rows)), "", Choices(day="2025-07-25"), known)
    assert [count for _, count in stored(reading, "village_code new_count")] == ["#DIV/0!", "Err:502", "4"]


@pytest.mark.parametrize(
    ("written", "sign"),
    [
        ('a,b\n1,"x;y;z;u\nv;w;x;y\nm;n;o;p"\n', ","),
        ('a;b\n1;"x,y\nv,w\nm,n\no,p"\n', ";"),
        ('a;b\n5" pipe, x;1\n6" pipe;2\n', ";"),
        ('a,b\n1,"never closed; ; ;\n; ; ;\n', ","),
        ('a,b\n1,"he said ""x;y;z"""\n', ","),
    ],
)
def test_what_is_quoted_splits_nothing(written, sign):
    assert delimiter_of(written) == sign


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


def test_a_row_of_nothing_but_formulas_without_results_is_blank(known):
    made = openpyxl.Workbook()
    for row in (["Thôn", "Căn cước số mới", "Tỷ lệ"], ["Thôn 01", 3, "=B2/10"], [None, None, "=B3/10"]):
        made.active.append(row)
    reading = read(in_bytes(made), "", Choices(day="2025-07-25"), known)
    assert stored(reading, "village_code new_count") == [("01864-01", "3")]
