"""Files as offices have them, against the sample: each gives the right rows, or one question, or a refusal with its
place. What stands in `everyday/` was made to give a wrong number in silence; others of each kind stand here."""

import io
import json
import unicodedata
from datetime import date
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
import shapely
from openpyxl.comments import Comment
from openpyxl.styles import Font

from enrolment.changes import compare
from enrolment.changes.propose import proposed
from enrolment.imports.files.upload import Upload
from enrolment.imports.meaning.reading import choices
from enrolment.imports.mistakes import BadInput
from enrolment.imports.sources import Source, handed_over
from tests.imports.office_files import book, in_bytes

EVERYDAY = Path(__file__).parent / "everyday"
AUGUST_3, AUGUST_4 = "2025-08-03", "2025-08-04"
CARD, LEVEL = "id_card", "vneid_level2"


class Seen:
    """What came of one file: rows (day, village, indicator, count), or questions, or mistakes."""

    def __init__(self, store: Path, sources: list[Source]):
        try:
            with proposed(store, sources) as change_set:
                (self.file,) = change_set.prepared
                self.change = (compare.compare(change_set) or [None])[0]
                self.rows = _rows(self.file.batch.rows_path) if self.file.batch else []
                self.mistakes = [*self.file.mistakes, *change_set.mistakes]
        except BadInput as bad:
            self.file, self.change, self.rows, self.mistakes = None, None, [], bad.found
        reading = self.file.reading if self.file else None
        self.questions = {str(one.choice): one for one in reading.questions} if reading else {}
        self.left = {(left.row, left.why) for left in reading.left_out} if reading else set()


def _rows(path: Path) -> list[tuple[str, str, str, int]]:
    frame = pd.read_parquet(path)
    if "new_count" not in frame:
        return []
    counts = frame.new_count.fillna(frame.cumulative_count).astype(int)
    days = pd.to_datetime(frame.reported_on).dt.strftime("%Y-%m-%d")
    return sorted(zip(days, frame.village_code.fillna(""), frame.indicator_code, counts, strict=True))


def look(store: Path, upload: Upload, table: str = "", **made) -> Seen:
    return Seen(store, handed_over(upload, table, choices(made)))


def everyday(store: Path, name: str, table: str = "", **made) -> Seen:
    return look(store, Upload(name, (EVERYDAY / name).read_bytes()), table, **made)


def village(number: int) -> str:
    return f"01864-{number:02}"


def rows(*counts: tuple[str, int, str, int]) -> list[tuple[str, str, str, int]]:
    return sorted((day, village(number), indicator, count) for day, number, indicator, count in counts)


def csv(*lines: str, name: str = "a.csv") -> Upload:
    return Upload(name, "\n".join([*lines, ""]).encode())


TAKEN = {
    "02_kobo_export.csv": rows((AUGUST_3, 1, CARD, 5), (AUGUST_3, 1, LEVEL, 4), (AUGUST_3, 2, CARD, 7), (AUGUST_3, 2, LEVEL, 6)),
    "02b_money_column.csv": rows((AUGUST_3, 1, CARD, 5), (AUGUST_3, 2, CARD, 7)),
    "03_day_blocks.xlsx": rows((AUGUST_3, 1, CARD, 5), (AUGUST_3, 2, CARD, 7), (AUGUST_4, 3, CARD, 9), (AUGUST_4, 4, CARD, 2)),
    "06_hidden_sheet_first.xlsx": rows((AUGUST_4, 1, CARD, 11), (AUGUST_4, 2, CARD, 12)),
    "08_mac_1904_general.xlsx": rows((AUGUST_3, 1, CARD, 5), (AUGUST_4, 2, CARD, 7)),
    "09_timestamps_tz.csv": rows((AUGUST_3, 1, CARD, 5)),
    "09b_sheets_vi_dates.csv": rows((AUGUST_3, 1, CARD, 5)),
    "09c_compact_days.csv": rows((AUGUST_3, 1, CARD, 5)),
    "11_coloured_to_XFD.xlsx": rows((AUGUST_3, 1, CARD, 5)),
    "13_two_line_header.csv": rows((AUGUST_3, 1, CARD, 5), (AUGUST_4, 1, CARD, 8), (AUGUST_3, 2, CARD, 7), (AUGUST_4, 2, CARD, 9)),
    "18_r_na.csv": rows((AUGUST_3, 2, CARD, 4)),
    "19_groups_with_subtotals.xlsx": rows((AUGUST_3, 1, CARD, 5), (AUGUST_3, 2, CARD, 7), (AUGUST_3, 3, CARD, 9), (AUGUST_3, 4, CARD, 2)),
    "20_float_noise.xlsx": rows((AUGUST_3, 1, CARD, 12), (AUGUST_3, 2, CARD, 7)),
}  # fmt: skip
ANSWERS = {
    "13_two_line_header.csv": {"counts": "new", "dates": "dmy"},
    "19_groups_with_subtotals.xlsx": {"day": AUGUST_3},
}


@pytest.mark.parametrize("name", TAKEN)
def test_what_is_right_comes_in_without_a_question(sample_store, name):
    seen = everyday(sample_store, name, **ANSWERS.get(name, {}))
    assert (seen.rows, seen.questions, seen.mistakes) == (TAKEN[name], {}, [])


@pytest.mark.parametrize("name", ["05_cells_without_address.xlsx", "05b_error_without_address.xlsx"])
def test_a_cell_without_a_value_is_refused_with_its_row(sample_store, name):
    (mistake,) = everyday(sample_store, name, day=AUGUST_3).mistakes
    assert (mistake.row, mistake.reason, mistake.column) == (2, "no-value", "Hồ sơ căn cước trong ngày")


def test_rows_finer_than_a_village_are_added_up_or_the_last_is_kept(sample_store):
    asked = everyday(sample_store, "01_finer_than_village.csv")
    assert list(asked.questions) == ["repeats"] and asked.questions["repeats"].about.startswith("Điểm thu nhận")
    added = everyday(sample_store, "01_finer_than_village.csv", repeats="add")
    assert added.rows == rows((AUGUST_3, 1, CARD, 8), (AUGUST_3, 2, CARD, 7))
    last = everyday(sample_store, "01_finer_than_village.csv", repeats="last")
    assert last.rows == rows((AUGUST_3, 1, CARD, 3), (AUGUST_3, 2, CARD, 7)) and (2, "superseded") in last.left


def test_rows_that_differ_in_nothing_but_the_count_are_asked_about(sample_store):
    lines = csv("Ngày,Thôn,Nội dung,Số mới", "3/8/2025,Thôn 01,Căn cước,5", "3/8/2025,Thôn 01,Căn cước,3")
    assert look(sample_store, lines, dates="dmy").questions["repeats"].about == "Số mới (2)"


def test_the_very_same_row_twice_is_a_mistake(sample_store):
    lines = csv("STT,Ngày,Thôn,Nội dung,Số mới", "1,13/8/2025,Thôn 01,Căn cước,5", "2,13/8/2025,Thôn 01,Căn cước,5")
    assert [mistake.reason for mistake in look(sample_store, lines).mistakes] == ["duplicate"]


def test_data_values_of_dhis2_are_added_up_by_village(sample_store):
    made = {"counts": "new"}
    assert list(everyday(sample_store, "15_dhis2_values.csv", "progress").questions) == ["counts"]
    (question,) = everyday(sample_store, "15_dhis2_values.csv", "progress", **made).questions.values()
    assert str(question.choice) == "repeats" and "categoryoptioncombo" in question.about
    added = everyday(sample_store, "15_dhis2_values.csv", "progress", repeats="add", **made)
    assert added.rows == rows((AUGUST_3, 1, CARD, 8), (AUGUST_3, 2, CARD, 7))


def test_names_of_places_in_a_pivot_are_no_counts(sample_store):
    seen = everyday(sample_store, "15b_dhis2_pivot.csv", "progress", counts="new")
    assert seen.rows == TAKEN["02_kobo_export.csv"]


def test_of_two_sheets_alike_somebody_says_which(sample_store):
    assert list(everyday(sample_store, "06b_two_sheets.xlsx").questions["sheet"].options) == ["Cụm 1", "Cụm 2"]


