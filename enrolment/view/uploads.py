"""Files on their way in: the drop zone, what they would change, and the one button."""

import hashlib
import json
from collections.abc import Sequence

import streamlit as st

from enrolment.changes import requests
from enrolment.changes.messages import Seen, SeenFile
from enrolment.query import door
from enrolment.query.errors import NoData
from enrolment.settings import settings
from enrolment.view import history, parts
from enrolment.view.questions import made, tables
from enrolment.view.session import lang
from enrolment.view.words import count, t

_WORDS = """
[data-testid=stFileUploaderDropzone] button p, [data-testid=stFileUploaderDropzoneInstructions] span {{ font-size: 0; }}
[data-testid=stFileUploaderDropzone] button p::after {{ content: "{button}"; font-size: 0.9rem; }}
[data-testid=stFileUploaderDropzoneInstructions] span::after {{ content: "{limit}"; font-size: 0.85rem; }}
"""


def choose() -> list[tuple[str, bytes]]:
    """The drop zone; name and content of what lies in it, nothing on a server or a page that only shows."""
    if why := parts.why_no_change():
        parts.note(why)
        return []
    requests.get_ready()
    # The widget's own words are English and cannot be changed: its words are hidden, ours stand in their place.
    st.html(f"<style>{_WORDS.format(button=t('data-choose'), limit=t('data-limit', megabytes=_most()))}</style>")
    turn = st.session_state.setdefault("upload_turn", 0)  # another key is the only way to empty it
    found = st.file_uploader(t("data-drop"), accept_multiple_files=True, key=f"uploads_{turn}") or []
    return [(file.name, file.getvalue()) for file in found]


def look(files: Sequence[tuple[str, bytes]]) -> Seen:
    """What the files are and would change, with the answers given so far; looked at anew when any of that changes."""
    try:
        version = door.newest_version()
    except NoData:
        version = ""
    digest = hashlib.sha256(json.dumps([made(), tables(), version, lang()], sort_keys=True).encode())
    for file_name, content in files:
        digest.update(file_name.encode() + hashlib.sha256(content).digest())
    if st.session_state.get("looked_at") != digest.hexdigest():
        with st.spinner(t("data-looking")):
            try:
                st.session_state["looked"] = requests.preview(lang(), files, made(), tables())
            except requests.Refused as refused:  # not kept: what stood in the way may be gone at the next look
                return Seen(mistakes=tuple(refused.sentences), more=refused.more)
        st.session_state["looked_at"] = digest.hexdigest()
    seen: Seen = st.session_state["looked"]
    return seen


def show_button(files: Sequence[tuple[str, bytes]], seen: Seen) -> None:
    """Who brings it in, and the button; or why there is none yet."""
    for sentence in seen.mistakes:
        parts.note(f"▼ {sentence}", "mistake")
    if seen.more:
        parts.note(t("mistakes-more", count=seen.more), "mistake")
    ready = [file for file in seen.files if file.is_ready]
    who = history.ask_who("who")
    blocked = _why_blocked(seen, ready) or ("" if who else t("button-who"))
    label = t("button-import", count=len(ready))
    if st.button(label, type="primary", disabled=bool(blocked), key="import") and not blocked:
        keys = [file.key for file in ready]
        history.carry_out(
            lambda tell: requests.bring_in(lang(), files, made(), tables(), keys, who, tell), "outcome-import", who
        )
    if blocked:
        parts.note(blocked)


def _why_blocked(seen: Seen, ready: Sequence[SeenFile]) -> str:
    """What has to be done before the files can come in; empty where nothing has."""
    waiting = [file for file in seen.files if not file.is_ready and file.questions]
    rejecting = [file for file in ready if file.mistake_count and not made().get(file.key, {}).get("leave_out")]
    if waiting:
        return t("button-answer", count=len(waiting))
    if not ready:
        return t("button-nothing")
    if seen.mistakes:
        return t("button-mistakes")
    if rejecting:
        return t("button-rejecting")
    return t("button-same") if all(_is_same(file) for file in ready) else ""


def _is_same(file: SeenFile) -> bool:
    return not file.change or not (file.change.new_count or file.change.replaced_count)


def _most() -> str:
    return count(settings().office_megabytes)
