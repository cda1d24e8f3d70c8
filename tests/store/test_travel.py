"""As it was known: every moment's batches, on pages, in downloads, beside today's."""

import shutil
from datetime import datetime, timedelta

import pytest

from enrolment import language
from enrolment.changes import commit, requests
from enrolment.imports.files.upload import Upload
from enrolment.imports.sources import handed_over
from enrolment.query import door, errors
from enrolment.query.reader import Reader
from enrolment.snapshot import travel
from enrolment.snapshot.current import current
from enrolment.store import ledger
from tests.asking import run
from tests.pages.test_pages import html_of, open_page

LATE = b"reported_on,village_code,indicator_code,team_code,new_count\n2025-01-04,A1,cards,T2,50\n"
WHAT = {"place": "10001", "as_of": "2025-01-04"}


@pytest.fixture
def store(little_store, tmp_path, use_store):
    store = tmp_path / "store"
    shutil.copytree(little_store, store)
    commit.bring_in(handed_over(Upload("late.csv", LATE)), store, "the chair")
    return use_store(store)


def done(frame) -> float:
    return frame.set_index("indicator_code").done_count["cards"]


def ask_of(version: str, name: str, **parameters):
    return door.ask(Reader(version=version), name, **parameters).frame


def test_a_moment_knows_only_the_batches_of_then(store):
    first, second = (event.at for event in ledger.read(store).events)
    before, after = travel.version_as_known(store, first), travel.version_as_known(store, second)
    assert before != after == current(store).version
    assert travel.version_as_known(store, "2000-01-01") is None
    assert done(ask_of(before, "overview/standing", **WHAT)) == 170
    assert done(ask_of(after, "overview/standing", **WHAT)) == 220
    assert [one["kind"] for one in travel.moments(store)] == ["import", "replace"]


def test_a_snapshot_that_was_cleared_away_is_built_again(store):
    first = ledger.read(store).events[0].at
    travel.as_known(store, first).path.unlink()
    assert travel.as_known(store, first) is None
    version = requests.version_as_known("vi", first)
    assert done(ask_of(version, "overview/standing", **WHAT)) == 170


def test_looking_back_is_the_readers_own(store):
    first = datetime.fromisoformat(ledger.read(store).events[0].at)
    back = door.looking_back(Reader("en"), first)
    assert back.is_looking_back and back.language == "en"
    assert done(door.ask(back, "overview/standing", **WHAT).frame) == 170
    assert done(door.ask(Reader(), "overview/standing", **WHAT).frame) == 220
    with pytest.raises(errors.NothingKnown) as nothing:
        door.looking_back(Reader(), datetime(2001, 1, 1, tzinfo=first.tzinfo))
    assert "2001" in errors.sentence(nothing.value, "en")


def test_every_page_looks_back_and_the_overview_says_what_changed(store):
    first = ledger.read(store).events[0].at
    told = {"place": "10001", "indicator": "cards", "known": first}
    for page in ("overview", "map", "goals", "quality", "data", "definitions"):
        at = open_page(page, **told)
        assert not at.exception, page
        assert language.translate("vi", "known-back") in html_of(at)
    shown = html_of(open_page("overview", **told))
    assert "170/300" in shown
    assert "220/300" in shown
    assert "+50" in shown
    assert "late.csv" in shown
    assert "170/300" not in html_of(open_page("overview", place="10001", indicator="cards"))


def test_looking_back_changes_nothing_of_today(store):
    undo = language.translate("vi", "undo-confirm")
    assert undo in [button.label for button in open_page("data").button]
    at = open_page("data", known=ledger.read(store).events[0].at)
    assert language.translate("vi", "changes-back") in html_of(at)
    assert undo not in [button.label for button in at.button]
    at = open_page("quality", known=ledger.read(store).events[0].at, place="10001")
    assert language.translate("vi", "note-save") not in [button.label for button in at.button]


def test_a_link_may_name_any_moment(store):
    second = datetime.fromisoformat(ledger.read(store).events[1].at)
    for moment, shown in ((second - timedelta(microseconds=1), "170/300"), (second, "220/300")):
        at = open_page("overview", place="10001", indicator="cards", known=moment.isoformat())
        assert not at.exception
        assert shown in html_of(at)


@pytest.mark.parametrize("moment", ["0001-01-01", "9999-12-31T23:59:59-12:00", "soon", ""])
def test_a_moment_beyond_all_years_breaks_nothing(store, moment):
    at = open_page("overview", place="10001", indicator="cards", known=moment)
    assert not at.exception and not at.error


def test_before_anything_was_known_nothing_is_shown(store):
    for page in ("overview", "data", "map"):
        at = open_page(page, place="10001", indicator="cards", known="2001-01-01")
        assert not at.exception
        shown = html_of(at)
        assert "220/300" not in shown
        assert language.translate("vi", "nothing-known", moment="01/1/2001 00:00") in shown


def test_an_undo_can_be_looked_back_across(store):
    newest = ledger.read(store).events[-1]
    commit.undo(store, newest.batches[0], "x")
    assert done(run("overview/standing", **WHAT)) == 170
    version = requests.version_as_known("vi", newest.at)
    assert done(ask_of(version, "overview/standing", **WHAT)) == 220
