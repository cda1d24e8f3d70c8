"""How evenly people are reached along the road."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from enrolment.analysis import equity

VILLAGES = st.tuples(st.integers(1, 30), st.floats(0, 1), st.integers(0, 6))  # people, share reached, road


def villages(done: Sequence[float], people: Sequence[float], road: Sequence[float]) -> pd.DataFrame:
    return pd.DataFrame({"done_count": done, "target_count": people, "road_km": road})


def index(frame: pd.DataFrame) -> float:
    return equity.along_the_road(frame).erreygers_index.iloc[0]


def by_hand(frame: pd.DataFrame) -> float:
    """A person a row, in order of the road, ties at the mean of their ranks: 4 × mean × concentration index."""
    road = np.repeat(frame.road_km.to_numpy(), frame.target_count.astype(int))
    persons = [([1.0] * int(row.done_count), int(row.target_count)) for row in frame.itertuples()]
    share = np.concatenate([np.pad(done, (0, people - len(done))) for done, people in persons])
    rank = (pd.Series(road).rank(method="average") - 0.5) / len(share)
    concentration = 2 * np.cov(share, rank, bias=True)[0, 1] / share.mean()
    return float(4 * share.mean() * concentration)


def test_the_index_equals_persons_one_by_one():
    frame = villages([5, 8, 3, 10, 2], [10, 10, 10, 12, 9], [1, 2, 2, 8, 20])
    assert index(frame) == pytest.approx(by_hand(frame))


@settings(deadline=None, max_examples=50)
@given(
    st.lists(st.tuples(st.integers(1, 30), st.floats(0, 1), st.integers(0, 6)), min_size=5, max_size=12), st.randoms()
)
def test_the_order_of_rows_says_nothing_and_persons_agree(rows, random):
    frame = villages([int(people * part) for people, part, _ in rows], [r[0] for r in rows], [r[2] for r in rows])
    if frame.road_km.nunique() < 2 or frame.done_count.sum() == 0:
        return
    order = list(frame.index)
    random.shuffle(order)
    assert index(frame.loc[order]) == pytest.approx(index(frame), abs=1e-12)
    assert index(frame) == pytest.approx(by_hand(frame), abs=1e-9)


def test_all_alike_is_zero_and_only_the_near_is_below():
    road = [1, 2, 3, 4, 5]
    assert index(villages([5] * 5, [10] * 5, road)) == pytest.approx(0)
    assert index(villages([10, 10, 0, 0, 0], [10] * 5, road)) < -0.9
    assert index(villages([0, 0, 0, 10, 10], [10] * 5, road)) > 0.9


def test_fifths_and_where_half_of_those_who_remain_live():
    told = equity.along_the_road(villages([5, 5, 5, 5, 0], [10, 10, 10, 10, 10], [1, 2, 3, 4, 30]))
    assert told.fifth.tolist() == [1, 2, 3, 4, 5] and told.attainment_share.tolist() == [0.5, 0.5, 0.5, 0.5, 0]
    assert (told.half_village_count.iloc[0], told.all_village_count.iloc[0]) == (2, 5)
    done = equity.along_the_road(villages([10] * 5, [10] * 5, [1, 2, 3, 4, 30]))
    assert done.half_village_count.iloc[0] == 0


@pytest.mark.parametrize("road", [[5.0] * 5, [np.nan] * 5])
def test_nothing_is_said_of_one_distance(road):
    assert equity.along_the_road(villages([5] * 5, [10] * 5, road)).empty
