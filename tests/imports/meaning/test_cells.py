"""Days and numbers, however an office writes them."""

import io
import time
import unicodedata
import zipfile
from datetime import date, datetime

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from enrolment.imports.files.upload import Upload
from enrolment.imports.meaning import cells, days, titles
from enrolment.imports.meaning.reading import Choices, choices
from enrolment.imports.meaning.understand import read
from tests.imports.office_files import asked, book, stored, text


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
    assert days.day_order(column) == order


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
    assert days.day(cell, "dmy") == expected


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)))
def test_a_day_reads_the_same_however_it_is_written(day):
    for written in (f"{day:%d/%m/%Y}", f"{day.day}-{day.month}-{day.year}", day.isoformat(), day):
        assert days.day(written, "dmy") == day.isoformat()
    assert days.day(f"{day:%m/%d/%Y}", "mdy") == day.isoformat()


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
    assert (str(question.choice), question.about) == ("swapped", "13/07/2025")
    assert question.options == {"no": "2025-08-07", "yes": "2025-07-08"}
    for answer, day in question.options.items():
        days = stored(read(report, "", choices({"swapped": answer}), known), "reported_on")
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
        assert (str(question.choice), question.about) == ("year", "13/7")
        assert "2024" in question.options or lines is cells_of_days
        reading = read(text(lines), "", Choices(indicator="id_card", counts="new", year="2025"), known)
        assert stored(reading, "reported_on new_count") == [("2025-07-13", "3"), ("2025-07-14", "4")]


def test_two_columns_of_ambiguous_days_are_one_question(known):
    lines = "Nội dung,Thôn,Có từ trước,Chỉ tiêu,Ngày bắt đầu,Hạn\ncăn cước,Thôn 01,0,9,1/7/2025,2/8/2025\n"
    assert asked(read(text(lines), "targets", Choices(), known)) == {"dates": "1/7/2025"}


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


def test_a_number_with_a_space_between_thousands(known):
    lines = "Mã thôn;Mã xã;Tên thôn;Đường bộ (km)\nX1;01864;Thôn X;1 234\nX2;01864;Thôn Y;12,5\n"
    assert stored(read(text(lines), "villages", Choices(), known), "road_km") == [("1234",), ("12.5",)]
    lines = "Mã thôn;Mã xã;Tên thôn;Đường bộ (km)\nX1;01864;Thôn X;1 234\n"
    assert stored(read(text(lines), "villages", Choices(), known), "road_km") == [("1234",)]


def test_weeks_are_counted_on_their_last_days(known):
    lines = "Thôn,Căn cước số mới (từ 14/7/2025 đến 20/7/2025),Căn cước số mới (từ 21/7 đến 2025-07-27)\nThôn 01,3,4\n"
    assert stored(read(text(lines), "", Choices(), known), "reported_on new_count") == [
        ("2025-07-20", "3"),
        ("2025-07-27", "4"),
    ]


def test_days_in_headers_that_a_spreadsheet_may_have_swapped_are_asked_about(known):
    report = book(["Thôn", datetime(2025, 1, 8), "30/07/2025"], ["Thôn 01", 1, 2])
    said = Choices(counts="new", indicator="id_card")
    (question,) = read(report, "", said, known).questions
    assert question.options == {"no": "2025-01-08", "yes": "2025-08-01"}


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
    assert titles.day_written(written) == day


def test_days_of_text_were_swapped_by_nobody(known):
    lines = "Thôn,2025-08-02,30/07/2025\nThôn 01,3,4\n"
    assert not read(text(lines), "", Choices(indicator="id_card", counts="new"), known).questions


def test_a_crafted_cell_takes_no_minute():
    from enrolment.imports.files.xlsx import cells_without_value

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