def test_unknown_headers_are_asked_about_and_no_row_is_lost(sample_store):
    name = "14_unknown_headers.csv"
    assert list(everyday(sample_store, name).questions) == ["table"]
    asked = everyday(sample_store, name, "progress").questions
    assert {"columns:location", "columns:vaccine", "columns:people"} <= set(asked)
    columns = {"location": "village_code", "vaccine": "indicator_code", "people": "new_count"}
    seen = everyday(sample_store, name, "progress", columns=columns)
    assert seen.rows == rows((AUGUST_3, 1, CARD, 5), (AUGUST_4, 2, CARD, 9))


def test_a_column_of_moments_is_the_question_and_not_one_day_for_all(sample_store):
    name = "16_google_form.csv"
    (question,) = everyday(sample_store, name).questions.values()
    assert str(question.choice) == "columns:Dấu thời gian" and list(question.options) == ["reported_on", ""]
    seen = everyday(sample_store, name, columns={"Dấu thời gian": "reported_on"})
    assert {row[0] for row in seen.rows} == {AUGUST_3, "2025-08-13"} and len(seen.rows) == 4
    assert list(everyday(sample_store, name, columns={"Dấu thời gian": ""}).questions) == ["day"]


def test_days_kept_as_numbers_in_the_header_are_days(sample_store):
    name = "17_serial_days_as_headers.xlsx"
    asked = everyday(sample_store, name, "progress").questions
    assert set(asked) == {"counts", "indicator"} and asked["counts"].about == AUGUST_3
    seen = everyday(sample_store, name, "progress", counts="new", indicator=CARD)
    assert {row[0] for row in seen.rows} == {AUGUST_3, AUGUST_4}


DAYS = [
    "2025-08-03T22:15:22Z|2025-08-04", "2025-08-03T08:15:22.115+07:00|2025-08-03", "20250803|2025-08-03",
    "3 thg 8, 2025|2025-08-03", "Chủ nhật, ngày 03 tháng 8 năm 2025|2025-08-03", "13/08/2025 9:05:00 SA|2025-08-13",
    "9:05:00 CH 13/08/2025|2025-08-13", "Aug 13, 2025|2025-08-13", "13-Aug-2025|2025-08-13", "CN 17/08/2025|2025-08-17",
    "Thứ Hai, 4 tháng 8, 2025|2025-08-04", "2025-08-03 08:15:22.5|2025-08-03", "08h15 ngày 13/8/2025|2025-08-13",
]  # fmt: skip


@pytest.mark.parametrize("written", DAYS)
def test_days_in_every_spelling(sample_store, written):
    text, expected = written.split("|")
    seen = look(sample_store, csv("Ngày;Thôn;Nội dung;Số mới", f'"{text}";Thôn 01;Căn cước;5'))
    assert (seen.rows, seen.questions) == (rows((expected, 1, CARD, 5)), {})


@pytest.mark.parametrize(
    ("first", "second"), [("03-thg 8", "04-thg 8"), ("3.8", "4.8"), ("T2 4/8", "T3 5/8"), ("Aug 3", "Aug 4")]
)
def test_days_in_every_spelling_as_headers(sample_store, first, second):
    upload = csv(f"Thôn;{first};{second}", "Thôn 01;5;6", "Thôn 02;7;8")
    seen = look(sample_store, upload, "progress", counts="new", indicator=CARD, year="2025", dates="dmy")
    assert len({row[0] for row in seen.rows}) == 2 and [row[3] for row in seen.rows] == [5, 7, 6, 8]


@pytest.mark.parametrize("empty", ["", "NA", "NULL", "-", "N/A", "null"])
def test_an_empty_count_is_left_out_by_name_and_no_mistake(sample_store, empty):
    lines = csv("Ngày,Thôn,Nội dung,Số mới", f"13/8/2025,Thôn 01,Căn cước,{empty}", "13/8/2025,Thôn 02,Căn cước,4")
    seen = look(sample_store, lines)
    assert seen.mistakes == [] and seen.rows == rows(("2025-08-13", 2, CARD, 4)) and (2, "no-count") in seen.left
    assert any("Thôn 01" in said for said in seen.change.told_left_out("vi"))


@pytest.mark.parametrize(
    ("written", "count"), [("3,00", 3), ("3.0", 3), ("12.000000000000002", 12), ("6.999999999999999", 7)]
)
def test_whole_numbers_in_every_spelling(sample_store, written, count):
    seen = look(sample_store, csv("Ngày;Thôn;Nội dung;Số mới", f"13/8/2025;Thôn 01;Căn cước;{written}"))
    assert seen.rows == rows(("2025-08-13", 1, CARD, count))


@pytest.mark.parametrize("written", ["3,5", "6.9", "12.01", "2.0001"])
def test_parts_of_a_person_are_no_count(sample_store, written):
    seen = look(sample_store, csv("Ngày;Thôn;Nội dung;Số mới", f"13/8/2025;Thôn 01;Căn cước;{written}"))
    assert [mistake.reason for mistake in seen.mistakes] == ["not-integer"]


def test_lines_between_rows_say_the_indicator_of_those_below(sample_store):
    lines = [
        "Ngày,Thôn,Số mới",
        "Hồ sơ căn cước,,",
        "13/8/2025,Thôn 01,5",
        "Tài khoản VNeID mức 2,,",
        "13/8/2025,Thôn 01,4",
    ]
    seen = look(sample_store, csv(*lines))
    assert seen.rows == rows(("2025-08-13", 1, CARD, 5), ("2025-08-13", 1, LEVEL, 4))
    assert {(2, "section"), (4, "section")} <= seen.left


def test_a_name_of_a_group_between_rows_is_left_out_by_name(sample_store):
    lines = [
        "Ngày,Thôn,Nội dung,Số mới",
        "Cụm Bộc Bố,,,",
        "13/8/2025,Thôn 01,Căn cước,5",
        "Cụm hai,,,",
        "13/8/2025,Thôn 02,Căn cước,4",
    ]
    seen = look(sample_store, csv(*lines))
    assert {(2, "heading"), (4, "heading")} <= seen.left and len(seen.rows) == 2 and seen.mistakes == []


def test_another_header_further_down_is_refused_with_its_row(sample_store):
    lines = ["Ngày,Thôn,Số mới,Lũy kế", "13/8/2025,Thôn 01,5,", "Ngày,Thôn,Lũy kế,Số mới", "14/8/2025,Thôn 01,900,4"]
    assert [(m.reason, m.row) for m in look(sample_store, csv(*lines), indicator=CARD).mistakes] == [
        ("second-header", 3)
    ]


def test_tables_side_by_side_that_differ_are_refused(sample_store):
    lines = csv("Thôn,Căn cước trong ngày,,Thôn,VNeID trong ngày", "Thôn 01,5,,Thôn 03,9")
    (mistake,) = look(sample_store, lines, day=AUGUST_3).mistakes
    assert mistake.reason == "two-tables" and "Thôn (A)" in mistake.value and "Thôn (D)" in mistake.value


@pytest.mark.parametrize(
    "lines",
    [
        ["STT,Thôn,Căn cước trong ngày,STT,Thôn,Căn cước trong ngày", "1,Thôn 01,5,2,Thôn 02,6"],
        [
            "Ngày 03/8/2025,,,Ngày 04/8/2025,",
            "Thôn,Căn cước trong ngày,,Thôn,Căn cước trong ngày",
            "Thôn 01,5,,Thôn 02,6",
        ],
        ["Thôn,Căn cước trong ngày,,Thôn,Căn cước trong ngày", "Thôn 01,5,,Thôn 02,6", "Tổng,5,,Thôn 05,7"],
        ["Thôn,Căn cước trong ngày,,Bản,Căn cước trong ngày", "Thôn 01,5,,Thôn 02,6"],
    ],
)
def test_whose_is_what_in_tables_side_by_side_nobody_guesses(sample_store, lines):
    assert [one.reason for one in look(sample_store, csv(*lines), day=AUGUST_3).mistakes] == ["two-tables"]


