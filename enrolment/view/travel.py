"""Looking back: any page as it was reported at an earlier moment, and what later batches changed."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import pandas as pd
import streamlit as st

from enrolment.changes import requests
from enrolment.narrative.chosen import Chosen
from enrolment.query import door, errors
from enrolment.query.answer import Answer
from enrolment.query.errors import NothingKnown
from enrolment.query.reader import Reader
from enrolment.view import filters, html, links, parts
from enrolment.view.html import blocks
from enrolment.view.session import lang, look_back
from enrolment.view.words import count, day, label, moment, name, reached, t

MOMENTS = 60


def choose() -> list[str]:
    """The choice of a moment; sets what every question of this run is asked of. Why it cannot be shown, or nothing."""
    look_back(None)
    found = requests.moments()[:MOMENTS]
    if len(found) < 2 and not st.session_state.get("known"):
        return []
    labels = {"": t("known-now"), **{change["at"]: _told(change, 40) for change in found[1:]}}
    asked = st.session_state.get("known") or ""
    if asked not in labels and (when := requests.parsed_moment(asked)):  # a link may name any moment
        labels[asked] = moment(when)
    at = filters.choose("known", labels, "")
    if asked not in labels:
        return [t("known-unreadable")]
    when = requests.parsed_moment(at)
    if when is None:
        return []
    try:
        with st.spinner(t("known-building")):
            requests.version_as_known(lang(), at)
        look_back(when)
    except requests.Refused as refused:
        return list(refused.sentences)
    except NothingKnown as nothing:
        return [errors.sentence(nothing, lang())]
    return []


def show_notice(problem: Sequence[str]) -> None:
    """Say that the page looks back, or why it cannot, and the way to today."""
    asked = st.session_state.get("known") or ""
    if not asked:
        return
    when = requests.parsed_moment(asked)
    told = " ".join(problem) or (t("known-notice", moment=moment(when)) if when else "")
    if when and not problem and any(when < datetime.fromisoformat(change["at"]) for change in requests.rule_changes()):
        told += f" {t('known-by-todays-rules')}"
    if when and not problem and (gone := requests.erased_since(asked)):
        told += f" {t('known-erased', count=gone)}"
    html.show(blocks.notice(told, blocks.link(t("known-back"), links.here(known=""))))


def show_changes(chosen: Chosen, then: Answer) -> None:
    """What batches since then changed for this place: each indicator as it was known, and as it is known now."""
    at = st.session_state.get("known") or ""
    if not requests.parsed_moment(at):
        return
    now = door.ask(Reader(lang()), then.query, **then.parameters).frame
    later = requests.moments(after=at)
    both = then.frame.merge(now, on="indicator_code", suffixes=("", "_now"))
    moved = both[
        both.done_count.fillna(0).ne(both.done_count_now.fillna(0))
        | both.target_count.fillna(0).ne(both.target_count_now.fillna(0))
    ]
    parts.heading(t("later-changes"), t("later-changes-sub", count=len(later)))
    if moved.empty:
        parts.note(t("later-changes-none", day=day(chosen.as_of)))
    else:
        table = pd.DataFrame(
            {
                label("indicator_name"): [name(row) for row in moved.itertuples()],
                t("later-by"): [_signed(row.done_count_now, row.done_count) for row in moved.itertuples()],
                t("later-then"): [reached(row.done_count, row.target_count) for row in moved.itertuples()],
                t("later-now"): [reached(row.done_count_now, row.target_count_now) for row in moved.itertuples()],
            }
        )
        html.show(html.table(table, [t("later-then"), t("later-now"), t("later-by")]))
    parts.link(t("versions-link"), links.to("alerts"))
    items = [f"{_told(change, 120)} · {change['who'] or '–'}" for change in later[:20]]
    html.show(blocks.details(t("later-batches", count=len(later)), blocks.items(items)))


def _told(change: dict[str, Any], most: int) -> str:
    """A change in a line: when, what, which files."""
    files = change["files"] if len(change["files"]) <= most else f"{change['files'][: most - 1]}…"
    kind = t(f"event-{change['kind']}")
    return f"{moment(datetime.fromisoformat(change['at']))} · {kind} {files}"


def _signed(now: float, then: float) -> str:
    by = (0 if pd.isna(now) else now) - (0 if pd.isna(then) else then)
    return f"{'+' if by > 0 else '−' if by < 0 else ''}{count(abs(by))}"
