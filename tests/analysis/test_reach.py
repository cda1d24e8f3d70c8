"""The forecast of a place from frames of its reports: what it says, what it does not, and what it would have said."""

from collections.abc import Sequence
from datetime import date
from itertools import pairwise

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from enrolment.analysis import forecast, reach

FIRST = pd.Timestamp("2025-01-01")


def reports(
    done: list[float],
    due: str | None = "2025-03-01",
    target: float | None = 900,
    people: float = 1000,
    rest: Sequence[int] = (),
    level: str = "commune",
):
    new = np.diff(done, prepend=done[0] if done else 0)
    return pd.DataFrame(
        {
            "place_code": "A",
            "indicator_code": "cards",
            "reported_on": pd.date_range(FIRST, periods=len(done)),
            "new_count": new,
            "done_count": np.array(done, float),
            "baseline_count": 100.0,
            "target_count": target,
            "due_on": pd.Timestamp(due) if due else pd.NaT,
            "residents_14_plus": people,
            "rest_weekdays": [list(rest)] * len(done),
            "level": level,
        }
    )


STEADY = [100.0 + 10 * day for day in range(30)]


def test_the_band_begins_where_the_place_stands_and_ends_on_the_due_day():
    seen = reach.forecast_to_due(reports(STEADY))
    assert list(seen.iloc[0][["low_count", "likely_count", "high_count"]]) == [390, 390, 390]
    assert seen.reported_on.iloc[0].date() == date(2025, 1, 30)
    assert seen.reported_on.iloc[-1].date() == date(2025, 3, 1)
    assert (seen.low_count <= seen.likely_count).all() and (seen.likely_count <= seen.high_count).all()


def test_it_is_that_of_the_analysis():
    (wanted,) = forecast.outlook(np.array([0, *[10] * 29], float), 100, 1000, [30])
    end = reach.forecast_to_due(reports(STEADY)).iloc[-1]
    assert (end.low_count, end.likely_count, end.high_count) == (
        round(wanted.p10),
        round(wanted.p50),
        round(wanted.p90),
    )


@pytest.mark.parametrize(
    "of",
    [
        reports([]),
        reports(STEADY[:6]),
        reports(STEADY, due=None),
        reports(STEADY, due="2025-01-30"),
        reports(STEADY, due="2024-12-01"),
    ],
    ids=["no reports", "six days", "no due day", "due today", "due before"],
)
def test_without_days_or_a_due_day_it_says_nothing(of):
    seen = reach.forecast_to_due(of)
    assert seen.empty and {"low_count", "likely_count", "high_count"} <= set(seen.columns)


def test_no_band_is_drawn_beyond_the_last_horizon():
    seen = reach.forecast_to_due(reports(STEADY, due="2026-01-01"))
    assert (seen.reported_on.iloc[-1] - pd.Timestamp("2025-01-30")).days == forecast.HORIZONS[-1]


@settings(deadline=None)
@given(st.lists(st.integers(0, 30), min_size=7, max_size=60), st.integers(1, 2000))
def test_no_count_is_below_what_is_reached_or_above_the_people(new, people):
    done = list(np.cumsum([100.0, *new]))
    seen = reach.forecast_to_due(reports(done, due="2025-04-15", people=people))
    most = max(people, 900, done[-1])
    assert seen.empty == (sum(new[-forecast.WINDOW_DAYS :]) == 0), "of a standstill nothing follows"
    if seen.empty:
        return
    assert seen.low_count.min() >= done[-1] and seen.high_count.max() <= most
    assert seen[["low_count", "likely_count", "high_count"]].notna().all().all()


def test_a_day_without_a_report_brought_nobody_and_the_next_one_tells():
    gap = reports(STEADY).drop(index=[10, 11]).reset_index(drop=True)
    assert reach.forecast_to_due(gap).likely_count.iloc[-1] > 500


def test_the_back_test_knows_only_what_was_known_then():
    told = reach.back_test(reports(STEADY))
    assert list(told.reported_on.dt.day) == [30, 23, 16]
    later = reports([*STEADY[:23], *[float(STEADY[22])] * 7])
    assert (
        reach.back_test(later).iloc[1][["low_count", "high_count"]].tolist()
        == told.iloc[1][["low_count", "high_count"]].tolist()
    )
    assert (told.straight_error_count[:2] == 0).all()
    assert reach.back_test(reports(STEADY[:13])).empty and len(reach.back_test(reports(STEADY[:14]))) == 1


