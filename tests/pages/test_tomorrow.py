"""The plan as people meet it: on the page, changed by what they wish, then on the overview; and on the command line."""

import json
import os
import re
import shutil
import subprocess
import sys
from datetime import date
from math import nan

import pytest
from streamlit.testing.v1 import AppTest
from typer.testing import CliRunner

from enrolment.analysis.plan import Group, Plan, Problem, Village, Visit
from enrolment.charts import ways
from enrolment.cli import app
from enrolment.query import planning
from tests.conftest import ROOT
from tests.pages.test_pages import SHELL, html_of, open_page


def test_tomorrow_stands_on_the_overview_without_being_asked_for(use_store, monkeypatch):
    """The first look has it made beside the page; whoever looks next reads it. Of another day nothing is made."""
    monkeypatch.setenv("ENROLMENT_PLAN_AHEAD", "true")
    monkeypatch.setattr(planning, "_REST_SECONDS", 0)
    planning._plans.clear()
    use_store("sample")
    question = "Where do we go tomorrow?"
    assert question not in html_of(open_page("overview", lang="en", as_of="2025-07-25"))
    assert not planning._making
    assert question not in html_of(open_page("overview", lang="en"))
    planning._making[0].join(60)
    assert question in html_of(open_page("overview", lang="en"))


def test_the_plan_is_a_sheet_for_each_group_and_changes_with_what_is_wished(use_store):
    use_store("sample")
    at = open_page("tomorrow", lang="en")
    shown = html_of(at)
    assert not at.exception and shown.count('class="sheet"') == 8
    assert "3 Aug 2025: 8 groups go to" in shown
    assert re.search(r'<p class="tally">[^<]*<b>T1·\d\d</b>', shown), "by which the tally is typed"
    assert "Where do we go tomorrow?" in html_of(open_page("overview", lang="en")), "once somebody has asked for it"
    at.multiselect(key="wish_absent").set_value(["01864-T1"])
    at.multiselect(key="wish_closed").set_value(["01864-12"])
    at.multiselect(key="wish_must").set_value(["01864-12"])
    next(button for button in at.button if button.label == "Plan").click().run()
    shown = html_of(at)
    assert shown.count('class="sheet"') == 7
    assert "Thôn 12 is not visited in time: its road is closed" in shown


def test_a_group_of_which_more_is_known_is_planned_with_that(use_store):
    use_store("sample")
    at = open_page("tomorrow", lang="en")
    before = float(re.search(r"Expected: (\d+\.\d)", html_of(at))[1])
    at.number_input(key="wish_pace_01864-T5").set_value(12.0)
    next(button for button in at.button if button.label == "Plan").click().run()
    assert not at.exception and float(re.search(r"Expected: (\d+\.\d)", html_of(at))[1]) > before + 5


def test_what_was_wished_of_another_commune_is_none_of_this_one(use_store):
    use_store("sample")
    at = AppTest.from_file(SHELL, default_timeout=60)
    at.session_state["wish_must"] = at.session_state["wish_closed"] = ["99999-01"]
    at.session_state["wish_absent"] = ["99999-T1"]
    at.run()
    at.switch_page(str(ROOT / "pages" / "tomorrow.py")).run()
    assert not at.exception and html_of(at).count('class="sheet"') == 8


@pytest.mark.parametrize(
    ("store", "choice", "said"),
    [
        ("province", {}, "A plan is made for a commune"),
        ("sample", {"indicator": "online_service"}, "does not count people of villages"),
        ("sample", {"indicator": "organisation_id"}, "does not count people of villages"),
    ],
)
def test_why_there_is_no_plan(use_store, store, choice, said):
    use_store(store)
    at = open_page("tomorrow", lang="en", **choice)
    assert not at.exception and said in html_of(at)


def test_the_command_line_prints_the_plan(use_store):
    use_store("sample")
    done = CliRunner().invoke(app, ["plan", "--place", "01864", "--days", "5", "--json"])
    told = json.loads(done.stdout)
    days = sorted({visit["day"] for visit in told["visits"]})
    assert days == [f"2025-08-0{day}" for day in range(3, 8)]
    of_villages = [one["expected_registrations"] for visit in told["visits"] for one in visit["villages"]]
    assert sum(of_villages) == pytest.approx(told["expected_registrations"], abs=0.5)
    assert told["expected_registrations"] <= told["objective"] <= told["bound"] <= told["objective"] * 1.02
    assert CliRunner().invoke(app, ["plan", "--place", "01864", "--days", "5", "--json"]).stdout == done.stdout
    for day in ("2030-01-01", "2025-8-2", "soon"):
        refused = CliRunner().invoke(app, ["plan", "--place", "01864", "--as-of", day, "--lang", "en"])
        assert refused.exit_code == 2 and "name a day from 2025-07-21 to 2025-08-02" in refused.output
    for wrong in (["--place", "nowhere"], ["--place", "01864", "--indicator", "online_service"]):
        assert CliRunner().invoke(app, ["plan", *wrong]).exit_code == 2


