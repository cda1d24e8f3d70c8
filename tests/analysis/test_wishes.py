"""From rows of the data to the problem of a plan: paces as they are learnt, what is not known left out."""

import math

import pandas as pd
import pytest

from enrolment.analysis import plan, wishes
from enrolment.analysis.wishes import Wishes


def groups(**of: list) -> pd.DataFrame:
    told = {"registered_count": [200.0, 50.0, 0.0], "stay_minutes": [6000.0, 3000.0, 0.0], "group_days": [15, 8, 0]}
    frame = pd.DataFrame({"team_code": ["T1", "T2", "T3"], "team_name": ["Tổ 1", "Tổ 2", "Tổ 3"], **told, **of})
    return frame if "day_variance" in of else frame.assign(day_variance=[25.0, 11.0, math.nan])


def villages(**of: list) -> pd.DataFrame:
    told = {"place_code": ["A", "B"], "place_name": ["A", "B"], "latitude": [22.6, 22.61], "longitude": [105.7, 105.7]}
    told |= {"road_km": [4.0, math.nan], "team_code": ["T1", None], "remaining_count": [100.0, math.nan]}
    told |= {"minutes": [10.0, 20.0], "is_unlit": [True, False], "is_weak": [False, True], "unvisited_days": [3, 0]}
    return pd.DataFrame({**told, **of})


def test_a_groups_pace_is_its_own_drawn_towards_that_of_all():
    # All: 250 in 150 hours, 1.667 an hour. T1: (200 + 66.7) / 140 = 1.90; T2: (50 + 66.7) / 90 = 1.30; T3: 1.67.
    assert wishes.learnt(groups()) == {"T1": 2.0, "T2": 1.25, "T3": 1.75}
    nothing = groups(registered_count=[0.0] * 3, stay_minutes=[0.0] * 3)
    assert set(wishes.learnt(nothing).values()) == {wishes.USUAL_PACE}


def test_half_of_the_groups_carry_power_unless_somebody_says_otherwise():
    problem = wishes.problem(villages(), groups(), Wishes())
    assert (problem.generators, problem.kits, len(problem.groups)) == (2, 2, 3)
    told = wishes.problem(villages(), groups(), Wishes(generators=0, absent=frozenset({"T2"})))
    assert (told.generators, [group.code for group in told.groups]) == (0, ["T1", "T3"])


def test_a_village_without_a_way_or_of_unknown_people_is_left_out():
    known = [100.0, 50.0]
    rows = villages(minutes=[10.0, math.nan], remaining_count=known)
    problem = wishes.problem(rows, groups(), Wishes(must={"B": 1}))
    assert [village.code for village in problem.villages] == ["A"] and problem.must == {}
    assert [village.code for village in wishes.problem(villages(), groups(), Wishes()).villages] == ["A"]


def test_a_village_of_unknown_place_is_worked_alone():
    problem = wishes.problem(villages(latitude=[22.6, math.nan], remaining_count=[100.0, 50.0]), groups(), Wishes())
    assert [way.villages for way in plan.routes(problem)] == [(0,), (1,)]


def test_the_band_is_as_wide_as_the_days_of_groups_differ():
    told = plan.Plan((plan.Visit(1, "T1", ("A",), 100.0),) * 4, 60.0, 60.0, 60.0)
    without = plan.Plan((), 40.0, 40.0, 40.0)
    problem = wishes.problem(villages(), groups(), Wishes())
    expected = wishes.expected(told, problem, groups())
    assert expected.half == pytest.approx(1.2816 * math.sqrt(18 * 4))
    assert expected.high == pytest.approx(60 + expected.half)
    many = wishes.expected(told, problem, groups(day_variance=[900.0] * 3))
    assert (many.low, many.high) == (0, 100), "no more than remain, no fewer than nobody"
    assert wishes.gain(told, without, groups()) is None, "nobody has villages of their own"
    assert wishes.gain(told, told, groups()).middle == 0
    assert not wishes.expected(told, problem, groups(day_variance=[math.nan] * 3)).is_known
    assert wishes.expected(told, problem, groups(day_variance=[0.0] * 3)).half == pytest.approx(1.2816 * math.sqrt(60))


def test_groups_that_registered_nobody_are_expected_to_register_nobody():
    assert set(wishes.learnt(groups(registered_count=[0.0] * 3)).values()) == {0.0}


def test_a_pace_that_people_know_takes_the_place_of_the_learnt_one():
    codes = list(groups().team_code)
    told = wishes.problem(villages(), groups(), Wishes(paces={codes[0]: 7.5}))
    learnt = wishes.learnt(groups())
    assert {group.code: group.pace for group in told.groups} == {**learnt, codes[0]: 7.5}
