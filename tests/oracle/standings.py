"""Standings of villages, communes and provinces (sections 3 to 5 of the rules).

A village, a commune and a province answer the same questions about a day; `measures` asks them.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import cached_property
from typing import Any, NamedTuple

from tests.oracle.campaign import Campaign
from tests.oracle.plans import (
    NO_PLAN,
    PARTS,
    SOME_PARTS,
    Plan,
    expected,
    plan_of_commune,
    sum_of_plans,
    total,
    working_days,
    working_days_left,
)
from tests.oracle.reports import History, sum_known

TOLERANCE = 1e-9
ONE_DAY = timedelta(days=1)

FROM_VILLAGES = "villages"
FROM_OWN = "own"
FROM_BOTH = "both"
FROM_ADDED = "added"
FROM_PARTS = "parts"


class Part(NamedTuple):
    """What one part of a place is short of, and when its plan runs."""

    short: int
    starts_on: date
    due_on: date


class State(NamedTuple):
    """Where a place stands at the end of a day. `done` is unknown where there is no report."""

    done: int | None
    left_out: int | None
    source: str | None


NOTHING_REPORTED = State(done=None, left_out=None, source=None)


class Figures:
    """What a village, a commune and a province have in common."""

    plan: Plan

    def __init__(self, campaign: Campaign, place: str, indicator: str) -> None:
        self.campaign = campaign
        self.place = place
        self.indicator = indicator
        self._states: dict[date, State] = {}
        self._new_counts: dict[date, int | None] = {}

    def state(self, day: date) -> State:
        """Where the place stands at the end of the day."""
        if day not in self._states:
            self._states[day] = self.find_state(day)
        return self._states[day]

    def new_count(self, day: date) -> int | None:
        """What is known to be new on the day."""
        if day not in self._new_counts:
            self._new_counts[day] = self.find_new_count(day)
        return self._new_counts[day]

    def find_state(self, day: date) -> State:
        """Work out `state`."""
        raise NotImplementedError

    def find_new_count(self, day: date) -> int | None:
        """Work out `new_count`."""
        raise NotImplementedError

    def unadded_count(self, day: date) -> int | None:
        """What the day's reports brought that is not known to be new."""
        raise NotImplementedError

    def part_counts(self, day: date) -> tuple[int | None, int | None]:
        """How many parts have reported by the day, and how many there are."""
        raise NotImplementedError

    @property
    def plan_spans(self) -> list[tuple[date, date]]:
        """First and last day of the plan, or of the plans of the parts."""
        return own_span(self.plan)

    def expected(self, day: date) -> float | None:
        """Where the place should stand at the end of the day."""
        return expected(self.plan, day, self.campaign.rest_weekdays)

    def parts(self, day: date) -> list[Part]:
        """What the place, or each of its parts, is short of. The baseline stands in where nothing is reported."""
        return own_part(self.plan, self.state(day).done)


def own_span(plan: Plan) -> list[tuple[date, date]]:
    """The days of a plan, nothing without a plan."""
    return [(plan.starts_on, plan.due_on)] if plan.starts_on is not None and plan.due_on is not None else []


def own_part(plan: Plan, done: int | None) -> list[Part]:
    """The place as a whole as its only part, nothing without a plan."""
    if plan.target is None or plan.starts_on is None or plan.due_on is None:
        return []
    reached = done if done is not None else plan.baseline or 0
    return [Part(max(0, plan.target - reached), plan.starts_on, plan.due_on)]


class VillageFigures(Figures):
    """A village and an indicator."""

    def __init__(self, campaign: Campaign, place: str, indicator: str) -> None:
        super().__init__(campaign, place, indicator)
        self.row = campaign.targets_by_place.get((place, indicator))
        self.plan = self.row or NO_PLAN
        self.history = History(campaign.counts.get((place, indicator), []), self.plan.baseline)

    def find_state(self, day: date) -> State:
        """A village's standing comes from its own reports alone."""
        return State(done=self.history.standing(day), left_out=None, source=None)

    def find_new_count(self, day: date) -> int | None:
        """What is known to be new."""
        return self.history.new_on(day)

    def unadded_count(self, day: date) -> int | None:
        """What is not known to be new."""
        return self.history.unadded_on(day)

    def part_counts(self, day: date) -> tuple[int | None, int | None]:
        """A village has no parts."""
        return None, None


