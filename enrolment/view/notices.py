"""What must be said before any number: no data, simulated data, old data."""

from html import escape

import pandas as pd
import streamlit as st

from enrolment import clock
from enrolment.metrics import word
from enrolment.settings import settings
from enrolment.view.words import count, day, lang, t
from enrolment.warehouse import NoData, run


def show(needs_reports: bool) -> bool:
    """Show the notices that apply; False when there is nothing for the page to show."""
    try:
        about = run("frame/about").iloc[0]
    except NoData:
        st.html(f'<h1>{escape(t("product"))}</h1><p class="headline">{escape(t("no-data-yet"))} {_to_data()}</p>')
        return False
    if about.commune_count == 0:
        _notice(t("no-communes"), _to_data())
        return False
    if about.is_simulated:
        _notice(about[f"notice_{lang()}"] or t("notice-simulated"))
    if pd.isna(about.last_reported_on):
        _notice(t("no-reports-at-all", villages=count(about.village_count)), _to_data())
        return not needs_reports
    age = (clock.today() - about.last_reported_on.date()).days
    if age > settings().stale_after_days and not about.is_simulated:
        _notice(t("notice-stale", day=day(about.last_reported_on), days=count(age)))
    return True


def left_out(what: dict, indicator_name: str) -> None:
    """Say what stands beside the ratio because its places have no target. `what`: place, indicator, day."""
    found = run("frame/left_out", **what)
    if len(found):
        _notice(t("left-out", count=count(found.left_out_count.iloc[0]), indicator=indicator_name))


def notes(place: str, indicator: str, most: int = 3) -> None:
    """What people noted on the numbers of this page and that is not mended: beside the number, not in a drawer."""
    found = run("frame/notes", place=place, indicator=indicator)
    for row in found.head(most).itertuples():
        told = {"place": row.place_name, "check": word(lang(), "audit_name", row.check_name), "note": row.note}
        status = t(f"finding-status-{row.finding_status}")
        _notice(t("notice-note", **told, day=day(row.reported_on), status=status, who=row.noted_by or "–"))
    if len(found) > most:
        _notice(t("notice-notes-more", count=len(found) - most))


def _to_data() -> str:
    """The way to the page where files are dropped, as HTML; nothing on that page itself."""
    return (
        "" if st.session_state.get("page") == "data" else f'<a href="/data?lang={lang()}">{escape(t("go-to-data"))}</a>'
    )


def _notice(text: str, link: str = "") -> None:
    st.html(f'<p class="notice" role="status">{escape(text)} {link}</p>')
