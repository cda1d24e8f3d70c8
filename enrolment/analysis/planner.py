"""The best plan: a mixed-integer programme for HiGHS (`scipy.optimize.milp`).

Groups of one pace are counted together and named afterwards: with a variable for each group the symmetry between them
keeps the bound away. Wishes that contradict each other, or that nothing can meet, cost so much that they are met where
they can be; those that are not are named. It is solved to a gap, not to a time, so that the same input gives the same
plan. `python -m enrolment.analysis.planner` reads a problem as JSON from standard input and writes the plan: scipy
stays out of the server.
"""

import json
import sys
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from enrolment.analysis.plan import (
    FAR_KM,
    FAR_PRICE,
    FULL_SHARE,
    HALF_SHARE,
    MOST_GROUPS,
    MUST_PRICE,
    Group,
    Plan,
    Problem,
    Route,
    Village,
    Visit,
    far_days_wished,
    is_far,
    routes,
    with_expected,
    worth,
    worth_of_visit,
)

GAP = 0.005  # of the bound, at which a plan is good enough


def solved(problem: Problem, gap: float = GAP, seconds: float = 10.0) -> Plan:
    """The best plan within `gap` of the bound, or the best found in so many seconds.

    Raises ValueError where there is nothing to plan: no day, no group, no village that can be reached and worked; and
    for a wish that nobody can mean: of a village that is not there, or before the first day.
    """
    import numpy as np
    import scipy.sparse as sparse
    from scipy.optimize import Bounds, LinearConstraint, milp

    ways = routes(problem)
    if not ways or not problem.groups or problem.days < 1:
        raise ValueError("nothing to plan")
    _must_be_meant(problem)
    model = _Model(problem, ways)
    matrix = sparse.coo_array((model.values, (model.rows, model.columns)), shape=(len(model.lows), model.width)).tocsr()
    result = milp(
        -np.array(model.worth),
        constraints=LinearConstraint(matrix, model.lows, model.highs),
        bounds=Bounds(np.zeros(model.width), np.array(model.most)),
        integrality=np.array(model.whole),
        options={"time_limit": seconds, "mip_rel_gap": gap},
    )
    if result.x is None:
        raise ValueError(result.message)
    visits = with_expected(problem, model.visits(np.rint(result.x).astype(int)))
    expected = sum(sum(visit.expected) for visit in visits)
    unmet = tuple(_unmet(problem, visits, ways))
    return Plan(tuple(visits), expected, worth(problem, visits), model.bound(-result.mip_dual_bound), unmet)


def _must_be_meant(problem: Problem) -> None:
    known = {village.code for village in problem.villages}
    if strange := sorted(problem.must.keys() - known):
        raise ValueError(f"no such village: {', '.join(strange)}")
    if early := sorted(code for code, last in problem.must.items() if last < 1):
        raise ValueError(f"days are counted from 1: {', '.join(early)}")


class _Model:
    """The columns and rows of the programme: how many groups of a pace take a way on a day; for each village what is
    registered at the full and at half pace and whether it is visited; for each wish by how much it is missed."""

    def __init__(self, problem: Problem, ways: Sequence[Route]) -> None:
        self.problem, self.ways = problem, ways
        self.paces = sorted({group.pace for group in problem.groups}, reverse=True)
        self.sizes = [sum(group.pace == pace for group in problem.groups) for pace in self.paces]
        self.rows, self.columns, self.values = [], [], []  # type: list[int], list[int], list[float]
        self.lows, self.highs = [], []  # type: list[float], list[float]
        self.worth, self.most, self.whole = [], [], []  # type: list[float], list[float], list[int]
        self.takes = {
            (kind, day, way): self._column(0.0, self.sizes[kind], 1)
            for kind in range(len(self.paces))
            for day in range(problem.days)
            for way in range(len(ways))
        }
        self.through: dict[int, list[tuple[int, int, float]]] = defaultdict(list)  # by village: column, day, people
        for (kind, day, way), column in self.takes.items():
            for village in ways[way].villages:
                self.through[village].append((column, day, self.paces[kind] * ways[way].minutes / 60))
        self._limit_groups()
        self._count_villages()
        self._add_wishes()

    @property
    def width(self) -> int:
        return len(self.worth)

    def bound(self, found: float) -> float:
        """The largest objective there can be, without the prices of wishes that are missed in any case."""
        return found + self._price_of_the_impossible()

    def visits(self, solution: Any) -> list[Visit]:
        """The ways of each day given to groups by name: first to the group whose villages they are."""
        visits = []
        for day in range(self.problem.days):
            for kind, pace in enumerate(self.paces):
                free = [group.code for group in self.problem.groups if group.pace == pace]
                taken = [way for way in range(len(self.ways)) for _ in range(solution[self.takes[kind, day, way]])]
                own = [{self.problem.villages[n].team_code for n in self.ways[way].villages} for way in taken]
                for place in sorted(range(len(taken)), key=lambda place: (not own[place] & set(free), place)):
                    group = next((code for code in free if code in own[place]), free[0])
                    free.remove(group)
                    way = self.ways[taken[place]]
                    nearest_first = sorted(way.villages, key=lambda n: self.problem.villages[n].minutes)
                    codes = tuple(self.problem.villages[n].code for n in nearest_first)
                    visits.append(Visit(day + 1, group, codes, way.minutes))
        return sorted(visits, key=lambda visit: (visit.day, visit.group))

    def _column(self, worth: float, most: float, whole: int) -> int:
        self.worth.append(worth)
        self.most.append(most)
        self.whole.append(whole)
        return len(self.worth) - 1

    def _row(self, terms: Sequence[tuple[int, float]], low: float, high: float) -> None:
        number = len(self.lows)
        for column, value in terms:
            self.rows.append(number)
            self.columns.append(column)
            self.values.append(value)
        self.lows.append(low)
        self.highs.append(high)

    def _limit_groups(self) -> None:
        """A group takes one way a day; power and signal are carried to as many villages as there are sets."""
        villages, endless = self.problem.villages, float("inf")
        for day in range(self.problem.days):
            of_day = [(kind, way, column) for (kind, one, way), column in self.takes.items() if one == day]
            for number, size in enumerate(self.sizes):
                self._row([(column, 1.0) for kind, _, column in of_day if kind == number], 0, size)
            for most, lacks in ((self.problem.generators, "is_unlit"), (self.problem.kits, "is_weak")):
                needed = [
                    (column, 1.0)
                    for _, way, column in of_day
                    if any(getattr(villages[n], lacks) for n in self.ways[way].villages)
                ]
                self._row(needed, -endless, most)

    def _count_villages(self) -> None:
        """What a village gives, at the full pace and at half of it, and whether anybody is there at all."""
        for number, village in enumerate(self.problem.villages):
            through = self.through[number]
            full = self._column(1.0, FULL_SHARE * village.remaining, 0)
            half = self._column(0.5, HALF_SHARE * village.remaining, 0)
            seen = self._column(worth_of_visit(village), 1, 1)
            self._row([(full, 1), (half, 1), *((column, -people) for column, _, people in through)], -float("inf"), 0)
            self._row([(seen, 1), *((column, -1) for column, _, _ in through)], -float("inf"), 0)
            for day in range(self.problem.days):
                self._row([(column, 1) for column, one, _ in through if one == day], 0, MOST_GROUPS)

    def _add_wishes(self) -> None:
        """What should be, at a price where it is not."""
        numbers = {village.code: n for n, village in enumerate(self.problem.villages)}
        for code, last in sorted(self.problem.must.items()):
            missed = self._column(-MUST_PRICE, 1, 0)
            in_time = [(column, 1.0) for column, day, _ in self.through[numbers[code]] if day < last]
            self._row([(missed, 1.0), *in_time], 1, float("inf"))
        if wished := far_days_wished(self.problem, self.ways):
            missed = self._column(-FAR_PRICE, wished, 0)
            far = [(column, 1.0) for (*_, way), column in self.takes.items() if is_far(self.problem, self.ways[way])]
            self._row([(missed, 1.0), *far], wished, float("inf"))

    def _price_of_the_impossible(self) -> float:
        numbers = {village.code: n for n, village in enumerate(self.problem.villages)}
        hopeless = [
            code
            for code, last in self.problem.must.items()
            if not any(day < last for _, day, _ in self.through[numbers[code]])
        ]
        return MUST_PRICE * len(hopeless)


