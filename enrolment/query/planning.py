"""A plan is made in a process of its own, which can be killed and whose memory is given back; scipy stays out of the
server."""

import json
import subprocess
import sys
import threading
from collections import OrderedDict
from concurrent.futures import Future, wait
from contextlib import suppress
from dataclasses import asdict
from typing import Any

from enrolment import turns
from enrolment.analysis.plan import Plan, Problem, Visit
from enrolment.settings import ROOT, of_a_child, settings

_STARTS_IN_SECONDS = 20  # the process itself, on a slow machine
_REST_SECONDS = 2  # until a plan is made that nobody asked for: the page has the core first
_MOST_KNOWN = 64
_plans: OrderedDict[str, Future[Plan]] = OrderedDict()  # by their problems; those being made, too
_lock = threading.Lock()
_ahead: list[str] = []  # the problem last solved, or being solved, before anybody asked


class NoPlan(Exception):
    """There is nothing to plan, or no plan was found in time."""


def planned(problem: Problem) -> Plan:
    """The plan of a problem; the same one for the same problem, made once for all who ask for it. Raises NoPlan."""
    asked = _asked(problem)
    with _lock:
        is_first = asked not in _plans
        plan = _plans.setdefault(asked, Future())
        _plans.move_to_end(asked)
        while len(_plans) > _MOST_KNOWN:
            _plans.popitem(last=False)
    if is_first:
        _solve(asked, plan)
    if not plan.done():
        with turns.let_go():
            wait([plan])
    return plan.result()


def _solve(asked: str, plan: Future[Plan]) -> None:
    try:
        plan.set_result(_solved(asked))
    except Exception as error:
        with _lock:
            _plans.pop(asked, None)  # who asks later tries anew
        plan.set_exception(error)


def known(problem: Problem) -> Plan | None:
    """The plan of a problem where it is made already."""
    plan = _plans.get(_asked(problem))
    return plan.result() if plan and plan.done() and not plan.exception() else None


def prepare(problem: Problem) -> None:
    """Have the plan of a problem made beside the pages, one at a time: who looks next finds it."""
    asked = _asked(problem)
    with _lock:
        if asked in _plans or asked in _ahead or any(one.is_alive() for one in _making):
            return
        _ahead[:] = [asked]
        _making[:] = [threading.Timer(_REST_SECONDS, _make, [problem])]
        _making[0].daemon = True
        _making[0].start()


def _make(problem: Problem) -> None:
    with suppress(NoPlan, OSError, ValueError):  # who asks for it is told
        planned(problem)


_making: list[threading.Timer] = []


def _asked(problem: Problem) -> str:
    told = asdict(problem) | {"closed": sorted(problem.closed), "must": dict(sorted(problem.must.items()))}
    return json.dumps({"problem": told, "seconds": settings().plan_seconds})


def _solved(asked: str) -> Plan:
    command = [sys.executable, "-m", "enrolment.analysis.planner"]
    limit = settings().plan_seconds + _STARTS_IN_SECONDS
    try:
        with turns.let_go():
            done = subprocess.run(
                command, input=asked, capture_output=True, text=True, timeout=limit, cwd=ROOT, env=of_a_child()
            )
    except subprocess.TimeoutExpired:
        raise NoPlan from None
    if done.returncode:
        raise NoPlan(done.stderr[-300:])
    return _read(json.loads(done.stdout))


def _read(told: dict[str, Any]) -> Plan:
    visits = tuple(
        Visit(**{**visit, "villages": tuple(visit["villages"]), "expected": tuple(visit["expected"])})
        for visit in told["visits"]
    )
    return Plan(**{**told, "visits": visits, "unmet": tuple(tuple(one) for one in told["unmet"])})
