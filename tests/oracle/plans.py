"""Plans: baseline, target and dates, and the working days in them (section 2 of the rules)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

OWN = "own"
PARTS = "parts"
SOME_PARTS = "some_parts"

RestWeekdays = frozenset[int]
"""ISO weekdays (1 Monday … 7 Sunday) on which nobody works."""


@dataclass(frozen=True)
class Plan:
    """What is planned for a place. Without a target it is no plan, though the baseline may be known."""

    baseline: int | None = None
    target: int | None = None
    starts_on: date | None = None
    due_on: date | None = None
    source: str | None = None

    @property
    def is_plan(self) -> bool:
        """A plan has a target."""
        return self.target is not None


NO_PLAN = Plan()


def total(values: Iterable[int | None]) -> int | None:
    """The sum of all values, unknown where one of them is."""
    found = 0
    for value in values:
        if value is None:
            return None
        found += value
    return found


def sum_of_plans(plans: Sequence[Plan], source: str) -> Plan:
    """Several plans as one: sums, from the first start to the last due day."""
    return Plan(
        baseline=total(plan.baseline for plan in plans),
        target=total(plan.target for plan in plans),
        starts_on=min((plan.starts_on for plan in plans if plan.starts_on), default=None),
        due_on=max((plan.due_on for plan in plans if plan.due_on), default=None),
        source=source,
    )


def plan_of_commune(
    own_row: Plan | None, village_rows: Sequence[Plan | None], commune_reports: bool, planned_village_reports: bool
) -> Plan:
    """The plan of a commune for an indicator that villages report.

    `own_row` and `village_rows` are the rows of the targets, none where there is no row. `commune_reports` says whether
    the commune itself ever reports, `planned_village_reports` whether a village with a plan ever does.
    """
    planned = [row for row in village_rows if row is not None and row.is_plan]
    if planned and len(planned) == len(village_rows):
        return sum_of_plans(planned, PARTS)
    if own_row is not None and own_row.is_plan:
        return own_row
    if planned and (not commune_reports or planned_village_reports):
        return sum_of_plans(planned, SOME_PARTS)
    if own_row is not None:
        return Plan(baseline=own_row.baseline)
    if village_rows and all(row is not None for row in village_rows):
        return Plan(baseline=total(row.baseline for row in village_rows if row is not None))
    return NO_PLAN


@lru_cache(maxsize=200_000)
def working_days(first: date, last: date, rest_weekdays: RestWeekdays) -> int:
    """How many days from `first` to `last`, both included, are no rest days."""
    days = (last - first).days + 1
    if days <= 0:
        return 0
    weeks, rest = divmod(days, 7)
    odd_days = [first + timedelta(days=number) for number in range(rest)]
    return weeks * (7 - len(rest_weekdays)) + sum(day.isoweekday() not in rest_weekdays for day in odd_days)


def working_days_left(starts_on: date, due_on: date, day: date, rest_weekdays: RestWeekdays) -> int:
    """Working days after the day that lie within the plan."""
    return working_days(max(day + timedelta(days=1), starts_on), due_on, rest_weekdays)


def passed_share(plan: Plan, day: date, rest_weekdays: RestWeekdays) -> float:
    """The share of the plan's working days that have passed at the end of the day."""
    if plan.starts_on is None or plan.due_on is None or day < plan.starts_on:
        return 0.0
    if day >= plan.due_on:
        return 1.0
    whole = working_days(plan.starts_on, plan.due_on, rest_weekdays)
    if whole == 0:
        return ((day - plan.starts_on).days + 1) / ((plan.due_on - plan.starts_on).days + 1)
    return working_days(plan.starts_on, day, rest_weekdays) / whole


def expected(plan: Plan, day: date, rest_weekdays: RestWeekdays) -> float | None:
    """Where a single plan would be at the end of the day if it moved evenly over its working days."""
    if plan.target is None or plan.baseline is None:
        return None
    return plan.baseline + (plan.target - plan.baseline) * passed_share(plan, day, rest_weekdays)
