"""Distance, power and signal: equal to statsmodels, true to what was planted, and silent where nothing can be said."""

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm

from enrolment.analysis import barriers


def villages(seed: int = 1, count: int = 38, signal: float = -0.6, power: float = 0.0, road: float = -0.05):
    """Villages whose log-odds fall with the road and without signal, and differ beside that."""
    rng = np.random.default_rng(seed)
    km = rng.uniform(0.5, 30, count)
    unlit, weak = rng.uniform(size=count) < 0.2 + km / 60, rng.uniform(size=count) < 0.2 + km / 60
    odds = 1.2 + road * km + signal * weak + power * unlit + rng.normal(0, 0.2, count)
    people = rng.integers(80, 640, count)
    return pd.DataFrame(
        {
            "place_code": [f"V{one}" for one in range(count)],
            "done_count": rng.binomial(people, 1 / (1 + np.exp(-odds))).astype(float),
            "target_count": people.astype(float),
            "road_km": km,
            "is_unlit": unlit,
            "is_weak": weak,
        }
    )


@pytest.mark.parametrize("seed", range(5))
def test_the_regression_equals_statsmodels(seed):
    frame = villages(seed)
    share, people = (frame.done_count / frame.target_count).to_numpy(), frame.target_count.to_numpy()
    design = sm.add_constant(frame[["is_unlit", "is_weak", "road_km"]].astype(float)).to_numpy()
    told = sm.GLM(share, design, family=sm.families.Binomial(), var_weights=people).fit(scale="X2", tol=1e-14)
    ours = barriers.fitted(share, people, design)
    assert ours.coefficients == pytest.approx(told.params, rel=1e-9)
    assert ours.covariance == pytest.approx(told.cov_params(), rel=1e-7)
    assert ours.scale == pytest.approx(told.scale, rel=1e-9)


def test_effects_equal_statsmodels_margins():
    frame = villages(3).assign(target_count=200.0)  # of equal weight, as its margins are
    frame["done_count"] = np.minimum(frame.done_count, 200)
    share = (frame.done_count / 200).to_numpy()
    design = sm.add_constant(frame[["is_unlit", "is_weak", "road_km"]].astype(float)).to_numpy()
    fit = sm.GLM(share, design, family=sm.families.Binomial(), var_weights=np.full(38, 200.0)).fit(scale="X2")
    margins = fit.get_margeff(dummy=True)
    told = barriers.adjusted(frame).set_index("gap")
    assert told.points["electricity"] == pytest.approx(100 * margins.margeff[0], abs=1e-6)
    assert told.points["signal"] == pytest.approx(100 * margins.margeff[1], abs=1e-6)


def test_what_was_planted_is_found_and_what_was_not_is_mostly_not():
    held, false = 0, 0
    for seed in range(100):
        told = barriers.adjusted(villages(seed)).set_index("gap")
        held += told.high_points["signal"] < 0
        false += told.low_points["electricity"] > 0 or told.high_points["electricity"] < 0
    assert held >= 90 and false <= 12


def test_power_that_only_goes_with_distance_is_told_apart():
    """Raw, villages without power are far behind; beside the distance nothing of it is left."""
    frame = villages(7, signal=0.0, road=-0.09)
    frame["is_unlit"] = frame.road_km > frame.road_km.median() + np.random.default_rng(0).normal(0, 4, 38)
    told = barriers.adjusted(frame).set_index("gap")
    assert told.raw_points["electricity"] < -15
    assert told.low_points["electricity"] < 0 < told.high_points["electricity"]
    assert told.high_points["distance"] < 0


def test_the_curve_falls_along_the_road_within_its_band():
    told = barriers.decay(villages(2))
    assert told.share.is_monotonic_decreasing and len(told) == 25
    assert (told.low_share < told.share).all() and (told.share < told.high_share).all()
    assert told.low_points[0] < told.points[0] < told.high_points[0] < 0


def test_the_order_of_villages_says_nothing():
    frame = villages(4)
    mixed = frame.sample(frac=1, random_state=1)
    assert barriers.adjusted(frame).points.to_numpy() == pytest.approx(barriers.adjusted(mixed).points.to_numpy())


def test_leaving_one_village_out_is_found_among_all():
    frame = villages(5)
    told = barriers.adjusted(frame).set_index("gap")
    each = [barriers.adjusted(frame.drop(index=one)).set_index("gap").points["signal"] for one in frame.index]
    assert told.least_points["signal"] == pytest.approx(min(each), abs=0.05)
    assert told.most_points["signal"] == pytest.approx(max(each), abs=0.05)


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"done_count": 0.0}, "all_zero"),
        ({"done_count": 9999.0}, "all_done"),
        ({"target_count": np.nan}, "few"),
        ({"done_count": np.nan}, "few"),
        ({"road_km": np.nan}, "few"),
    ],
)
def test_what_cannot_be_said_is_said(changes, why):
    frame = villages().assign(**changes)
    assert set(barriers.adjusted(frame).why) == {why} == set(barriers.decay(frame).why)
    assert barriers.adjusted(frame).points.isna().all() and barriers.decay(frame).points.isna().all()


def test_one_side_empty_leaves_the_others():
    told = barriers.adjusted(villages().assign(is_unlit=False)).set_index("gap")
    assert told.why["electricity"] == "one_side" and np.isnan(told.points["electricity"])
    assert told.why["signal"] == "" and told.points.notna()["signal"] and told.points.notna()["distance"]


def test_a_side_that_has_done_everything_is_no_infinite_effect():
    frame = villages()
    frame.loc[frame.is_weak, "done_count"] = frame.target_count
    told = barriers.adjusted(frame)
    assert set(told.why) == {"whole"} and told.points.isna().all()
    one = barriers.decay(villages().assign(road_km=5.0))
    assert one.why[0] == "one_side"


def test_nullable_flags_of_the_database_are_read():
    frame = villages().astype({"is_unlit": object, "is_weak": object})
    frame.loc[0, "is_unlit"] = None
    assert barriers.adjusted(frame).village_count[0] == 37


def test_what_lacks_in_the_same_villages_cannot_be_told_apart():
    frame = villages()
    told = barriers.adjusted(frame.assign(is_weak=frame.is_unlit))
    assert set(told.why) == {"together"}


def test_ten_kilometres_are_not_told_from_two():
    near = villages()
    near["road_km"] = near.road_km / 20
    assert barriers.decay(near).why.iloc[0] == "one_side"
    assert barriers.adjusted(near).set_index("gap").why["distance"] == "one_side"