@pytest.mark.parametrize(
    ("held", "of", "low", "high"), [(7, 11, 0.354, 0.848), (0, 1, 0, 0.793), (82, 100, 0.733, 0.883)]
)
def test_wilsons_interval(held, of, low, high):
    assert reach.wilson(held, of) == pytest.approx((low, high), abs=0.001)


def test_more_pace_is_never_less_reached_and_the_needed_factor_is_just_enough():
    """The band grows with the pace; at the needed factor just 8 of 10 cases reach the target."""
    new = np.full(40, 50.0)
    for target in (2600.0, 3500.0, 4000.0):
        factor = forecast.needed_factor(new, 500, 4000, target, 28)
        counts = [forecast.outlook(new, 500, 4000, [28], factor=one)[0] for one in (0.5, 1, 2, 4)]
        assert [seen.p10 for seen in counts] == sorted(seen.p10 for seen in counts)
        wanted = min(target, 4000 - 0.5)
        ((point, (low, middle, _)),) = forecast._expected(new, 500, 4000, [28], None, None)
        error = middle + 0.8416 / 1.2816 * (low - middle)
        reached = 2500 + 1500 * (1 - np.exp(-np.exp(point + np.log(factor) + error))) if factor else 2500
        assert reached == pytest.approx(wanted) if target > 2500 else factor == 0
    assert forecast.needed_factor(new, 500, 4000, 2000, 28) == 0, "reached already"


@pytest.mark.parametrize("factor", [0.5, 1.0, 1.2, 1.4, 2.0, 3.9, 7.0, 12.0, 50.0])
@pytest.mark.parametrize("now", [reach.Effort(8, 7), reach.Effort(3, 5), reach.Effort(1, 6), reach.Effort(736, 5)])
def test_the_smallest_change_equals_trying_everything(factor, now):
    enough = [
        (groups * days, groups, days)
        for groups in range(now.groups, 4 * now.groups + 1)
        for days in range(now.days, 8)
        if groups * days / (now.groups * now.days) >= factor
    ]
    found = reach.smallest_change(now, factor)
    assert (found is None) == (not enough)
    if found:
        assert (found.groups * found.days, found.groups, found.days) == min(enough)


def test_a_correction_takes_off_all_days_before_it_and_is_no_pace():
    told = reach.forecast_to_due(reports([*STEADY[:-1], STEADY[-2] - 100]))
    fewer = reach.forecast_to_due(reports([100 + 10 * (180 / 280) * day for day in range(29)] + [280.0]))
    assert told.likely_count.iloc[0] == 280
    assert list(told.likely_count) == list(fewer.likely_count), "as if each day had brought less"


def test_what_was_there_before_is_no_days_work():
    frame = reports([*STEADY[:20], *[count + 300 for count in STEADY[20:]]])  # first cumulative counts of others
    frame.loc[20, "new_count"] = 10.0
    steady = reach.forecast_to_due(reports([count + 300 for count in STEADY]))
    assert list(reach.forecast_to_due(frame).likely_count) == list(steady.likely_count)


def test_nothing_follows_of_a_standstill():
    still = [*STEADY[:9], *[STEADY[8]] * 21]
    for told in (reach.forecast_to_due, reach.what_if, reach.back_test):
        assert told(reports(still).assign(pace_factor=1.0)).empty


def test_a_young_campaign_that_keeps_its_pace_stays_in_its_band():
    for days in (14, 20, 28):
        share, left = 0.02, 1000.0
        new = np.array([left * share * (1 - share) ** day for day in range(days + 84)])
        for horizon in forecast.HORIZONS:
            (seen,) = forecast.outlook(new[:days], 0, left, [horizon])
            assert seen.p10 <= new[: days + horizon].sum() <= seen.p90


SUNDAY, WEEKEND = (7,), (6, 7)  # the first of January 2025 was a Wednesday


def without(rest: Sequence[int], days: int, pace: float = 0.02, people: float = 1000) -> list[float]:
    """What a campaign reaches that wins the same share of the remaining people each day, but on rest days."""
    done = [100.0]
    for day in range(1, days):
        is_rest = (FIRST + pd.Timedelta(days=day)).isoweekday() in rest
        done.append(done[-1] + (0 if is_rest else pace * (people - done[-1])))
    return done


@pytest.mark.parametrize("rest", [SUNDAY, WEEKEND])
@pytest.mark.parametrize("days", range(40, 47))
def test_the_clock_stands_still_on_rest_days(rest, days):
    """Whatever weekday it is, the most likely count is what comes, and no band grows on a day of rest."""
    came = without(rest, days + 30)
    found = reach._campaign(reports(came[:days], rest=rest))
    seen = forecast.outlook(found.new, found.baseline, found.people, range(1, 30), rest=found.rest)
    for one in seen:
        middle = forecast.outlook(found.new, found.baseline, found.people, [one.horizon], FLAT, rest=found.rest)[0].p50
        assert middle == pytest.approx(came[days - 1 + one.horizon], rel=0.004), one.horizon
    for before, after in pairwise(seen):
        is_rest = (FIRST + pd.Timedelta(days=days - 1 + after.horizon)).isoweekday() in rest
        assert not is_rest or after.p50 - before.p50 < 0.5


