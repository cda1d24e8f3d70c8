"""What a column is: by its header, by what was taught, or asked."""

import pytest

from enrolment.contract import TABLES
from enrolment.imports.meaning import columns
from enrolment.imports.meaning.lexicon import header_key
from enrolment.imports.meaning.reading import Choices
from enrolment.imports.meaning.target import Header
from enrolment.imports.meaning.understand import read
from enrolment.imports.mistakes import BadInput
from tests.imports.office_files import asked, book, stored, targets_of, text


def test_a_corrected_header_is_remembered(known):
    from dataclasses import replace

    lines = "Ngày,Thôn,Nội dung,Bảng\n25/7/2025,Thôn 01,căn cước,3\n"
    assert targets_of(read(text(lines), "progress", Choices(), known))[3] == ""
    chosen = read(text(lines), "progress", Choices(columns={"Bảng": "new_count"}), known)
    assert stored(chosen, "new_count") == [("3",)]
    taught = replace(known, remembered={"progress": {header_key("Bảng"): "new_count"}})
    assert stored(read(text(lines), "progress", Choices(), taught), "new_count") == [("3",)]


@pytest.mark.parametrize("table", TABLES)
def test_every_contract_name_is_its_own_header(known, table):
    from enrolment.contract import schema

    wanted = schema(table).column_names
    assert [str(column.target) for column in columns.columns(table, [*map(Header.of, wanted)], known, {})] == [*wanted]


AGES = "Ngày,Thôn,Căn cước số mới dưới 14 tuổi,Căn cước số mới từ đủ 14 tuổi\n"
AGES += "25/7/2025,Thôn 01,2,3\n25/7/2025,Thôn 02,,4\n"


@pytest.mark.parametrize(("answer", "counts"), [("+", ["5", "4"]), ("C", ["2"]), ("D", ["3", "4"])])
def test_two_columns_of_one_indicator_are_asked_about(known, answer, counts):
    (question,) = read(text(AGES), "", Choices(), known).questions
    assert str(question.choice) == "same:new:id_card"
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
    taught = replace(known, remembered={"progress": {header_key(name): what for name, what in said.items()}})
    moved = "\n".join(f"STT,{line}" for line in lines.splitlines()) + "\n"
    again = read(text(moved), "", Choices(), taught)
    assert stored(again, "new_count") == stored(first, "new_count")
    alone = "Ngày,Thôn,Căn cước số mới dưới 14 tuổi\n25/7/2025,Thôn 01,2\n"
    assert list(asked(read(text(alone), "", Choices(), taught))) == ["columns:Căn cước số mới dưới 14 tuổi"]


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


def test_a_result_beside_a_cumulative_count_is_the_new_one(known):
    lines = "Ngày,Thôn,Nội dung,Lũy kế,Kết quả\n25/7/2025,Thôn 01,căn cước,10,3\n25/7/2025,Thôn 02,căn cước,11,\n"
    reading = read(text(lines), "", Choices(), known)
    assert stored(reading, "new_count cumulative_count") == [("3", ""), ("", "11")]


def test_a_cumulative_result_is_cumulative(known):
    lines = "Ngày,Thôn,Nội dung,Kết quả trong ngày,Kết quả lũy kế\n25/7/2025,Thôn 01,căn cước,-,10\n"
    assert stored(read(text(lines), "", Choices(), known), "new_count cumulative_count") == [("", "10")]


def test_people_to_be_counted_are_no_new_count(known):
    lines = "Ngày,Thôn,Nội dung,Số người từ đủ 14 tuổi,Lũy kế\n25/7/2025,Thôn 01,căn cước,120,50\n"
    reading = read(text(lines), "", Choices(), known)
    assert stored(reading, "cumulative_count") == [("50",)]
    assert [str(column.target) for column in reading.columns if not column.is_sure] == [""]


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


def test_a_chosen_count_counts(known):
    lines = "Ngày,Thôn,Nội dung,Số mới,Kết quả\n25/7/2025,Thôn 01,căn cước,3,10\n"
    reading = read(text(lines), "", Choices(columns={"Kết quả": "count"}, counts="cumulative"), known)
    assert stored(reading, "new_count cumulative_count") == [("", "10")]


def test_a_column_of_the_contract_beside_one_of_the_offices(known):
    lines = "Ngày,Thôn,Nội dung,new_count,Lũy kế\n25/7/2025,Thôn 01,căn cước,3,10\n"
    assert stored(read(text(lines), "", Choices(), known), "new_count cumulative_count") == [("3", "")]
