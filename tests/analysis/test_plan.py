"""The plan for tomorrow: near its bound, equal to trying everything, the same each time; what it cannot do is said."""

import itertools
import json
import subprocess
import sys
import time
from dataclasses import asdict, replace
from typing import Any

import pytest

from enrolment.analysis import plan, planner
from enrolment.analysis.plan import Group, Problem, Visit
from tests.analysis.communes import commune

WISHES: dict[str, Any] = {"must": {"V03": 3, "V10": 3}, "closed": frozenset({"V20"}), "far_share": 0.25}


def reckoned(problem: Problem, visits) -> float:
    """The objective again, from the visits alone and with none of the planner's code."""
    pace = {group.code: group.pace for group in problem.groups}
    value, far = 0.0, 0
    for village in problem.villages:
        hours = sum(pace[one.group] * one.minutes / 60 for one in visits if village.code in one.villages)
        third = 0.35 * village.remaining
        value += min(hours, third) + max(0.0, min(hours - third, third)) / 2
        if any(village.code in one.villages for one in visits) and village.remaining:
            value += 0.3 * min(14, village.unvisited_days)
    road = {village.code: village.road_km for village in problem.villages}
    far = sum(max(road[code] for code in one.villages) >= 15 for one in visits)
    can_be = any(km >= 15 and code not in problem.closed for code, km in road.items())
    wished = problem.far_share * len(problem.groups) * problem.days if can_be else 0
    return value - 50 * max(0.0, wished - far)


def is_kept(problem: Problem, visits) -> bool:
    """Whether visits keep to groups, power, signal and closed roads."""
    villages = {village.code: village for village in problem.villages}
    for day in range(1, problem.days + 1):
        of_day = [one for one in visits if one.day == day]
        busy = [one.group for one in of_day]
        unlit = sum(any(villages[code].is_unlit for code in one.villages) for one in of_day)
        weak = sum(any(villages[code].is_weak for code in one.villages) for one in of_day)
        places = [code for one in of_day for code in one.villages]
        if len(busy) != len(set(busy)) or unlit > problem.generators or weak > problem.kits:
            return False
        if any(places.count(code) > 2 for code in places) or set(places) & problem.closed:
            return False
    return True


@pytest.mark.parametrize("seed", range(20))
def test_a_plan_lies_near_its_bound_in_seconds(seed):
    problem, started = commune(seed, **WISHES), time.process_time()
    found = planner.solved(problem)
    assert time.process_time() - started <= 5
    assert is_kept(problem, found.visits)
    assert found.objective == pytest.approx(reckoned(problem, found.visits))
    assert found.objective <= found.bound + 1e-6 and (found.bound - found.objective) / found.bound <= 0.02
    assert found.unmet == ()
    assert {"V03", "V10"} <= {code for one in found.visits if one.day <= 3 for code in one.villages}
    assert found.expected == pytest.approx(sum(sum(one.expected) for one in found.visits))


@pytest.mark.parametrize("seed", range(3))
def test_a_small_plan_is_the_best_of_all(seed):
    problem = commune(seed, groups=2, villages=5, days=2, generators=1, kits=1)
    ways = [None, *plan.routes(problem)]
    codes = [village.code for village in problem.villages]
    best = 0.0
    of_day = list(itertools.product(ways, ways))
    for days in itertools.product(of_day, of_day):
        visits = [
            Visit(day, group.code, tuple(codes[n] for n in way.villages), way.minutes)
            for day, chosen in enumerate(days, start=1)
            for group, way in zip(problem.groups, chosen, strict=True)
            if way
        ]
        if is_kept(problem, visits):
            best = max(best, reckoned(problem, visits))
    found = planner.solved(problem, gap=0.0)
    assert found.objective == pytest.approx(best) and found.bound == pytest.approx(best)


def test_the_same_problem_has_the_same_plan():
    problem = commune(3, **WISHES)
    assert planner.solved(problem) == planner.solved(problem)


def test_more_of_anything_is_never_worse():
    few = commune(1, groups=3, generators=1, kits=1)
    worth = planner.solved(few, gap=0.0).objective
    for more in ({"generators": 2}, {"kits": 2}, {"groups": (*few.groups, Group("T9", "Tổ 9", 2.0))}):
        assert planner.solved(replace(few, **more), gap=0.0).objective >= worth - 1e-6


def test_a_plan_is_at_least_as_good_as_what_people_do_without_one():
    for seed in range(5):
        problem = commune(seed)
        without = plan.as_assigned(problem)
        assert is_kept(problem, without.visits)
        assert planner.solved(problem).objective >= without.objective


