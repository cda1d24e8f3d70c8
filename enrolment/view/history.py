"""What was brought in: each batch with who, when and what it moved, and the way back."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

import pandas as pd
import streamlit as st

from enrolment.changes import requests
from enrolment.changes.messages import Done
from enrolment.changes.requests import Progress
from enrolment.query.errors import NoData
from enrolment.view import html, parts, zone
from enrolment.view.html import blocks
from enrolment.view.session import ask, lang
from enrolment.view.words import as_written, count, label, moment, name, reached, t

SHOWN = 10
# Tables of what happens; the others set a campaign up.
_DAILY = ("progress", "visits", "contributions", "assignments", "notes", "?")


def ask_who(key: str) -> str:
    """Who brings in, takes back or puts back; whoever said it once need not say it again."""
    if not st.session_state.get(key):
        st.session_state[key] = st.session_state.get("by", "")
    return st.text_input(t("ask-who"), key=key, placeholder=t("ask-who-example"), max_chars=60).strip()


def show(batches: Sequence[dict[str, Any]]) -> None:
    """The newest batches, each with its button; all of them on request. Those that set the campaign up are folded."""
    if not batches:
        parts.note(t("history-empty"))
        return
    is_all = len(batches) > SHOWN and st.toggle(t("history-all", count=len(batches)), key="history_all")
    names = indicator_names()
    shown = batches if is_all else batches[:SHOWN]
    for batch in shown:
        if batch["table_name"] in _DAILY:
            _show_batch(batch, names)
    if set_up := [batch for batch in shown if batch["table_name"] not in _DAILY]:
        with st.expander(t("history-set-up", count=len(set_up))):
            for batch in set_up:
                _show_batch(batch, names)


def show_rules() -> None:
    """What newer rules moved in numbers that counted already: place, indicator, before and after."""
    names = indicator_names()
    for change in reversed(requests.rule_changes()):
        moved = change["moved"]
        table = pd.DataFrame(
            {
                label("place_name"): [row["place_name"] or row["place_code"] for row in moved],
                label("indicator_name"): [names.get(row["indicator_code"], row["indicator_code"]) for row in moved],
                t("rules-before"): [reached(row["done_before"], row["target_before"]) for row in moved],
                t("rules-after"): [reached(row["done_after"], row["target_after"]) for row in moved],
            }
        )
        said = t("rules-moved", at=moment(datetime.fromisoformat(change["at"])), count=count(len(moved)))
        html.show(blocks.details(said, html.table(table, [t("rules-before"), t("rules-after")])))


def show_forgotten() -> None:
    """That files which earlier versions kept were destroyed, and which batches would be read otherwise today."""
    for told in requests.forgotten():
        when = moment(datetime.fromisoformat(told["at"]))
        parts.note(t("files-forgotten", at=when, count=int(told["count"])))
    if found := requests.read_otherwise():
        said = [
            t("reads-otherwise", file=one["file_name"], before=told_sums(one["before"]), after=told_sums(one["after"]))
            for one in found
        ]
        html.show(blocks.details(t("reads-otherwise-some", count=len(said)), blocks.items(said)))


def told_sums(sums: dict[str, float] | None) -> str:
    """Rows and sums of a batch in the reader's words."""
    if not sums:
        return t("reads-nothing")
    named = {name: t("history-rows", count=count(int(value))) for name, value in sums.items() if name == "rows"}
    others = [f"{label(name)} {count(int(value))}" for name, value in sums.items() if name != "rows"]
    return " · ".join([*named.values(), *others])


def carry_out(job: Callable[[Progress], Done], outcome: str, who: str) -> None:
    """Run a job under a progress bar, and show the page anew with what came of it. `who` asked for it."""
    st.session_state["by"] = who
    bar = st.progress(0.0, t("step-reading"))

    def tell(step: str, share: float) -> None:
        bar.progress(min(share, 1.0), t(f"step-{step}"))

    try:
        done = job(tell)
    except requests.Refused as refused:
        bar.empty()
        more = [t("mistakes-more", count=refused.more)] if refused.more else []
        st.session_state["outcome"] = ("behind", [t("outcome-refused"), *refused.sentences, *more])
    else:
        key = outcome if done.changed else "nothing-changed"
        names = ", ".join(batch.name for batch in done.batches)
        rows = count(sum(batch.rows for batch in done.batches))
        st.session_state["outcome"] = ("ahead", [t(key, names=names, rows=rows, count=len(done.batches))])
        if outcome != "outcome-import":  # what was typed has come in: the forms are empty again
            st.session_state["note_turn"] = st.session_state.get("note_turn", 0) + 1
        if outcome == "outcome-import":
            zone.mine().clear()
    st.rerun()