def test_tables_side_by_side_name_both_columns(sample_store):
    (mistake,) = everyday(sample_store, "04_side_by_side.xlsx", indicator=CARD, day=AUGUST_3).mistakes
    assert mistake.reason == "two-tables" and mistake.value.count("Thôn") == 2


def test_what_is_known_of_a_column_below_two_lines_is_not_its_upper_line_alone(sample_store):
    upload = book(
        ["Thôn", "Hồ sơ căn cước", None], [None, "Số buổi", "Trong ngày"], ["Thôn 01", 2, 5], ["Thôn 02", 1, 7],
        merged=["B1:C1", "A1:A2"],
    )  # fmt: skip
    assert look(sample_store, upload, day=AUGUST_3).rows == rows((AUGUST_3, 1, CARD, 5), (AUGUST_3, 2, CARD, 7))


@pytest.mark.parametrize(("one", "other"), [("Nam", "Nữ"), ("Sáng", "Chiều"), ("14-17 tuổi", "Từ 18 tuổi")])
def test_parts_of_a_count_are_asked_about_and_added_up(sample_store, one, other):
    upload = book(
        ["Thôn", "Hồ sơ căn cước trong ngày", None], [None, one, other], ["Thôn 01", 2, 5], merged=["B1:C1", "A1:A2"]
    )
    (question,) = look(sample_store, upload, day=AUGUST_3).questions.values()
    assert "+" in question.options
    seen = look(sample_store, upload, day=AUGUST_3, same={question.choice.of: "+"})
    assert seen.rows == rows((AUGUST_3, 1, CARD, 7))


def test_a_total_is_held_against_its_rows(sample_store):
    lines = [
        "Ngày,Thôn,Nội dung,Số mới",
        "13/8/2025,Thôn 01,Căn cước,5",
        "13/8/2025,Thôn 02,Căn cước,4",
        "Tổng cộng,,,10",
    ]
    seen = look(sample_store, csv(*lines))
    assert seen.change.doubts == ((4, "Số mới", 10, 9),) and len(seen.rows) == 2
    assert "10" in seen.change.warnings("vi")[0] and "9" in seen.change.warnings("vi")[0]
    right = look(sample_store, csv(*lines[:3], "Tổng cộng,,,9"))
    assert right.change.doubts == ()


def test_subtotals_are_held_against_their_rows_and_never_villages(sample_store):
    upload = book(
        ["TT", "Địa bàn", "Căn cước trong ngày"], ["I", "Cụm Bộc Bố", 13], [1, "Thôn 01", 5], [2, "Thôn 02", 7],
        ["II", "Cụm Nhạn Môn", 11], [3, "Thôn 03", 9], [4, "Thôn 04", 2], ["", "Tổng cộng", 23],
    )  # fmt: skip
    seen = look(sample_store, upload, day=AUGUST_3)
    assert seen.mistakes == [] and [row[3] for row in seen.rows] == [5, 7, 9, 2]
    assert seen.change.doubts == ((2, "Căn cước trong ngày", 13, 12),)


def test_a_subtotal_without_a_numeral_is_told_by_its_sum(sample_store):
    lines = [
        "Thôn,Căn cước trong ngày",
        "Cụm Bộc Bố,12",
        "Thôn 01,5",
        "Thôn 02,7",
        "Cụm Nhạn Môn,11",
        "Thôn 03,9",
        "Thôn 04,2",
    ]
    seen = look(sample_store, csv(*lines), day=AUGUST_3)
    assert seen.mistakes == [] and len(seen.rows) == 4 and {(2, "total"), (5, "total")} <= seen.left


def test_every_column_that_is_not_taken_is_named(sample_store):
    lines = csv("Ngày,Thôn,Nội dung,Số mới,Kinh phí,", "13/8/2025,Thôn 01,Căn cước,5,100,x")
    seen = look(sample_store, lines)
    (said,) = [left.text for left in seen.file.reading.left_out if left.why == "columns"]
    assert "Kinh phí (E)" in said and "(F)" in said


def test_days_of_an_old_macintosh_as_headers(sample_store):
    made = openpyxl.Workbook()
    made.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    made.active.append(["Thôn", 44410, 44411])
    made.active.append(["Thôn 01", 5, 6])
    seen = look(sample_store, in_bytes(made), "progress", counts="new", indicator=CARD)
    assert seen.rows == rows((AUGUST_3, 1, CARD, 5), (AUGUST_4, 1, CARD, 6))


def test_a_day_of_an_old_macintosh_that_looks_like_one(sample_store):
    made = openpyxl.Workbook()
    made.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    made.active.append(["Ngày", "Thôn", "Nội dung", "Số mới"])
    made.active.append([date(2025, 8, 3), "Thôn 01", "Căn cước", 5])
    assert look(sample_store, in_bytes(made)).rows == rows((AUGUST_3, 1, CARD, 5))


@pytest.mark.parametrize("name", ["07_same_name_elsewhere.geojson", "12_outline.json", "12b_wfs_extra_member.geojson"])
def test_outlines_are_of_the_commune_alone(sample_store, name):
    with proposed(sample_store, handed_over(Upload(name, (EVERYDAY / name).read_bytes()))) as change_set:
        (file,) = change_set.prepared
        (feature,) = json.loads(file.batch.rows_path.read_text(encoding="utf-8"))["features"]
    west, south, east, north = shapely.from_geojson(json.dumps(feature["geometry"])).bounds
    assert feature["properties"]["place_code"] == "01864" and 105 < west < east < 106 and 22 < south < north < 23


XML_2003 = """<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"
 xmlns:x="urn:schemas-microsoft-com:office:excel">
<Worksheet ss:Name="cũ"><Table><Row><Cell><Data ss:Type="String">Thôn</Data></Cell></Row></Table>
<x:WorksheetOptions><x:Visible>SheetHidden</x:Visible></x:WorksheetOptions></Worksheet>
<Worksheet ss:Name="Báo cáo"><Table>
<Row ss:Index="2"><Cell><Data ss:Type="String">Ngày</Data></Cell><Cell><Data ss:Type="String">Thôn</Data></Cell>
<Cell ss:Index="4"><Data ss:Type="String">Căn cước trong ngày</Data></Cell></Row>
<Row><Cell><Data ss:Type="DateTime">2025-08-03T00:00:00.000</Data></Cell><Cell><Data ss:Type="String">Thôn 01</Data></Cell>
<Cell ss:Index="4"><Data ss:Type="Number">5</Data></Cell></Row>
<Row><Cell><Data ss:Type="DateTime">2025-08-03T00:00:00.000</Data></Cell><Cell><Data ss:Type="String">Thôn 02</Data></Cell>
<Cell ss:Index="4" ss:Formula="=2+3"/></Row></Table></Worksheet></Workbook>"""
PAGE = """<html><body><table><tr><td><table border=1><tr><th rowspan=2>Thôn</th><th colspan=2>03/08/2025</th></tr>
<tr><th>Hồ sơ căn cước</th><th>Tài khoản VNeID</th></tr><tr><td>Thôn 01</td><td> 5 </td><td>4</td></tr>
<tr><td>Thôn&nbsp;02</td><td>7</td><td>6</td></tr></table></td></tr></table></body></html>"""


def test_a_web_page_called_excel_is_read(sample_store):
    assert everyday(sample_store, "10_portal.xls", dates="dmy").rows == rows((AUGUST_3, 1, CARD, 5))
    for content in (PAGE.encode(), PAGE.encode("utf-16")):
        seen = look(sample_store, Upload("portal.xls", content), counts="new", dates="dmy")
        assert seen.rows == TAKEN["02_kobo_export.csv"], seen.questions


def test_a_cell_that_claims_to_cover_a_city_is_no_burden(sample_store):
    wide = "<table>" + "<tr>" + "<td rowspan=60000 colspan=1>1</td>" * 200 + "</tr>" + "<tr></tr>" * 60_000 + "</table>"
    seen = look(sample_store, Upload("a.xls", wide.encode()))
    assert [one.reason for one in seen.mistakes] == ["too-many-columns"]


