"""What must be said before any number: no data, simulated data, old data."""

from collections.abc import Mapping
from contextlib import suppress
from datetime import date

import pandas as pd
import streamlit as st

from enrolment import clock
from enrolment.changes import requests
from enrolment.narrative.chosen import Chosen
from enrolment.query.errors import NoData
from enrolment.settings import settings
from enrolment.view import html
from enrolment.view.html import blocks
from enrolment.view.session import ask, lang, words
from enrolment.view.words import count, day, name, t, word


def show(needs_reports: bool) -> bool:
    """Show the notices that apply; False when there is nothing for the page to show."""
    try:
        about = ask("frame/about").row
    except NoData:
        if _is_built_anew():
            st.rerun()
        html.show(blocks.welcome(t("product"), t("no-data-yet"), _to_data()))
        return False
    if about.commune_count == 0:
        _notice(t("no-communes"), _to_data())
        return False
    if about.is_simulated:
        _notice(words().own(about, "notice") or t("notice-simulated"))
    if pd.isna(about.last_reported_on):
        _notice(t("no-reports-at-all", villages=count(about.village_count)), _to_data())
        return not needs_reports
    age = (clock.today() - about.last_reported_on.date()).days
    if age > settings().stale_after_days and not about.is_simulated:
        _notice(t("notice-stale", day=day(about.last_reported_on), days=count(age)))
    return True


def _is_built_anew() -> bool:
    """Whether the data was there and only its snapshot gone, and is there again."""
    with st.spinner(t("data-building")):
        try:
            return requests.build_where_gone(lang())
        except requests.Refused as refused:
            _notice(" ".join(refused.sentences))
            return False


def other_day(days: Mapping[str, str], shown: str) -> None:
    """Say that a link asked for a day that the data does not have. `days`: ISO day to text, the newest first."""
    asked = st.session_state.get("as_of") or ""
    if asked and asked not in days:
        with suppress(ValueError):
            asked = day(date.fromisoformat(asked))
        first, last = list(days.values())[-1], next(iter(days.values()))
        _notice(t("other-day", asked=asked, first=first, last=last, shown=days[shown]))


def ratio(chosen: Chosen) -> None:
    """Say what stands beside the ratio, which parts are in it without a report, and how old the count is."""
    indicator = name(chosen.indicator_row)
    for row in ask("frame/parts", **chosen.what).frame.itertuples():
        if row.left_out_count:
            _notice(t("left-out", count=count(row.left_out_count), indicator=indicator))
        silent = row.part_count - row.reported_part_count
        if row.source in ("villages", "added", "parts") and silent > 0:
            told = {"part": int(silent), "all": count(row.part_count), "unit": t(f"unit-{chosen.unit_key}")}
            key = "unreported-of-planned" if row.source in ("villages", "parts") else "unreported"
            _notice(t(key, **told, indicator=indicator))
        if not pd.isna(row.own_on) and row.own_on.date() < chosen.as_of and row.source in ("own", "both", "added"):
            _notice(t(f"notice-own-count-{row.source}", indicator=indicator, day=day(row.own_on)))


def notes(place: str, indicator: str, most: int = 3) -> None:
    """What people noted on the numbers of this page and that is not mended: beside the number, not in a drawer."""
    found = ask("frame/notes", place=place, indicator=indicator).frame
    for row in found.head(most).itertuples():
        told = {"place": row.place_name, "check": word("audit_name", row.check_name), "note": row.note}
        status = t(f"finding-status-{row.finding_status}")
        _notice(t("notice-note", **told, day=day(row.reported_on), status=status, who=row.noted_by or "–"))
    if len(found) > most:
        _notice(t("notice-notes-more", count=len(found) - most))


def _to_data() -> str:
    """The way to the page where files are dropped, as HTML; nothing on that page itself."""
    return "" if st.session_state.get("page") == "data" else blocks.link(t("go-to-data"), f"/data?lang={lang()}")


def _notice(text: str, link: str = "") -> None:
    html.show(blocks.notice(text, link))
