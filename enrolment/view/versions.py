"""Between an earlier state of the data, which the page looks back to, and what counts now: what moved the total."""

from datetime import date, datetime, time
from typing import Any

import pandas as pd
import streamlit as st

from enrolment.analysis.versions import by_change, by_unit
from enrolment.changes import requests
from enrolment.charts import maps
from enrolment.clock import VIETNAM
from enrolment.narrative import answers
from enrolment.narrative.chosen import Chosen
from enrolment.query import door
from enrolment.query.answer import Answer
from enrolment.query.reader import Reader
from enrolment.view import cards, drawn, html, mapping, parts
from enrolment.view.html import blocks
from enrolment.view.session import ask, lang, reader, words
from enrolment.view.words import count, day, label, moment, short, t

_MOST = 30  # units and changes that are drawn
_COLUMNS = ("place_name", "then_count", "now_count", "moved_count")


def show_moved(chosen: Chosen) -> None:
    """Where the page looks back: the indicator's total then and now, each at its last report, and what moved it, change
    by change and unit by unit."""
    at = st.session_state.get("known") or ""
    if not reader().is_looking_back or requests.parsed_moment(at) is None:
        return
    then_on, then, units_then = _state(reader(), chosen)
    now_on, now, units_now = _state(Reader(lang()), chosen)
    changes, by = requests.moments(after=at)[::-1], (now or 0) - (then or 0)
    told = t(
        "versions-told",
        indicator=short(chosen.indicator_row),
        then=count(then),
        now=count(now),
        by=words().signed(by, 0),
        then_day=day(then_on),
        now_day=day(now_on),
        count=len(changes),
    )
    parts.heading(t("versions-moved"), told)
    if _is_all(chosen):
        _show_changes(chosen, changes, then or 0, by, at)
    else:
        parts.note(t("versions-of-all"))
    moved = by_unit(units_then.frame, units_now.frame)
    _show_map(chosen, units_now, moved)
    _show_units(chosen, moved, by)


def came_in(chosen: Chosen) -> str:
    """What came in since the last day began; empty where the page looks at another day, or back, or at the first data
    there are."""
    since = chosen.as_of
    if reader().is_looking_back or since != ask("frame/days").row.day_on.date():
        return ""
    start = datetime.combine(since, time.min, VIETNAM).isoformat()
    then, changes = requests.totals_at(start), requests.moments(after=start)
    if not then or not changes:
        return ""
    before, now = _noted(then, chosen), _noted(changes[0]["totals"], chosen)
    by = now - before if _is_all(chosen) and now is not None and before is not None else None
    named = [_what(change) for change in changes]
    return answers.came_in(chosen, since, named, by)


def _state(asked_by: Reader, chosen: Chosen) -> tuple[date, float | None, Answer]:
    """Of one state: the day of the last report, where the place stood then, and its units."""
    last_on = door.ask(asked_by, "frame/about").row.last_reported_on.date()
    standing = door.ask(asked_by, "overview/standing", place=chosen.place, as_of=last_on).frame
    done = standing.done_count[standing.indicator_code == chosen.indicator]
    units = door.ask(asked_by, "units/standing", place=chosen.place, indicator=chosen.indicator, as_of=last_on)
    return last_on, None if done.isna().all() else float(done.iloc[0]), units


def _is_all(chosen: Chosen) -> bool:
    """Whether the place is all that the store counts: only of that the changes tell by how much they moved it."""
    places = door.ask(Reader(lang()), "frame/places", place=chosen.place).frame
    tops = places[places.level == "province"] if (places.level == "province").any() else places
    return list(tops.place_code) == [chosen.place]


def _show_changes(chosen: Chosen, changes: list[dict[str, Any]], then: float, total: float, at: str) -> None:
    """A bar for each change; what they do not come to is due to rules of numbers that are younger."""
    noted = [_noted(totals, chosen) for totals in (requests.totals_at(at), *(change["totals"] for change in changes))]
    moved = by_change(then if noted[0] is None else noted[0], noted[1:])
    named = [(_named(change), by) for change, by in zip(changes, moved, strict=True) if by]
    rest = total - sum(by for _, by in named)
    named += [(t("versions-rest"), rest)] if rest else []
    _show_bars(t("versions-by-change"), named)


def _noted(totals: dict[str, float | None], chosen: Chosen) -> float | None:
    """What a change noted of the indicator, 0 where nobody stood any more; None where it noted nothing at all."""
    return (totals.get(chosen.indicator) or 0.0) if totals else None


def _named(change: dict[str, Any]) -> str:
    return f"{moment(datetime.fromisoformat(change['at']))} · {_what(change)}"


def _what(change: dict[str, Any]) -> str:
    kind = t(f"event-{change['kind']}")
    return f"{kind} {change['files']}"


def _show_units(chosen: Chosen, moved: pd.DataFrame, total: float) -> None:
    named = list(zip(moved.place_name, moved.moved_count, strict=True))
    rest = total - moved.moved_count.sum()
    _show_bars(t(f"versions-by-{chosen.unit_key}"), [*named, *([(t("moved-rest"), rest)] if rest else [])])
    if len(moved):
        rows = list(moved.itertuples())
        table = pd.DataFrame({label(column): [words().cell(row, column) for row in rows] for column in _COLUMNS})
        html.show(blocks.details(t("table-behind"), html.table(table, [label(column) for column in _COLUMNS[1:]])))


def _show_map(chosen: Chosen, units_now: Answer, moved: pd.DataFrame) -> None:
    """Where counts became more, and where less."""
    units = maps.differing(units_now, moved, lang())
    if moved.empty or units.frame.latitude.isna().all():
        return
    title = t("versions-map")
    parts.subheading(title)
    cards.show_legend_of_differences(units, chosen.unit_key)
    style = mapping.style(chosen, maps.SHAPES[0], [], is_played=False)
    drawn.units(maps.standing(units, style, mapping.centre(chosen), None), "differences", title)


def _show_bars(heading: str, named: list[tuple[str, float]]) -> None:
    """The largest, in their order; how many there are beside them."""
    largest = sorted(range(len(named)), key=lambda place: -abs(named[place][1]))[:_MOST]
    shown = [named[place] for place in sorted(largest)]
    parts.subheading(heading)
    if not shown:
        parts.note(t("versions-none"))
        return
    html.show(html.bars([(name, by, words().signed(by, 0)) for name, by in shown]))
    if len(named) > len(shown):
        parts.note(t("versions-more", count=len(named) - len(shown), all=len(named)))
