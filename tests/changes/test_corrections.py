"""Corrections add; what the dry run says is what the import does; what nobody but a person can say is asked."""

import shutil
from pathlib import Path

import duckdb
import pytest

from enrolment.changes import commit, compare
from enrolment.changes.verify import verify
from enrolment.imports.meaning.reading import Choices
from enrolment.imports.mistakes import BadInput
from enrolment.imports.sources import named_sources

HEADER = "reported_on,village_code,commune_code,indicator_code,team_code,new_count,cumulative_count,is_correction"
DAY = "2025-01-06"


@pytest.fixture
def store(little_store: Path, tmp_path: Path) -> Path:
    store = tmp_path / "store"
    shutil.copytree(little_store, store)
    return store


class Desk:
    """Brings small files in, one after the other."""

    def __init__(self, store: Path) -> None:
        self.store, self.number = store, 0

    def sources(self, rows: list[str], made: dict) -> list:
        self.number += 1
        path = self.store.with_name(f"progress_20{self.number}.csv")
        path.write_text("\n".join([HEADER, *rows, ""]), encoding="utf-8")
        return named_sources([path], "progress", Choices(**{"above": "yes", "are_new": "yes", **made}))

    def dry(self, *rows: str, **made: str) -> compare.Change:
        return compare.preview(self.store, self.sources(list(rows), made))[0][0]

    def bring(self, *rows: str, **made: str) -> str:
        found = self.sources(list(rows), made)
        compare.preview(self.store, found)
        outcome = commit.bring_in(found, self.store)
        assert verify(self.store) == []
        return outcome.batches[0].code

    def new_count(self, place: str) -> float | None:
        built = commit.rebuild(self.store).snapshot
        with duckdb.connect(built.path, read_only=True) as con:
            found = con.execute(
                "select new_count from place_day where place_code = $1 and indicator_code = 'cards'"
                " and reported_on = $2",
                [place, DAY],
            ).fetchone()
        return found[0] if found else None


@pytest.fixture
def desk(store: Path) -> Desk:
    return Desk(store)


def row(place: str, new_count: int, mark: str = "", team: str = "") -> str:
    return f"{DAY},{place},,cards,{team},{new_count},,{mark}"


def test_a_correction_adds_and_the_dry_run_says_the_sum(desk):
    desk.bring(row("A1", 70))
    change = desk.dry(row("A1", -5, "true"))
    assert change.corrected == (("A1", DAY, 70, -5),)
    assert any("70 − 5 = 65" in sentence for sentence in change.warnings("en"))
    desk.bring(row("A1", -5, "true"))
    assert desk.new_count("A1") == 65
    desk.bring(row("A1", -3, "true"))
    assert desk.new_count("A1") == 62
    desk.bring(row("A1", 68))
    assert desk.new_count("A1") == 68, "a plain count replaces the count and its corrections"


def test_the_same_correction_again_is_asked_about(desk):
    desk.bring(row("A1", 70))
    desk.bring(row("A1", -5, "true"))
    again = [row("A1", -5, "true"), row("A2", 1)]
    with pytest.raises(BadInput) as asked:
        desk.bring(*again)
    assert "again=yes | no" in asked.value.found[0].sentence("en")
    no_change = desk.dry(*again, again="no")
    assert (no_change.new_count, no_change.same_count, no_change.corrected) == (1, 1, ())
    desk.bring(*again, again="no")
    assert desk.new_count("A1") == 65
    assert desk.dry(*again, row("A3", 1), again="yes").corrected == (("A1", DAY, 65, -5),)


def test_a_correction_after_a_newer_count_is_not_the_same(desk):
    desk.bring(row("A1", 70), row("A2", 30))
    desk.bring(row("A1", -5, "true"), row("A2", -3, "true"))
    desk.bring(row("A1", 68))
    desk.bring(row("A1", -5, "true"), row("A2", -3, "true"), row("A3", 1), again="no")
    assert (desk.new_count("A1"), desk.new_count("A2")) == (63, 27)


def test_a_positive_correction_is_asked_about(desk):
    desk.bring(row("A1", 70))
    with pytest.raises(BadInput) as asked:
        desk.bring(row("A1", 8, "true"))
    assert "corrections=replace | add" in asked.value.found[0].sentence("en")
    desk.bring(row("A1", 8, "true"), corrections="add")
    assert desk.new_count("A1") == 78
    desk.bring(row("A1", 71, "true"), corrections="replace")
    assert desk.new_count("A1") == 71


def test_a_correction_put_back_beside_its_twin_is_asked_about(desk):
    desk.bring(row("A1", 70))
    first = desk.bring(row("A1", -5, "true"), row("A2", 1))
    commit.undo(desk.store, first)
    desk.bring(row("A1", -5, "true"), row("A3", 2))
    with pytest.raises(BadInput):
        commit.redo(desk.store, first)
    assert desk.new_count("A1") == 65


def test_below_zero_is_refused_naming_the_row(desk):
    desk.bring(row("B1", 5))
    with pytest.raises(BadInput) as refused:
        desk.bring(row("B1", -200, "true"))
    (mistake,) = refused.value.found
    assert (mistake.reason, mistake.row, mistake.value) == ("below-zero", 2, "-200 → -95")


def test_what_older_batches_left_below_zero_refuses_no_later_count(desk):
    counted = desk.bring(f"{DAY},A3,,later,,5,,")
    desk.bring(f"{DAY},A3,,later,,-5,,true")
    commit.undo(desk.store, counted)
    desk.bring("2025-01-08,A3,,later,,3,,")


def test_a_day_told_twice_is_asked_about_and_counts_once(desk):
    desk.bring(row("A1", 10, team="T1"))
    with pytest.raises(BadInput) as asked:
        desk.bring(row("A1", 10))
    assert "whole_day=yes" in asked.value.found[0].sentence("en")
    with pytest.raises(BadInput) as refused:
        desk.bring(row("A1", 8))
    assert refused.value.found[0].reason == "whole-day-below"
    desk.bring(row("A1", 10), whole_day="yes")
    assert desk.new_count("A1") == 10
    desk.bring(row("A1", 12))
    assert desk.new_count("A1") == 12


def test_only_the_count_that_does_not_fit_is_left_out_of_a_row_of_several(desk):
    desk.bring(row("A1", 10, team="T1"))
    path = desk.store.with_name("wide.csv")
    path.write_text(f"Ngày,Mã thôn,Số mới cards,Số mới later\n{DAY},A1,8,5\n", encoding="utf-8")
    sources = named_sources([path], "progress", Choices(leave_out=True))
    (batch,) = commit.bring_in(sources, desk.store).batches
    assert (batch.row_count, batch.choices["rows_left_out"]) == (1, ["2 Số mới cards"])
    assert desk.new_count("A1") == 10