class CommuneFigures(Figures):
    """A commune and an indicator: its villages, and its own reports beside them."""

    def __init__(self, campaign: Campaign, place: str, indicator: str) -> None:
        super().__init__(campaign, place, indicator)
        own_row = campaign.targets_by_place.get((place, indicator))
        own_counts = campaign.counts.get((place, indicator), [])
        self.is_village_level = campaign.level_of_indicator[indicator] == "village"
        self.villages = [village_figures(campaign, code, indicator) for code in campaign.villages_of_commune[place]]
        self.planned_villages = [village for village in self.villages if village.plan.is_plan]
        if self.is_village_level:
            self.plan = plan_of_commune(
                own_row,
                [village.row for village in self.villages],
                commune_reports=bool(own_counts),
                planned_village_reports=any(village.history.days for village in self.planned_villages),
            )
        else:
            self.plan = own_row or NO_PLAN
        self.own = History(own_counts, self.plan.baseline)

    @property
    def is_planned_by_villages(self) -> bool:
        """Whether the plan is the sum of villages' plans."""
        return self.plan.source in (PARTS, SOME_PARTS)

    @property
    def is_spoken_of(self) -> bool:
        """Whether any row of targets or of progress is about it or one of its villages."""
        own_row = self.campaign.targets_by_place.get((self.place, self.indicator))
        in_villages = any(village.row or village.history.days for village in self.villages)
        return bool(own_row or self.own.days or in_villages)

    @cached_property
    def counted_villages(self) -> list[VillageFigures]:
        """The villages that count: all, or those with a plan where the plan is the sum of some."""
        return self.planned_villages if self.plan.source == SOME_PARTS else self.villages

    def gained(self, day: date) -> int:
        """All that is known to be new in the villages up to the day."""
        return sum(village.history.gained(day) for village in self.villages)

    def find_state(self, day: date) -> State:
        """Choose between the villages' standings, the commune's own report, and what the villages gained."""
        reported = [village for village in self.villages if village.history.has_report(day)]
        if self.plan.source == SOME_PARTS:
            return self.state_of_some_parts(day, reported)
        own_done = self.own.standing(day)
        if own_done is None and not reported:
            return NOTHING_REPORTED
        all_reported = bool(self.villages) and len(reported) == len(self.villages)
        if all_reported and all(village.history.has_standing_of_its_own(day) for village in self.villages):
            return State(sum_of_standings(reported, day), 0, FROM_VILLAGES)
        baseline = self.plan.baseline
        gained = self.gained(day)
        if own_done is None:
            done = sum_of_standings(reported, day) if baseline is None else baseline + gained
            return State(done, 0, FROM_ADDED)
        own_day = self.own.last_report_day(day)
        assert own_day is not None  # the commune has reported
        candidate, source = own_done, FROM_OWN
        if all_reported:
            candidate, source = own_done + gained - self.gained(own_day), FROM_BOTH
        is_stale = own_day < day - timedelta(days=self.campaign.stale_after_days)
        if is_stale and reported and baseline is not None and baseline + gained > candidate:
            return State(baseline + gained, 0, FROM_ADDED)
        return State(candidate, 0, source)

    def state_of_some_parts(self, day: date, reported: list[VillageFigures]) -> State:
        """Where some villages have a plan, they alone count; the standings of the others are left out."""
        if not reported:
            return NOTHING_REPORTED
        left_out = sum_of_standings([village for village in reported if not village.plan.is_plan], day)
        if not any(village.plan.is_plan for village in reported):
            return State(None, left_out, None)
        done = sum(village_done_or_baseline(village, day) for village in self.planned_villages)
        return State(done, left_out, FROM_VILLAGES)

    def find_new_count(self, day: date) -> int | None:
        """What is new, by where the standing comes from; never the step from one source to another."""
        source = self.state(day).source
        if source is None:
            return None
        villages_new = sum_known(village.new_count(day) for village in self.counted_villages)
        if source in (FROM_VILLAGES, FROM_ADDED):
            return villages_new
        yesterday = self.state(day - ONE_DAY)
        own_new = self.own.new_on(day)
        if source == FROM_OWN:
            if yesterday.source in (FROM_OWN, None):
                return own_new
            return self.own.new_from_new_counts_on(day)
        if not self.own.gains_on(day):
            return villages_new
        if yesterday.source == FROM_BOTH:
            return (self.state(day).done or 0) - (yesterday.done or 0)
        if yesterday.source == FROM_OWN:
            return own_new
        return villages_new

    def unadded_count(self, day: date) -> int | None:
        """What is not known to be new, from the same side as the standing."""
        source, before = self.state(day).source, self.state(day - ONE_DAY).source
        if source == FROM_OWN or (source == FROM_BOTH and before == FROM_OWN and self.own.gains_on(day)):
            return self.own.unadded_on(day)
        if source == FROM_BOTH and before == FROM_BOTH and self.own.gains_on(day):
            return None
        return sum_known(village.unadded_count(day) for village in self.counted_villages)

    def part_counts(self, day: date) -> tuple[int | None, int | None]:
        """Villages that have reported, and villages that count."""
        if not self.is_village_level:
            return None, None
        villages = self.counted_villages
        return sum(village.history.has_report(day) for village in villages), len(villages)

    @cached_property
    def _spans(self) -> list[tuple[date, date]]:
        if self.is_planned_by_villages:
            return distinct_spans(self.planned_villages)
        return own_span(self.plan)

    @property
    def plan_spans(self) -> list[tuple[date, date]]:
        """The days of the villages' plans, or of the commune's own."""
        return self._spans

    def expected(self, day: date) -> float | None:
        """The sum over the villages with a plan, reported or not, or the commune's own."""
        if self.is_planned_by_villages:
            return sum_of_expected(self.planned_villages, day)
        return expected(self.plan, day, self.campaign.rest_weekdays)

    def parts(self, day: date) -> list[Part]:
        """The villages with a plan where the standing comes from villages, else the commune as a whole."""
        state = self.state(day)
        if self.is_planned_by_villages and state.source in (FROM_VILLAGES, FROM_ADDED, None):
            return [part for village in self.planned_villages for part in village.parts(day)]
        return own_part(self.plan, state.done)


