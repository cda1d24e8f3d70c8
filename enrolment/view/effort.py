"""What it would take: sliders for groups and days a week, and what comes of them."""

from typing import Any

import pandas as pd
import streamlit as st

from enrolment.analysis.reach import MOST_TIMES, Effort
from enrolment.narrative import forecasts
from enrolment.narrative.chosen import Chosen
from enrolment.query.answer import Answer
from enrolment.settings import settings
from enrolment.view import html, parts
from enrolment.view.html import blocks
from enrolment.view.session import ask, words
from enrolment.view.words import t

_LOOKED_AT, _LEAST = 28, 13  # days


def of_now(chosen: Chosen) -> Answer:
    """The forecast at the present pace."""
    return ask("goals/what_if", **chosen.what, factor=1.0)


def show(chosen: Chosen, now: Answer) -> None:
    """The sliders, and what comes of them; nothing where the data has no groups. `now`: `goals/what_if`."""
    groups = ask("teams/groups", **chosen.what).frame.group_count.sum()
    if now.frame.empty or not groups > 0:
        return
    present = Effort(int(groups), _days_a_week(chosen))
    parts.heading(t("effort"), t("effort-sub"))
    first, second = st.columns(2)
    wanted = Effort(
        _slider(first, "effort-groups", 1, MOST_TIMES * present.groups, present.groups, "effort_groups"),
        _slider(second, "effort-days", 1, 7, present.days, "effort_days"),
    )
    factor = wanted.groups * wanted.days / (present.groups * present.days)
    told = forecasts.effort(words(), ask("goals/what_if", **chosen.what, factor=round(factor, 6)), wanted)
    html.show(blocks.line(told, "answer"))
    parts.note(forecasts.smallest_change(words(), now, present))


def _days_a_week(chosen: Chosen) -> int:
    """The weekdays that brought anything in the last four weeks; those that do not rest, where two are not yet over."""
    daily = ask("overview/daily", **chosen.where).frame
    daily = daily[(daily.indicator_code == chosen.indicator) & daily.new_count.notna()]
    last = daily[daily.reported_on > pd.Timestamp(chosen.as_of) - pd.Timedelta(days=_LOOKED_AT)]
    if last.empty or (last.reported_on.max() - last.reported_on.min()).days < _LEAST:
        return max(1, 7 - len(settings().rest_weekdays))
    return max(1, last.reported_on[last.new_count != 0].dt.day_of_week.nunique())


def _slider(column: Any, key: str, low: int, high: int, now: int, state: str) -> int:
    return int(column.slider(t(key), low, high, now, key=state))
