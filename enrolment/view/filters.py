"""The choices that live in the URL: place, indicator, day, village, language. A link reopens the same view.

Streamlit can bind a widget to the URL, but a select box then writes the label that it shows, which differs between
languages and between communes of one name. A link needs the code: so each choice is a bound text field that nobody
sees, and the widgets that people use set it. Back, page switches and links are then Streamlit's own.
"""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import streamlit as st

from enrolment.narrative import chosen as chosen_by
from enrolment.narrative.chosen import Chosen
from enrolment.view import html, notices
from enrolment.view.html import blocks
from enrolment.view.session import ask, words
from enrolment.view.words import day, name, short, t

KEYS = (
    *("lang", "place", "indicator", "as_of", "village", "commune", "shape", "layers", "known", "since", "beside"),
    *("colour", "large"),
)


def bind_url() -> None:
    """Make the fields behind the choices, once a run and before anything is written in a language."""
    with st.container(key="url"):
        for key in KEYS:
            st.text_input(key, key=key, bind="query-params", label_visibility="collapsed")


def in_address() -> dict[str, str]:
    """The choices that differ from the defaults."""
    return {key: st.session_state[key] for key in KEYS if st.session_state.get(key)}


def choose(
    key: str,
    labels: Mapping[str, str],
    default: str,
    *,
    widget: Callable = st.selectbox,
    label: str | None = None,
    widget_key: str | None = None,
    is_always_written: bool = False,
    **arguments: Any,
) -> str:
    """Show one choice as a widget; an option that is not there (an old link) falls back to the default.

    `labels`: option to what people read. `label`: the widget's text key, from `key` unless given. `widget_key` sets
    two widgets of one choice apart. `is_always_written`: the default changes with the data, so the URL must hold the
    choice even where it is today's default.
    """
    current = st.session_state.get(key) or default
    current = current if current in labels else default
    widget_key = widget_key or f"choose_{key}"
    st.session_state[widget_key] = current  # at every run: a page switch makes a new widget of the same key
    text = t(label or f"filter-{key.replace('_', '-')}")
    arguments |= {
        "key": widget_key,
        "on_change": _take,
        "args": (key, widget_key, "" if is_always_written else default),
    }
    widget(text, list(labels), format_func=labels.__getitem__, **arguments)
    return current


def choose_many(key: str, labels: Mapping[str, str]) -> list[str]:
    """Show a choice of several as pills; in the URL they stand side by side, separated by dots."""
    current = [option for option in (st.session_state.get(key) or "").split(".") if option in labels]
    widget_key = f"choose_{key}"
    st.session_state[widget_key] = current
    arguments: Any = {"key": widget_key, "on_change": _take_many, "args": (key, widget_key)}
    st.pills(t(f"filter-{key}"), list(labels), selection_mode="multi", format_func=labels.__getitem__, **arguments)
    return current


def pick(key: str, value: str) -> None:
    """Make a choice from elsewhere than its widget, such as a click on the map; for callbacks."""
    st.session_state[key] = value


def show() -> Chosen:
    """The row of filters that every page begins with: place, indicator, day."""
    places = ask("frame/places", place=st.session_state.get("place") or None)
    indicators = ask("frame/indicators")
    indicator_names = {row.indicator_code: name(row) for row in indicators.frame.itertuples()}
    place_names = dict(zip(places.frame.place_code, places.frame.place_name, strict=True))
    days = day_labels()
    folded = st.container(key="folded")
    html.record(blocks.filters_gap())
    with st.container(horizontal=True, key="filters"):
        place = choose("place", place_names, next(iter(place_names)))
        indicator = choose("indicator", indicator_names, chosen_by.first_indicator(indicators))
        as_of = choose("as_of", days, next(iter(days)))
    chosen = chosen_by.choose(words(), places, indicators, place, indicator, date.fromisoformat(as_of))
    with folded:  # on a phone, one line says what is chosen, and opens on a tap
        html.show(blocks.fold(" · ".join([place_names[place], short(chosen.indicator_row), days[as_of]])))
    notices.other_day(days, as_of)
    notices.ratio(chosen)
    notices.notes(place, indicator)
    return chosen


def choose_earlier(as_of: date, days: int = 1) -> str:
    """A day before the one that the page is set to, ISO: so many days before, or the first, unless another is chosen;
    empty where there is none."""
    earlier = _earlier(as_of)
    return choose("since", earlier, list(earlier)[min(days, len(earlier)) - 1]) if earlier else ""


def choose_comparison(as_of: date) -> None:
    """An earlier day to compare with, or none."""
    if earlier := _earlier(as_of):
        choose("since", {"": t("since-none"), **earlier}, "")


def compared_with(as_of: date) -> str:
    """The earlier day that a page is set to compare with, ISO; empty where it is set to none."""
    chosen = in_address().get("since", "")
    return chosen if chosen in _earlier(as_of) else ""


def _earlier(as_of: date) -> dict[str, str]:
    return {code: told for code, told in day_labels().items() if code < as_of.isoformat()}


def day_labels() -> dict[str, str]:
    """The days that a page can be set to, newest first: ISO date to the day as people write it."""
    return {moment.date().isoformat(): day(moment) for moment in ask("frame/days").frame.day_on}


def _take(key: str, widget_key: str, default: str) -> None:
    value = st.session_state[widget_key]
    st.session_state[key] = "" if value in (default, None) else value


def _take_many(key: str, widget_key: str) -> None:
    st.session_state[key] = ".".join(st.session_state[widget_key])
