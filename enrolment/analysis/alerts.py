"""What is news: changes that are hardly ever seen in a campaign that goes on as it did.

The thresholds stand in `alert_rules.json`. They are set so that all of them together raise at most one false alarm a
commune and month in campaigns of which nothing changes (`python -m tests.oracle.quiet`, `docs/ALERTS.md`). A band of
98 % for each day's count, which is the first that comes to mind, would raise four: so three days are taken together.
"""

import json
from functools import cache
from math import ceil, log
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from enrolment.analysis import funnel

TURNS = ["kind", "place_code", "place_name", "level", "indicator_code", "since_on", "found_count", "expected_count"]
_DAYS_A_MONTH = 26

Days = NDArray[np.float64]


@cache
def rules() -> dict[str, Any]:
    """The thresholds, by kind of alert."""
    return json.loads((Path(__file__).parent / "alert_rules.json").read_text(encoding="utf-8"))


def silent(units: pd.DataFrame) -> pd.DataFrame:
    """The units that are silent for longer than chance makes units of this place, with `usual_days`: the days from
    which silence is news.

    `units`: a row each, with `active_days` from its first report to its last, `report_count` among them, and
    `silent_days` since. A place whose units report every day hears of two days; one whose units report every third
    day, later.
    """
    if units.empty:
        return units.assign(usual_days=pd.Series(dtype=float))
    missed = 1 - (units.report_count + 0.5) / (units.active_days + 1.0)
    often = float(np.quantile(missed, 0.8)) if (units.report_count < units.active_days).any() else 0.0
    rule, budget = rules()["silent"], rules()["monthly_false_alarms"]
    days = int(rule["days"])
    if often > 0:
        rarely = budget * rule["share_of_budget"] / (len(units) * _DAYS_A_MONTH)
        days = max(days, ceil(log(rarely) / log(often)))
    return units[units.silent_days >= days].assign(usual_days=days).reset_index(drop=True)


def turns(days: pd.DataFrame) -> pd.DataFrame:
    """What has turned by the last day: a row for each alert, with `kind`, the place, `since_on`, the day on which it
    began, and `found_count` beside `expected_count`, in people.

    `days`: a row for each place and day in order, with `is_whole` (the place itself, else one of its units),
    `reporting_count`, `new_count`, `done_count`, `target_count`, `expected_count`, `status`, `residents_14_plus`.
    """
    if days.empty:
        return pd.DataFrame(columns=TURNS).astype({"since_on": "datetime64[us]"})
    whole, units = days[days.is_whole], days[~days.is_whole]
    found = [*_pace_breaks(whole), *_falling(whole), *_newly_below(units)]
    frame = pd.DataFrame(found, columns=TURNS)
    return frame if found else frame.astype({"since_on": "datetime64[us]"})


def pace_break(new: Days, remaining: Days) -> list[tuple[float, float, float]]:
    """For each day from the first on which it can be said: how many of the usual deviations the count of the last days
    lies off what those before lead to (below 0: fewer), that count, and what was led to; in order, the last day last.
    Led to is as many a day as before, or the same share of those who remain, or what lies between: campaigns do both.

    `new`: people of each working day. `remaining`: who could be reached before each. Deviations are of the logarithm,
    the campaign's own earlier ones drawn towards a usual one while there are few, and never less than chance makes.
    """
    rule = rules()["pace_break"]
    width, least, most = rule["days"], rule["fewest_before_days"], rule["before_days"]
    sums = np.concatenate([[0.0], np.cumsum(new)])
    offered = np.concatenate([[0.0], np.cumsum(remaining)])
    told, logs = [], np.array([])
    for day in range(least + width, len(new) + 1):
        start, before = max(0, day - width - most), day - width
        reached = sums[before] - sums[start]
        count = float(sums[day] - sums[before])
        by_share = float(reached / max(offered[before] - offered[start], 1.0) * (offered[day] - offered[before]))
        by_day = float(reached / (before - start) * width)
        led_to = max(min(count, max(by_share, by_day)), min(by_share, by_day))
        own = logs[: max(0, len(logs) - width + 1)]
        logs = np.append(logs, _off(count, by_share))
        worth, usual_worth = len(own) / width, rule["worth_days"] / width
        spread = (usual_worth * rule["usual"] ** 2 + float((own**2).sum()) / width) / (usual_worth + worth)
        deviation = np.sqrt(max(spread, 1 / (max(led_to, 0.0) + 0.5)))
        told.append((_off(count, led_to) / float(deviation), count, led_to))
    return told


