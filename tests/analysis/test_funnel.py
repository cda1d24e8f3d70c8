"""The funnel: who is named, who is not, and that luck alone names hardly anybody."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from enrolment.analysis import funnel

SMALL = [78, 111, 119, 130, 147, 157, 165, 168, 169, 171, 180, 190, 191, 193, 195, 205, 207, 212, 218, 220]
LARGE = [226, 229, 233, 238, 244, 247, 250, 262, 265, 287, 309, 316, 320, 324, 327, 333, 450, 640]
SIZES = np.array([*SMALL, *LARGE])


def units(done, people) -> pd.DataFrame:
    return pd.DataFrame({"place_code": range(len(done)), "done_count": done, "target_count": people})


def commune(rng: np.random.Generator, spread: float, shift: float = 0.0) -> pd.DataFrame:
    """Villages around 65 %, whose log-odds differ by `spread`; the twentieth lies `shift` beside them."""
    odds = np.log(0.65 / 0.35) + rng.normal(0, spread, len(SIZES))
    odds[19] += shift
    return units(rng.binomial(SIZES, 1 / (1 + np.exp(-odds))), SIZES)


def test_luck_names_hardly_anybody_and_a_village_far_behind_is_found():
    """600 communes of 38 villages: false alarms a commune, and the power to find one at a fifth beside two thirds."""
    rng = np.random.default_rng(7)
    alarms = [(funnel.compared(commune(rng, 0.35)).against_chance != "within").sum() for _ in range(600)]
    found = [funnel.compared(commune(rng, 0.35, -2.0)).against_chance[19] == "below" for _ in range(600)]
    plain = [(funnel.compared(commune(rng, 0.0)).against_chance != "within").sum() for _ in range(300)]
    assert np.mean(alarms) <= 0.15 and np.mean(plain) <= 0.15
    assert np.mean(found) >= 0.9


def test_limits_of_chance_alone_would_blame_a_quarter_of_all_villages_for_nothing():
    """Why the funnel takes in what villages usually differ by: docs/FORECAST.md."""
    rng = np.random.default_rng(7)
    made = [commune(rng, 0.35) for _ in range(100)]
    shares = [one.done_count.sum() / one.target_count.sum() for one in made]
    apart = [
        np.abs(one.done_count / one.target_count - share) / np.sqrt(share * (1 - share) / one.target_count)
        for one, share in zip(made, shares, strict=True)
    ]
    assert 8 < np.mean([(one > 3.09).sum() for one in apart]) < 12


def test_units_that_differ_by_chance_alone_have_exact_limits():
    told = funnel.compared(units([5] * 10, [10] * 10))
    assert (told.overall_share == 0.5).all() and (told.against_chance == "within").all()
    assert (told.low_share.iloc[0], told.high_share.iloc[0]) == (0.1, 0.9), "none of ten is rarer than 1 in 1000"
    wide = funnel.compared(units([50] * 10, [100] * 10))
    assert (wide.low_share.iloc[0], wide.high_share.iloc[0]) == (0.35, 0.65)


def test_the_variance_between_units_by_hand():
    done, people = np.array([20.0, 50, 80, 50, 50, 50]), np.full(6, 100.0)
    deviations = np.array([-6, 0, 6, 0, 0, 0])
    ends = np.quantile(deviations, [0.1, 0.9])
    squares = (np.clip(deviations, *ends) ** 2).sum() / 0.6785
    assert funnel.variance_between(done, people) == pytest.approx((squares - 5) / (2400 - 400))


def test_a_small_share_is_drawn_further_to_the_whole():
    told = funnel.compared(units([2, 200, 650, 600, 700, 300], [10, 1000, 1000, 1000, 1000, 1000]))
    moved = (told.smoothed_share - told.done_count / told.target_count).abs()
    assert moved.iloc[0] > moved.iloc[1]
    assert told.smoothed_share.between(0, 1).all()


@pytest.mark.parametrize(
    ("done", "people"), [([0] * 6, [50] * 6), ([50] * 6, [50] * 6), ([60] * 6, [50] * 6), ([3, 1, 2, 3, 2], [3] * 5)]
)
def test_all_none_above_and_villages_of_three_people(done, people):
    told = funnel.compared(units(done, people))
    assert (told.against_chance == "within").all()
    assert told[list(funnel.COLUMNS)].notna().all().all()


def test_those_that_are_late_are_held_against_all_that_can_be_compared():
    status = ["behind", "on", "overdue", None, "behind", "behind", *["on"] * 12]
    done = [2, 65, 60, None, None, 3, *[63, 64, 65, 66, 67, 68] * 2]
    of = units(done, [100, 100, 100, 100, 100, 0, *[100] * 12]).assign(status=status)
    told = funnel.late(of)
    assert list(told.place_code) == [0, 2, 4, 5]
    assert list(told.against_chance) == ["below", "within", None, None]
    assert list(funnel.late(of.head(3)).against_chance) == [None, None], "too few to be compared"


def test_fewer_than_five_are_not_compared():
    assert funnel.compared(units([1] * 4, [10] * 4)).empty
    assert set(funnel.COLUMNS) <= set(funnel.compared(units([], [])).columns)


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(1, 400), st.floats(0, 1.3)), min_size=5, max_size=40), st.randoms())
def test_the_order_of_rows_does_not_matter(told, random):
    rows = [(round(size * share), size) for size, share in told]
    mixed = random.sample(rows, len(rows))
    one, other = (
        funnel.compared(units([done for done, _ in some], [size for _, size in some])) for some in (rows, mixed)
    )
    assert sorted(zip(one.done_count, one.target_count, one.against_chance, strict=True)) == sorted(
        zip(other.done_count, other.target_count, other.against_chance, strict=True)
    )
    assert (one.low_share <= one.overall_share + 1e-12).all() and (one.high_share >= one.overall_share - 1e-12).all()
