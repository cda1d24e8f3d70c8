"""What the forecast says in words. `ahead`: an answer of `goals/forecast`, `row`: one of `overview/standing`."""

from math import floor
from typing import Any

import pandas as pd

from enrolment.analysis import forecast, reach
from enrolment.analysis.reach import Effort
from enrolment.narrative.words import Words
from enrolment.query.answer import Answer

_UNDER_WAY = ("ahead", "on", "behind")


def stands(row: Any, ahead: Answer) -> bool:
    """Whether there is a forecast for a plan that is under way."""
    return row.status in _UNDER_WAY and row.target_count > 0 and len(ahead) > 1


def is_short(row: Any, ahead: Answer) -> bool:
    """Whether the target is most likely missed on the last day of the forecast."""
    return bool(_end(ahead).likely_count < row.target_count)


def clause(words: Words, row: Any, ahead: Answer) -> str:
    """The band on the due day, the most likely count, what is then short; and where the straight line leads."""
    end = _end(ahead)
    told = {
        "day": words.day(end.reported_on),
        "band": f"{words.count(end.low_count)}–{words.count(end.high_count)}/{words.count(row.target_count)}",
        "shares": f"{_percent(words, end.low_count, row)}–{_percent(words, end.high_count, row)}%",
        "likely": f"{words.count(end.likely_count)} ({_percent(words, end.likely_count, row)}%)",
    }
    if end.reported_on < row.due_on:
        return words.t("led-forecast-until", **told)
    gap = row.target_count - end.likely_count
    said = words.t("led-forecast", **told, gap=_gap(words, gap))
    if pd.isna(row.projected_short_count) or (gap < 0.5 and row.projected_short_count < 0.5):
        return said
    key = "led-straight-optimistic" if row.projected_short_count < gap else "led-straight"
    return f"{said}; {words.t(key, gap=_gap(words, row.projected_short_count))}"


def chance(words: Words, row: Any, ahead: Answer) -> str:
    """How likely the target is reached by the last day of the forecast."""
    return words.t(f"chance-{_level(row, ahead)}", day=words.day(_end(ahead).reported_on))


def verdict(words: Words, row: Any, ahead: Answer) -> str:
    """The answer in a word or two; empty where the forecast does not lead to the due day."""
    is_told = stands(row, ahead) and _end(ahead).reported_on >= row.due_on
    return words.t(f"verdict-{_level(row, ahead)}") if is_told else ""


def _level(row: Any, ahead: Answer) -> str:
    """Which part of the band reaches the target: all of it, the most likely count, its high end, or nothing."""
    end = _end(ahead)
    levels = (("sure", end.low_count), ("likely", end.likely_count), ("unlikely", end.high_count))
    return next((key for key, count in levels if count >= row.target_count), "hardly")


def record(words: Words, back_test: Answer) -> str:
    """How often such bands held here, with the interval of that share; empty where no week is over yet."""
    weeks = len(back_test)
    if not weeks:
        return ""
    held = int(back_test.frame.is_held.astype(bool).sum())
    low, high = reach.wilson(held, weeks)
    told = {"held": words.count(held), "count": weeks, "low": words.count(100 * low), "high": words.count(100 * high)}
    return words.t("forecast-record", **told)


def reached_on(words: Words, what_if: Answer) -> str:
    """On which days the target is reached: most likely, early and late; empty where nothing is forecast. `what_if`:
    `goals/what_if`."""
    if what_if.frame.empty:
        return ""
    row = what_if.row
    days = {key: words.day(getattr(row, f"{key}_on")) for key in ("early", "likely", "late")}
    known = [key for key in days if not pd.isna(getattr(row, f"{key}_on"))]
    if not known:
        return words.t("reached-never", count=forecast.HORIZONS[-1])
    return words.t("reached-on", **days, known={3: "all", 2: "likely", 1: "early"}[len(known)])


def effort(words: Words, what_if: Answer, chosen: Effort) -> str:
    """What comes of so many groups on so many days a week."""
    row = what_if.row
    told = {
        "groups": words.t("groups-count", count=chosen.groups),
        "days": words.t("days-a-week", count=chosen.days),
        "day": words.day(row.reported_on),
        "band": f"{words.count(row.low_count)}–{words.count(row.high_count)}/{words.count(row.target_count)}",
        "likely": f"{words.count(row.likely_count)} ({_percent(words, row.likely_count, row)}%)",
    }
    return f"{words.t('say-effort', **told)} {reached_on(words, what_if)}"


def smallest_change(words: Words, what_if: Answer, now: Effort) -> str:
    """With how many groups and days the due day is met in 8 of 10 cases. `what_if`: of the present pace."""
    row = what_if.row
    if row.reported_on < row.due_on or pd.isna(row.needed_factor):
        return ""
    if row.needed_factor <= 1:
        return words.t("effort-enough", due=words.day(row.due_on))
    found = reach.smallest_change(now, row.needed_factor)
    told = {"factor": words.count(row.needed_factor, 1), "due": words.day(row.due_on)}
    if found is None:
        most = words.t("groups-count", count=reach.MOST_TIMES * now.groups)
        return words.t("effort-never", **told, groups=most)
    groups, days = words.t("groups-count", count=found.groups), words.t("days-a-week", count=found.days)
    return words.t("effort-change", **told, groups=groups, days=days)


def why_none(words: Words, row: Any, reported: pd.DataFrame) -> str:
    """Why there is no forecast for a plan that is under way. `reported`: days of `goals/burn_up` with a count."""
    if row.status not in _UNDER_WAY:
        return ""
    days = 0 if reported.empty else (reported.reported_on.max() - reported.reported_on.min()).days + 1
    if days < forecast.FEWEST_DAYS:
        return words.t("no-forecast-short", count=forecast.FEWEST_DAYS)
    lately = reported[reported.reported_on > reported.reported_on.max() - pd.Timedelta(days=forecast.WINDOW_DAYS)]
    if not lately.new_count.sum() > 0:
        return words.t("no-forecast-standstill", count=forecast.WINDOW_DAYS)
    return words.t("no-forecast-kind")


def _end(ahead: Answer) -> Any:
    return ahead.frame.iloc[-1]


def _percent(words: Words, count: float, row: Any) -> str:
    """Whole percents, for a forecast is no surer; 100 only where the target is reached."""
    return words.count(floor(100 * count / row.target_count))


def _gap(words: Words, count: float) -> str:
    return words.t("lack-some", count=words.count(count)) if count >= 0.5 else words.t("lack-none")