def test_the_server_stays_light(stores):
    """Every page opened in a process of its own: the libraries that plan and calculate are not in it."""
    told = (
        "import sys; from tests.pages.test_pages import open_page; from enrolment.pages import PAGES;"
        "[open_page(page) for page in PAGES];"
        "heavy = {'scipy', 'statsmodels', 'mapclassify', 'matplotlib', 'ortools'};"
        "print(sorted(heavy & set(sys.modules)))"
    )
    environment = {**os.environ, "ENROLMENT_STORE": str(stores["sample"])}
    done = subprocess.run(
        [sys.executable, "-c", told], cwd=ROOT, env=environment, capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines()[-1] == "[]"


def test_a_plan_is_taken_and_its_tally_typed_in_the_evening(stores, tmp_path, use_store):
    shutil.copytree(stores["sample"], tmp_path / "store")
    use_store(tmp_path / "store")
    at = open_page("tomorrow", lang="en")
    at.text_input(key="plan_who").set_value("the chair")
    next(button for button in at.button if button.label == "Take this plan").click().run()
    assert not at.exception and "The plan is kept" in html_of(at)
    assert "3 Aug 2025, the plan that was taken: 8 groups go to" in html_of(open_page("overview", lang="en"))
    fields = [field for field in at.number_input if field.key and field.key.startswith("tally_")]
    assert len(fields) >= 8 and {field.value for field in fields} == {None}
    fields[0].set_value(7)
    fields[1].set_value(0)
    at.text_input(key="tally_who").set_value("the secretary")
    next(button for button in at.button if button.label == "Bring the tally in").click().run()
    assert not at.exception and "The tally is in" in html_of(at)
    left = [field for field in at.number_input if field.key and field.key.startswith("tally_")]
    assert 0 < len(left) <= len(fields) - 2 and {field.value for field in left} == {None}, "others of that day later"
    shown = html_of(open_page("tomorrow", lang="en"))
    planned = len(fields)
    assert f"2 of {planned} planned visits were made; 7 registered where" in shown
    told = html_of(open_page("alerts", lang="en"))
    assert told.count("a visit was planned for 3 Aug 2025 and is not reported") >= planned - 3
    overview = html_of(open_page("overview", lang="en"))
    assert "3 Aug 2025" in overview and "6,556/10,084" in overview


def test_a_tally_that_cannot_be_is_refused_and_nothing_comes_in(stores, tmp_path, use_store):
    shutil.copytree(stores["sample"], tmp_path / "store")
    use_store(tmp_path / "store")
    at = open_page("tomorrow", lang="en")
    at.text_input(key="plan_who").set_value("the chair")
    next(button for button in at.button if button.label == "Take this plan").click().run()
    next(field for field in at.number_input if field.key.startswith("tally_")).set_value(9999)
    at.text_input(key="tally_who").set_value("the secretary")
    next(button for button in at.button if button.label == "Bring the tally in").click().run()
    assert not at.exception and "The tally is in" not in html_of(at)
    assert "9,999" in html_of(at) or "9999" in html_of(at)
    assert "6,549/10,084" in html_of(open_page("overview", lang="en"))


def test_ways_lead_from_the_centre_to_the_villages_in_order():
    places = {"01864-01": (105.1, 22.1), "01864-02": (105.2, 22.2), "01864-03": (nan, nan)}
    villages = tuple(Village(code, code, 9, 20, lat, lon, 5, False, False, 1) for code, (lon, lat) in places.items())
    groups = (Group("01864-T1", "one", 2.0), Group("01864-T2", "two", 2.0))
    problem = Problem(villages, groups, 2, 1, 1)
    visits = (
        Visit(1, "01864-T1", ("01864-02", "01864-01"), 60, (1.0, 1.0)),
        Visit(2, "01864-T2", ("01864-03",), 60, (1.0,)),
        Visit(2, "01864-T1", ("01864-01", "01864-03"), 60, (1.0, 1.0)),
    )
    days = [date(2025, 8, 3), date(2025, 8, 4)]
    found = ways.drawn(problem, Plan(visits, 4.0, 4.0, 4.0), days, (22.0, 105.0), "vi")
    assert [one["points"] for one in found] == [
        [[105.0, 22.0], [105.2, 22.2], [105.1, 22.1]],
        [[105.0, 22.0], [105.1, 22.1]],
    ], "a village whose place nobody knows has no way"
    assert [(one["name"], one["day"]) for one in found] == [("T1 · 03/8/2025", 0), ("T1 · 04/8/2025", 1)]