def _off(count: float, led_to: float) -> float:
    """The logarithm of a count over what was led to; of zeros too."""
    return log((max(count, 0.0) + 0.5) / (max(led_to, 0.0) + 0.5))


def _pace_breaks(whole: pd.DataFrame) -> list[dict[str, Any]]:
    """Where the last days brought far fewer or far more than those before lead to."""
    rule = rules()["pace_break"]
    known = whole[(whole.reporting_count > 0) & whole.new_count.notna() & (whole.residents_14_plus > 0)]
    known = known[~_is_rest(known)]
    if len(known) < rule["fewest_before_days"] + rule["days"]:
        return []
    new = known.new_count.to_numpy(float)
    before = known.done_count.to_numpy(float) - new
    told = pace_break(new, np.maximum(known.residents_14_plus.to_numpy(float) - before, 1.0))
    is_off = [
        abs(deviations) >= rule["deviations"]
        and not 1 / rule["factor"] < (count + 0.5) / (led_to + 0.5) < rule["factor"]
        for deviations, count, led_to in told
    ]
    if not is_off[-1]:
        return []
    began = len(is_off) - 1
    while began > 0 and is_off[began - 1]:
        began -= 1
    since = known.reported_on.iloc[len(known) - len(is_off) + began]
    deviations, count, led_to = told[-1]
    kind = "pace_fell" if deviations < 0 else "pace_leapt"
    return [_alert(kind, whole.iloc[-1], since, count, round(led_to))]


def _is_rest(days: pd.DataFrame) -> pd.Series:
    """Days of weekdays that came twice and more, and never brought anything."""
    weekdays = days.reported_on.dt.day_of_week
    by_weekday = (days.new_count != 0).groupby(weekdays)
    return (by_weekday.transform("sum") == 0) & (by_weekday.transform("size") >= 2)


def _falling(whole: pd.DataFrame) -> list[dict[str, Any]]:
    """Where a place is behind its plan and has fallen further on each of the last reported days."""
    rule = rules()["falling_behind"]
    known = whole[(whole.reporting_count > 0) & (whole.target_count > 0) & whole.expected_count.notna()]
    if len(known) <= rule["days"] or known.status.iloc[-1] != "behind":
        return []
    gaps = ((known.expected_count - known.done_count) / known.target_count).to_numpy(float)
    began = len(gaps) - 1
    while began > 0 and gaps[began] > gaps[began - 1]:
        began -= 1
    fell = gaps[-1] - gaps[began]
    if len(gaps) - 1 - began < rule["days"] or fell < rule["points"]:
        return []
    last = known.iloc[-1]
    return [_alert("falling_behind", last, known.reported_on.iloc[began], last.done_count, last.expected_count)]


def _newly_below(units: pd.DataFrame) -> list[dict[str, Any]]:
    """Units that have dropped out of the funnel in the last days, and were within it before."""
    rule = rules()["newly_below"]
    days = sorted(units.reported_on.unique(), reverse=True)

    def below(day: Any) -> pd.DataFrame:
        compared = funnel.compared(units[units.reported_on == day], rule["deviations"])
        return compared[compared.against_chance == "below"]

    now = below(days[0]) if days else units.iloc[:0]
    runs = dict.fromkeys(now.place_code, 1)  # days in a row, up to the last
    still = set(runs)
    for day in days[1:]:
        if not still:
            break
        still &= set(below(day).place_code)
        runs |= {code: runs[code] + 1 for code in still}
    return [
        _alert("newly_below", row, days[run - 1], row.done_count, round(row.overall_share * row.target_count))
        for row in now.itertuples()
        if rule["days"] <= (run := runs[row.place_code]) < min(len(days), rule["news_days"])
    ]


def _alert(kind: str, row: Any, since: Any, found: float, expected: float) -> dict[str, Any]:
    told = (kind, row.place_code, row.place_name, row.level, row.indicator_code, since, float(found), float(expected))
    return dict(zip(TURNS, told, strict=True))
