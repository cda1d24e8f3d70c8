"""The forecast of one place and indicator, and what it would have said on earlier days; from frames of its reports.

`reports`, here and below: a row for each reported day in order, with `reported_on`, `done_count` (people reached by
then), `new_count` (people of that day, NaN where unknown), `baseline_count`, `target_count`, `due_on` and
`residents_14_plus`, the same in every row; so are `rest_weekdays`, those on which nobody works, 1 for Monday, and
`level`: of a village, chance widens the band.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import sqrt
from typing import Any

import numpy as np
import pandas as pd

from enrolment.analysis import forecast
from enrolment.analysis.forecast import FEWEST_DAYS, HORIZONS, Days, Outlook, Rest

MOST_TIMES = 4  # as many groups as there are: nobody sends more
_WEEK = 7
_Z = 1.96  # of 95 %
_SAID_OF_ALL = ["place_code", "indicator_code", "target_count", "due_on"]
_BAND = ["low_count", "likely_count", "high_count"]


def forecast_to_due(reports: pd.DataFrame) -> pd.DataFrame:
    """The band from the last report on, a week apart, to the due day or as far as one holds: `reported_on`,
    `low_count`, `likely_count`, `high_count` in people with the baseline; the first row is what is reached. Empty
    where there are fewer than seven days of reports, no due day, or it has passed."""
    columns = [*_SAID_OF_ALL, "reported_on", *_BAND]
    campaign = _campaign(reports)
    if campaign is None or pd.isna(reports.due_on.iloc[-1]):
        return pd.DataFrame(columns=columns).astype({"reported_on": "datetime64[us]", **dict.fromkeys(_BAND, float)})
    last = reports.reported_on.iloc[-1]
    left = min((reports.due_on.iloc[-1] - last).days, HORIZONS[-1])
    horizons = [*range(_WEEK, left, _WEEK), left] if left > 0 else []
    if not horizons:
        return forecast_to_due(reports.head(0))
    seen = campaign.outlook(horizons)
    done = float(campaign.baseline + campaign.new.sum())
    rows = [_row(reports, last, Outlook(0, done, done, done))]
    rows += [_row(reports, last + pd.Timedelta(days=one.horizon), one) for one in seen]
    return pd.DataFrame(rows, columns=columns)


def what_if(reports: pd.DataFrame) -> pd.DataFrame:
    """What comes of the pace times `pace_factor` (the same in every row) from the last report on: the band on the due
    day or as far as one holds, `reported_on`, `low_count`, `likely_count`, `high_count`; the days on which it reaches
    the target, `early_on`, `likely_on`, `late_on`, none where that is later than a band goes; and `needed_factor`, with
    which the due day is met in 8 of 10 cases. Empty where there is no forecast to a due day."""
    days = ["reported_on", "early_on", "likely_on", "late_on"]
    columns = [*_SAID_OF_ALL, *days, *_BAND, "needed_factor"]
    none = pd.DataFrame(columns=columns).astype(dict.fromkeys(days, "datetime64[us]"))
    campaign = _campaign(reports)
    if campaign is None or pd.isna(reports.due_on.iloc[-1]) or pd.isna(reports.target_count.iloc[-1]):
        return none
    last, target = reports.reported_on.iloc[-1], float(reports.target_count.iloc[-1])
    left = min((reports.due_on.iloc[-1] - last).days, HORIZONS[-1])
    if left < 1:
        return none
    seen = campaign.outlook(range(1, HORIZONS[-1] + 1), float(reports.pace_factor.iloc[-1]))
    reached = [
        next((last + pd.Timedelta(days=one.horizon) for one in seen if count(one) >= target - 0.5), pd.NaT)
        for count in (lambda one: one.p90, lambda one: one.p50, lambda one: one.p10)
    ]
    row = _row(reports, last + pd.Timedelta(days=left), seen[left - 1])
    row |= dict(zip(days[1:], reached, strict=True))
    of_campaign = campaign.new, campaign.baseline, campaign.people
    row["needed_factor"] = forecast.needed_factor(*of_campaign, target, left, campaign.rest)
    return pd.DataFrame([row], columns=columns).astype(dict.fromkeys(days, "datetime64[us]"))


@dataclass(frozen=True)
class Effort:
    """So many groups that work on so many days a week."""

    groups: int
    days: int


def smallest_change(now: Effort, factor: float) -> Effort | None:
    """The effort with the fewest group-days a week that is `factor` times the present one, of no fewer groups and days;
    None where MOST_TIMES as many groups on seven days are too few. Of equals the one with fewer new groups."""
    wanted = factor * now.groups * now.days
    enough = [
        Effort(groups, days)
        for groups in range(now.groups, MOST_TIMES * now.groups + 1)
        for days in range(now.days, 8)
        if groups * days >= wanted - 1e-9
    ]
    return min(enough, key=lambda one: (one.groups * one.days, one.groups), default=None)


def back_test(reports: pd.DataFrame) -> pd.DataFrame:
    """For each week, counted back from the last report, the band forecast at its start for its end, `reported_on`:
    `low_count`, `likely_count`, `high_count`; what came, `done_count`; whether it lay in the band, `is_held`; and how
    far from it the most likely count and the straight line of the week before lay, `error_count` and
    `straight_error_count`. In people."""
    columns = [*_SAID_OF_ALL, "reported_on", *_BAND, "done_count", "is_held", "error_count", "straight_error_count"]
    campaign, rows = _campaign(reports), []
    days = range(len(campaign.new) - _WEEK, FEWEST_DAYS - 1, -_WEEK) if campaign else ()
    for day in days:
        assert campaign
        done = campaign.baseline + np.cumsum(campaign.new)
        (seen,) = replace(campaign, new=campaign.new[:day]).outlook([_WEEK])
        came = done[day - 1 + _WEEK]
        row = _row(reports, reports.reported_on.iloc[0] + pd.Timedelta(days=day - 1 + _WEEK), seen)
        straight = done[day - 1] + campaign.new[max(0, day - _WEEK) : day].sum()
        told = {"done_count": came, "is_held": bool(row["low_count"] <= came <= row["high_count"])}
        errors = {"error_count": row["likely_count"] - came, "straight_error_count": straight - came}
        rows.append({**row, **told, **errors})
    frame = pd.DataFrame(rows, columns=columns)
    return frame if rows else frame.astype({"reported_on": "datetime64[us]", **dict.fromkeys(columns[5:], float)})


def wilson(held: int, of: int) -> tuple[float, float]:
    """The 95 % interval of a share, `held` of `of` > 0; Wilson, "Probable inference" (1927)."""
    share, weight = held / of, _Z**2 / of
    middle = (share + weight / 2) / (1 + weight)
    half = sqrt(share * (1 - share) * weight + weight**2 / 4) / (1 + weight)
    return max(0.0, middle - half), min(1.0, middle + half)


@dataclass(frozen=True)
class _Campaign:
    """`new`: people of each day from the first report to the last, 0 on days without one; see `forecast.outlook`."""

    new: Days
    baseline: float
    people: float
    rest: Rest | None
    is_village: bool = False

    def outlook(self, horizons: Sequence[int], factor: float = 1.0) -> list[Outlook]:
        seen = forecast.outlook(self.new, self.baseline, self.people, horizons, factor=factor, rest=self.rest)
        done = float(self.baseline + self.new.sum())
        if not self.is_village:
            return seen
        return forecast.never_falling([forecast.with_chance(one, done, self.people) for one in seen])


def _campaign(reports: pd.DataFrame) -> _Campaign | None:
    """None where there are fewer than seven days from the first report to the last, or the last weeks brought nobody:
    of a standstill nothing follows.

    What a day adds without being new, as the first cumulative count of a village does, was there before.
    """
    if reports.empty:
        return None
    by_day = reports.set_index("reported_on")
    done = by_day.done_count.astype(float).asfreq("D").ffill()
    if len(done) < FEWEST_DAYS:
        return None
    first = reports.iloc[0]
    of_first_day = 0.0 if pd.isna(first.new_count) else float(first.new_count)
    added = pd.Series(np.diff(done.to_numpy(), prepend=float(done.iloc[0]) - of_first_day), done.index)
    new = _without_falls(by_day.new_count.astype(float).asfreq("D").fillna(added).to_numpy())
    if new[-forecast.WINDOW_DAYS :].sum() <= 0:
        return None
    known: Sequence[Any] = [first.residents_14_plus, first.target_count, done.max()]
    people = max(float(count) for count in known if not pd.isna(count))
    rest = _rest(done.index[0], len(new) + HORIZONS[-1], first.rest_weekdays)
    return _Campaign(new, float(done.iloc[-1] - new.sum()), people, rest, first.level == "village")


def _rest(first: pd.Timestamp, days: int, weekdays: Sequence[int]) -> Rest | None:
    """Which of so many days from the first on are rest days; None where none are, or all."""
    if not 0 < len(weekdays) < _WEEK:
        return None
    return np.isin((first.isoweekday() - 1 + np.arange(days)) % _WEEK + 1, list(weekdays))


def _without_falls(new: Days) -> Days:
    """Counts by day without corrections: what one takes off is taken off all days before it, each in proportion, for
    nobody knows on which of them too many were counted."""
    told = np.zeros(len(new))
    for day, count in enumerate(new):
        before = told[:day].sum()
        if count >= 0:
            told[day] = count
        elif before > 0:
            told[:day] *= max(0.0, 1 + count / before)
    return told


def _row(reports: pd.DataFrame, day: pd.Timestamp, seen: Outlook) -> dict[str, Any]:
    said = {name: reports[name].iloc[-1] for name in _SAID_OF_ALL}
    band = dict(zip(_BAND, (float(round(count)) for count in (seen.p10, seen.p50, seen.p90)), strict=True))
    return {**said, "reported_on": day, **band}
