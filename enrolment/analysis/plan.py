"""A plan of which group goes where on the next days, what it is worth, and what people do without one.

A group spends a working day on one village or on two that lie near each other; what the way leaves of the day it
registers at the pace learnt from the reports. A village gives less as it is worked: the first part of those who remain
come at the full pace, the next at half of it, the others not within these days.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import asin, cos, inf, isnan, radians, sin, sqrt

DAY_MINUTES = 480
LEAST_STAY_MINUTES = 90  # in a village, or the way there is not worth it
MOST_BETWEEN_MINUTES = 45  # from one village of a day to the other
NEAREST = 6  # villages that a village is paired with, at most
MOST_GROUPS = 2  # in one village on one day
FULL_SHARE, HALF_SHARE = 0.35, 0.35  # of those who remain: come at the full pace, and at half of it
PER_UNVISITED_DAY, MOST_UNVISITED_DAYS = 0.3, 14  # what a visit is worth beside its registrations
MUST_PRICE, FAR_PRICE = 1000.0, 50.0
FAR_KM = 15.0


@dataclass(frozen=True)
class Village:
    """`remaining`: people. `minutes`: from the centre, one way. `unvisited_days`: since a group was there last."""

    code: str
    name: str
    remaining: float
    minutes: float
    latitude: float
    longitude: float
    road_km: float
    is_unlit: bool
    is_weak: bool
    unvisited_days: float
    team_code: str = ""


@dataclass(frozen=True)
class Group:
    """`pace`: registrations an hour of stay."""

    code: str
    name: str
    pace: float


@dataclass(frozen=True)
class Problem:
    """`generators` and `kits`: how many groups can go without power, and without signal, on one day. `closed`:
    villages that no road leads to these days. `must`: villages that have to be visited, with the last day for it,
    counted from 1. `far_share`: of the days of all groups, at least so many lead beyond FAR_KM by road. `speed`: km an
    hour between villages, along `detour` times the straight line."""

    villages: tuple[Village, ...]
    groups: tuple[Group, ...]
    days: int
    generators: int
    kits: int
    closed: frozenset[str] = frozenset()
    must: Mapping[str, int] = field(default_factory=dict)
    far_share: float = 0.0
    speed: float = 22.0
    detour: float = 1.6


@dataclass(frozen=True)
class Visit:
    """One group's day: `villages` by code in order, `minutes` of stay in each, people expected in each."""

    day: int
    group: str
    villages: tuple[str, ...]
    minutes: float
    expected: tuple[float, ...] = ()


@dataclass(frozen=True)
class Plan:
    """`expected`: registrations. `objective`: these, and what visits after a long time are worth beside them; no plan
    has more than `bound`. `unmet`: which wishes are not met, a kind and a village each, and why."""

    visits: tuple[Visit, ...]
    expected: float
    objective: float
    bound: float
    unmet: tuple[tuple[str, str, str], ...] = ()


@dataclass(frozen=True)
class Route:
    """A day's way: villages by their number, and the minutes of stay in each of them."""

    villages: tuple[int, ...]
    minutes: float


def routes(problem: Problem) -> list[Route]:
    """Every way of a day that leaves time for work: to one village, or to two near each other."""
    villages = problem.villages
    open_ = [n for n, one in enumerate(villages) if one.code not in problem.closed]
    stays = {n: DAY_MINUTES - 2 * villages[n].minutes for n in open_}
    found = [Route((n,), stays[n]) for n in open_ if stays[n] >= LEAST_STAY_MINUTES]
    between = {(a, b): minutes_between(villages[a], villages[b], problem) for a in open_ for b in open_ if a != b}
    nearest = {a: sorted((between[a, b], b) for b in open_ if b != a)[:NEAREST] for a in open_}
    pairs = {(min(a, b), max(a, b)) for a in open_ for _, b in nearest[a]}
    for a, b in sorted(pairs):
        stay = (DAY_MINUTES - villages[a].minutes - between[a, b] - villages[b].minutes) / 2
        if between[a, b] <= MOST_BETWEEN_MINUTES and stay >= LEAST_STAY_MINUTES:
            found.append(Route((a, b), stay))
    return found