def show_outcome() -> None:
    """What the last job came to, said once."""
    kind, sentences = st.session_state.pop("outcome", ("", []))
    for sentence in sentences:
        parts.note(sentence, f"outcome {kind}")
    if sentences:
        st.toast(as_written(sentences[0]))  # on a phone, the button may be far below


def _show_batch(batch: dict[str, Any], names: dict[str, str]) -> None:
    code, is_counted = batch["batch_code"], batch["is_counted"]
    mark = "●" if is_counted else "✕" if batch["erased"] else "○"
    told = [_facts(batch), _moves(batch, names), *_doubts(batch), *_later(batch)]
    what, way = st.columns([5, 1], vertical_alignment="center")
    with what:
        kind = "" if is_counted else "off"
        html.show(blocks.batch(kind, f"{mark} {batch['file_name']}", [blocks.lines(told)]))
    if batch["erased"]:
        return
    with way:
        toggle = "undo" if is_counted else "redo"
        who = "" if parts.why_no_change() else _ask_for_way_back(code, toggle)
    if who:
        change = requests.undo if is_counted else requests.redo
        carry_out(lambda tell: change(lang(), code, who, tell), f"outcome-{toggle}", who)


def _facts(batch: dict[str, Any]) -> str:
    """Its table, rows, when it came and from whom, in one line."""
    facts = [
        t(f"table-name-{batch['table_name']}".replace("_", "-")) if batch["table_name"] != "?" else "?",
        t("history-rows", count=count(batch["row_count"])),
        t("history-rejected", count=count(batch["rejected_count"])) if batch["rejected_count"] else "",
        moment(datetime.fromisoformat(batch["at"])),
        batch["who"],
    ]
    return " · ".join(filter(None, facts))


def _moves(batch: dict[str, Any], names: dict[str, str]) -> str:
    moved = ", ".join(
        f"{names.get(key, key)} {'+' if by > 0 else '−'}{count(abs(by))}" for key, by in batch["changed"].items()
    )
    return t("history-moved", moved=moved) if moved else ""


def _doubts(batch: dict[str, Any]) -> list[str]:
    """Totals in its file that are not what its rows come to."""
    return [
        t("doubt-total", row=one["row"], column=one["column"], said=count(one["said"]), summed=count(one["summed"]))
        for one in batch["doubts"]
    ]


def _later(batch: dict[str, Any]) -> list[str]:
    """What was done to it last: erased, taken back, put back."""
    if gone := batch["erased"]:
        when = moment(datetime.fromisoformat(gone["at"]))
        return [t("erased", at=when, who=gone["who"] or "–", why=gone["why"])]
    if toggled := batch["toggled"]:
        said = {"when": moment(datetime.fromisoformat(toggled["at"])), "who": toggled["who"] or "–"}
        return [t("history-undone", **said) if toggled["kind"] == "undo" else t("history-redone", **said)]
    return []


def _ask_for_way_back(code: str, way: str) -> str:
    """What taking a batch back or putting it back does, and by whom, before it is done; who asked for it just now."""
    with st.popover(t(way)):
        parts.note(t(f"{way}-means"))
        who = ask_who(f"who_{way}_{code}")
        is_sent = st.button(t(f"{way}-confirm"), key=f"{way}_{code}", type="primary")
        if not who:
            parts.note(t("way-back-who"), "mistake" if is_sent else "note")
    return who if is_sent else ""


def indicator_names() -> dict[str, str]:
    """Indicator's code to its name in the reader's language; empty where nothing was brought in yet."""
    try:
        return {row.indicator_code: name(row) for row in ask("frame/indicators").frame.itertuples()}
    except NoData:
        return {}
