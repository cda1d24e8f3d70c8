"""For a projector: everything at the size that ten metres need, and nothing but what is looked at. The choice is in the
URL; `tools/drawing/src/projector.js` has the keys."""

import streamlit as st

from enrolment.view import filters
from enrolment.view.words import t

YES = "yes"


def choose() -> None:
    """The switch, among the choices of the whole site."""
    key = "choose_large"
    st.session_state[key] = is_chosen()
    st.toggle(t("large"), key=key, help=t("large-help"), on_change=lambda: _set(st.session_state[key]))


def show_way_back() -> None:
    """A way back to the usual size, where the pages' menu is not seen."""
    if is_chosen():
        with st.container(key="leave_large"):
            st.button(t("large-leave"), type="tertiary", on_click=_set, args=(False,))


def is_chosen() -> bool:
    return st.session_state.get("large") == YES


def _set(is_large: bool) -> None:
    filters.pick("large", YES if is_large else "")
