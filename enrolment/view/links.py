"""Addresses within the dashboard that reopen a view."""

from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlencode

import streamlit as st

from enrolment.narrative.chosen import Chosen
from enrolment.pages import PAGES
from enrolment.view.filters import in_address


def to(page: str, **changes: str) -> str:
    """The address of a page with the present choices and these changes."""
    return _address(page, {**in_address(), **changes})


def known() -> dict[str, str]:
    """The moment that the page looks back to, as a download's parameter; none for today."""
    at = st.session_state.get("known")
    return {"known": at} if at else {}


def here(**changes: str) -> str:
    """The address of the page that is open, with the present choices and these changes."""
    page = st.session_state.get("page") or PAGES[0]
    return to(page, **changes)


def exact() -> str:
    """The address of the page that is open with its place and day, also where they are the defaults: those may change.
    Empty on a page without filters."""
    place, as_of = st.session_state.get("choose_place"), st.session_state.get("choose_as_of")
    return here(place=place, as_of=as_of) if place and as_of else ""


def units(chosen: Chosen) -> Callable[[Any], str]:
    """The address of a row's unit: a village opens its profile, a commune its overview."""
    present = in_address()
    if chosen.level == "province":
        return lambda row: _address("overview", {**present, "place": row.place_code, "village": ""})
    return lambda row: _address("village", {**present, "place": chosen.place, "village": row.place_code})


def villages() -> Callable[[Any], str]:
    """The address of a row's village, whose profile it opens."""
    present = in_address()
    return lambda row: _address("village", {**present, "place": row.parent_code, "village": row.place_code})


def _address(page: str, choices: Mapping[str, str]) -> str:
    wanted = {key: value for key, value in choices.items() if value}
    return f"/{'' if page == PAGES[0] else page}?{urlencode(wanted)}"
