"""What moved a total between two states of the data adds up to the difference of the totals."""

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from enrolment.analysis.versions import by_change, by_unit

counts = st.none() | st.integers(0, 500)


def _units(rows):
    told = [(code, f"Thôn {code}", done, baseline) for code, done, baseline in rows]
    frame = pd.DataFrame(told, columns=["place_code", "place_name", "done_count", "baseline_count"])
    return frame.astype({"done_count": "float64", "baseline_count": "float64"})


def test_units_by_hand():
    then = _units([("01", 100, 10), ("02", 50, 5), ("03", None, 20), ("04", 7, None)])
    now = _units([("01", 90, 10), ("02", 50, 5), ("03", 60, 20), ("05", 8, None)])
    told = by_unit(then, now)
    moved = {row.place_code: (row.then_count, row.now_count, row.moved_count) for row in told.itertuples()}
    assert moved["01"] == (100, 90, -10)
    assert moved["03"][1:] == (60, 40)  # from its baseline
    assert moved["04"][2] == -7 and moved["05"][2] == 8
    assert "02" not in moved
    assert list(told.moved_count.abs()) == sorted(told.moved_count.abs(), reverse=True)


@given(st.lists(st.tuples(counts, counts, st.integers(0, 50)), max_size=12))
def test_units_add_up(rows):
    then = _units([(f"{number:02}", one, baseline) for number, (one, _, baseline) in enumerate(rows)])
    now = _units([(f"{number:02}", two, baseline) for number, (_, two, baseline) in enumerate(rows)])
    told = by_unit(then, now)
    stood = sum(baseline if one is None else one for one, _, baseline in rows)
    stands = sum(baseline if two is None else two for _, two, baseline in rows)
    assert told.moved_count.sum() == stands - stood


@given(counts, st.lists(counts, max_size=8))
def test_changes_add_up_to_the_last_that_is_known(before, after):
    moved = by_change(before, after)
    known = [total for total in after if total is not None]
    assert len(moved) == len(after)
    assert sum(by for by in moved if by is not None) == (known[-1] - (before or 0) if known else 0)
