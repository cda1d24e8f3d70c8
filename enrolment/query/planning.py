"""A plan is made in a process of its own, which can be killed and whose memory is given back; scipy stays out of the
server."""

import json
import subprocess
import sys
import threading
from collections import OrderedDict
from contextlib import suppress
from dataclasses import asdict
from typing import Any

from enrolment import turns
from enrolment.analysis.plan import Plan, Problem, Visit
from enrolment.settings import ROOT, of_a_child, settings

_STARTS_IN_SECONDS = 20  # the process itself, on a slow machine
_REST_SECONDS = 2  # until a plan is made that nobody asked for: the page has the core first
_MOST_KNOWN = 64
_known: OrderedDict[str, Plan] = OrderedDict()
_lock = threading.Lock()
_ahead: list[str] = []  # the problem last solved, or being solved, before anybody asked


class NoPlan(Exception):
    """There is nothing to plan, or no plan was found in time."""


def planned(problem: Problem) -> Plan:
    """The plan of a problem; the same one for the same problem. Raises NoPlan."""
    asked = _asked(problem)
    found = _known.get(asked) or _solved(asked)
    with _lock:
        _known[asked] = found
        _known.move_to_end(asked)
        while len(_known) > _MOST_KNOWN:
            _known.popitem(last=False)
    return found


def known(problem: Problem) -> Plan | None:
    """The plan of a problem where it is made already."""
    return _known.get(_asked(problem))


def prepare(problem: Problem) -> None:
    """Have the plan of a problem made beside the pages, one at a time: who looks next finds it."""
    asked = _asked(problem)
    with _lock:
        if asked in _known or asked in _ahead or any(one.is_alive() for one in _making):
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
