"""The plan in words: what it brings, what it cannot do, and a sheet for each group."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pandas as pd

from enrolment.analysis.plan import Plan, Problem, Village, as_assigned
from enrolment.analysis.wishes import Band
from enrolment.narrative.words import Words
from enrolment.settings import settings


@dataclass(frozen=True)
class Stop:
    """A village on a group's way: the visit's short code, the village's name, and what the group should know of it."""

    code: str
    village: str
    remaining: str
    road: str
    bring: str
    expected: str


@dataclass(frozen=True)
class Sheet:
    """A group's day."""

    group: str
    day: date
    stops: tuple[Stop, ...]
    minutes: float


def headline(
    words: Words, place_name: str, days: Sequence[date], problem: Problem, plan: Plan, expected: Band, gain: Band | None
) -> str:
    """How many groups go to how many villages, what is expected, and by how much that is more than as assigned; `gain`:
    None where nothing is assigned."""
    if not plan.visits:
        return words.t("say-plan-empty", place=place_name, days=span(words, days))
    told = {
        "place": place_name,
        "days": span(words, days),
        "groups": words.t("groups-count", count=len({visit.group for visit in plan.visits})),
        "villages": words.t("villages-count", count=len({code for visit in plan.visits for code in visit.villages})),
        "expected": words.count(expected.middle),
    }
    if not expected.middle:
        return words.t("say-plan-unknown", **told)
    said = words.t("say-plan", **told)
    if expected.is_known:
        said += " " + words.t("say-plan-band", low=words.count(expected.low), high=words.count(expected.high))
    return f"{said} {_beside_assigned(words, problem, gain)}" if gain else said


def taken(words: Words, place_name: str, of_day: pd.DataFrame) -> str:
    """The plan that was taken for a day. `of_day`: rows of `plan/followed` of that day."""
    expected = of_day.expected_count.sum(min_count=1)
    told = {
        "place": place_name,
        "day": words.day(of_day.planned_on.iloc[0]),
        "groups": words.t("groups-count", count=of_day.team_code.nunique()),
        "villages": words.t("villages-count", count=of_day.village_code.nunique()),
        "expected": words.count(expected),
    }
    return words.t("say-plan-taken" if expected > 0 else "say-plan-taken-unknown", **told)


def _beside_assigned(words: Words, problem: Problem, gain: Band) -> str:
    count = words.count(abs(gain.middle))
    match round(gain.middle):
        case 0:
            return words.t("say-plan-no-gain")
        case more if more < 0:
            wished = "yes" if problem.must or problem.far_share else "no"
            return words.t("say-plan-less", count=count, wished=wished)
    if not gain.is_known:
        return words.t("say-plan-gain-unknown", count=count)
    key = "say-plan-gain" if gain.middle > gain.half else "say-plan-gain-within"
    return words.t(key, count=count, half=words.count(gain.half))


def span(words: Words, days: Sequence[date]) -> str:
    """The first day, or the first and the last."""
    return words.day(days[0]) if len(days) == 1 else f"{words.day(days[0])} – {words.day(days[-1])}"


def days_after(as_of: date, how_many: int) -> list[date]:
    """The next working days."""
    found: list[date] = []
    while len(found) < how_many:
        as_of += timedelta(days=1)
        if as_of.isoweekday() not in settings().rest_weekdays or len(settings().rest_weekdays) == 7:
            found.append(as_of)
    return found


def sheets(words: Words, problem: Problem, plan: Plan, days: Sequence[date]) -> list[Sheet]:
    """A sheet for each group and day, groups in order."""
    villages = {village.code: village for village in problem.villages}
    names = {group.code: group.name for group in problem.groups}
    found = [
        Sheet(
            names[visit.group],
            days[visit.day - 1],
            tuple(
                _stop(words, short_code(visit.group, code), villages[code], expected)
                for code, expected in zip(visit.villages, visit.expected, strict=True)
            ),
            visit.minutes,
        )
        for visit in plan.visits
    ]
    return sorted(found, key=lambda sheet: (list(names.values()).index(sheet.group), sheet.day))


def visits(problem: Problem, plan: Plan, days: Sequence[date]) -> pd.DataFrame:
    """A row for each group, day and village, with what remains there, the way, and what is expected."""
    villages = {village.code: village for village in problem.villages}
    names = {group.code: group.name for group in problem.groups}
    return pd.DataFrame(
        {
            "planned_on": pd.Timestamp(days[visit.day - 1]),
            "team_name": names[visit.group],
            "place_code": code,
            "place_name": villages[code].name,
            "remaining_count": villages[code].remaining,
            "road_km": villages[code].road_km,
            "travel_minutes": villages[code].minutes,
            "expected_registrations": expected,
        }
        for visit in plan.visits
        for code, expected in zip(visit.villages, visit.expected, strict=True)
    )