class ProvinceFigures(Figures):
    """A province and an indicator: the sum of its communes."""

    def __init__(self, campaign: Campaign, place: str, indicator: str) -> None:
        super().__init__(campaign, place, indicator)
        all_communes = [commune_figures(campaign, code, indicator) for code in campaign.communes_of_province[place]]
        communes = [commune for commune in all_communes if commune.is_spoken_of]
        planned = [commune for commune in communes if commune.plan.is_plan]
        self.counted = planned or communes
        self.uncounted = [commune for commune in communes if commune not in self.counted]
        if planned:
            self.plan = sum_of_plans([commune.plan for commune in planned], PARTS)
        else:
            self.plan = Plan(baseline=total(commune.plan.baseline for commune in communes))

    def find_state(self, day: date) -> State:
        """The sum of the counted communes; a commune without a report stands at its baseline."""
        states = [commune.state(day) for commune in self.counted]
        left_out = [state.left_out for state in states]
        for commune in self.uncounted:
            left_out += [commune.state(day).done, commune.state(day).left_out]
        if all(state.done is None for state in states):
            return State(None, sum_known(left_out), None)
        done = 0
        for commune, state in zip(self.counted, states, strict=True):
            done += state.done if state.done is not None else commune.plan.baseline or 0
        return State(done, sum_known(left_out), FROM_PARTS)

    def find_new_count(self, day: date) -> int | None:
        """The sum of the counted communes."""
        return sum_known(commune.new_count(day) for commune in self.counted)

    def unadded_count(self, day: date) -> int | None:
        """The sum of the counted communes."""
        return sum_known(commune.unadded_count(day) for commune in self.counted)

    def part_counts(self, day: date) -> tuple[int | None, int | None]:
        """Counted communes that have a report, and counted communes."""
        return sum(commune.state(day).done is not None for commune in self.counted), len(self.counted)

    @cached_property
    def _spans(self) -> list[tuple[date, date]]:
        return distinct_spans(self.counted)

    @property
    def plan_spans(self) -> list[tuple[date, date]]:
        """The days of all plans of the counted communes."""
        return self._spans

    def expected(self, day: date) -> float | None:
        """The sum of the counted communes with a plan."""
        return sum_of_expected([commune for commune in self.counted if commune.plan.is_plan], day)

    def parts(self, day: date) -> list[Part]:
        """The parts of the counted communes, each by its own method."""
        return [part for commune in self.counted for part in commune.parts(day)]


def village_done_or_baseline(village: VillageFigures, day: date) -> int:
    """A village's standing, or its baseline where it has not reported."""
    done = village.state(day).done
    return done if done is not None else village.plan.baseline or 0


def sum_of_standings(villages: list[VillageFigures], day: date) -> int:
    """The sum of the standings of villages that have reported."""
    return sum(village.state(day).done or 0 for village in villages)


def sum_of_expected(units: list[Any], day: date) -> float | None:
    """The sum of where the units should stand, unknown without any unit with a plan."""
    found = [value for value in (unit.expected(day) for unit in units) if value is not None]
    return sum(found) if found else None


def distinct_spans(units: list[Any]) -> list[tuple[date, date]]:
    """The days of the units' plans, each pair of first and last day once."""
    return sorted({span for unit in units for span in unit.plan_spans})


def village_figures(campaign: Campaign, place: str, indicator: str) -> VillageFigures:
    """A village's figures, worked out once a campaign."""
    key = (place, indicator)
    if key not in campaign._figures:
        campaign._figures[key] = VillageFigures(campaign, place, indicator)
    return campaign._figures[key]


def commune_figures(campaign: Campaign, place: str, indicator: str) -> CommuneFigures:
    """A commune's figures, worked out once a campaign."""
    key = (place, indicator)
    if key not in campaign._figures:
        campaign._figures[key] = CommuneFigures(campaign, place, indicator)
    return campaign._figures[key]


