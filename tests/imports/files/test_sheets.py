"""Every kind of file gives the same cells."""

import io
import re
import subprocess
import sys
import zipfile

import duckdb
import openpyxl
import openpyxl.styles
import pandas as pd
import pytest

from enrolment.imports.files.delimited import delimiter_of
from enrolment.imports.files.upload import Upload
from enrolment.imports.meaning.reading import Choices
from enrolment.imports.meaning.understand import read
from enrolment.imports.mistakes import BadInput
from tests.conftest import ROOT
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


def test_ods_says_what_xlsx_says_of_shares_what_is_struck_and_what_is_hidden(known):
    rows = [["Thôn", "Căn cước số mới"], ["Thôn 01", "100%"], ["Thôn 02", "7"], ["Thôn 03", "4"], ["Thôn 04", "3"]]
    style = (
        '<style:style style:name="ce1" style:family="table-cell">'
        '<style:text-properties style:text-line-through-style="solid"/></style:style><office:body>'
    )
    cell, row = 'office:value-type="{}"{}><text:p>{}<', "<table:table-row{}><table:table-cell "
    changes = {
        "<office:body>": style,
        cell.format("string", "", "100%"): cell.format("percentage", ' office:value="1"', "100%"),
        cell.format("string", "", "7"): cell.format("float", ' office:value="7" table:style-name="ce1"', "7"),
        row.format("") + cell.format("string", "", "Thôn 04"): row.format(' table:visibility="filter"')
        + cell.format("string", "", "Thôn 04"),
    }
    reading = read(Upload("a.ods", ods(*rows, changes=changes)), "", Choices(day="2025-07-25"), known)
    assert [count for _, count in stored(reading, "village_code new_count")] == ["100%", "7\u0336", "4", "3"]
    assert ("note-hidden-rows", "5", 1) in reading.notes


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


def rewritten(upload: Upload, *changes: tuple[str, str]) -> Upload:
    """The workbook with the XML of its sheets changed by patterns, as other programs write it."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(upload.content)) as old, zipfile.ZipFile(file, "w") as new:
        for name in old.namelist():
            part = old.read(name).decode()
            for pattern, text_instead in changes if name.startswith("xl/worksheets/") else ():
                part = re.sub(pattern, text_instead, part)
            new.writestr(name, part)
    return Upload(upload.name, file.getvalue())


@pytest.mark.parametrize("rows", ["", r' r="\d+"'])
def test_cells_that_do_not_say_where_they_are_lose_no_formula(known, rows):
    made = openpyxl.Workbook()
    for row in (["Thôn", "Căn cước số mới"], ["Thôn 01", "=1+2"], ["Thôn 02", 4], ["Thôn 03", "=B2+1"]):
        made.active.append(row)
    upload = rewritten(in_bytes(made), (r'<c r="[A-Z]+\d+"', "<c"), (rf"<row{rows}", "<row"))
    reading = read(upload, "", Choices(day="2025-07-25"), known)
    assert stored(reading, "village_code new_count") == [("01864-01", "=…"), ("01864-02", "4"), ("01864-03", "=…")]


def test_a_coloured_cell_far_out_that_holds_nothing_is_nothing(known):
    made = openpyxl.Workbook()
    for row in (["Thôn", "Căn cước số mới"], ["Thôn 01", 3]):
        made.active.append(row)
    for far in ("XFD1", "A1048576", "XFD1048576"):
        made.active[far].fill = openpyxl.styles.PatternFill("solid", fgColor="FFFF00")
    for upload in (in_bytes(made), rewritten(in_bytes(made), (r'<c (r="\w+" s="\d+")\s*/>', r"<c \1></c>"))):
        reading = read(upload, "", Choices(day="2025-07-25"), known)
        assert stored(reading, "village_code new_count") == [("01864-01", "3")]
    made.active["XFD1"] = "x"
    with pytest.raises(BadInput, match="1 mistakes"):
        read(in_bytes(made), "", Choices(), known)


def of_two_sheets(first: str, second: str) -> Upload:
    """Two sheets of one form, with 5 and with 8; `first` and `second`: whether they are seen."""
    made = openpyxl.Workbook()
    made.active.title, other = "Cụm 1", made.create_sheet("Cụm 2")
    for sheet, count, state in ((made.active, 5, first), (other, 8, second)):
        sheet.append(["Ngày", "Thôn", "Nội dung", "Số mới"])
        sheet.append(["25/7/2025", "Thôn 01", "căn cước", count])
        sheet.sheet_state = state
    return in_bytes(made)


@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
def test_a_hidden_sheet_is_taken_by_nobody_but_who_names_it(known, state):
    upload = of_two_sheets(state, "visible")
    reading = read(upload, "", Choices(), known)
    assert stored(reading, "new_count") == [("8",)]
    assert [(left.why, left.text) for left in reading.left_out] == [("hidden-sheet", "Cụm 1")]
    assert stored(read(upload, "", Choices(sheet="Cụm 1"), known), "new_count") == [("5",)]


def test_of_several_sheets_that_fit_a_person_says_which(known):
    upload = of_two_sheets("visible", "visible")
    (question,) = read(upload, "", Choices(), known).questions
    assert (str(question.choice), list(question.options)) == ("sheet", ["Cụm 1", "Cụm 2"])
    for name, count in (("Cụm 1", "5"), ("Cụm 2", "8")):
        assert stored(read(upload, "", Choices(sheet=name), known), "new_count") == [(count,)]


def test_every_other_sheet_is_named_whatever_it_holds(known):
    made = openpyxl.Workbook()
    for row in (["Thôn", "Căn cước số mới"], ["Thôn 01", 3]):
        made.active.append(row)
    made.create_sheet("Ghi chú").append(["Số liệu tạm tính"])
    left = read(in_bytes(made), "", Choices(day="2025-07-25"), known).left_out
    assert ("sheet", "Ghi chú") in [(one.why, one.text) for one in left]


def test_a_process_without_arrow_reads_parquet_when_one_comes(tmp_path):
    path = tmp_path / "a.parquet"
    duckdb.sql("select 'A1' as village_code, 3 as new_count").write_parquet(str(path))
    code = (
        "import sys; from enrolment import no_arrow; import pandas; assert not sys.modules['pyarrow'];"
        "from enrolment.imports.files import sheets; from enrolment.imports.files.upload import Upload;"
        f"print(sheets.sheets(Upload('a.parquet', open({str(path)!r}, 'rb').read()))[0].rows)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.stdout.strip() == "[['village_code', 'new_count'], ['A1', 3]]", done.stderr


@pytest.mark.parametrize("start", ["import app", "import enrolment.changes.worker"])
def test_servers_and_workers_start_without_arrow(start):
    code = f"{start}; import sys, pandas; assert sys.modules['pyarrow'] is None; print('light')"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, cwd=ROOT)
    assert done.stdout.strip() == "light", done.stderr
