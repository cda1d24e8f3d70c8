"""Forms to take along, filled with the commune's own villages; and the tables as they are, to mend and bring back."""

from urllib.parse import urlencode

import streamlit as st

from enrolment.contract import TABLES
from enrolment.view.session import lang
from enrolment.view.words import t

_FORMS = ("daily", "targets", "villages")


def show() -> None:
    """Links to the forms and to every table in full."""
    place = st.session_state.get("place") or ""
    asked = urlencode({"lang": lang(), **({"place": place} if place else {})})
    forms = " · ".join(f'<a href="/template/{form}.xlsx?{asked}">{t(f"template-{form}")}</a>' for form in _FORMS)
    tables = " · ".join(
        f'<a href="/table/{table}.csv">{t(f"table-name-{table}".replace("_", "-"))}</a>' for table in TABLES
    )
    st.html(f'<p class="source">{forms}</p><p class="source">{t("tables-in-full")} {tables}</p>')
