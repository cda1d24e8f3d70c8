"""What the plan says of a row of `overview/standing`: where it stands today, and where the pace of the last days leads.

One sentence holds both, wherever a status stands: on the plan's line today may be short on the due day.
"""

from typing import Any

import pandas as pd

from enrolment import clock
from enrolment.narrative import forecasts
from enrolment.narrative.words import Words
from enrolment.query.answer import Answer


def outlook(words: Words, row: Any, ahead: Answer | None = None) -> str:
    """Status today, what will be short on the due day, and whether that day has passed. `ahead`: an answer of
    `goals/forecast`; where it has no forecast, or none is asked, the pace of the last seven days leads on."""
    when = "today" if row.reported_on.date() == clock.today() else "then"
    said = [
        words.t(
            f"plan-{row.status}".replace("_", "-"),
            starts=words.day(row.starts_on),
            due=words.day(row.due_on),
            when=when,
        )
    ]
    if ahead is not None and forecasts.stands(row, ahead):
        said.append(forecasts.clause(words, row, ahead))
    elif row.status in ("ahead", "on", "behind") and not pd.isna(row.recent_pace):
        said.append(_led_to(words, row))
    return "; ".join(filter(None, [*said, still_to_reach(words, row), _today(words, row)]))


def needed(words: Words, row: Any, ahead: Answer | None = None) -> str:
    """What the plan takes each working day, and what the last seven days gave: enough, unless `ahead`, as in `outlook`,
    forecasts otherwise."""
    late = ""
    if row.overdue_count > 0:
        late = words.t("needed-overdue", count=words.count(row.overdue_count))
    if row.no_day_left_count > 0:
        late += words.t("needed-no-day-left", count=words.count(row.no_day_left_count))
    if pd.isna(row.required_pace):
        left = row.no_day_left_count
        return (
            words.t("needed-only-no-day-left", count=words.count(left)) if left > 0 and row.status != "overdue" else ""
        )
    due = words.t("needed-own-due-days") if row.has_mixed_plans else words.t("needed-due", due=words.day(row.due_on))
    told = {"required": words.count(row.required_pace, 1), "late": late, "due": due}
    if pd.isna(row.recent_pace):
        return words.t("needed-alone", **told)
    is_short = ahead is not None and forecasts.stands(row, ahead) and forecasts.is_short(row, ahead)
    is_enough = row.recent_pace >= row.required_pace and not late and not is_short
    key = "needed-enough" if is_enough else "needed-short"
    return words.t(key, **told, recent=words.count(row.recent_pace, 1))


def still_to_reach(words: Words, row: Any) -> str:
    """The shortfall of the parts below target, where it is more than the place's own remaining."""
    if pd.isna(row.short_count) or row.short_count <= max(0, row.remaining_count):
        return ""
    return words.t("still-to-reach", count=words.count(row.short_count))


def _led_to(words: Words, row: Any) -> str:
    told = {"due": words.day(row.due_on)}
    if not pd.isna(row.projected_short_count):
        left = words.count(row.projected_short_count)
        return (
            words.t("led-short", **told, count=left)
            if row.projected_short_count >= 0.5
            else words.t("led-reached", **told)
        )
    if pd.isna(row.required_pace):
        return ""
    if row.recent_pace < row.required_pace:
        return words.t("led-too-slow")
    late = row.overdue_count + row.no_day_left_count
    return words.t("led-enough-but", count=words.count(late)) if late > 0 else words.t("led-enough")


def _today(words: Words, row: Any) -> str:
    """Where the day that the page is set to lies within the plan, and today does not."""
    today = pd.Timestamp(clock.today())
    if row.status in ("ahead", "on", "behind", "not_begun") and today > row.due_on:
        return words.t("today-past-due", due=words.day(row.due_on))
    if row.status in ("ahead", "on", "behind") and today < row.starts_on:
        return words.t("today-before-start", starts=words.day(row.starts_on))
    return ""
