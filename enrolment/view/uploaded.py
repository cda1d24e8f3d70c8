"""One file on its way in: what it is taken for, what is asked, its first rows, and what is wrong with it."""

import hashlib
from datetime import date

import pandas as pd
import streamlit as st

from enrolment.changes.compare import note_told
from enrolment.changes.messages import SeenChange, SeenFile
from enrolment.contract import LAYERS, TABLES, schema
from enrolment.query import downloads
from enrolment.view import history, html, parts
from enrolment.view.html import blocks
from enrolment.view.questions import ask_day, choose_table, show_columns, show_made, show_question, tick
from enrolment.view.session import lang
from enrolment.view.words import count, day, t

MOST_MISTAKES, MOST_LEFT_OUT = 8, 12


def show(file: SeenFile) -> None:
    """One file: what it is taken for, what is asked, its first rows, what is wrong with it."""
    with st.container(border=True, key=f"file_{hashlib.md5(file.key.encode()).hexdigest()[:8]}"):
        html.show(blocks.file(file.name, _mood(file), _says(file)))
        for warning in file.warnings:
            parts.note(f"● {warning}", "notice")
        if file.table is None:
            _show_mistakes(file)
            return
        if file.personal:
            parts.note(t("persons-found", columns=", ".join(file.personal)), "notice")
        elif any(question.choice == "table" for question in file.questions):
            choose_table(file)
        for question in file.questions:
            show_question(file, question)
        if file.day and not any(question.choice == "day" for question in file.questions):
            ask_day(file, file.day, t("day-taken"))
        show_made(file)
        if file.columns and not file.personal:
            show_columns(file)
        if file.first_rows and not file.questions:
            _show_first_rows(file)
        _show_left_out(file)
        _show_mistakes(file)


def _says(file: SeenFile) -> str:
    """The file's state in a sentence."""
    change = file.change
    if file.is_known:
        return t("file-known")
    if change and file.table in TABLES:
        counts = change.model_dump(include={name for name in SeenChange.model_fields if name.endswith("_count")})
        told = {key.removesuffix("_count"): count(value) for key, value in counts.items()}
        return t("file-change", table=t(f"table-name-{file.table}".replace("_", "-")), **told)
    if change:
        shown = {"table": t(f"table-name-{file.table}"), "new": count(change.new_count)}
        return t("file-layers", **shown) if file.table == LAYERS else t("file-shapes", **shown)
    if file.questions:
        return t("file-asks", count=len(file.questions))
    return t("file-refused", count=file.mistake_count)


def _mood(file: SeenFile) -> str:
    return "behind" if not file.is_ready and not file.questions else "on" if file.mistake_count else "ahead"


def _show_first_rows(file: SeenFile) -> None:
    frame = pd.DataFrame(list(file.first_rows)).fillna("")
    if "indicator_code" in frame:
        frame["indicator_code"] = frame.indicator_code.replace(history.indicator_names())
    for column in {field.name for field in schema(file.table).fields if field.type == "date"} & set(frame):
        frame[column] = [_as_day(cell) for cell in frame[column]]
    frame = frame.rename(columns={column: t(f"column-{column}".replace("_", "-")) for column in frame.columns})
    html.show(blocks.line(t("first-rows"), "sub") + html.table(frame))


def _as_day(cell: str) -> str:
    """A day as people write it; what is none, as it stands."""
    try:
        return day(date.fromisoformat(cell))
    except ValueError:
        return cell


def _show_left_out(file: SeenFile) -> None:
    said = [note_told(lang(), *note) for note in file.notes]
    said += [t(f"left-out-{left.why}", row=left.row, text=left.text) for left in file.left_out[:MOST_LEFT_OUT]]
    more = len(file.left_out) - MOST_LEFT_OUT
    said += [t("left-out-more", count=more)] if more > 0 else []
    if said:
        count_of_all = len(file.left_out) + len(file.notes)
        html.show(blocks.details(t("left-out-rows", count=count_of_all), blocks.items(said)))


def _show_mistakes(file: SeenFile) -> None:
    if not file.mistakes:
        return
    more = file.mistake_count - MOST_MISTAKES
    items = [mistake.sentence for mistake in file.mistakes[:MOST_MISTAKES]]
    items += [t("mistakes-more", count=more)] if more > 0 else []
    html.show(blocks.items(items, "findings mistakes"))
    if not file.bad_rows:
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        if file.is_ready and file.change:
            tick(file, "leave_out", t("leave-out", count=count(file.change.rejected_count)))
        st.download_button(
            t("download-bad-rows"),
            downloads.csv_text(pd.DataFrame(list(file.bad_rows)), "\r\n").encode("utf-8-sig"),
            f"{file.name.rpartition('.')[0]}-loi.csv",
            "text/csv",
            key=f"bad_{file.key}",
            on_click="ignore",
        )
