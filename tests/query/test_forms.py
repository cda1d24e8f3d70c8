"""The form of the day: what it shows, what of it can be changed, and what Excel lets into it."""

import io
from datetime import date

import openpyxl
import pandas as pd
import pytest

from enrolment import clock
from enrolment.query import forms
from enrolment.query.forms import FORMS
from tests.asking import run

PLACE, DAY = "01864", date(2025, 8, 3)


@pytest.fixture
def sheet(use_store, monkeypatch):
    use_store("sample")
    monkeypatch.setattr(clock, "today", lambda: DAY)
    return openpyxl.load_workbook(io.BytesIO(FORMS["daily"]("en", PLACE))).active


def column(sheet, start):
    return next(cell.column for cell in sheet[1] if cell.value.startswith(start))


def test_what_was_reached_stands_beside_the_empty_cell(sheet):
    before = column(sheet, "Had before 3 Aug 2025 – Level-2")
    codes = [sheet.cell(row, 2).value for row in range(2, sheet.max_row + 1)]
    shown = {code: sheet.cell(row, before).value for row, code in enumerate(codes, start=2)}
    standing = run("units/standing", place=PLACE, indicator="vneid_level2", as_of="2025-08-02")
    known = {row.place_code: int(row.done_count) for row in standing.itertuples() if row.done_count == row.done_count}
    assert {code: count for code, count in shown.items() if count is not None} == known
    assert {sheet.cell(row, before + 1).value for row in range(2, sheet.max_row + 1)} == {None}


def test_only_the_day_and_the_empty_cells_can_be_changed(sheet):
    open_columns = {cell.column for row in sheet.iter_rows(min_row=2) for cell in row if not cell.protection.locked}
    assert sheet.protection.sheet
    assert {sheet.cell(1, number).value.split(" – ")[0] for number in open_columns} == {"Report date", "New"}
    assert all(cell.protection.locked for cell in sheet[1])


def test_excel_takes_whole_counts_up_to_the_people_who_are_not_reached(sheet):
    villages = run("data/villages", place=PLACE)
    people = {code: int(count) for code, count in villages[["place_code", "people_count"]].values}
    limits = {}
    for validation in sheet.data_validations.dataValidation:
        for span in validation.sqref.ranges:
            for row, number in span.cells:
                limits[row, number] = (
                    validation.type,
                    validation.formula2 or validation.formula1,
                    validation.errorStyle,
                )
    for row in range(2, sheet.max_row + 1):
        code = sheet.cell(row, 2).value
        assert limits[row, 1] == ("date", "DATE(2025,8,3)", "warning")
        for number in range(1, sheet.max_column + 1):
            if (sheet.cell(1, number).value or "").startswith("New"):
                is_guided = "online" in sheet.cell(1, number).value
                reached = 0 if is_guided else sheet.cell(row, number - 1).value or 0
                assert limits[row, number][:2] == ("whole", str(people[code] - reached))
    assert all(len(validation.error) <= 225 for validation in sheet.data_validations.dataValidation)


@pytest.mark.parametrize(
    ("people", "reached", "stage", "most"),
    [
        (265, 187, "issued", 78),
        (265, 265, "issued", 0),
        (265, 300, "issued", 265),  # more than there are: one of the two is wrong, and the check on return says so
        (265, None, "issued", 265),
        (265, 187, "guided", 265),
        (pd.NA, 187, "issued", 1_000_000),
    ],
)
def test_the_most_of_a_village_is_those_who_are_not_reached(people, reached, stage, most):
    assert forms._most(people, reached, stage) == most
