"""The order of a province's communes, and two of them side by side."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from enrolment.narrative import comparisons
from enrolment.narrative.chosen import Chosen
from enrolment.query.answer import Answer
from enrolment.view import filters, html, parts
from enrolment.view.html import blocks
from enrolment.view.session import ask
from enrolment.view.words import day, label, name, reached, t, write

_DAYS = 7  # back to the day that ranks are held against, unless another is chosen
_OF_CHOSEN = ("remaining_count", "status", "required_pace", "recent_pace")
_SIDES = ("commune", "beside")  # the choices that live in the URL


def show(chosen: Chosen) -> None:
    """Two communes of a province with all that each has reached, and the rank of all. Nothing of a commune: its
    villages are no competitors."""
    since = filters.choose_earlier(chosen.as_of, _DAYS) if chosen.level == "province" else ""
    if not since:
        return
    ranks = ask("comparison/ranks", **chosen.what, since=since)
    if not len(ranks):
        return
    if len(ranks) > 1:
        _show_two(chosen, ranks)
    parts.folded_panel(
        t("ranks", since=day(date.fromisoformat(since))),
        t("ranks-sub"),
        ranks,
        ["place_name", "rank_number", "rank_change", "reached", "moved_points", "remaining_count"],
    )


def _show_two(chosen: Chosen, ranks: Answer) -> None:
    names = dict(zip(ranks.frame.place_code, ranks.frame.place_name, strict=True))
    parts.heading(t("side-by-side"), t("side-by-side-sub"))
    with st.container(horizontal=True):
        first = _choose(_SIDES[0], names)
        second = _choose(_SIDES[1], {code: name for code, name in names.items() if code != first})
    compared = ask("comparison/funnel", **chosen.what).frame.set_index("place_code").against_chance
    told = pd.DataFrame({place: _told(chosen, ranks, compared, place) for place in (first, second)})
    # Two communes may have one name: then their codes tell them apart.
    labels = [f"{names[place]} ({place})" if names[first] == names[second] else names[place] for place in told]
    table = told.set_axis(labels, axis="columns")
    table.insert(0, label("indicator_name"), table.index)
    html.show(blocks.pair(html.table(table)))


def _choose(key: str, names: Mapping[str, str]) -> str:
    return filters.choose(key, names, next(iter(names)), label="filter-commune", is_always_written=True)


def _told(chosen: Chosen, ranks: Answer, compared: pd.Series, place: str) -> dict[str, str]:
    """What is said of a commune: of the chosen indicator all, of the others what was reached, in one order for all.
    `compared`: how it lies against chance, by place."""
    standing = ask("overview/standing", place=place, as_of=chosen.as_of).frame.set_index("indicator_code")
    rank = ranks.frame.set_index("place_code").loc[place]
    mine, own = standing.loc[chosen.indicator], name(chosen.indicator_row)
    told = {
        own: _reached(mine),
        label("rank_number"): comparisons.ranked(chosen, ranks, place),
        label("rank_change"): write("rank_change", rank.rank_change),
        **{label(column): write(column, mine[column]) for column in _OF_CHOSEN},
        label("against_chance"): write("against_chance", compared.get(place)),
    }
    others = ask("frame/indicators").frame
    return told | {
        name(row): _reached(standing.loc[row.indicator_code])
        for row in others.itertuples()
        if row.indicator_code != chosen.indicator
    }


def _reached(row: Any) -> str:
    return t("no-reports-yet") if pd.isna(row.done_count) else reached(row.done_count, row.target_count)
