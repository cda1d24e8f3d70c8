"""What is reported, and what each report adds (sections 0 and 1 of the rules)."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

NEW = "new"
CUMULATIVE = "cumulative"
BARE = "bare correction"

Key = tuple[date, str, str, str]
"""Day, place (village or commune), indicator, team ("" for none)."""


class Row(NamedTuple):
    """One row of a progress file."""

    day: date
    place: str
    indicator: str
    team: str
    new_count: int | None
    cumulative_count: int | None
    is_correction: bool

    @property
    def key(self) -> Key:
        """What the row is for; a later batch restates a row by its key."""
        return self.day, self.place, self.indicator, self.team

    @property
    def adds_to_key(self) -> bool:
        """A negative new count marked as a correction adds to what stands; every other row replaces it."""
        return self.is_correction and self.new_count is not None and self.new_count < 0


class Count(NamedTuple):
    """What stands for a key after all batches: a new count, a cumulative count or a bare correction."""

    day: date
    team: str
    kind: str
    value: int
    is_marked: bool


def fold(batches: Iterable[Iterable[Row]]) -> dict[Key, Count]:
    """Read the batches in order and keep what stands for every key."""
    standing: dict[Key, Count] = {}
    for batch in batches:
        for row in batch:
            standing[row.key] = after(standing.get(row.key), row)
    return standing


def after(before: Count | None, row: Row) -> Count:
    """What stands for a key once one more row of it has been read."""
    if row.adds_to_key:
        correction = row.new_count or 0
        if before is None:
            return Count(row.day, row.team, BARE, correction, True)
        return before._replace(value=before.value + correction)
    if row.new_count is not None:
        return Count(row.day, row.team, NEW, row.new_count, row.is_correction)
    return Count(row.day, row.team, CUMULATIVE, row.cumulative_count or 0, row.is_correction)


def counts_by_place(standing: dict[Key, Count]) -> dict[tuple[str, str], list[Count]]:
    """The standing counts of every place and indicator."""
    found: dict[tuple[str, str], list[Count]] = defaultdict(list)
    for (_, place, indicator, _), count in standing.items():
        found[place, indicator].append(count)
    return found


@dataclass(frozen=True)
class Gain:
    """What one count adds: `step` moves the standing; `known` is known to be new; `unadded` is not."""

    day: date
    team: str
    kind: str
    step: int
    known: int | None
    unadded: int | None


def gains_of_counts(counts: Iterable[Count], baseline: int | None) -> list[Gain]:
    """What each count of one place (a village, or a commune's own reports) adds, day by day."""
    by_day: dict[date, list[Count]] = defaultdict(list)
    for count in counts:
        by_day[count.day].append(count)
    gains: list[Gain] = []
    group_totals: dict[str, int] = defaultdict(int)  # where each group's own running total is: it starts at zero
    gained_so_far = 0  # all steps so far
    own_total: int | None = None  # the last cumulative count without a group
    gained_since_own_total = 0
    for day in sorted(by_day):
        gained_by_groups = 0
        groupless: Count | None = None
        for count in sorted(by_day[day], key=lambda count: count.team):
            if not count.team:
                groupless = count
                continue
            gain = count.value - group_totals[count.team] if count.kind == CUMULATIVE else count.value
            group_totals[count.team] += gain
            gained_by_groups += gain
            gains.append(Gain(day, count.team, count.kind, gain, gain, None))
        gained_so_far += gained_by_groups
        gained_since_own_total += gained_by_groups
        if groupless is None:
            continue
        if groupless.kind == CUMULATIVE:
            if own_total is not None:
                step = groupless.value - (own_total + gained_since_own_total)
                is_known = True
            else:
                step = groupless.value - (baseline or 0) - gained_so_far
                is_known = baseline is not None
            own_total = groupless.value
            gained_so_far += step
            gained_since_own_total = 0
            gains.append(Gain(day, "", CUMULATIVE, step, step if is_known else None, None if is_known else step))
            continue
        # A new count without a group is the whole day, with what groups gained in it; a bare correction just adds.
        step = groupless.value - gained_by_groups if groupless.kind == NEW else groupless.value
        gained_so_far += step
        gained_since_own_total += step
        gains.append(Gain(day, "", groupless.kind, step, step, None))
    return gains


def sum_known(values: Iterable[int | None]) -> int | None:
    """The sum of what is known; unknown (not 0) where nothing is."""
    known = [value for value in values if value is not None]
    return sum(known) if known else None


class History:
    """The reports of one place and indicator, ready to be asked by day."""

    def __init__(self, counts: Iterable[Count], baseline: int | None) -> None:
        self.baseline = baseline
        self.gains = gains_of_counts(counts, baseline)
        self.gains_by_day: dict[date, list[Gain]] = defaultdict(list)
        for gain in self.gains:
            self.gains_by_day[gain.day].append(gain)
        self.days = sorted(self.gains_by_day)
        self.first_day: date | None = self.days[0] if self.days else None
        self._standings: list[int] = []
        self._gained: list[int] = []
        standing, gained = baseline or 0, 0
        for day in self.days:
            standing += sum(gain.step for gain in self.gains_by_day[day])
            gained += sum(gain.known or 0 for gain in self.gains_by_day[day])
            self._standings.append(standing)
            self._gained.append(gained)
        self.first_own_total_day = min(
            (gain.day for gain in self.gains if gain.kind == CUMULATIVE and not gain.team), default=None
        )

    def has_report(self, day: date) -> bool:
        """Whether any row of any group stands on or before the day."""
        return self.first_day is not None and self.first_day <= day

    def last_report_day(self, day: date) -> date | None:
        """The last day with a report on or before the day."""
        position = bisect_right(self.days, day)
        return self.days[position - 1] if position else None

    def standing(self, day: date) -> int | None:
        """The standing at the end of the day; unknown before the first report."""
        position = bisect_right(self.days, day)
        return self._standings[position - 1] if position else None

    def lowest_standing(self) -> int:
        """The lowest standing of all days with a report."""
        return min(self._standings, default=0)

    def gained(self, day: date) -> int:
        """All that is known to be new up to and including the day."""
        position = bisect_right(self.days, day)
        return self._gained[position - 1] if position else 0

    def has_standing_of_its_own(self, day: date) -> bool:
        """Reported, and either the baseline is known or a cumulative count of the place itself stands."""
        if not self.has_report(day):
            return False
        return self.baseline is not None or (self.first_own_total_day is not None and self.first_own_total_day <= day)

    def gains_on(self, day: date) -> list[Gain]:
        """What the reports of the day add."""
        return self.gains_by_day.get(day, [])

    def new_on(self, day: date) -> int | None:
        """What is known to be new on the day."""
        return sum_known(gain.known for gain in self.gains_on(day))

    def unadded_on(self, day: date) -> int | None:
        """What the day's reports brought that is not known to be new."""
        return sum_known(gain.unadded for gain in self.gains_on(day))

    def new_from_new_counts_on(self, day: date) -> int | None:
        """What is known to be new on the day from rows with a new count alone."""
        return sum_known(gain.known for gain in self.gains_on(day) if gain.kind != CUMULATIVE)
