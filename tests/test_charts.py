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