def short_code(*codes: str) -> str:
    """What tells a group, or a group's visit of a village, apart in a commune: `T3·31` of `01864-T3` and `01864-31`. It
    stands on the sheet, and beside the field in which the sheet's tally is typed."""
    return "·".join(code.rpartition("-")[2] for code in codes)


def unmet(words: Words, problem: Problem, plan: Plan) -> Iterator[str]:
    """Each wish that the plan cannot meet, why, and the cheapest mend."""
    names = {village.code: village.name for village in problem.villages}
    for kind, code, why in plan.unmet:
        of_kind = "unmet" if kind == "must" else "unmet-far"
        reason = words.t(f"{of_kind}-{why}".replace("_", "-"))
        if kind == "must":
            yield words.t("unmet-must", village=names[code], reason=reason)
        else:
            yield words.t("unmet-far", share=words.count(100 * problem.far_share), reason=reason)


def as_document(words: Words, problem: Problem, plan: Plan, days: Sequence[date]) -> dict[str, Any]:
    """The plan as the command line prints it, beside what going as assigned brings."""
    return {
        "visits": _visits(problem, plan, days),
        "expected_registrations": plan.expected,
        "objective": plan.objective,
        "bound": plan.bound,
        "as_assigned_registrations": as_assigned(problem).expected,
        "generators": problem.generators,
        "kits": problem.kits,
        "unmet": list(unmet(words, problem, plan)),
    }


def as_assignments(plan: Plan, days: Sequence[date], indicator: str) -> list[dict[str, str]]:
    """The plan as rows of the contract's table `assignments`, as texts."""
    return [
        {
            "planned_on": days[visit.day - 1].isoformat(),
            "team_code": visit.group,
            "village_code": code,
            "indicator_code": indicator,
            "expected_count": f"{expected:.2f}",
        }
        for visit in plan.visits
        for code, expected in zip(visit.villages, visit.expected, strict=True)
    ]


def followed(words: Words, of_day: pd.DataFrame) -> str:
    """What became of a day's plan. `of_day`: rows of `plan/followed` of one day."""
    by_others = of_day.is_visited_by_others & ~of_day.is_visited
    seen = of_day[of_day.is_visited | by_others].village_code
    counted = of_day[(of_day.new_count > 0) & ~of_day.village_code.isin(seen)]  # nobody says which group was there
    counts = of_day.drop_duplicates(["village_code", "indicator_code"]).new_count  # of all groups that were there
    told = {
        "day": words.day(of_day.planned_on.iloc[0]),
        "visits": words.count(len(of_day)),
        "done": words.count((of_day.is_visited | by_others).sum() + counted.village_code.nunique()),
        "found": words.count(counts.sum() if counts.notna().any() else None),
        "expected": words.count(of_day.expected_count.sum() if of_day.expected_count.notna().any() else None),
    }
    if not of_day.is_reported.any():
        return words.t("followed-none", **told)
    others = words.t("followed-by-others", count=words.count(by_others.sum())) if by_others.any() else ""
    return f"{words.t('followed-sum', **told)} {others}".strip()


def _visits(problem: Problem, plan: Plan, days: Sequence[date]) -> list[dict[str, Any]]:
    """A row for each group and day."""
    villages = {village.code: village for village in problem.villages}
    names = {group.code: group.name for group in problem.groups}
    return [
        {
            "group": visit.group,
            "group_name": names[visit.group],
            "day": days[visit.day - 1].isoformat(),
            "villages": [
                {"code": code, "name": villages[code].name, "expected_registrations": round(expected, 2)}
                for code, expected in zip(visit.villages, visit.expected, strict=True)
            ],
            "minutes_of_stay": round(visit.minutes, 1),
            "expected_registrations": round(sum(visit.expected), 2),
        }
        for visit in plan.visits
    ]


def _stop(words: Words, code: str, village: Village, expected: float) -> Stop:
    bring = [words.t("bring-generator")] if village.is_unlit else []
    bring += [words.t("bring-kit")] if village.is_weak else []
    minutes = words.count(village.minutes)
    is_measured = village.road_km == village.road_km
    way = {"km": words.count(village.road_km, 1), "minutes": minutes}
    road = words.t("way", **way) if is_measured else words.t("way-minutes", minutes=minutes)
    return Stop(
        code, village.name, words.count(village.remaining), road, ", ".join(bring) or "–", words.count(expected)
    )
