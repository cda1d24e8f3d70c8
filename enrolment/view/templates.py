"""Forms to take along, filled with the commune's own villages; and the tables as they are, to mend and bring back."""

from urllib.parse import urlencode

import streamlit as st

from enrolment.contract import TABLES
from enrolment.view import html
from enrolment.view.html import blocks
from enrolment.view.session import lang
from enrolment.view.words import t

_FORMS = ("daily", "targets", "villages")


def show() -> None:
    """Links to the forms and to every table in full."""
    place = st.session_state.get("place") or ""
    asked = urlencode({"lang": lang(), **({"place": place} if place else {})})
    forms = [blocks.link(t(f"template-{form}"), f"/template/{form}.xlsx?{asked}") for form in _FORMS]
    tables = [blocks.link(t(f"table-name-{table}".replace("_", "-")), f"/table/{table}.csv") for table in TABLES]
    html.show(blocks.source(forms) + blocks.source([t("tables-in-full"), *tables]))
