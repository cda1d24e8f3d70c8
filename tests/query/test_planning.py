"""A plan is made once for all who ask for it, and anew where it could not be made."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from enrolment.analysis.plan import Plan, Problem
from enrolment.query import planning

PLAN = Plan((), 0.0, 0.0, 0.0)


def problem(days: int) -> Problem:
    return Problem((), (), days, 0, 0)


@pytest.fixture(autouse=True)
def no_plans(monkeypatch):
    monkeypatch.setattr(planning, "_plans", type(planning._plans)())


def test_who_asks_while_a_plan_is_being_made_waits_for_that_one(monkeypatch):
    begun, may_end, made = threading.Event(), threading.Event(), []

    def solved(asked):
        made.append(asked)
        begun.set()
        assert may_end.wait(10)
        return PLAN

    monkeypatch.setattr(planning, "_solved", solved)
    with ThreadPoolExecutor(2) as people:
        first = people.submit(planning.planned, problem(1))
        assert begun.wait(10) and planning.known(problem(1)) is None
        second = people.submit(planning.planned, problem(1))
        may_end.set()
        assert first.result(10) is second.result(10) is PLAN and len(made) == 1
    assert planning.known(problem(1)) is PLAN and planning.known(problem(2)) is None
    assert planning.planned(problem(2)) is PLAN and len(made) == 2


def test_what_could_not_be_made_is_tried_anew(monkeypatch):
    found = iter([planning.NoPlan("late"), PLAN])

    def solved(_):
        one = next(found)
        if isinstance(one, Exception):
            raise one
        return one

    monkeypatch.setattr(planning, "_solved", solved)
    with pytest.raises(planning.NoPlan, match="late"):
        planning.planned(problem(1))
    assert planning.known(problem(1)) is None
    assert planning.planned(problem(1)) is PLAN
