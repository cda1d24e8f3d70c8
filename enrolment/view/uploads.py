"""Files on their way in: dropped, understood, asked about, shown as they will be stored; then one button."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

import pandas as pd
import streamlit as st

from enrolment import desk, downloads, warehouse
from enrolment.contract import TABLES
from enrolment.language import day
from enrolment.settings import settings
from enrolment.view import history, html, parts
from enrolment.view.words import count, lang, t

File = dict[str, Any]
MOST_MISTAKES, MOST_LEFT_OUT = 8, 12
_WORDS = """
[data-testid=stFileUploaderDropzone] button p, [data-testid=stFileUploaderDropzoneInstructions] span {{ font-size: 0; }}
[data-testid=stFileUploaderDropzone] button p::after {{ content: "{button}"; font-size: 0.9rem; }}
[data-testid=stFileUploaderDropzoneInstructions] span::after {{ content: "{limit}"; font-size: 0.85rem; }}
"""


def choose() -> list[tuple[str, bytes]]:
    """The drop zone; name and content of what lies in it, nothing on a server that only shows."""
    if not settings().changes:
        parts.note(t("changes-off"))
        return []
    desk.get_ready()
    # The widget's own words are English and cannot be changed: its words are hidden, ours stand in their place.
    st.html(f"<style>{_WORDS.format(button=t('data-choose'), limit=t('data-limit', megabytes=_most()))}</style>")
    turn = st.session_state.setdefault("upload_turn", 0)  # another key is the only way to empty it
    found = st.file_uploader(t("data-drop"), accept_multiple_files=True, key=f"uploads_{turn}") or []
    return [(file.name, file.getvalue()) for file in found]


def look(files: Sequence[tuple[str, bytes]]) -> dict[str, Any]:
    """What the files are and would change, with the answers given so far; looked at anew when any of that changes."""
    made, tables = _made(), _tables()
    try:
        version = warehouse.newest_version()
    except warehouse.NoData:
        version = ""
    digest = hashlib.sha256(json.dumps([made, tables, version, lang()], sort_keys=True).encode())
    for file_name, content in files:
        digest.update(file_name.encode() + hashlib.sha256(content).digest())
    if st.session_state.get("looked_at") != digest.hexdigest():
        with st.spinner(t("data-looking")):
            try:
                st.session_state["looked"] = desk.look(lang(), files, made, tables)
            except desk.Refused as refused:  # not kept: what stood in the way may be gone at the next look
                return {"files": [], "mistakes": refused.sentences, "more": refused.more}
        st.session_state["looked_at"] = digest.hexdigest()
    return st.session_state["looked"]


def show_file(file: File) -> None:
    """One file: what it is taken for, what is asked, its first rows, what is wrong with it."""
    with st.container(border=True, key=f"file_{hashlib.md5(file['key'].encode()).hexdigest()[:8]}"):
        st.html(
            f'<h3 class="file">{escape(file["name"])}</h3><p class="change {_mood(file)}">{escape(_says(file))}</p>'
        )
        if "table" not in file:
            _show_mistakes(file)
            return
        if file["personal"]:
            _warn_of_persons(file)
        elif file["columns"] or any(question["choice"] == "table" for question in file["questions"]):
            with st.container(horizontal=True):
                _choose_table(file)
                if len(file["sheet_names"]) > 1:
                    _ask(file, "sheet", t("ask-sheet"), dict.fromkeys(file["sheet_names"]), file["sheet"])
        for question in file["questions"]:
            _show_question(file, question)
        if _made().get(file["key"]):
            st.button(t("answer-again"), key=f"again_{file['key']}", on_click=_forget_answers, args=(file["key"],))
        if file["columns"] and not file["personal"]:
            _show_columns(file)
        if file["first_rows"]:
            _show_first_rows(file)
        _show_left_out(file)
        _show_mistakes(file)


def show_button(files: Sequence[tuple[str, bytes]], looked: Mapping[str, Any]) -> None:
    """Who brings it in, and the button; or why there is none yet."""
    for sentence in looked["mistakes"]:
        parts.note(f"▼ {sentence}", "mistake")
    if looked["more"]:
        parts.note(t("mistakes-more", count=looked["more"]), "mistake")
    ready = [file for file in looked["files"] if file["is_ready"]]
    waiting = [file for file in looked["files"] if not file["is_ready"] and file.get("questions")]
    rejecting = [file for file in ready if file["mistake_count"] and not _made().get(file["key"], {}).get("leave_out")]
    who = str(st.session_state.get("who") or "")
    blocked = (
        t("button-nothing") if not ready
        else t("button-answer", count=len(waiting)) if waiting
        else t("button-mistakes") if looked["mistakes"]
        else t("button-rejecting") if rejecting
        else t("button-who") if not who.strip()
        else t("button-same") if all(_is_same(file) for file in ready)
        else ""
    )  # fmt: skip
    label = t("button-import", count=len(ready))
    if st.button(label, type="primary", disabled=bool(blocked), key="import") and not blocked:
        keys = [file["key"] for file in ready]
        history.carry_out(
            lambda tell: desk.bring_in(lang(), files, _made(), _tables(), keys, who.strip(), tell), "outcome-import"
        )
    if blocked:
        parts.note(blocked)


def _forget_answers(key: str) -> None:
    """Ask everything about a file once more."""
    _made().pop(key, None)
    for widget in [one for one in st.session_state if str(one).endswith(f"_{key}")]:
        del st.session_state[widget]


def _says(file: File) -> str:
    """The file's state in a sentence."""
    change = file.get("change")
    if file.get("is_known"):
        return t("file-known")
    if change and file["table"] in TABLES:
        told = {key.removesuffix("_count"): count(value) for key, value in change.items() if key.endswith("_count")}
        return t("file-change", table=t(f"table-name-{file['table']}".replace("_", "-")), **told)
    if change:
        return t("file-shapes", table=t(f"table-name-{file['table']}"), new=count(change["new_count"]))
    if file.get("questions"):
        return t("file-asks", count=len(file["questions"]))
    return t("file-refused", count=file["mistake_count"])


