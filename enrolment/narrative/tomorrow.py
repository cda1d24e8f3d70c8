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
    """A village on a group's way: its name, and what the group should know of it, in words."""

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


def headline(words: Words, place_name: str, days: Sequence[date], plan: Plan, expected: Band, gain: Band) -> str:
    """How many groups go to how many villages, what is expected, and by how much that is more than as assigned."""
    told = {
        "place": place_name,
        "days": span(words, days),
        "groups": words.t("groups-count", count=len({visit.group for visit in plan.visits})),
        "villages": words.t("villages-count", count=len({code for visit in plan.visits for code in visit.villages})),
        "expected": words.count(expected.middle),
    }
    said = words.t("say-plan", **told)
    if expected.half == expected.half:
        low, high = words.count(max(0, expected.middle - expected.half)), words.count(expected.middle + expected.half)
        said += " " + words.t("say-plan-band", low=low, high=high)
    count, half = words.count(abs(gain.middle)), words.count(gain.half) if gain.half == gain.half else "?"
    if round(gain.middle) <= 0:
        return f"{said} {words.t('say-plan-no-gain')}"
    key = "say-plan-gain" if gain.middle > gain.half else "say-plan-gain-within"
    return f"{said} {words.t(key, count=count, half=half)}"


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
                _stop(words, villages[code], expected)
                for code, expected in zip(visit.villages, visit.expected, strict=True)
            ),
            visit.minutes,
        )
        for visit in plan.visits
    ]
    return sorted(found, key=lambda sheet: (list(names.values()).index(sheet.group), sheet.day))


def unmet(words: Words, problem: Problem, plan: Plan) -> Iterator[str]:
    """Each wish that the plan cannot meet, why, and the cheapest mend."""
    names = {village.code: village.name for village in problem.villages}
    for kind, code, why in plan.unmet:
        reason = words.t(f"unmet-{why}".replace("_", "-"))
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
    told = {
        "day": words.day(of_day.planned_on.iloc[0]),
        "visits": words.count(len(of_day)),
        "done": words.count(of_day.is_visited.sum()),
        "found": words.count(of_day[of_day.is_visited].new_count.sum()),
        "expected": words.count(of_day.expected_count.sum()),
    }
    return words.t("followed-sum", **told) if of_day.is_reported.any() else words.t("followed-none", **told)


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


def _stop(words: Words, village: Village, expected: float) -> Stop:
    bring = [words.t("bring-generator")] if village.is_unlit else []
    bring += [words.t("bring-kit")] if village.is_weak else []
    road = words.t("way", km=words.count(village.road_km, 1), minutes=words.count(village.minutes))
    return Stop(village.name, words.count(village.remaining), road, ", ".join(bring) or "–", words.count(expected))
