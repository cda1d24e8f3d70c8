"""The alerts of a place: asked for, listed, and noted on."""

from collections.abc import Sequence
from datetime import date

import pandas as pd

from enrolment.analysis.alerts import rules
from enrolment.narrative import alerts
from enrolment.narrative.alerts import STATES, Alert
from enrolment.narrative.chosen import Chosen
from enrolment.view import filters, html, links, note_form, parts
from enrolment.view.html import blocks
from enrolment.view.note_form import NoteForm
from enrolment.view.session import ask, words
from enrolment.view.words import count, label, t, write

_WATCHED = ("pace", "falling", "silent", "below", "apart", "followed")
_MARKS = {"open": "▼", "explained": "●", "fixed": "▲"}


def of_place(chosen: Chosen) -> list[Alert]:
    """All alerts of a place, of every indicator."""
    codes = ask("frame/indicators").frame.indicator_code
    turns = [ask("alerts/turns", **chosen.where, indicator=code) for code in codes]
    apart = ask("quality/reconciliation", place=chosen.place)
    silent, followed = ask("alerts/silent", **chosen.where), ask("plan/followed", **chosen.where)
    return alerts.found(silent, turns, apart, followed, ask("alerts/notes", place=chosen.place))


def line(chosen: Chosen) -> str:
    """The gravest alert that nobody has looked at, and how many more there are; empty where there is none."""
    return alerts.line(words(), of_place(chosen), ask("frame/indicators"))


def show(chosen: Chosen, found: Sequence[Alert]) -> None:
    """A line for each alert, with what people noted on it and where there is more."""
    indicators, items = ask("frame/indicators"), []
    for alert in found:
        told = f"{_MARKS[alert.state]} {alerts.sentence(words(), alert, indicators)}"
        way = blocks.link(t("more"), _address(chosen, alert))
        items.append(blocks.finding(told, t(f"alert-state-{alert.state}"), alert.note, alert.noted_by) + " " + way)
    if items:
        html.show(blocks.items(items, "alerts"))


def show_not_judged(chosen: Chosen) -> None:
    """What cannot be told, and why."""
    daily, standing = ask("overview/daily", **chosen.where), ask("overview/standing", **chosen.where)
    for told in alerts.not_judged(words(), daily, standing, ask("frame/indicators")):
        parts.note(told)


def show_moved(chosen: Chosen) -> None:
    """What moved the indicator's total since an earlier day, the largest first."""
    since = filters.choose_earlier(chosen.as_of)
    if not since:
        return
    moved = ask("alerts/between", **chosen.what, since=since)
    told = alerts.moved(chosen, moved, date.fromisoformat(since))
    named = moved.frame[moved.frame.moved_count != 0]
    if named.empty:
        parts.note(told)
        return
    named = named.assign(place_name=named.place_name.fillna(t("moved-rest")))
    parts.bar_panel(
        t("moved", day=words().day(date.fromisoformat(since))),
        told,
        "place_name",
        "moved_count",
        lambda row: words().signed(row.moved_count, 0),
        moved.showing(named),
        ["place_name", "then_count", "now_count", "moved_count"],
        lambda row: "" if row.level == "rest" else links.units(chosen)(row),
    )
    parts.link(t("moved-on-map"), links.to("map", since=since))
    _show_moved_of_all(chosen, date.fromisoformat(since))


def _show_moved_of_all(chosen: Chosen, since: date) -> None:
    """What moved each indicator's total since an earlier day."""
    then = ask("overview/standing", place=chosen.place, as_of=since).frame.set_index("indicator_code").done_count
    rows = []
    for row in ask("overview/standing", **chosen.where).frame.itertuples():
        before = then.get(row.indicator_code, float("nan"))
        by = row.done_count - before
        moved = "–" if pd.isna(by) else words().signed(by, 0)
        rows.append((words().short(row), write("then_count", before), write("now_count", row.done_count), moved))
    labels = [label(key) for key in ("indicator_name", "then_count", "now_count", "moved_count")]
    html.show(blocks.panel(t("moved-of-all")) + html.table(pd.DataFrame(rows, columns=labels), labels[1:]))


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
    watched = [t(f"alert-rule-{kind}", **told) for kind in _WATCHED]
    html.show(blocks.panel(t("alert-rules"), t("alerts-budget", **told)) + blocks.items(watched))


def show_form(found: Sequence[Alert]) -> None:
    """Say of an alert that it was seen or settled."""
    states = {state: t(f"alert-state-{state}") for state in STATES}
    about = [
        {
            "check_name": alert.kind,
            "place_code": alert.place_code,
            "indicator_code": alert.indicator_code,
            "reported_on": alert.since_on.isoformat() if alert.since_on else "",
        }
        for alert in found
    ]
    labels = [alerts.sentence(words(), alert, ask("frame/indicators")) for alert in found]
    form = NoteForm("alert", t("alert-form"), t("alert-which"), t("alert-example"), states)
    note_form.show(form, labels, about)


def _address(chosen: Chosen, alert: Alert) -> str:
    if alert.page == "village":
        return links.to("village", place=chosen.place, village=alert.place_code)
    place = {"place": alert.place_code} if alert.level == "commune" else {}
    indicator = {"indicator": alert.indicator_code} if alert.indicator_code else {}
    return links.to(alert.page, **place, **indicator)
