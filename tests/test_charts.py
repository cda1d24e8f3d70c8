"""Charts: what is not known is hatched, and counts without a target have a map of their own."""

import json

import pandas as pd
import pytest
import shapely

from enrolment.charts import hatch, maps
from enrolment.query.answer import Answer

WITH_HOLE = {
    "type": "Polygon",
    "coordinates": [[[0, 0], [4, 0], [4, 4], [0, 4], [0, 0]], [[1, 1], [3, 1], [3, 3], [1, 3], [1, 1]]],
}
TWO_PARTS = {
    "type": "MultiPolygon",
    "coordinates": [[[[0, 0], [1, 0], [0, 1], [0, 0]]], [[[5, 5], [7, 5], [7, 6], [5, 5]]]],
}


@pytest.mark.parametrize("outline", [WITH_HOLE, TWO_PARTS])
def test_hatching_lies_within_the_area(outline):
    area = shapely.from_geojson(json.dumps(outline)).buffer(1e-4)
    lat, lon = hatch.lines([json.dumps(outline)])
    assert len(lat) == len(lon) and len(lat) >= 9 * 3
    for start in range(0, len(lat), 3):
        line = shapely.LineString([(lon[start], lat[start]), (lon[start + 1], lat[start + 1])])
        assert area.contains(line)
        assert lat[start + 2] is None and lon[start + 2] is None


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