def test_what_cannot_be_met_is_named_with_what_stands_in_the_way():
    problem = commune(0)
    villages = list(problem.villages)
    villages[1] = replace(villages[1], minutes=230.0)
    villages[2] = replace(villages[2], is_unlit=True)
    villages[4] = replace(villages[4], is_weak=True, is_unlit=False)
    must = {"V00": 1, "V01": 2, "V02": 2, "V04": 2}
    wished = replace(
        problem, villages=tuple(villages), must=must, closed=frozenset({"V00"}), generators=0, kits=0, far_share=0.9
    )
    found = planner.solved(wished)
    assert {code: why for kind, code, why in found.unmet if kind == "must"} == {
        "V00": "closed",
        "V01": "too_far",
        "V02": "generator",
        "V04": "kit",
    }
    assert found.objective <= found.bound + 1e-6
    assert found.visits, "the rest is planned"


def test_too_many_wishes_for_two_groups_are_met_as_far_as_they_go():
    problem = commune(0, groups=2, days=1)
    near = [village.code for village in problem.villages if not village.is_unlit and not village.is_weak][:8]
    found = planner.solved(replace(problem, must=dict.fromkeys(near, 1)))
    assert found.unmet and {why for _, _, why in found.unmet} == {"groups"}
    assert len(found.unmet) < len(near)


@pytest.mark.parametrize(
    ("changed", "given", "why"),
    [
        ({"road_km": 3.0}, {}, "none"),
        ({}, {"closed": frozenset(f"V{n:02d}" for n in range(40))}, "closed"),
        ({"minutes": 230.0}, {}, "too_far"),
        ({"is_unlit": True}, {"generators": 0}, "generator"),
        ({"is_weak": True, "is_unlit": False}, {"kits": 0}, "kit"),
        ({"is_weak": True, "is_unlit": True}, {"kits": 0, "generators": 0}, "both"),
        ({"is_weak": False, "is_unlit": True}, {"generators": 1}, "groups"),
    ],
)
def test_why_too_few_visits_go_far_is_told(changed, given, why):
    problem = commune(1)
    near = {"road_km": 4.0, "minutes": 20.0, "is_unlit": False, "is_weak": False}
    far = {"road_km": 20.0, "minutes": 60.0, "is_unlit": False, "is_weak": False, **changed}
    villages = tuple(replace(one, **(near if n % 2 else far)) for n, one in enumerate(problem.villages))
    closed = frozenset(one.code for n, one in enumerate(villages) if not n % 2) if "closed" in given else frozenset()
    found = planner.solved(replace(problem, villages=villages, far_share=0.9, **{**given, "closed": closed}))
    assert ("far_share", "", why) in found.unmet
    assert len(found.visits) == len(problem.groups) * problem.days, "a wish that cannot be met keeps nobody at home"


def test_a_village_that_waits_for_the_one_generator_says_so():
    problem = commune(0, days=1)
    villages = tuple(
        replace(one, is_unlit=n < 2, is_weak=False, minutes=30.0, remaining=200.0)
        for n, one in enumerate(problem.villages)
    )
    must = {one.code: 1 for one in villages[:2]}
    found = planner.solved(replace(problem, villages=villages, generators=1, must=must))
    assert [why for _, _, why in found.unmet] in (["generators"], []), "or one way leads to both"
    apart = (replace(villages[0], latitude=villages[1].latitude + 0.5), *villages[1:])
    found = planner.solved(replace(problem, villages=apart, generators=1, must=must))
    assert [why for _, _, why in found.unmet] == ["generators"]


@pytest.mark.parametrize("empty", [{"villages": ()}, {"groups": ()}, {"days": 0}])
def test_nothing_to_plan(empty):
    with pytest.raises(ValueError, match="nothing to plan"):
        planner.solved(replace(commune(0), **empty))


@pytest.mark.parametrize("must", [{"V99": 1}, {"V01": 0}])
def test_a_wish_that_nobody_can_mean_is_refused(must):
    with pytest.raises(ValueError, match=next(iter(must))):
        planner.solved(replace(commune(0), must=must))


def test_nobody_remains_anywhere():
    problem = commune(0, groups=2, days=1)
    done = replace(problem, villages=tuple(replace(one, remaining=0.0) for one in problem.villages))
    assert planner.solved(done).expected == 0


def test_the_process_of_its_own_says_the_same():
    problem = commune(5, groups=3, days=2, **WISHES)
    told = asdict(problem) | {"closed": sorted(problem.closed)}
    command = [sys.executable, "-m", "enrolment.analysis.planner"]
    done = subprocess.run(
        command, input=json.dumps({"problem": told, "seconds": 10}), capture_output=True, text=True, check=True
    )
    assert json.loads(done.stdout) == json.loads(json.dumps(planner.as_json(planner.solved(problem))))
