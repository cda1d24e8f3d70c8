"""Addresses within the dashboard that reopen a view."""

from urllib.parse import urlencode

import pandas as pd
import streamlit as st

from enrolment.pages import PAGES
from enrolment.view.chosen import Chosen
from enrolment.view.filters import choices


def to(page: str, **changes: str) -> str:
    """The address of a page with the present choices and these changes."""
    wanted = {key: value for key, value in {**choices(), **changes}.items() if value}
    return f"/{'' if page == PAGES[0] else page}?{urlencode(wanted)}"


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


def units(chosen: Chosen, frame: pd.DataFrame) -> dict[str, str]:
    """Unit code to address: a village opens its profile, a commune its overview."""
    if chosen.level == "province":
        return {code: to("overview", place=code, village="") for code in frame.place_code}
    return {code: to("village", place=chosen.place, village=code) for code in frame.place_code}


def villages(frame: pd.DataFrame) -> dict[str, str]:
    """Village code to its profile's address."""
    return {row.place_code: to("village", place=row.parent_code, village=row.place_code) for row in frame.itertuples()}