def _unmet(problem: Problem, visits: Sequence[Visit], ways: Sequence[Route]) -> Iterator[tuple[str, str, str]]:
    """Each wish that is not met, with what stands in the way: the cheapest mend first."""
    villages = {village.code: village for village in problem.villages}
    reachable = {problem.villages[n].code for way in ways for n in way.villages}
    for code, last in sorted(problem.must.items()):
        if any(code in visit.villages and visit.day <= last for visit in visits):
            continue
        of_days = [visit for visit in visits if visit.day <= last]
        yield "must", code, _in_the_way(problem, villages[code], reachable, _taken(problem, of_days, last))
    far = [village for village in problem.villages if village.road_km >= FAR_KM]
    going = sum(any(village.code in visit.villages for village in far) for visit in visits)
    if visits and going / len(visits) < problem.far_share - 1e-9:
        found = [_in_the_way(problem, village, reachable, set()) for village in far]
        yield "far_share", "", next((reason for reason in _MENDS if reason in found), "none")


# What stands in the way of a visit, the cheapest to mend first.
_MENDS = ("groups", "kit", "generator", "both", "closed", "too_far")


def _in_the_way(problem: Problem, village: Village, reachable: Collection[str], taken: Collection[str]) -> str:
    lacks_power, lacks_signal = village.is_unlit and problem.generators < 1, village.is_weak and problem.kits < 1
    reasons = {
        "closed": village.code in problem.closed,
        "too_far": village.code not in reachable,
        "both": lacks_power and lacks_signal,
        "generator": lacks_power,
        "kit": lacks_signal,
        "generators": village.is_unlit and "generators" in taken,
        "kits": village.is_weak and "kits" in taken,
    }
    return next((reason for reason, holds in reasons.items() if holds), "groups")


def _taken(problem: Problem, visits: Sequence[Visit], last: int) -> set[str]:
    """What is with groups elsewhere on each day to the last."""
    villages = {village.code: village for village in problem.villages}
    unlit, weak = Counter[int](), Counter[int]()
    for visit in visits:
        unlit[visit.day] += any(villages[code].is_unlit for code in visit.villages)
        weak[visit.day] += any(villages[code].is_weak for code in visit.villages)
    days = range(1, min(last, problem.days) + 1)
    kinds = (("generators", unlit, problem.generators), ("kits", weak, problem.kits))
    return {kind for kind, used, there_are in kinds if all(used[day] >= there_are for day in days)}


def as_json(plan: Plan) -> dict[str, Any]:
    return asdict(plan)


def from_json(told: Mapping[str, Any]) -> Problem:
    """A problem as `dataclasses.asdict` writes it."""
    return Problem(
        **{
            **told,
            "villages": tuple(Village(**village) for village in told["villages"]),
            "groups": tuple(Group(**group) for group in told["groups"]),
            "closed": frozenset(told["closed"]),
        }
    )


if __name__ == "__main__":
    asked = json.load(sys.stdin)
    json.dump(as_json(solved(from_json(asked["problem"]), seconds=asked["seconds"])), sys.stdout)
