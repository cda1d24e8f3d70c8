"""Alerts as people meet them: a village that fell silent is told, on the page, on the overview and on the command line;
what becomes of it stays."""

import json
import re
import shutil
from datetime import date

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest
from typer.testing import CliRunner

from enrolment.changes.commit import bring_in, build, undo
from enrolment.cli import app
from enrolment.imports.files.upload import Upload
from enrolment.imports.sources import handed_over
from enrolment.sample.generate import generate
from enrolment.store import ledger
from tests.pages.test_pages import html_of, open_page

SILENT = "01864-05"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory):
    """A campaign of twenty days, of which one village said nothing on the last three."""
    folder = tmp_path_factory.mktemp("alerts")
    generate(1, 20, folder / "files")
    (path,) = (folder / "files").glob("progress.csv")
    rows = pd.read_csv(path, dtype=str, keep_default_na=False)
    is_late = rows.reported_on > sorted(rows.reported_on.unique())[-4]
    rows[~((rows.village_code == SILENT) & is_late)].to_csv(path, index=False)
    build(folder / "files", folder / "store")
    return folder / "store"


def test_a_silent_village_is_told_and_what_becomes_of_it_stays(store, tmp_path, use_store):
    shutil.copytree(store, tmp_path / "store")
    use_store(tmp_path / "store")
    told = "Thôn 05: nothing reported since 6 Aug 2025, on 3 days on which others reported."
    assert told in html_of(open_page("overview", lang="en"))
    at: AppTest = open_page("alerts", lang="en")
    assert f"▼ {told}" in html_of(at) and "one alert, 1 new" in html_of(at)
    at.text_input(key="alert_who").set_value("the secretary")
    note = next(field for field in at.text_input if field.label.startswith("What you looked at"))
    note.set_value("the path is flooded")
    next(button for button in at.button if button.label == "Save the note").click().run()
    assert not at.exception
    shown = html_of(open_page("alerts", lang="en"))
    assert f"● {told}" in shown and "the path is flooded" in shown and "all seen" in shown
    assert told not in html_of(open_page("overview", lang="en"))


def test_what_moved_each_indicator_since_the_day_before_stands_in_one_table(use_store):
    use_store("sample")
    shown = html_of(open_page("alerts", lang="en"))
    part = shown[shown.index("Each indicator") :]
    row = re.search(r'<th scope="row">Level-2 accounts</th>(.*?)</tr>', part)
    assert row and re.findall(r"<td[^>]*>(.*?)</td>", row[1]) == ["6,395", "6,549", "+154"]


def test_the_command_line_tells_the_same(store, use_store):
    use_store(store)
    (alert,) = json.loads(CliRunner().invoke(app, ["alerts", "--json"]).stdout)
    assert (alert["kind"], alert["place_code"], alert["found"], alert["state"]) == (
        *("village_silent", SILENT),
        *(3, "open"),
    )
    assert alert["link"] == f"/village?place=01864&village={SILENT}&as_of=2025-08-09"
    assert alert["sentence"].startswith("Thôn 05: không có báo cáo từ 06/8/2025")
    earlier = CliRunner().invoke(app, ["alerts", "--as-of", str(date(2025, 8, 6)), "--json"])
    assert json.loads(earlier.stdout) == []
    assert CliRunner().invoke(app, ["alerts", "--place", "nowhere"]).exit_code == 2
    assert CliRunner().invoke(app, ["alerts", "--as-of", "soon"]).exit_code == 2


def test_a_count_of_the_commune_that_is_apart_is_told_whatever_indicator_is_open(stores, tmp_path, use_store):
    own = tmp_path / "store"
    shutil.copytree(stores["sample"], own)
    head = "reported_on,commune_code,indicator_code,cumulative_count\n"
    upload = Upload("progress_commune.csv", f"{head}2025-08-02,01864,id_card,5000\n".encode())
    bring_in(handed_over(upload), own)
    use_store(own)
    for page in ("overview", "alerts"):
        assert "5,000" in html_of(open_page(page, lang="en", indicator="vneid_level2")), page


def test_what_moved_the_total_since_an_earlier_state_is_told_by_change_and_by_village(store, tmp_path, use_store):
    own = tmp_path / "store"
    shutil.copytree(store, own)
    first = ledger.read(own).events[-1].at
    head = "reported_on,village_code,indicator_code,team_code,new_count\n"
    for name, village, added in (("one.csv", "01", 50), ("two.csv", "02", 30), ("gone.csv", "03", 7)):
        line = f"2025-08-01,01864-{village},vneid_level2,,{added}\n"
        upload = Upload(f"progress_{name}", f"{head}{line}".encode())
        brought = bring_in(handed_over(upload), own)
    undo(own, brought.batches[0].code)
    use_store(own)
    at = open_page("alerts", lang="en", known=first, indicator="vneid_level2")
    assert not at.exception
    shown = html_of(at)
    moved = {name: _signed(shown, name) for name in ("progress_one.csv", "progress_two.csv", "Thôn 01", "Thôn 02")}
    assert moved["progress_one.csv"] == moved["Thôn 01"] and moved["progress_two.csv"] == moved["Thôn 02"]
    assert "More now: 2 villages" in shown and "As it was: 36 villages" in shown and "Less now: 0 villages" in shown
    assert "undid progress_gone.csv" in shown and "by 4 changes" in shown
    assert "What changed between then and now" not in html_of(open_page("alerts", lang="en"))


def test_an_undo_that_leaves_nobody_is_told_as_such(stores, tmp_path, use_store):
    own = tmp_path / "store"
    shutil.copytree(stores["no_reports"], own)
    head = "reported_on,village_code,indicator_code,team_code,new_count\n"
    for indicator, added in (("vneid_level2", 50), ("id_card", 20)):
        line = f"2025-08-01,01864-01,{indicator},,{added}\n"
        brought = bring_in(handed_over(Upload(f"progress_{indicator}.csv", f"{head}{line}".encode())), own)
    before = ledger.read(own).events[-1].at
    undo(own, brought.batches[0].code)
    use_store(own)
    shown = html_of(open_page("alerts", lang="en", known=before, indicator="id_card"))
    assert _signed(shown, "undid progress_id_card.csv") == "−20" and "By today's rules" not in shown


def _signed(shown: str, name: str) -> str:
    """What stands at the end of the bar of a name below the heading of changes."""
    part = shown[shown.index("What changed between then and now") :]
    row = part[part.index(name) :]
    return re.search(r">([+−][\d,]+)<", row)[1]
