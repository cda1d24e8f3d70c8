"""Counts without a target have a map of their own."""

import pandas as pd
import pytest

from enrolment.charts import maps
from enrolment.query.answer import Answer


def units(**columns) -> Answer:
    frame = pd.DataFrame({"attainment_class": None, "target_count": float("nan"), **columns})
    return Answer(frame, "units/standing", {}, "")


def test_counts_without_a_target_are_classed_by_fifths():
    done = [1.0, 2, 3, 4, 5, 6, 7, 8, 9, 10, float("nan")]
    found = maps.classed(units(done_count=done), "en").frame
    assert list(found.map_class[:10]) == sorted(found.map_class[:10], key=list(maps.CLASSES).index)
    assert found.map_class.nunique() == 5
    assert found.iloc[10][["map_class", "map_class_text"]].isna().all()
    for text, part in found[:10].groupby("map_class_text"):
        low, high = map(int, text.split("–"))
        assert low <= part.done_count.min() <= part.done_count.max() <= high


@pytest.mark.parametrize("done", [[5.0], [0.0, 0.0], [3.0, 3.0, 3.0], [0.0, 1.0]])
def test_few_or_equal_counts_are_classed_too(done):
    found = maps.classed(units(done_count=done), "vi").frame
    assert found.map_class.notna().all() and found.map_class_text.notna().all()


def test_a_target_that_some_have_decides_by_attainment():
    given = units(done_count=[5.0, 3.0], target_count=[10.0, float("nan")], attainment_class=["50_to_65", None])
    found = maps.classed(given, "en").frame
    assert found.map_class[0] == "50_to_65" and pd.isna(found.map_class[1])


def test_units_are_classed_by_how_far_they_came_beside_their_place():
    """One that was nearly done, one without a report, and all where the place came nowhere, are not compared."""
    ratios = [-0.2, 0.49, 0.5, 0.8, 1.25, 2.0, 0.1, float("nan")]
    codes = [f"A{number}" for number in range(len(ratios))]
    shares = [0.5] * 6 + [0.95, float("nan")]
    change = pd.DataFrame({"place_code": codes, "then_share": shares, "now_share": shares, "moved_points": ratios})
    given = units(place_code=codes[::-1], done_count=1.0)
    found = maps.moved(given, Answer(change.assign(pace_ratio=ratios), "map/change", {}, ""), "en").frame
    wanted = ["under_half", "under_half", "slower", "alike", "faster", "over_twice", None, None]
    classed = {row.place_code: row.map_class if isinstance(row.map_class, str) else None for row in found.itertuples()}
    assert classed == dict(zip(codes, wanted, strict=True))
    assert list(found.map_class_text.notna()) == list(found.map_class.notna())
    told = dict(zip(found.place_code, found.told, strict=True))
    assert told["A7"] == ["not compared (nearly done before, or counts missing)"]
    assert told["A1"][0].endswith(": +0.5") and told["A1"][1] == "Times the pace of all: 0.5"


def test_units_whose_place_came_nowhere_are_not_compared():
    change = pd.DataFrame({"place_code": ["A1"], "then_share": 0.5, "now_share": 0.6, "moved_points": 10.0})
    of_change = Answer(change.assign(pace_ratio=float("nan")), "map/change", {}, "")
    found = maps.moved(units(place_code=["A1"], done_count=1.0), of_change, "en").frame
    assert pd.isna(found.map_class[0]) and len(found.told[0]) == 1


def test_units_are_classed_by_coverage_beside_distance():
    shares, roads = [0.649, 0.65, 0.8, 1.2, None, 0.5], [9.99, 10.0, 20.0, 5.0, 5.0, None]
    given = units(place_code=list("abcdef"), done_count=1.0, attainment_share=shares, road_km=roads)
    found = maps.crossed(given, "en").frame
    classed = [code if isinstance(code, str) else None for code in found.map_class]
    assert classed == ["low_near", "middle_far", "high_very_far", "high_near", None, None]
    assert found.map_class_text[0] == "Below 65%, under 10 km" and pd.isna(found.map_class_text[4])