def minutes_between(a: Village, b: Village, problem: Problem) -> float:
    """Along the road as it usually winds; never less than the difference of their ways to the centre."""
    height, width = radians(b.latitude - a.latitude), radians(b.longitude - a.longitude)
    across = sin(height / 2) ** 2 + cos(radians(a.latitude)) * cos(radians(b.latitude)) * sin(width / 2) ** 2
    km = 2 * 6371.0088 * asin(sqrt(across)) * problem.detour
    if isnan(km):  # where one of them lies is not known
        return inf
    return max(km / problem.speed * 60, abs(a.minutes - b.minutes))


def with_expected(problem: Problem, visits: Sequence[Visit]) -> list[Visit]:
    """The visits with the people expected in each village: those who come first are met by who comes first."""
    paces = {group.code: group.pace for group in problem.groups}
    people = {village.code: village.remaining for village in problem.villages}
    worked: dict[str, float] = defaultdict(float)
    told = []
    for visit in visits:
        expected = []
        for code in visit.villages:
            before = _registered(people[code], worked[code])
            worked[code] += paces[visit.group] * visit.minutes / 60
            expected.append(_registered(people[code], worked[code]) - before)
        told.append(Visit(visit.day, visit.group, visit.villages, visit.minutes, tuple(expected)))
    return told


def worth(problem: Problem, visits: Sequence[Visit]) -> float:
    """The objective of visits, reckoned from them alone: registrations, what visits after a long time are worth, less
    the price of a far share that is missed. Wishes for single villages are priced, and named, apart."""
    seen = {code for visit in visits for code in visit.villages}
    value = sum(sum(visit.expected) for visit in with_expected(problem, visits))
    value += sum(worth_of_visit(village) for village in problem.villages if village.code in seen)
    far = {village.code for village in problem.villages if village.road_km >= FAR_KM}
    ways = routes(problem)
    lacking = far_days_wished(problem, ways) - sum(bool(far & set(visit.villages)) for visit in visits)
    reachable = {problem.villages[n].code for way in ways for n in way.villages}
    missed = [
        code
        for code, last in problem.must.items()
        if code in reachable and not any(code in visit.villages and visit.day <= last for visit in visits)
    ]
    return value - FAR_PRICE * max(0.0, lacking) - MUST_PRICE * len(missed)


def as_assigned(problem: Problem) -> Plan:
    """What comes of each group going, day after day, where most is expected among its own villages, alone: what people
    do without a plan. Of the same roads, power and signal."""
    own = {
        group.code: [
            (problem.villages[way.villages[0]], group.pace * way.minutes / 60, way.minutes)
            for way in routes(problem)
            if len(way.villages) == 1 and problem.villages[way.villages[0]].team_code == group.code
        ]
        for group in problem.groups
    }
    worked: dict[str, float] = defaultdict(float)
    visits = []
    for day in range(1, problem.days + 1):
        left = {"is_unlit": problem.generators, "is_weak": problem.kits}
        for group in problem.groups:
            open_ = [one for one in own[group.code] if all(left[kind] > 0 for kind in left if getattr(one[0], kind))]
            gains = [_gain(village, worked[village.code], people) for village, people, _ in open_]
            if not gains or max(gains) <= 0:
                continue
            village, people, minutes = open_[gains.index(max(gains))]
            worked[village.code] += people
            left = {kind: count - bool(getattr(village, kind)) for kind, count in left.items()}
            visits.append(Visit(day, group.code, (village.code,), minutes))
    told = with_expected(problem, visits)
    value = worth(problem, told)
    return Plan(tuple(told), sum(sum(visit.expected) for visit in told), value, value)


def _gain(village: Village, worked: float, people: float) -> float:
    return _registered(village.remaining, worked + people) - _registered(village.remaining, worked)


def _registered(remaining: float, worked: float) -> float:
    """How many of those who remain are registered by work that would register so many at the full pace."""
    full = min(worked, FULL_SHARE * remaining)
    return full + 0.5 * min(worked - full, HALF_SHARE * remaining)


def worth_of_visit(village: Village) -> float:
    return PER_UNVISITED_DAY * min(village.unvisited_days, MOST_UNVISITED_DAYS) if village.remaining > 0 else 0.0


def far_days_wished(problem: Problem, ways: Sequence[Route]) -> float:
    """How many days of groups should go far: none where no way does. Of all days there are, not of those that are used:
    a wish that cannot be met keeps nobody at home."""
    can_be = any(is_far(problem, way) for way in ways)
    return problem.far_share * len(problem.groups) * problem.days if can_be else 0.0


def is_far(problem: Problem, way: Route) -> bool:
    return any(problem.villages[n].road_km >= FAR_KM for n in way.villages)