def figures(campaign: Campaign, place: str, indicator: str) -> Figures:
    """The figures of a village, a commune or a province, told apart by the tables."""
    if place in campaign.villages_by_code:
        return village_figures(campaign, place, indicator)
    if place in campaign.communes_by_code:
        return commune_figures(campaign, place, indicator)
    if (place, indicator) not in campaign._figures:
        campaign._figures[place, indicator] = ProvinceFigures(campaign, place, indicator)
    return campaign._figures[place, indicator]


MEASURES = (
    "new_count",
    "unadded_count",
    "done_count",
    "remaining_count",
    "short_count",
    "attainment_share",
    "attainment_class",
    "expected_count",
    "working_days_left",
    "required_pace",
    "overdue_count",
    "no_day_left_count",
    "last_week_count",
    "recent_pace",
    "source",
    "reported_part_count",
    "part_count",
)
"""All that is unknown where a place has no report by the day."""


def measures(place: Figures, day: date) -> dict[str, Any]:
    """All figures of a place at the end of a day; unknown is None."""
    plan = place.plan
    state = place.state(day)
    found: dict[str, Any] = {
        "place_code": place.place,
        "indicator_code": place.indicator,
        "reported_on": day,
        "baseline_count": plan.baseline,
        "target_count": plan.target,
        "starts_on": plan.starts_on,
        "due_on": plan.due_on,
        "left_out_count": state.left_out,
        "status": "none",
    }
    found.update(dict.fromkeys(MEASURES))
    if state.done is None:
        return found
    found["done_count"] = state.done
    found["source"] = state.source
    found["new_count"] = place.new_count(day)
    found["unadded_count"] = place.unadded_count(day)
    found["reported_part_count"], found["part_count"] = place.part_counts(day)
    found["last_week_count"], found["recent_pace"] = last_week(place, day)
    if plan.target is not None:
        found.update(measures_against_plan(place, state.done, day))
    return found


def measures_against_plan(place: Figures, done: int, day: date) -> dict[str, Any]:
    """The figures that need a target."""
    plan, rest_weekdays = place.plan, place.campaign.rest_weekdays
    assert plan.target is not None and plan.starts_on is not None and plan.due_on is not None
    should_be = place.expected(day)
    parts = place.parts(day)
    overdue = no_day_left = 0
    pace, has_pace = 0.0, False
    for part in parts:
        if day > part.due_on:
            overdue += part.short
            continue
        days_left = working_days_left(part.starts_on, part.due_on, day, rest_weekdays)
        if days_left == 0:
            no_day_left += part.short
        elif part.short > 0:
            pace += part.short / days_left
            has_pace = True
    short = sum(part.short for part in parts)
    return {
        "remaining_count": plan.target - done,
        "short_count": short,
        "attainment_share": done / plan.target if plan.target else None,
        "attainment_class": attainment_class(done, plan.target),
        "expected_count": should_be,
        "working_days_left": working_days_left(plan.starts_on, plan.due_on, day, rest_weekdays),
        "required_pace": pace if has_pace or short == 0 else None,
        "overdue_count": overdue,
        "no_day_left_count": no_day_left,
        "status": status(plan, done, should_be, day, place.campaign.band_points / 100),
    }


def attainment_class(done: int, target: int) -> str | None:
    """The class of done ÷ target, unknown for a target of 0. In whole numbers, so that no edge is missed."""
    if target == 0:
        return None
    for per_cent, name in ((50, "under_50"), (65, "50_to_65"), (80, "65_to_80"), (95, "80_to_95")):
        if done * 100 < per_cent * target:
            return name
    return "over_95"


def status(plan: Plan, done: int, should_be: float | None, day: date, band: float) -> str:
    """How a place with a report stands against its plan; the first that fits."""
    if not plan.target or plan.starts_on is None or plan.due_on is None or should_be is None:
        return "none"
    if done >= plan.target:
        return "reached"
    if day < plan.starts_on:
        return "not_begun"
    if day > plan.due_on:
        return "overdue"
    ahead = (done - should_be) / plan.target
    if ahead > band + TOLERANCE:
        return "ahead"
    if ahead < -band - TOLERANCE:
        return "behind"
    return "on"


def last_week(place: Figures, day: date) -> tuple[int | None, float | None]:
    """What was new on the last seven days that lie within the plan, and that by working day."""
    week = [day - timedelta(days=number) for number in range(7)]
    spans = place.plan_spans
    in_plan = [one for one in week if not spans or any(first <= one <= last for first, last in spans)]
    count = sum_known(place.new_count(one) for one in in_plan)
    working = sum(working_days(one, one, place.campaign.rest_weekdays) for one in in_plan)
    pace = count / working if count is not None and working else None
    return count, pace