def test_xml_of_2003_is_read(sample_store):
    seen = look(sample_store, Upload("a.xls", XML_2003.encode()))
    assert [(mistake.row, mistake.reason) for mistake in seen.mistakes] == [(4, "no-value")]
    assert seen.rows == rows((AUGUST_3, 1, CARD, 5))
    assert (0, "hidden-sheet") in seen.left
    entity = XML_2003.replace("<Workbook", '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><Workbook')
    assert [one.reason for one in look(sample_store, Upload("a.xls", entity.encode())).mistakes] == ["unreadable"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "cp1258"])
def test_text_with_tabs_called_excel_is_read(sample_store, encoding):
    text = "Ngày\tThôn\tSố mới\r\n13/08/2025\tThôn 01\t5\r\n"
    text = unicodedata.normalize("NFD", text) if encoding == "cp1258" else text
    seen = look(sample_store, Upload("a.xls", text.encode(encoding, errors="replace")), indicator=CARD, letters="keep")
    assert seen.rows == rows(("2025-08-13", 1, CARD, 5)) or encoding == "cp1258"


def test_a_workbook_called_by_the_name_of_another_time_is_read(sample_store):
    upload = book(["Ngày", "Thôn", "Căn cước trong ngày"], ["13/08/2025", "Thôn 01", 5], name="a.xls")
    assert look(sample_store, upload).rows == rows(("2025-08-13", 1, CARD, 5))


@pytest.mark.parametrize("name", ["a.xls", "a.xlsx"])
def test_what_is_nothing_of_all_that_is_refused(sample_store, name):
    for content in (b"%PDF-1.4 x", bytes(range(256)) * 10, b"hello"):
        assert [one.reason for one in look(sample_store, Upload(name, content)).mistakes] == ["wrong-kind"]


def test_a_quarter_of_days_for_six_indicators_is_not_too_wide(sample_store):
    months = [(day, month) for month in (9, 10, 11) for day in range(1, 31)]
    headers = [f"{day}/{month}/2025" for day, month in months for _ in range(6)]
    names = ["Căn cước", "VNeID mức 2"] * 3
    lines = [["Thôn", *headers], ["", *names * len(months)], ["Thôn 01", *["1"] * len(headers)]]
    seen = look(sample_store, book(*lines), "progress", counts="new", dates="dmy")
    assert "too-many-columns" not in {mistake.reason for mistake in seen.mistakes}


def test_a_village_that_nobody_knows_is_no_subtotal_whatever_its_count(sample_store):
    seen = look(sample_store, csv("Thôn,Căn cước trong ngày", "Thôn Mới,12", "Thôn 01,5", "Thôn 02,7"), day=AUGUST_3)
    assert [(mistake.row, mistake.reason) for mistake in seen.mistakes] == [(2, "unknown-name")]


def under(*lines: str) -> Upload:
    return csv("STT,Thôn,Căn cước trong ngày", *lines)


@pytest.mark.parametrize(
    "line", ["Ngày 04/8/2025,,", ",04/8/2025,", "Ngày,04/8/2025,", "2025-08-04,,", "BÁO CÁO NGÀY 04/08/2025,,"]
)
def test_a_line_that_is_a_day_holds_for_what_follows(sample_store, line):
    seen = look(sample_store, under("Ngày 03/8/2025,,", "1,Thôn 01,12", line, "2,Thôn 02,5"))
    assert seen.rows == rows((AUGUST_3, 1, CARD, 12), (AUGUST_4, 2, CARD, 5)), (seen.mistakes, seen.questions)


def test_cells_of_days_between_rows_hold_for_what_follows(sample_store):
    upload = book(
        ["STT", "Thôn", "Căn cước trong ngày"],
        [date(2025, 8, 3)],
        [1, "Thôn 01", 12],
        [date(2025, 8, 4)],
        [2, "Thôn 02", 5],
    )
    assert look(sample_store, upload).rows == rows((AUGUST_3, 1, CARD, 12), (AUGUST_4, 2, CARD, 5))


def test_one_day_for_all_does_not_overrule_the_lines(sample_store):
    lines = under("1,Thôn 01,12", "Ngày 04/8/2025,,", "2,Thôn 02,5")
    assert look(sample_store, lines, day=AUGUST_3).rows == rows((AUGUST_3, 1, CARD, 12), (AUGUST_4, 2, CARD, 5))


@pytest.mark.parametrize(
    "line",
    [
        "Máy hỏng sửa xong ngày 05/8/2025,,", "Ghi chú: Thôn 03 báo ngày 02/8/2025,,", "Máy VNeID hỏng buổi chiều,,",
        "Xã Nghiên Loan,,", '"Kết quả, sửa ngày 05/8/2025",,',
    ],
)  # fmt: skip
def test_a_line_of_which_nobody_can_tell_is_asked_about_by_its_row(sample_store, line):
    upload = under("Ngày 03/8/2025,,", "1,Thôn 01,12", line, "2,Thôn 02,5")
    assert list(look(sample_store, upload).questions) == ["lines:4"]
    left = look(sample_store, upload, lines={"4": "out"})
    assert left.rows == rows((AUGUST_3, 1, CARD, 12)) and {row for row, _ in left.left} >= {2, 4, 5}, "all are named"
    same = rows((AUGUST_3, 1, CARD, 12), (AUGUST_3, 2, CARD, 5))
    counted = look(sample_store, upload, lines={"4": "same"})
    assert counted.rows == same and {row for row, _ in counted.left} >= {2, 4}
    below = look(sample_store, under("Ngày 03/8/2025,,", "1,Thôn 01,12", "2,Thôn 02,5", line))
    assert len(below.rows) == 2 and (5, "note") in below.left, "below all rows it moves nothing"


def test_an_indicator_that_nobody_knows_is_not_the_one_before(sample_store):
    lines = ["STT,Thôn,Số mới", "Hồ sơ căn cước,,", "1,Thôn 01,12", "Cấp giấy khai sinh,,", "1,Thôn 02,5"]
    assert list(look(sample_store, csv(*lines), day=AUGUST_3).questions) == ["lines:4"]


def test_a_line_of_an_indicator_and_more_may_be_said_to_be_that(sample_store):
    lines = ["STT,Thôn,Số mới", "Căn cước,,", "1,Thôn 01,12", "Bảng 2: kết quả cấp VNeID mức 2,,", "1,Thôn 02,5"]
    upload = csv(*lines)
    (question,) = look(sample_store, upload, day=AUGUST_3).questions.values()
    assert list(question.options) == [LEVEL, "same", "out"]
    seen = look(sample_store, upload, day=AUGUST_3, lines={"4": LEVEL})
    assert seen.rows == rows((AUGUST_3, 1, CARD, 12), (AUGUST_3, 2, LEVEL, 5))


@pytest.mark.parametrize(
    ("header", "lines"),
    [
        ("STT", ["1,Hoa Bih,12", "2,Thôn 02,5", "3,Thôn 03,7"]),
        ("Khu vực", ["III,Hoa Bih,3", "III,Thôn 02,5", "II,Thôn 03,7"]),
        ("STT", ["A,Nà Lạ,9", "B,Thôn 02,5", "C,Thôn 03,7"]),
        ("", [",Nà Lạ,5", ",Thôn 02,5", ",Thôn 03,0", ",Thôn 04,0"]),
    ],
)
def test_a_village_misspelt_or_unknown_is_never_a_total_in_silence(sample_store, header, lines):
    seen = look(sample_store, csv(f"{header},Thôn,Căn cước trong ngày", *lines), day=AUGUST_3)
    assert (2, "total") not in seen.left
    assert seen.questions or [mistake.row for mistake in seen.mistakes] == [2]


def test_a_village_that_a_person_named_is_no_total(sample_store):
    lines = csv("Thôn,Căn cước trong ngày", "Hoa Bih,12", "Thôn 02,5", "Thôn 03,7")
    seen = look(sample_store, lines, day=AUGUST_3, accepted={"Hoa Bih": village(7)})
    assert seen.rows == rows((AUGUST_3, 7, CARD, 12), (AUGUST_3, 2, CARD, 5), (AUGUST_3, 3, CARD, 7))