def _mood(file: File) -> str:
    return (
        "behind" if not file["is_ready"] and not file.get("questions") else "on" if file["mistake_count"] else "ahead"
    )


def _is_same(file: File) -> bool:
    change = file["change"] or {}
    return not (change.get("new_count") or change.get("replaced_count"))


def _warn_of_persons(file: File) -> None:
    parts.note(t("persons-found", columns=", ".join(file["personal"])), "notice")
    _tick(file, "count_persons", t("persons-count"))


def _choose_table(file: File) -> None:
    names = {table: t(f"table-name-{table}".replace("_", "-")) for table in TABLES}
    key = f"table_{file['key']}"
    st.session_state[key] = file["table"] or None

    def take() -> None:
        _tables()[file["key"]] = st.session_state[key]
        _made().pop(file["key"], None)

    st.selectbox(t("ask-table"), list(names), format_func=names.__getitem__, key=key, on_change=take, placeholder="–")


def _show_question(file: File, question: Mapping[str, Any]) -> None:
    choice, options, about = question["choice"], question["options"], question["about"]
    if choice in ("table", "count_persons"):
        return
    if choice == "day":
        _ask_day(file, question["preset"])
    elif choice == "indicator":
        names = history.indicator_names()
        _ask(file, choice, t("ask-indicator"), {code: names.get(code, code) for code in options}, None)
    elif choice.startswith("accepted:"):
        labels = {code: f"{text} ({code})" for code, text in options.items()}
        _ask(file, choice, t("ask-place", written=about), labels, None)
    else:
        words = {option: text or t(f"answer-{choice}-{_word(option)}") for option, text in options.items()}
        if choice in ("dates", "letters", "decimals"):
            readings = {
                o: day(lang(), pd.Timestamp(text)) if choice == "dates" else text for o, text in options.items()
            }
            words = {o: t(f"answer-{choice}-{_word(o)}", reading=readings[o]) for o in options}
        _ask(file, choice, t(f"ask-{choice}", about=about), words, None)


def _ask(file: File, choice: str, label: str, options: Mapping[str, str | None], present: str | None) -> None:
    key = f"ask_{choice}_{file['key']}"
    if present is not None or key not in st.session_state:
        st.session_state[key] = present
    labels = {option: text or option for option, text in options.items()}

    def take() -> None:
        answer = st.session_state[key]
        made = _made().setdefault(file["key"], {})
        if choice.startswith("accepted:"):
            made.setdefault("accepted", {})[choice.partition(":")[2]] = answer
        else:
            made[choice] = answer

    arguments: dict[str, Any] = {"format_func": labels.__getitem__, "key": key, "on_change": take}
    arguments |= {"index": None} if present is None else {}
    if len(labels) <= 3:
        st.radio(label, list(labels), **arguments)
    else:
        st.selectbox(label, list(labels), **arguments)


def _ask_day(file: File, preset: str) -> None:
    key = f"ask_day_{file['key']}"
    st.session_state.setdefault(key, preset)

    def take() -> None:
        _made().setdefault(file["key"], {})["day"] = st.session_state[key].strip()

    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.text_input(t("ask-day"), key=key, on_change=take, placeholder="2025-08-02", width=260)
        if preset:
            st.button(t("ask-day-take", day=day(lang(), pd.Timestamp(preset))), key=f"take_{key}", on_click=take)


