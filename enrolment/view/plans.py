"""What the plan says of a row of `overview/standing`: where it stands today, and where the pace of the last days leads.

One sentence holds both, wherever a status stands: on the plan's line today may be short on the due day.
"""

from typing import Any

import pandas as pd

from enrolment import clock
from enrolment.view.words import count, day, t


def outlook(row: Any) -> str:
    """Status today, what the pace of the last seven days leaves on the due day, and whether that day has passed."""
    when = "today" if row.reported_on.date() == clock.today() else "then"
    said = [t(f"plan-{row.status}".replace("_", "-"), starts=day(row.starts_on), due=day(row.due_on), when=when)]
    if row.status in ("ahead", "on", "behind") and not pd.isna(row.recent_pace):
        said.append(_led_to(row))
    return "; ".join(filter(None, [*said, still_to_reach(row), _today(row)]))


def needed(row: Any) -> str:
    """What the plan takes each working day, and what the last seven days gave."""
    late = ""
    if row.overdue_count > 0:
        late = t("needed-overdue", count=count(row.overdue_count))
    if row.no_day_left_count > 0:
        late += t("needed-no-day-left", count=count(row.no_day_left_count))
    if pd.isna(row.required_pace):
        left = row.no_day_left_count
        return t("needed-only-no-day-left", count=count(left)) if left > 0 and row.status != "overdue" else ""
    due = t("needed-own-due-days") if row.has_mixed_plans else t("needed-due", due=day(row.due_on))
    told = {"required": count(row.required_pace, 1), "late": late, "due": due}
    if pd.isna(row.recent_pace):
        return t("needed-alone", **told)
    key = "needed-enough" if row.recent_pace >= row.required_pace and not late else "needed-short"
    return t(key, **told, recent=count(row.recent_pace, 1))


def still_to_reach(row: Any) -> str:
    """The shortfall of the parts below target, where it is more than the place's own remaining."""
    if pd.isna(row.short_count) or row.short_count <= max(0, row.remaining_count):
        return ""
    return t("still-to-reach", count=count(row.short_count))


def _led_to(row: Any) -> str:
    told = {"due": day(row.due_on)}
    if not pd.isna(row.projected_short_count):
        left = count(row.projected_short_count)
        return t("led-short", **told, count=left) if row.projected_short_count >= 0.5 else t("led-reached", **told)
    if pd.isna(row.required_pace):
        return ""
    if row.recent_pace < row.required_pace:
        return t("led-too-slow")
    late = row.overdue_count + row.no_day_left_count
    return t("led-enough-but", count=count(late)) if late > 0 else t("led-enough")


def _today(row: Any) -> str:
    """Where the day that the page is set to lies within the plan, and today does not."""
    today = pd.Timestamp(clock.today())
    if row.status in ("ahead", "on", "behind", "not_begun") and today > row.due_on:
        return t("today-past-due", due=day(row.due_on))
    if row.status in ("ahead", "on", "behind") and today < row.starts_on:
        return t("today-before-start", starts=day(row.starts_on))
    return ""
