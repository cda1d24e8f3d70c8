"""What is taken along comes back in without a change, and starts no formula on the way."""

import csv
import io
import shutil
from datetime import date

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from enrolment import clock
from enrolment.changes import commit
from enrolment.contract import TABLES
from enrolment.imports.files.upload import Upload
from enrolment.imports.meaning.reading import Choices
from enrolment.imports.sources import handed_over
from enrolment.language import translate
from enrolment.query import downloads, excel
from enrolment.query.forms import FORMS
from tests.looking import look, whole


def looked(store, name, content, **chosen):
    seen = look(store, handed_over(Upload(name, content), choices=Choices(**chosen)))
    assert list(seen.mistakes) == []
    (one,) = seen.prepared
    assert one.mistakes == ()
    return one, seen.changes[0]


def saved(book):
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("which", ["sample", "little"])
def test_a_downloaded_table_comes_back_without_a_change(stores, little_store, which, table):
    store = stores["sample"] if which == "sample" else little_store
    frame = whole(store, table)
    content = downloads.csv_text(frame, "\r\n").encode("utf-8-sig")
    # A correction of another day's count stands by itself: whoever brings it back says that it is the same.
    same = {"again": "no"} if table == "progress" and which == "little" else {}
    one, change = looked(store, f"{table}.csv", content, **same)
    assert (change.new_count, change.replaced_count, change.same_count) == (0, 0, len(frame))
    assert one.batch.table == table


@pytest.mark.parametrize("form", ["villages", "targets"])
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_a_form_comes_back_without_a_change(use_store, form, lang):
    store = use_store("sample")
    content = FORMS[form](lang, "01864")
    row_count = openpyxl.load_workbook(io.BytesIO(content)).active.max_row - 1
    _, change = looked(store, f"{form}.xlsx", content)
    assert (change.new_count, change.replaced_count, change.same_count) == (0, 0, row_count)


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_form_of_the_day_is_filled_in_and_comes_in(use_store, monkeypatch, lang):
    store = use_store("sample")
    monkeypatch.setattr(clock, "today", lambda: date(2025, 8, 3))
    book = openpyxl.load_workbook(io.BytesIO(FORMS["daily"](lang, "01864")))
    sheet = book.active
    before = look(store, handed_over(Upload("trống.xlsx", saved(book))))
    assert [[mistake.reason for mistake in one.mistakes] for one in before.prepared] == [["no-counts"]]
    header = [cell.value for cell in sheet[1]]
    new = [
        number
        for number, text in enumerate(header, start=1)
        if text.startswith(translate(lang, "target-new", indicator=""))
    ]
    for row in range(2, 39):  # the last village has not reported
        sheet.cell(row, new[0], row % 9)
        sheet.cell(row, new[-1], 0)
    one, change = looked(store, "báo cáo.xlsx", saved(book))
    assert not one.reading.questions and all(column.is_sure for column in one.reading.columns)
    assert (one.batch.table, change.new_count, change.replaced_count, change.beside_count) == ("progress", 74, 0, 0)
    assert list(change.warnings(lang)) == []


HOSTILE = [
    "=1+2",
    "+84 12",
    "-5",
    "@x",
    "\t=1",
    '=HYPERLINK("http://x")',
    "'=1",
    "Thôn 1",
    "'Thôn",
    "a,b",
    'a"b',
    "a\nb",
]


@settings(max_examples=30, deadline=None)
@given(st.lists(st.sampled_from(HOSTILE), min_size=1, max_size=5))
def test_no_cell_starts_a_formula_and_every_text_comes_back(texts):
    import pandas as pd

    from enrolment.imports.meaning import cells

    written = downloads.csv_text(pd.DataFrame({"name": texts}))
    found = [row[0] for row in csv.reader(io.StringIO(written))][1:]
    assert not [cell for cell in found if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
    assert [cells.plain(cell) for cell in found] == [cells.plain(text) for text in texts]
    sheet = openpyxl.load_workbook(io.BytesIO(excel.workbook(pd.DataFrame({"name": texts})))).active
    assert [sheet.cell(row + 2, 1).data_type for row in range(len(texts))] == ["s"] * len(texts)


def test_a_village_called_as_a_formula_survives_the_way_there_and_back(little_store, tmp_path):
    store = tmp_path / "store"
    shutil.copytree(little_store, store)
    path = tmp_path / "villages_2025.csv"
    path.write_text('village_code,commune_code,village_name\nX1,10001,"=1+2"\n', encoding="utf-8")
    commit.bring_in(handed_over(Upload(path.name, path.read_bytes())), store)
    content = downloads.csv_text(whole(store, "villages"), "\r\n").encode("utf-8-sig")
    assert b"'=1+2" in content
    _, change = looked(store, "villages.csv", content)
    assert (change.new_count, change.replaced_count) == (0, 0)
