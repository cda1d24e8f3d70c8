"""From what is known of villages and groups, and what people wish, to the problem that a plan solves."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import ceil, inf, nan, sqrt

import pandas as pd

from enrolment.analysis.plan import Group, Plan, Problem, Village

USUAL_PACE = 2.0  # registrations an hour of stay, where nothing was reported yet
_SHRINKAGE_HOURS = 40.0  # of all groups together, that a group's own hours are drawn towards
_STEP = 0.25  # paces nearer to each other than this are one: the reports tell no more
_Z80 = 1.2816


@dataclass(frozen=True)
class Wishes:
    """What people decide: `days` to plan; how many groups can go to villages without power (`generators`) and without
    signal (`kits`) on a day, each with its own set, None for every second group; by code, villages that are `closed` or
    that `must` be visited, with the last day for it; groups that are `absent`; `paces` of groups, in registrations an
    hour, where people know better than the reports; `far_share` of visits beyond 15 km, at least."""

    days: int = 1
    generators: int | None = None
    kits: int | None = None
    closed: frozenset[str] = frozenset()
    must: Mapping[str, int] = field(default_factory=dict)
    absent: frozenset[str] = frozenset()
    paces: Mapping[str, float] = field(default_factory=dict)
    far_share: float = 0.0


def problem(villages: pd.DataFrame, groups: pd.DataFrame, wishes: Wishes) -> Problem:
    """`villages`: rows of `plan/villages`; those to which no way is known, or of which it is not known
    how many people remain, are left out. `groups`: of `plan/groups`."""
    paces = learnt(groups) | dict(wishes.paces)
    there = groups[~groups.team_code.isin(wishes.absent)]
    sets = ceil(len(there) / 2)
    known = villages[villages.minutes.notna() & villages.remaining_count.notna()]
    return Problem(
        villages=tuple(_village(row) for row in known.itertuples()),
        groups=tuple(Group(row.team_code, row.team_name, paces[row.team_code]) for row in there.itertuples()),
        days=wishes.days,
        generators=sets if wishes.generators is None else wishes.generators,
        kits=sets if wishes.kits is None else wishes.kits,
        closed=wishes.closed,
        must={code: day for code, day in wishes.must.items() if code in set(known.place_code)},
        far_share=wishes.far_share,
    )


def learnt(groups: pd.DataFrame) -> dict[str, float]:
    """Registrations an hour of stay of each group: its own, drawn towards that of all while it has worked little."""
    hours = groups.stay_minutes / 60
    of_all = groups.registered_count.sum() / hours.sum() if hours.sum() > 0 else USUAL_PACE
    own = (groups.registered_count + _SHRINKAGE_HOURS * of_all) / (hours + _SHRINKAGE_HOURS)
    rounded = (own / _STEP).round().clip(lower=1 if of_all > 0 else 0) * _STEP
    return dict(zip(groups.team_code, rounded.astype(float), strict=True))


@dataclass(frozen=True)
class Band:
    """A number of people, and half the width of the band of 80 % around it; NaN where nothing tells how wide it is.
    `most`: that there can be."""

    middle: float
    half: float
    most: float = inf

    @property
    def is_known(self) -> bool:
        return self.half == self.half

    @property
    def low(self) -> float:
        return max(0.0, self.middle - self.half)

    @property
    def high(self) -> float:
        return min(self.most, self.middle + self.half)


def expected(plan: Plan, problem: Problem, groups: pd.DataFrame) -> Band:
    """What a plan registers, give or take what the days of groups differ by; never more than remain where it goes."""
    seen = {code for visit in plan.visits for code in visit.villages}
    remaining = sum(village.remaining for village in problem.villages if village.code in seen)
    return Band(plan.expected, _half(len(plan.visits), plan.expected, groups), remaining)


def gain(plan: Plan, without: Plan, groups: pd.DataFrame) -> Band | None:
    """How many more a plan registers than what people do without one; None where no group has villages of its own."""
    if not without.visits:
        return None
    registered = plan.expected + without.expected
    half = _half(len(plan.visits) + len(without.visits), registered, groups)
    return Band(plan.expected - without.expected, half)


def _half(group_days: int, registered: float, groups: pd.DataFrame) -> float:
    """From the variance of group-days, which is at least that of people who come by chance (Poisson)."""
    variance = float(groups.day_variance.mean())
    return _Z80 * sqrt(max(variance * group_days, registered)) if variance >= 0 else float("nan")


def _village(row: pd.Series) -> Village:
    return Village(
        code=row.place_code,
        name=row.place_name,
        remaining=float(row.remaining_count),
        minutes=float(row.minutes),
        latitude=float(row.latitude),
        longitude=float(row.longitude),
        road_km=float(row.road_km) if pd.notna(row.road_km) else nan,
        is_unlit=bool(row.is_unlit),
        is_weak=bool(row.is_weak),
        unvisited_days=float(row.unvisited_days),
        team_code=row.team_code if isinstance(row.team_code, str) else "",
    )