@pytest.mark.parametrize("empty", ["NA", "NULL", "N/A"])
def test_a_village_called_na_is_not_the_whole_commune(sample_store, empty):
    lines = csv("Ngày,Xã,Thôn,Nội dung,Số mới", f"2025-08-13,Bằng Thành,{empty},Căn cước,5")
    seen = look(sample_store, lines)
    assert seen.rows == [] and (seen.mistakes or seen.questions)


def test_the_very_same_row_is_not_added_up_twice(sample_store):
    twin = "2025-08-13,Thôn 01,NVH,Căn cước,5"
    lines = csv("Ngày,Thôn,Điểm,Nội dung,Số mới", twin, twin, "2025-08-13,Thôn 01,TH,Căn cước,3")
    seen = look(sample_store, lines, repeats="add")
    assert [(mistake.reason, mistake.row) for mistake in seen.mistakes] == [("duplicate", 3)]
    assert seen.rows == rows(("2025-08-13", 1, CARD, 8))


@pytest.mark.parametrize("written", ["2025-08-03 20:15:22 UTC", "2025-08-03 20:15 GMT", "13/08/2025 20:15 UTC"])
def test_a_moment_elsewhere_is_never_the_day_that_it_is_there(sample_store, written):
    seen = look(sample_store, csv("Ngày;Thôn;Nội dung;Số mới", f"{written};Thôn 01;Căn cước;5"))
    assert seen.rows == [] and [mistake.row for mistake in seen.mistakes] == [2]


# Kinds that gave a wrong number in silence, found by trying.


@pytest.mark.parametrize("header", ["Số thôn", "Số thôn đã đi", "Số thôn, tổ báo cáo", "Cộng thôn"])
def test_how_many_villages_is_no_village(sample_store, header):
    upload = csv(f'Ngày,Xã,"{header}",Căn cước mới', "13/08/2025,Bằng Thành,38,40")
    assert look(sample_store, upload).rows != rows(("2025-08-13", 38, CARD, 40))
    assert len(look(sample_store, upload).rows) == 1, "the commune's"


@pytest.mark.parametrize(
    "lines",
    [
        ("Ngày,Xã,Thôn 01,Thôn 02,Căn cước mới", "13/08/2025,Bằng Thành,5,0,5"),
        ("Ngày,Thôn 01,Thôn 02,Thôn 03,Tổng số mới", "13/08/2025,5,,,5"),
        ("Ngày,Bản 1,Bản 2,Căn cước mới", "13/08/2025,5,7,12"),
        ("Ngày,Xã,T01,T02,Tổng số mới", "13/08/2025,Bằng Thành,5,7,12"),
    ],
)
def test_villages_as_columns_are_to_be_turned_round(sample_store, lines):
    seen = look(sample_store, csv(*lines))
    assert [(one.row, one.reason) for one in seen.mistakes] == [(1, "villages-as-columns")] and not seen.rows


def test_labels_over_the_middle_of_their_columns(sample_store):
    first = ["Ngày", "Thôn", None, "Căn cước", None, None, "VNeID mức 2", None]
    second = [None, None, "Trong ngày", "Lũy kế", "Tỷ lệ", "Trong ngày", "Lũy kế", "Tỷ lệ"]
    seen = look(sample_store, book(first, second, ["13/08/2025", "Thôn 01", 5, 332, 99, 3, 210, 64]))
    assert seen.rows == rows(("2025-08-13", 1, CARD, 5), ("2025-08-13", 1, LEVEL, 3))


@pytest.mark.parametrize("end", ["", '"'])
def test_a_quote_that_swallows_lines_is_refused(sample_store, end):
    lines = ("13/08/2025,Thôn 01,5,", '13/08/2025,Thôn 02,7,"mất điện', f"13/08/2025,Thôn 03,9,{end}")
    seen = look(sample_store, csv("Ngày,Thôn,Căn cước mới,Ghi chú", *lines))
    assert [(one.row, one.reason) for one in seen.mistakes] == [(3, "open-quote")]
    within = ('13/08/2025,Thôn 01,"mất điện,5', f"13/08/2025,Thôn 02,{end}mưa{end},7", "13/08/2025,Thôn 03,,9")
    told = look(sample_store, csv("Ngày,Thôn,Ghi chú,Căn cước mới", *within))
    assert [(one.row, one.reason) for one in told.mistakes] == [(2, "open-quote")]
    fine = csv("Ngày,Thôn,Căn cước mới,Ghi chú", '13/08/2025,Thôn 01,5,"mưa to,\nđường trơn"')
    assert look(sample_store, fine).rows == rows(("2025-08-13", 1, CARD, 5))


@pytest.mark.parametrize("cell", ["id_card vneid_level2", "Căn cước, VNeID", "vneid_level2 health_record id_card"])
def test_a_cell_of_several_indicators_is_none_of_them(sample_store, cell):
    seen = look(sample_store, csv("Ngày,Thôn,Nội dung,Số mới", f'13/08/2025,Thôn 01,"{cell}",5'))
    assert [(one.row, one.reason) for one in seen.mistakes] == [(2, "unknown-name")] and not seen.rows


def test_marks_of_what_was_done_are_no_counts(sample_store):
    head = "Ngày,Thôn,Đã làm/Căn cước,Đã làm/VNeID,Số người"
    seen = look(sample_store, csv(head, "13/08/2025,Thôn 01,1,1,5", "13/08/2025,Thôn 02,1,0,7"), counts="new")
    assert [(one.row, one.reason) for one in seen.mistakes] == [(2, "marks-not-counts"), (3, "marks-not-counts")]


def test_a_count_of_all_that_is_not_their_sum_is_told(sample_store):
    head = "Ngày,Thôn,Căn cước mới,VNeID mới,Tổng số mới"
    seen = look(sample_store, csv(head, "13/08/2025,Thôn 01,5,4,9", "13/08/2025,Thôn 02,7,6,31"))
    assert [(one.row, one.said, one.summed) for one in seen.file.reading.doubts] == [(3, 31, 13)]


TOTALS_OF_INDICATORS = [
    ("Thôn 01,Căn cước,5", "Thôn 01,VNeID mức 2,3", "Thôn 02,Căn cước,7", "Thôn 02,VNeID mức 2,4"),
    ("Thôn 01,Căn cước,5", "Thôn 02,Căn cước,7", "Thôn 01,VNeID mức 2,3", "Thôn 02,VNeID mức 2,4"),
]


@pytest.mark.parametrize("lines", TOTALS_OF_INDICATORS)
@pytest.mark.parametrize(("second", "told"), [(7, ()), (9, ((7, 9, 7),))])
def test_a_total_of_an_indicator_sums_the_rows_of_that_alone(sample_store, lines, second, told):
    totals = ("Tổng,Căn cước,12", f"Tổng,VNeID mức 2,{second}")
    seen = look(sample_store, csv("Thôn,Nội dung,Số mới", *lines, *totals), day=AUGUST_3)
    assert tuple((one.row, one.said, one.summed) for one in seen.file.reading.doubts) == told


SIGNATURES = [
    [["NGƯỜI LẬP", "TRƯỞNG THÔN", "CHỦ TỊCH"]],
    [[], ["Người lập biểu", None, "Trưởng công an"], ["(ký tên)", None, "(ký, đóng dấu)"], ["A B", None, "C D"]],
]


@pytest.mark.parametrize("lines", SIGNATURES)
def test_those_who_sign_side_by_side_are_no_rows(sample_store, lines):
    head = (["Ngày", "Thôn", "Căn cước mới"], ["13/08/2025", "Thôn 01", 5], ["13/08/2025", "Thôn 02", 7])
    seen = look(sample_store, book(*head, *lines))
    assert len(seen.rows) == 2 and not seen.mistakes
    assert [why for _, why in seen.left if why == "note"] == ["note"] * sum(map(bool, lines))


def test_a_row_of_texts_that_signs_nothing_is_a_mistake(sample_store):
    head = (["Ngày", "Thôn", "Căn cước mới"], ["13/08/2025", "Thôn 01", 5], ["Thôn 02", "chưa", "có"])
    assert look(sample_store, book(*head)).mistakes


