"""The form of the day as clerks send it back: as it should be, and with what may have happened to it on the way."""

import io
import shutil
from collections.abc import Callable
from datetime import date
from typing import Any

import openpyxl
import pytest

from enrolment import clock
from enrolment.changes import compare, propose
from enrolment.imports.files.upload import Upload
from enrolment.imports.meaning.reading import choices
from enrolment.imports.mistakes import BadInput
from enrolment.imports.sources import handed_over
from enrolment.query.forms import FORMS

PLACE, DAY = "10001", date(2025, 1, 6)
NEW = {"A1": 3, "A2": 4, "A3": 5}


@pytest.fixture
def store(little_store, tmp_path, use_store, monkeypatch):
    store = tmp_path / "store"
    shutil.copytree(little_store, store)
    use_store(store)
    monkeypatch.setattr(clock, "today", lambda: DAY)
    return store


@pytest.fixture(params=["vi", "en"])
def form(request, store):
    """The sheet of the form, with its workbook and where its columns are."""
    return Form(FORMS["daily"](request.param, PLACE))


class Form:
    def __init__(self, content: bytes) -> None:
        self.book = openpyxl.load_workbook(io.BytesIO(content))
        self.sheet: Any = self.book.active
        names = [cell.value for cell in self.sheet[1]]
        self.before = next(n for n, name in enumerate(names, 1) if name.startswith(("Đã có", "Had before")))
        self.new, self.day, self.code = self.before + 1, 1, 2
        self.name = 3
        for row in self.rows:
            self.put(row, self.new, NEW[self.at(row, self.code)])

    @property
    def rows(self) -> range:
        return range(2, self.sheet.max_row + 1)

    def at(self, row: int, column: int) -> Any:
        return self.sheet.cell(row, column).value

    def put(self, row: int, column: int, value: Any) -> None:
        self.sheet.cell(row, column).value = value

    def all(self, column: int, value: Callable[[int], Any] | Any) -> None:
        for row in self.rows:
            self.put(row, column, value(row) if callable(value) else value)

    def sources(self, **made: Any) -> list:
        saved = io.BytesIO()
        self.book.save(saved)
        return handed_over(Upload("form.xlsx", saved.getvalue()), choices=choices(made))

    def csv(self, day: str) -> list:
        rows = [[cell.value for cell in row] for row in self.sheet.iter_rows()]
        lines = [rows[0], *([day, *row[1:]] for row in rows[1:])]
        text = "\n".join(",".join("" if cell is None else f'"{cell}"' for cell in line) for line in lines)
        return handed_over(Upload("form.csv", text.encode()))


def counted(store, sources) -> dict[tuple[str, str], str]:
    """Place and day -> the new count, where nothing is asked and nothing is wrong. Raises BadInput else."""
    with propose.proposed(store, sources) as change:
        change.must_hold()
        (file,) = change.prepared
        frame = file.reading.frame
        return {(row.village_code, row.reported_on): row.new_count for row in frame.itertuples()}


def asked(store, sources) -> str:
    with pytest.raises(BadInput) as refused:
        counted(store, sources)
    return " ".join(mistake.sentence("en") for mistake in refused.value.found)


WANTED = {(code, DAY.isoformat()): str(count) for code, count in NEW.items()}


def test_filled_in_it_asks_nothing(store, form):
    assert counted(store, form.sources()) == WANTED


@pytest.mark.parametrize("day", ["06/01/2025", "1/6/2025", "6/1/2025", "2025-01-06", "06-01-2025"])
def test_its_day_is_read_as_its_headers_say(store, form, day):
    assert counted(store, form.csv(day)) == WANTED


def test_without_its_days_it_is_of_the_day_of_its_headers(store, form):
    form.all(form.day, None)
    assert counted(store, form.sources()) == WANTED


@pytest.mark.parametrize("day", [date(2025, 1, 5), date(2024, 1, 6), date(2024, 6, 1)])
def test_another_day_than_that_of_its_headers_is_asked_about(store, form, day):
    form.all(form.day, day)
    assert "form_day=form | rows" in asked(store, form.sources())
    assert counted(store, form.sources(form_day="form")) == WANTED
    assert {told for _, told in counted(store, form.sources(form_day="rows", are_new="yes", early="yes"))} == {
        day.isoformat()
    }


def test_running_totals_below_new_are_asked_about(store, form):
    form.all(form.new, lambda row: (form.at(row, form.before) or 0) + NEW[form.at(row, form.code)])
    assert "are_new=yes" in asked(store, form.sources())
    assert counted(store, form.sources(are_new="yes", above="yes"))


def test_headers_changed_for_each_other_are_asked_about(store, form):
    before, new = form.at(1, form.before), form.at(1, form.new)
    form.put(1, form.before, new)
    form.put(1, form.new, before)
    assert "are_new=yes" in asked(store, form.sources())


def test_a_count_that_takes_a_village_above_its_people_is_asked_about(store, form):
    row = next(row for row in form.rows if form.at(row, form.code) == "A2")
    form.put(row, form.new, 160)
    told = asked(store, form.sources(are_new="yes"))
    assert "105 + 160 > 250" in told and "above=yes" in told


@pytest.mark.parametrize("header", ["Mới", "Số mới", "New", "", "Hôm nay"])
def test_counts_whose_header_was_lost_are_refused(store, form, header):
    form.put(1, form.new, header)
    assert "no longer says what they are" in asked(store, form.sources()) or "ghi lại" in asked(store, form.sources())


def test_a_sorted_column_of_names_is_refused(store, form):
    names = [form.at(row, form.name) for row in form.rows]
    for row, name in zip(form.rows, [*names[1:], names[0]], strict=True):
        form.put(row, form.name, name)
    told = asked(store, form.sources())
    assert told.count("stands beside the code of") == len(NEW)
    assert "Thôn 2" in told and "(A1)" in told


def test_a_name_that_is_only_written_otherwise_stands(store, form):
    form.all(form.name, lambda row: f"  {form.at(row, form.name)} ".upper().replace("THÔN ", "thôn 0"))
    assert counted(store, form.sources()) == WANTED


def test_the_preview_says_what_the_totals_will_be(store, form):
    ((change,), _) = compare.preview(store, form.sources())
    assert change.new_count == len(NEW)


def test_one_late_village_with_the_work_of_days_is_not_asked_about(store, form):
    for row in form.rows:
        form.put(row, form.new, 50 if form.at(row, form.code) == "A1" else None)
    assert counted(store, form.sources()) == {("A1", DAY.isoformat()): "50"}  # 25 so far, after 40 before
