"""The ways of a plan's groups on the map: from the centre to their villages in order, a line a group and day."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from enrolment import language
from enrolment.analysis.plan import Plan, Problem
from enrolment.charts.maps import Drawing, Place
from enrolment.narrative.tomorrow import short_code


def drawn(problem: Problem, plan: Plan, days: Sequence[date], centre: Place, lang: str) -> list[Drawing]:
    """Each visit as points (longitude, latitude) from the centre on, the group's short code, and which day it is of,
    from 0. A village whose place is not known is passed over. `centre`: latitude, longitude."""
    places = {village.code: (village.longitude, village.latitude) for village in problem.villages}
    start = [centre[1], centre[0]]
    ways: list[dict[str, Any]] = []
    for visit in plan.visits:
        points = [list(places[code]) for code in visit.villages if all(part == part for part in places[code])]
        name = short_code(visit.group)
        if len(days) > 1:
            name += f" · {language.day(lang, days[visit.day - 1])}"
        ways += [{"points": [start, *points], "name": name, "day": visit.day - 1}] if points else []
    return ways