FLAT = {age: [{"horizon": 7, "usual": 1, "errors": [0, 0, 0]}] for age in ("young", "old")}


@settings(max_examples=30, deadline=None)
@given(st.lists(st.integers(0, 30), min_size=10, max_size=60), st.sets(st.integers(1, 7), max_size=7))
def test_any_days_of_rest_leave_a_band_in_order(new, rest):
    done = list(np.cumsum([100.0, *new]))
    for frame in (reports(done, people=3000, rest=sorted(rest)), reports(done, people=3000)):
        seen = reach.forecast_to_due(frame)
        assert (seen.low_count <= seen.likely_count).all() and (seen.likely_count <= seen.high_count).all()
        assert not seen[["low_count", "likely_count", "high_count"]].isna().any(axis=None)
        assert len(reach.back_test(frame)) == len(reach.back_test(reports(done, people=3000)))


def test_work_on_a_day_of_rest_counts():
    """A campaign that works through its rest days is not taken to have stood still, and gains nothing from them."""
    steady = reach._campaign(reports(STEADY, rest=SUNDAY))
    (with_rest,) = forecast.outlook(steady.new, 100, 1000, [28], FLAT, rest=steady.rest)
    (without_rest,) = forecast.outlook(steady.new, 100, 1000, [28], FLAT)
    assert 390 < with_rest.p50 < without_rest.p50


def test_chance_widens_the_band_of_a_village_and_no_other():
    of_commune, of_village = (reach.forecast_to_due(reports(STEADY, level=level)) for level in ("commune", "village"))
    assert (of_village.likely_count == of_commune.likely_count).all()
    assert (of_village.low_count <= of_commune.low_count).all()
    assert (of_village.high_count >= of_commune.high_count).all()
    assert of_village.low_count.iloc[-1] < of_commune.low_count.iloc[-1]
    assert of_village.low_count.min() >= 390 and of_village.high_count.max() <= 1000


def test_the_band_of_villages_holds_chance():
    """Where a band has no other width, it holds four of five villages whose people are reached by chance alone."""
    chance, held = np.random.default_rng(7), 0
    for _ in range(400):
        share, people, done = chance.uniform(0.05, 0.6), float(chance.integers(60, 400)), 20.0
        middle = done + (people - done) * share
        band = forecast.with_chance(forecast.Outlook(28, middle, middle, middle), done, people)
        held += band.p10 <= done + chance.binomial(int(people - done), share) <= band.p90
    assert 0.74 <= held / 400 <= 0.88


@pytest.mark.parametrize("days", range(7, 12))
def test_a_young_campaign_with_rest_days_does_not_leap(days):
    """Ten people each working day, five days a week: fifty in a week, from the first forecast on."""
    first = pd.Timestamp("2025-01-06")  # a Monday
    weekdays = [(first + pd.Timedelta(days=day)).isoweekday() for day in range(days + 28)]
    rest = np.isin(weekdays, WEEKEND)
    new = np.where(rest[:days], 0.0, 10.0)
    (seen,) = forecast.outlook(new, 0, 1000, [7], FLAT, rest=rest)
    assert seen.p50 - new.sum() == pytest.approx(50, abs=4)


def test_where_nobody_works_until_the_due_day_no_factor_is_enough():
    rest = np.isin(np.arange(40) % 7, (5, 6))  # the first is a Monday
    assert np.isnan(forecast.needed_factor(np.full(12, 10.0), 0, 1000, 250, 2, rest))  # the last is a Friday
    assert forecast.needed_factor(np.full(12, 10.0), 0, 1000, 250, 3, rest) > 1


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.integers(0, 3), min_size=8, max_size=50),
    st.sets(st.integers(1, 7), max_size=3),
    st.sampled_from(["commune", "village"]),
)
def test_what_is_reached_by_a_day_is_reached_by_later_ones(new, rest, level):
    frame = reports(list(np.cumsum([20.0, *new])), people=120, target=110, rest=sorted(rest), level=level)
    seen = reach.forecast_to_due(frame)[["low_count", "likely_count", "high_count"]]
    assert (seen.diff().dropna() >= 0).all(axis=None)