def _tick(file: File, choice: str, label: str) -> None:
    key = f"tick_{choice}_{file['key']}"
    st.session_state[key] = bool(_made().get(file["key"], {}).get(choice))

    def take() -> None:
        _made().setdefault(file["key"], {})[choice] = st.session_state[key]

    st.checkbox(label, key=key, on_change=take)


def _show_columns(file: File) -> None:
    """Each header with what it is taken for; a wrong guess is corrected here, and remembered once it is brought in."""
    unsure = [column for column in file["columns"] if not column["is_sure"]]
    with st.expander(t("columns-of-file", count=len(file["columns"]), unsure=len(unsure)), expanded=bool(unsure)):
        names = history.indicator_names()
        labels = {target: _target_name(target, names) for target in file["targets"]}
        with st.container(horizontal=True):
            for column in file["columns"]:
                if column["header"]:
                    _choose_column(file, column, labels)


def _choose_column(file: File, column: Mapping[str, Any], labels: Mapping[str, str]) -> None:
    key = f"column_{column['position']}_{file['key']}"
    st.session_state[key] = column["target"] if column["target"] in labels else ""

    def take() -> None:
        chosen = _made().setdefault(file["key"], {}).setdefault("columns", {})
        chosen[column["header"]] = st.session_state[key]

    mark = "" if column["is_sure"] else " ?"
    st.selectbox(
        f"{column['header']}{mark}", list(labels), format_func=labels.__getitem__, key=key, on_change=take, width=240
    )


def _show_first_rows(file: File) -> None:
    frame = pd.DataFrame(file["first_rows"]).fillna("")
    frame = frame.rename(columns={column: t(f"column-{column}".replace("_", "-")) for column in frame.columns})
    st.html(f'<p class="sub">{escape(t("first-rows"))}</p>{html.table(frame)}')


def _show_left_out(file: File) -> None:
    said = [t(key, what=what, count=count(number)) for key, what, number in file["notes"]]
    said += [
        t(f"left-out-{left['why']}", row=left["row"], text=left["text"]) for left in file["left_out"][:MOST_LEFT_OUT]
    ]
    more = len(file["left_out"]) - MOST_LEFT_OUT
    said += [t("left-out-more", count=more)] if more > 0 else []
    if said:
        items = "".join(f"<li>{escape(text)}</li>" for text in said)
        st.html(html.details(t("left-out-rows", count=len(file["left_out"]) + len(file["notes"])), f"<ul>{items}</ul>"))


def _show_mistakes(file: File) -> None:
    if not file["mistakes"]:
        return
    items = "".join(f"<li>{escape(one['sentence'])}</li>" for one in file["mistakes"][:MOST_MISTAKES])
    more = file["mistake_count"] - MOST_MISTAKES
    items += f"<li>{escape(t('mistakes-more', count=more))}</li>" if more > 0 else ""
    st.html(f'<ul class="findings mistakes">{items}</ul>')
    if not file.get("bad_rows"):
        return
    reasons: dict[int, list[str]] = {}
    for one in file["mistakes"]:
        reasons.setdefault(one["row"], []).append(one["sentence"].partition(": ")[2])
    frame = pd.DataFrame(file["bad_rows"])
    frame["reason"] = [" ".join(reasons.get(number, [])) for number in frame.row_number]
    frame = frame.rename(columns={"row_number": "row"})
    with st.container(horizontal=True, vertical_alignment="center"):
        if file["is_ready"]:
            _tick(file, "leave_out", t("leave-out", count=count(file["change"]["rejected_count"])))
        st.download_button(
            t("download-bad-rows"),
            downloads.csv_text(frame, "\r\n").encode("utf-8-sig"),
            f"{file['name'].rpartition('.')[0]}-loi.csv",
            "text/csv",
            key=f"bad_{file['key']}",
            on_click="ignore",
        )


def _target_name(target: str, names: Mapping[str, str]) -> str:
    if ":" in target:
        kind, _, code = target.partition(":")
        return t(f"target-{kind}", indicator=names.get(code, code))
    return t(f"column-{target or 'nothing'}".replace("_", "-"))


def _word(option: str) -> str:
    return {",": "comma", ".": "point"}.get(option, option)


def _most() -> str:
    return count(settings().office_megabytes)


def _made() -> dict[str, Any]:
    return st.session_state.setdefault("made", {})


def _tables() -> dict[str, str]:
    return st.session_state.setdefault("tables", {})
