"""What the browser draws: the scripts are those that were built, and the map is told what it is to show."""

import gzip
import hashlib
import json
from pathlib import Path

import brotli
import pandas as pd
import pytest

from enrolment.analysis.versions import by_unit
from enrolment.charts import maps
from enrolment.palette import NO_DATA, attainment, difference
from enrolment.query.answer import Answer
from enrolment.view import drawn

ROOT = Path(__file__).resolve().parents[2]
STYLE = maps.Style("en", "catchments", (), "/shapes/v/p.geojson", None)


def test_each_script_is_the_one_that_was_built_of_the_parts_named():
    made = json.loads((drawn.FOLDER / "parts.json").read_text(encoding="utf-8"))
    for part in made.values():
        script = (drawn.FOLDER / part["file"]).read_bytes()
        assert hashlib.sha256(script).hexdigest() == part["sha256"] and part["sha256"][:12] in part["file"]
        assert brotli.decompress((drawn.FOLDER / f"{part['file']}.br").read_bytes()) == script
        assert gzip.decompress((drawn.FOLDER / f"{part['file']}.gzip").read_bytes()) == script
    assert {path.name for path in drawn.FOLDER.iterdir()} == {
        "parts.json",
        *(f"{part['file']}{end}" for part in made.values() for end in ("", ".br", ".gzip")),
    }
    wanted = json.loads((ROOT / "tools" / "drawing" / "package.json").read_text(encoding="utf-8"))["dependencies"]
    named = {name: said.split(", ")[1] for part in made.values() for name, said in part["made of"].items()}
    assert named == wanted


def units(**columns) -> Answer:
    count = len(columns["done_count"])
    frame = pd.DataFrame(
        {
            "place_code": [f"A{number}" for number in range(count)],
            "place_name": [f"Thôn {number}" for number in range(count)],
            "latitude": 22.0,
            "longitude": 105.0,
            "target_count": 100.0,
            "remaining_count": [100 - done for done in columns["done_count"]],
            "map_class": None,
            "unlit_village_count": 0,
            "weak_signal_village_count": 0,
            **columns,
        }
    )
    return Answer(frame, "units/standing", {}, "")


def test_what_has_no_report_has_no_colour_and_what_has_no_class_is_grey():
    nothing = float("nan")
    given = units(done_count=[10.0, 20.0, nothing], map_class=["under_50", None, None])
    found = {unit["code"]: unit["colour"] for unit in maps.standing(given, STYLE, None, None)["units"]}
    assert found == {"A0": attainment("under_50"), "A1": NO_DATA, "A2": None}


def test_a_map_of_two_states_says_where_counts_became_more_and_where_less():
    nothing = float("nan")
    now = units(done_count=[10.0, 20.0, 30.0, nothing, nothing])
    then = now.frame.assign(done_count=[12.0, 20.0, nothing, nothing, 5.0], baseline_count=0.0)
    moved = by_unit(then, now.frame.assign(baseline_count=0.0))
    shown = maps.differing(now, moved, "en")
    assert list(shown.frame.map_class.where(shown.frame.map_class.notna(), "")) == ["less", "same", "more", "", "less"]
    found = {unit["code"]: unit for unit in maps.standing(shown, STYLE, None, None)["units"]}
    assert found["A0"]["told"] == ["12 → 10: −2"] and found["A0"]["colour"] == difference("less")
    assert found["A1"]["told"] == ["As it was"] and found["A2"]["told"] == ["– → 30: +30"]
    assert found["A3"]["colour"] is None and found["A4"]["colour"] == difference("less")


def test_names_come_in_the_order_of_the_people_who_remain():
    found = maps.standing(units(done_count=[90.0, 10.0, 50.0]), STYLE, None, None)["units"]
    assert [unit["code"] for unit in found] == ["A1", "A2", "A0"]
    assert found[0]["told"] == ["10/100 (10.00%)", "Remaining: 90"]
    assert found[0]["radius"] > found[1]["radius"] > found[2]["radius"]


@pytest.mark.parametrize("layer", ["electricity", "signal"])
def test_dots_stand_where_something_is_lacking_and_known(layer):
    column = {"electricity": "unlit_village_count", "signal": "weak_signal_village_count"}[layer]
    given = units(done_count=[1.0, 2.0, 3.0], latitude=[22.0, 22.1, None], **{column: [1, 0, 1]})
    style = maps.Style("en", "catchments", (layer,), "/shapes/v/p.geojson", None)
    assert [dot["lat"] for dot in maps.standing(given, style, None, None)["dots"]] == [22.0]
    assert maps.standing(given, STYLE, None, None)["dots"] == []


def test_a_place_that_is_not_known_is_not_made_up():
    given = units(done_count=[1.0, 2.0], latitude=[22.0, None], longitude=[105.0, None])
    found = {unit["code"]: unit["lat"] for unit in maps.standing(given, STYLE, None, None)["units"]}
    assert found == {"A0": 22.0, "A1": None}
    json.dumps(maps.standing(given, STYLE, (22.0, 105.0), "A1"), allow_nan=False)
