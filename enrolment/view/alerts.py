"""The alerts of a place: asked for, listed, and noted on."""

from collections.abc import Sequence
from datetime import date

import streamlit as st

from enrolment.analysis.alerts import rules
from enrolment.changes import requests
from enrolment.narrative import alerts
from enrolment.narrative.alerts import STATES, Alert
from enrolment.narrative.chosen import Chosen
from enrolment.view import filters, history, html, links, parts
from enrolment.view.html import blocks
from enrolment.view.session import ask, lang, words
from enrolment.view.words import count, t

_MARKS = {"open": "▼", "explained": "●", "fixed": "▲"}


def of_place(chosen: Chosen) -> list[Alert]:
    """All alerts of a place, of every indicator."""
    codes = ask("frame/indicators").frame.indicator_code
    turns = [ask("alerts/turns", **chosen.where, indicator=code) for code in codes]
    apart = ask("quality/reconciliation", place=chosen.place)
    silent, followed = ask("alerts/silent", **chosen.where), ask("plan/followed", **chosen.where)
    return alerts.found(silent, turns, apart, followed, ask("alerts/notes", place=chosen.place))


def line(chosen: Chosen) -> str:
    """The gravest new alert of the chosen indicator and of units that are silent; empty where there is none."""
    silent, turns = ask("alerts/silent", **chosen.where), ask("alerts/turns", **chosen.what)
    found = alerts.found(silent, [turns], None, None, ask("alerts/notes", place=chosen.place))
    return alerts.line(words(), found, ask("frame/indicators"))


def show(chosen: Chosen, found: Sequence[Alert]) -> None:
    """A line for each alert, with what people noted on it and where there is more."""
    indicators, items = ask("frame/indicators"), []
    for alert in found:
        told = f"{_MARKS[alert.state]} {alerts.sentence(words(), alert, indicators)}"
        way = blocks.link(t("more"), _address(chosen, alert))
        items.append(blocks.finding(told, t(f"alert-state-{alert.state}"), alert.note, alert.noted_by) + " " + way)
    if items:
        html.show(blocks.items(items, "alerts"))


def show_moved(chosen: Chosen) -> None:
    """What moved the indicator's total since an earlier day, the largest first."""
    since = filters.choose_earlier(chosen.as_of)
    if not since:
        return
    moved = ask("alerts/between", **chosen.what, since=since)
    told = alerts.moved(chosen, moved, date.fromisoformat(since))
    if not len(moved):
        parts.note(told)
        return
    named = moved.frame.assign(place_name=moved.frame.place_name.fillna(t("moved-rest")))
    parts.bar_panel(
        t("moved", day=words().day(date.fromisoformat(since))),
        told,
        "place_name",
        "moved_count",
        lambda row: words().signed(row.moved_count, 0),
        moved.showing(named),
        ["place_name", "then_count", "now_count", "moved_count"],
    )


def show_rules() -> None:
    """What is watched, with the thresholds, and how often they err."""
    told = {
        "silent": rules()["silent"]["days"],
        "days": rules()["pace_break"]["days"],
        "factor": count(rules()["pace_break"]["factor"], 1),
        "falling": rules()["falling_behind"]["days"],
        "points": count(100 * rules()["falling_behind"]["points"]),
        "below": rules()["newly_below"]["days"],
        "alarms": rules()["monthly_false_alarms"],
    }
    watched = [t(f"alert-rule-{kind}", **told) for kind in ("pace", "falling", "silent", "below", "apart")]
    html.show(blocks.panel(t("alert-rules"), t("alerts-budget", **told)) + blocks.items(watched))


def show_form(found: Sequence[Alert]) -> None:
    """Say of an alert that it was seen or settled; the note is a batch, as those on findings are."""
    if not found or parts.why_no_change():
        return
    parts.heading(t("alert-form"), t("note-form-sub"))
    labels = [alerts.sentence(words(), alert, ask("frame/indicators")) for alert in found]
    with st.form(f"alert_form_{st.session_state.get('note_turn', 0)}", border=True):
        chosen = st.selectbox(t("alert-which"), range(len(labels)), format_func=labels.__getitem__)
        state = st.segmented_control(
            t("note-status"), STATES, format_func=lambda one: t(f"alert-state-{one}"), default="explained"
        )
        note = st.text_input(t("note-text"), max_chars=300, placeholder=t("alert-example"))
        who = history.ask_who("alert_who")
        is_sent = st.form_submit_button(t("note-save"), type="primary")
    if is_sent and not (note.strip() and who and state):
        parts.note(t("note-incomplete"), "mistake")
    elif is_sent:
        alert = found[chosen]
        row = {
            "check_name": alert.kind,
            "place_code": alert.place_code,
            "indicator_code": alert.indicator_code,
            "reported_on": alert.since_on.isoformat() if alert.since_on else "",
            "finding_status": str(state),
            "note": note.strip(),
        }
        history.carry_out(lambda tell: requests.write_note(lang(), row, who, tell), "outcome-note", who)


def _address(chosen: Chosen, alert: Alert) -> str:
    if alert.page == "village":
        return links.to("village", place=chosen.place, village=alert.place_code)
    place = {"place": alert.place_code} if alert.level == "commune" else {}
    indicator = {"indicator": alert.indicator_code} if alert.indicator_code else {}
    return links.to(alert.page, **place, **indicator)