def test_a_total_of_all_days_that_has_the_last_of_them_is_not_doubted(sample_store):
    lines = ("13/08/2025,Thôn 01,5", "14/08/2025,Thôn 01,6", "14/08/2025,Tổng cộng,11")
    seen = look(sample_store, csv("Ngày,Thôn,Căn cước mới", *lines))
    assert len(seen.rows) == 2 and seen.file.reading.doubts == ()


def test_a_row_that_names_a_place_signs_nothing(sample_store):
    head = (["Thôn", "Người báo", "Căn cước mới"], ["Thôn 01", "Trưởng thôn", 5], ["Thôn 02", "Trưởng thôn", "chưa có"])
    assert look(sample_store, book(*head), day=AUGUST_3).mistakes


def test_numbers_of_columns_in_brackets_are_no_village(sample_store):
    head = (["TT", "Thôn", "Căn cước", None], [None, None, "Mới", "Lũy kế"], ["(1)", "(2)", "(3)", "(4)"])
    seen = look(sample_store, book(*head, [1, "Thôn 01", 5, 400], merged=["A1:A2", "B1:B2", "C1:D1"]), day=AUGUST_3)
    assert seen.rows == rows((AUGUST_3, 1, CARD, 5)) and (3, "numbering") in seen.left


@pytest.mark.parametrize("header", ["Tổng lũy kế", "Số người", "Tổng số người"])
def test_a_count_of_all_that_is_no_sum_of_these_is_not_doubted(sample_store, header):
    seen = look(sample_store, csv(f"Ngày,Thôn,Căn cước mới,VNeID mới,{header}", "13/08/2025,Thôn 01,5,4,7"))
    assert seen.file.reading.doubts == () and len(seen.rows) == 2


@pytest.mark.parametrize("header", ["Khu dân cư", "Thôn số", "Mã số thôn", "Địa bàn thôn", "Thôn/Bản"])
def test_villages_by_other_headers(sample_store, header):
    seen = look(sample_store, csv(f"Ngày,{header},Căn cước mới", "13/08/2025,Thôn 01,5"))
    assert seen.rows == rows(("2025-08-13", 1, CARD, 5))


@pytest.mark.parametrize("written", ["25/08/13", "25-08-13", "25.08.03"])
def test_a_short_year_may_come_first(sample_store, written):
    seen = look(sample_store, csv("Ngày,Thôn,Căn cước mới", f"{written},Thôn 01,5"))
    assert seen.rows == rows((f"2025-08-{written[-2:]}", 1, CARD, 5))


def test_a_year_long_before_the_campaign_is_a_slip(sample_store):
    seen = look(sample_store, csv("Ngày,Thôn,Căn cước mới", "13/08/2015,Thôn 01,5", "13/08/2025,Thôn 03,7"))
    assert [(one.row, one.reason) for one in seen.mistakes] == [(2, "long-before")]


PART_HEADERS = [
    "Căn cước mới dưới 14 tuổi", "Căn cước mới (nữ)", "Căn cước mới trẻ em", "Căn cước mới (trẻ từ 6 đến 14 tuổi)",
    "Căn cước mới <14 tuổi", "Căn cước mới nam", "Căn cước nam mới", "Căn cước mới 14-60 tuổi", "Can cuoc moi nam",
    "Căn cước mới người cao tuổi", "New ID cards women", "Căn cước mới trong tuần", "Căn cước mới trong tháng",
]  # fmt: skip


@pytest.mark.parametrize(
    "header", ["Căn cước mới từ 14 tuổi", "Căn cước mới từ đủ 14 tuổi trở lên", "ID cards 14+, new"]
)
def test_those_whom_an_indicator_counts_are_no_part(sample_store, header):
    upload = csv(f'Ngày,Thôn,"{header}"', "13/08/2025,Thôn 01,3")
    assert look(sample_store, upload).rows == rows(("2025-08-13", 1, CARD, 3))


@pytest.mark.parametrize(
    "parts", [("Nam", "Nữ"), ("0-6", "6-14", "14+"), ("Dưới 14", "Trên 14", "Tổng"), ("Hôm qua", "Hôm nay")]
)
def test_a_second_line_of_headers_is_one_with_or_without_merged_cells(sample_store, parts):
    blank = [None] * (len(parts) - 1)
    lines = (["Thôn", "Căn cước mới", *blank], [None, *parts], ["Thôn 01", *range(2, 2 + len(parts))])
    merged = book(*lines, merged=["A1:A2", f"B1:{'ABCD'[len(parts)]}1"])
    seen = [look(sample_store, one, day=AUGUST_3) for one in (merged, book(*lines))]
    assert seen[0].rows == seen[1].rows and seen[0].questions == seen[1].questions and not seen[1].mistakes
    if parts[0] == "0-6":
        assert seen[0].rows == rows((AUGUST_3, 1, CARD, 4)), "of those aged 14 and more"


@pytest.mark.parametrize("header", PART_HEADERS)
def test_others_than_the_indicator_is_about_and_a_part_are_asked_about(sample_store, header):
    assert list(look(sample_store, csv(f"Ngày,Thôn,{header}", "13/08/2025,Thôn 01,3")).questions) == [
        f"columns:{header}"
    ]


def test_children_are_not_added_to_those_the_indicator_counts(sample_store):
    upload = csv("Ngày,Thôn,Căn cước mới từ 14 tuổi,Căn cước mới dưới 14 tuổi", "13/08/2025,Thôn 01,5,3")
    assert look(sample_store, upload).rows == rows(("2025-08-13", 1, CARD, 5))


PLANS = ["II. Kế hoạch ngày mai", "Còn lại chưa làm:", "Chỉ tiêu giao", "Dự kiến ngày mai:", "B. Tồn đọng", "Ngày mai"]
OTHERS = [
    "Hồ sơ bị trả lại",
    "Phần 2: Nhiệm vụ",
    "II. Lũy kế đến nay",
    "Lũy kế",
    "Trẻ em",
    "Buổi chiều",
    "Phương án B",
    "Bộc Bố",
]
OTHERS += [
    "Tổng hợp kế hoạch ngày mai",
    "Tổng số còn phải làm:",
    "Vắng",
    "Nhóm vắng mặt",
    "Các thôn còn phải đi",
    "Làm tiếp",
]
OTHERS += ["Cụm 2 - cộng từ đầu đợt", "Nghiên Loan", "Kết quả tính đến hết hôm nay"]
AGAINST = ["2. VNeID mức 2", "Ngày 14/8/2025"]  # the column, and the rows' own day


@pytest.mark.parametrize("line", [*PLANS, *OTHERS, *AGAINST])
def test_rows_below_a_line_are_no_results_because_nobody_knows_it(sample_store, line):
    lines = ("13/08/2025,Thôn 01,5", line + ",,", "13/08/2025,Thôn 03,30")
    seen = look(sample_store, csv("Ngày,Thôn,Căn cước mới", *lines))
    assert list(seen.questions) == ["lines:3"] and not seen.rows


@pytest.mark.parametrize("line", ["Cụm Bộc Bố", "I. Cụm 2", "Các thôn vùng cao", "Tổ 2", "II", "A. Kết quả trong ngày"])
def test_the_name_of_a_group_is_a_line_that_says_nothing(sample_store, line):
    lines = ("13/08/2025,Thôn 01,5", line + ",,", "13/08/2025,Thôn 03,30")
    seen = look(sample_store, csv("Ngày,Thôn,Căn cước mới", *lines))
    assert seen.rows == rows(("2025-08-13", 1, CARD, 5), ("2025-08-13", 3, CARD, 30)) and (3, "heading") in seen.left


@pytest.mark.parametrize(
    ("header", "cell", "other"),
    [
        ("Loại số liệu", "Kế hoạch", "Thực hiện"), ("Trạng thái", "Dự kiến", "Đã làm"), ("Tình trạng", "Bị trả lại", "Xong"),
        ("Độ tuổi", "Dưới 14 tuổi", "Từ 14 tuổi"), ("Độ tuổi", "6-13", "Từ 14 tuổi"), ("Status", "planned", "done"),
    ],
)  # fmt: skip
def test_a_word_that_makes_a_row_no_result_is_asked_about(sample_store, header, cell, other):
    lines = (f"13/08/2025,Thôn 01,{other},5", f"13/08/2025,Thôn 02,{cell},7", f"13/08/2025,Thôn 03,{cell},9")
    upload = csv(f"Ngày,Thôn,{header},Căn cước mới", *lines)
    assert list(look(sample_store, upload).questions) == ["lines:C3"]
    seen = look(sample_store, upload, lines={"C3": "out"})
    assert seen.rows == rows(("2025-08-13", 1, CARD, 5)) and {(3, "set-aside"), (4, "set-aside")} <= seen.left


def test_counts_of_one_sex_alone_are_no_counts_of_all(sample_store):
    head = "Ngày,Thôn,Giới tính,Căn cước mới"
    alone = csv(head, "13/08/2025,Thôn 01,Nữ,5", "13/08/2025,Thôn 02,Nữ,7")
    assert list(look(sample_store, alone).questions) == ["lines:C2"]
    both = csv(head, "13/08/2025,Thôn 01,Nữ,5", "13/08/2025,Thôn 01,Nam,7")
    assert look(sample_store, both, repeats="add").rows == rows(("2025-08-13", 1, CARD, 12))


def test_a_note_is_no_such_word(sample_store):
    lines = ("13/08/2025,Thôn 01,kế hoạch mai đi tiếp,5", "13/08/2025,Thôn 02,chưa có điện,7")
    seen = look(sample_store, csv("Ngày,Thôn,Ghi chú,Căn cước mới", *lines))
    assert seen.rows == rows(("2025-08-13", 1, CARD, 5), ("2025-08-13", 2, CARD, 7))


@pytest.mark.parametrize(
    "title",
    [
        "KẾT QUẢ NGÀY 03 VÀ 04/8/2025",
        "Kết quả các ngày 12, 13/8/2025",
        "Kết quả từ 28/7/2025 tới 03/8/2025",
        "Tuần 31 (báo cáo ngày 03/8/2025)",
        "Kết quả 7 ngày qua, tính tới ngày 03/8/2025",
        "KẾT QUẢ THÁNG 7, ngày 03/8/2025",
        "Kết quả so với ngày 02/8/2025",
        "KẾT QUẢ 02/8 + 03/8/2025",
        "KẾT QUẢ NGÀY 02&03/8",
        "KẾT QUẢ 2 ngày, 03/8/2025",
        "Kết quả thứ Bảy và Chủ nhật ngày 03/8/2025",
        "Kết quả từ đầu chiến dịch đến ngày 03/8/2025",
        "Lũy kế đến ngày 03/8/2025",
        "Ngày 03/8/2025 và các ngày trước",
        "Kết quả 45 xe, ngày 03/8/2025",
    ],
)
def test_a_title_of_several_days_asks_for_the_day(sample_store, title):
    assert list(look(sample_store, csv(f'"{title}",', "Thôn,Căn cước mới", "Thôn 01,5")).questions) == ["day"]


@pytest.mark.parametrize(
    "title",
    [
        "Kết quả ngày 13 tháng 8 năm 2025", "Kết quả ngày 13/8/2025 (từ 7h30 đến 17h)", "BÁO CÁO 17h ngày 13/8/2025",
        "Kết quả ngày 13/8/2025 theo Kế hoạch số 12/KH-UBND ngày 01/7/2025", "Thứ Tư, ngày 13/8/2025, 38 thôn",
        "Chiến dịch 60 ngày đêm, đợt 2, mức độ 2: ngày 13/8/2025",
    ],
)  # fmt: skip
def test_a_title_of_one_day_does_not(sample_store, title):
    upload = csv(f'"{title}",', "Thôn,Căn cước mới", "Thôn 01,5")
    assert look(sample_store, upload).rows == rows(("2025-08-13", 1, CARD, 5))


def test_a_day_that_the_title_says_the_other_way_round_is_asked_about(sample_store):
    upload = book(["Kết quả ngày 03/8/2025"], ["Ngày", "Thôn", "Căn cước mới"], [date(2025, 3, 8), "Thôn 01", 5])
    assert list(look(sample_store, upload).questions) == ["swapped"]
    assert look(sample_store, upload, swapped="yes").rows == rows((AUGUST_3, 1, CARD, 5))


@pytest.mark.parametrize("unit", ["Đơn vị tính: 100 hồ sơ", "ĐVT: nghìn thẻ", "Đơn vị: %"])
def test_numbers_in_hundreds_are_refused(sample_store, unit):
    seen = look(sample_store, csv(f"{unit},", "Thôn,Căn cước mới", "Thôn 01,5"), day=AUGUST_3)
    assert [(one.row, one.reason) for one in seen.mistakes] == [(1, "scaled-unit")]
    assert look(sample_store, csv("Đơn vị tính: hồ sơ,", "Thôn,Căn cước mới", "Thôn 01,5"), day=AUGUST_3).rows


def test_a_village_forgotten_beside_its_commune_is_no_count_of_the_commune(sample_store):
    lines = ("13/08/2025,Bằng Thành,Thôn 01,5", "13/08/2025,Bằng Thành,,7", "13/08/2025,Bằng Thành,Thôn 03,2")
    seen = look(sample_store, csv("Ngày,Xã,Thôn,Căn cước mới", *lines))
    assert [(one.row, one.reason) for one in seen.mistakes] == [(3, "no-village")]


@pytest.mark.parametrize("place", [0, 2])
@pytest.mark.parametrize("name", ["Xã Bằng Thành", "X. Bằng Thành", "Bằng Thành"])
def test_a_commune_whose_count_is_that_of_its_villages_is_their_total(sample_store, name, place):
    lines = ["13/08/2025,Thôn 01,5", "13/08/2025,Thôn 02,7"]
    lines.insert(place, f"13/08/2025,{name},12")
    seen = look(sample_store, csv("Ngày,Thôn,Căn cước mới", *lines))
    assert seen.rows == rows(("2025-08-13", 1, CARD, 5), ("2025-08-13", 2, CARD, 7))
    assert (place + 2, "total") in seen.left


@pytest.mark.parametrize("name", ["Xã Bằng Thành", "X. Bằng Thành"])
def test_a_commune_among_the_villages_is_no_village(sample_store, name):
    lines = (f"13/08/2025,{name},20", "13/08/2025,Thôn 01,5", "13/08/2025,Thôn 02,7")
    seen = look(sample_store, csv("Ngày,Thôn,Căn cước mới", *lines))
    assert [(one.row, one.reason) for one in seen.mistakes] == [(2, "no-village")]


def test_rows_that_a_sheet_hides_are_told(sample_store):
    upload = book(["Ngày", "Thôn", "Căn cước mới"], ["13/08/2025", "Thôn 01", 5], ["13/08/2025", "Thôn 02", 7])
    hidden = openpyxl.load_workbook(io.BytesIO(upload.content))
    hidden.active.row_dimensions[3].hidden = True
    seen = look(sample_store, in_bytes(hidden))
    assert ("note-hidden-rows", "3", 1) in seen.file.reading.notes and len(seen.rows) == 2


def test_remarks_that_hang_on_cells_are_told(sample_store):
    upload = book(["Ngày", "Thôn", "Căn cước mới"], ["13/08/2025", "Thôn 01", 5], ["13/08/2025", "Thôn 02", 7])
    remarked = openpyxl.load_workbook(io.BytesIO(upload.content))
    remarked.active["C3"].comment = Comment("của ngày 12/8, gọi 0912345678", "x")
    seen = look(sample_store, in_bytes(remarked))
    assert ("note-remarks", "C3", 1) in seen.file.reading.notes and len(seen.rows) == 2


def test_a_group_that_has_no_rows_is_not_left_out_as_their_total(sample_store):
    lines = ("I,Cụm Bộc Bố,5", "1,Thôn 01,5", "II,Hoa Lư,9")
    seen = look(sample_store, csv("TT,Thôn,Căn cước mới", *lines), day=AUGUST_3)
    assert [(one.row, one.reason) for one in seen.mistakes] == [(4, "unknown-name")]


WHOLES = ["Cả ngày", "Ngày", "Sáng và chiều", "Sáng + chiều", "Sáng, chiều"]


@pytest.mark.parametrize("whole", WHOLES)
def test_a_whole_is_never_added_to_its_parts(sample_store, whole):
    lines = ("13/08/2025,Thôn 01,Sáng,5", "13/08/2025,Thôn 01,Chiều,6", f'13/08/2025,Thôn 01,"{whole}",11')
    seen = look(sample_store, csv("Ngày,Thôn,Buổi,Căn cước mới", *lines))
    assert list(seen.questions["repeats"].options) == ["last"]


def test_a_first_row_of_1_2_3_above_numbers_is_a_village(sample_store):
    upload = csv("Thôn,Căn cước mới,VNeID mới", "1,2,3", "2,5,6")
    told = rows(*(("2025-08-13", *one) for one in ((1, CARD, 2), (1, LEVEL, 3), (2, CARD, 5), (2, LEVEL, 6))))
    assert look(sample_store, upload, day="2025-08-13").rows == told


@pytest.mark.parametrize(
    "label",
    [
        "Cộng cụm 1",
        "T.Cộng",
        "TC",
        "Cả xã",
        "Cộng toàn xã",
        "Mang sang",
        "Cộng trang 1",
        "",
        "-",
        "∑",
        "Σ",
        "Lũy kế đến nay",
    ],
)
def test_totals_by_other_words_and_without_any(sample_store, label):
    lines = ("13/08/2025,Thôn 01,5", "13/08/2025,Thôn 02,7", f",{label},12")
    seen = look(sample_store, csv("Ngày,Thôn,Căn cước mới", *lines))
    assert seen.rows == rows(("2025-08-13", 1, CARD, 5), ("2025-08-13", 2, CARD, 7))
    assert (4, "total") in seen.left


def test_units_and_the_opposite_are_not_what_a_village_is(sample_store):
    head = "Mã thôn,Tên thôn,Mã xã,Vĩ độ,Kinh độ,Thời gian đi (giờ),Khoảng cách (m),Số hộ nghèo,Vùng lõm sóng,Số người có sóng"
    seen = look(sample_store, csv(head, "01864-01,Thôn 01,01864,22.6,105.7,2,350,20,có,90"), "villages")
    taken = {column.target.name for column in seen.file.reading.columns if column.target}
    assert not taken & {"travel_minutes", "road_km", "households", "mobile_signal"}


def test_numbers_that_a_sheet_shows_as_per_cent_are_no_counts(sample_store):
    made = openpyxl.Workbook()
    made.active.append(["Ngày", "Thôn", "Căn cước mới", "VNeID mới"])
    made.active.append([date(2025, 8, 13), "Thôn 01", 1, 5])
    made.active.append([date(2025, 8, 13), "Thôn 02", 7, 2])
    made.active["C2"].number_format = "0%"
    made.active["D3"].number_format = "0.0%"
    seen = look(sample_store, in_bytes(made))
    assert [(one.row, one.reason, one.value) for one in seen.mistakes] == [
        (2, "not-integer", "100%"),
        (3, "not-integer", "200%"),
    ]
    shares = openpyxl.Workbook()
    shares.active.append(["Mã thôn", "Tên thôn", "Mã xã", "Vĩ độ", "Kinh độ", "Tỷ lệ điện thoại thông minh"])
    shares.active.append(["01864-01", "Thôn 01", "01864", 22.6, 105.7, 0.649])
    shares.active["F2"].number_format = "0.0%"
    seen = look(sample_store, in_bytes(shares), "villages")
    assert float(seen.file.reading.frame.smartphone_share[0]) == 0.649


@pytest.mark.parametrize("wanted", ["Chỉ tiêu", "Giao"])
@pytest.mark.parametrize("got", ["Kết quả", "Thực hiện"])
def test_what_was_done_is_read_beside_what_was_to_be(sample_store, wanted, got):
    head = ["Thôn", "Căn cước", None, None], [None, wanted, got, "%"]
    lines = (["KẾT QUẢ NGÀY 13/8/2025"], *head, ["Thôn 01", 327, 300, 92], ["Thôn 02", 200, 100, 50])
    upload = book(*lines, merged=["B2:D2", "A2:A3"])
    assert list(look(sample_store, upload).questions) == ["counts"]
    seen = look(sample_store, upload, counts="cumulative")
    assert [row[3] for row in seen.rows] == [300, 100]


def test_short_words_for_what_was_done_and_to_be_are_asked_about(sample_store):
    head = ["Thôn", "Căn cước", None, None], [None, "KH", "TH", "%"]
    lines = (["KẾT QUẢ NGÀY 13/8/2025"], *head, ["Thôn 01", 327, 300, 92], ["Thôn 02", 200, 100, 50])
    upload = book(*lines, merged=["B2:D2", "A2:A3"])
    assert list(look(sample_store, upload).questions) == ["columns:Căn cước · KH", "columns:Căn cước · TH"]


@pytest.mark.parametrize("header", ["Thôn (38)", "Tên", "Hamlet", "Địa phương", "Khu vực"])
def test_a_column_of_villages_by_another_name_is_asked_about(sample_store, header):
    upload = csv(f"Ngày,{header},Căn cước mới", "13/08/2025,Thôn 01,5", "13/08/2025,Thôn 02,7")
    assert list(look(sample_store, upload).questions) == [f"columns:{header}"]
    assert len(look(sample_store, upload, columns={header: "village_code"}).rows) == 2


def test_the_days_of_a_month_stand_below_a_title_that_follows_them(sample_store):
    days = list(range(1, 21))
    lines = (
        ["THEO DÕI CĂN CƯỚC THÁNG 7/2025"],
        ["TT", "Thôn", *days],
        [1, "Thôn 01", *[2] * 20],
        [2, "Thôn 02", *[1] * 20],
    )
    seen = look(sample_store, book(*lines), counts="new", indicator="id_card")
    assert len(seen.rows) == 40 and seen.rows[0][0] == "2025-07-01"


def test_letters_below_the_header_number_the_columns(sample_store):
    seen = look(sample_store, csv("Ngày,Thôn,Căn cước mới", "A,B,C", "13/08/2025,Thôn 01,5"))
    assert len(seen.rows) == 1 and (2, "numbering") in seen.left


def marked(change) -> Upload:
    """A sheet of two counts of one day, its cells changed by `change`."""
    made = openpyxl.Workbook()
    for row in (["Ngày", "Thôn", "Căn cước mới"], ["13/08/2025", "Thôn 01", 5], ["13/08/2025", "Thôn 02", 7]):
        made.active.append(row)
    change(made.active)
    file = io.BytesIO()
    made.save(file)
    return Upload("báo cáo.xlsx", file.getvalue())


@pytest.mark.parametrize("words", ['0" nghìn"', '"KH "0', '"Thiếu "0', 'General" hộ"', '#,##0" chục"'])
def test_a_number_that_is_shown_with_words_is_what_it_shows(sample_store, words):
    seen = look(sample_store, marked(lambda sheet: setattr(sheet["C2"], "number_format", words)))
    assert [(one.row, one.reason) for one in seen.mistakes] in ([(2, "not-integer")], [(2, "scaled-unit")])


@pytest.mark.parametrize(
    "words", ['0" người"', "#,##0", '#,##0.00 "₫"', '0;-0;"–"', "General", '0" hồ sơ"', '0" HS"', '0"đ"', '"SL: "0']
)
def test_units_and_signs_around_a_number_change_nothing(sample_store, words):
    seen = look(sample_store, marked(lambda sheet: setattr(sheet["C2"], "number_format", words)))
    assert [row[3] for row in seen.rows] == [5, 7]


def test_a_number_that_is_struck_through_is_no_count(sample_store):
    def strike(sheet):
        for cell in sheet[2]:
            cell.font = Font(strike=True)
        sheet["C3"].font = Font(strike=False, bold=True)

    seen = look(sample_store, marked(strike))
    assert [(one.row, one.value) for one in seen.mistakes] == [(2, "5\u0336")]
    assert [row[3] for row in look(sample_store, marked(strike), leave_out=True).rows] == [7]
