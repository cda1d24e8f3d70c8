"""Files on their way in: the drop zone and the paste box, what they would change, and the one button."""

import hashlib
import json
from collections.abc import Sequence

import streamlit as st

from enrolment import clock
from enrolment.changes import requests
from enrolment.changes.messages import Seen, SeenFile
from enrolment.query import door
from enrolment.query.errors import NoData
from enrolment.settings import settings
from enrolment.view import history, parts, zone
from enrolment.view.session import lang
from enrolment.view.words import as_written, count, moment, t

_WORDS = """
[data-testid=stFileUploaderFileErrorMessage] {{ font-size: 0; }}
[data-testid=stFileUploaderFileErrorMessage]::after {{ content: "{refused}"; font-size: 0.85rem; }}
"""


def choose() -> list[tuple[str, bytes]]:
    """The drop zone; name and content of what lies in it, nothing on a server or a page that only shows."""
    mine = zone.mine()
    why = parts.why_no_change()
    mine.is_shown = not why
    if why:
        parts.note(why)
        return []
    requests.get_ready()
    _show_drop_zone(mine)
    _show_paste_box(mine)
    _show_files(mine)
    return mine.files


def look(files: Sequence[tuple[str, bytes]]) -> Seen:
    """What the files are and would change, with the answers given so far; looked at anew when any of that changes."""
    mine = zone.mine()
    try:
        version = door.newest_version()
    except NoData:
        version = ""
    digest = hashlib.sha256(json.dumps([mine.made, mine.tables, version, lang()], sort_keys=True).encode())
    for file_name, content in files:
        digest.update(file_name.encode() + hashlib.sha256(content).digest())
    if mine.seen is None or mine.seen_of != digest.hexdigest():
        with st.spinner(t("data-looking")):
            try:
                mine.seen = requests.preview(lang(), files, mine.made, mine.tables)
            except requests.Refused as refused:  # not kept: what stood in the way may be gone at the next look
                return Seen(mistakes=tuple(refused.sentences), more=refused.more)
        mine.seen_of = digest.hexdigest()
        mine.remember_answers()
    return mine.seen


def show_button(files: Sequence[tuple[str, bytes]], seen: Seen) -> None:
    """Who brings it in, and the button; or why there is none yet."""
    for sentence in seen.mistakes:
        parts.note(f"▼ {sentence}", "mistake")
    if seen.more:
        parts.note(t("mistakes-more", count=seen.more), "mistake")
    ready = [file for file in seen.files if file.is_ready]
    who = history.ask_who("who")
    blocked = _why_blocked(seen, ready) or _why_clock_blocks() or ("" if who else t("button-who"))
    label = t("button-import", count=len(ready))
    if st.button(label, type="primary", disabled=bool(blocked), key="import") and not blocked:
        keys, mine = [file.key for file in ready], zone.mine()
        history.carry_out(
            lambda tell: requests.bring_in(lang(), files, mine.made, mine.tables, keys, who, tell),
            "outcome-import",
            who,
        )
    if blocked:
        parts.note(blocked)


def _show_drop_zone(mine: zone.Zone) -> None:
    most = count(settings().office_megabytes)
    # What the widget says of a file that it refuses is English and has a name in it: ours stands in its place.
    st.html(f"<style>{_WORDS.format(refused=t('upload-refused', megabytes=most))}</style>")
    found = st.file_uploader(
        t("data-drop"),
        accept_multiple_files=True,
        key=f"uploads_{mine.turn}",  # another key is the only way to empty it
        max_upload_size=settings().office_megabytes,
    )
    if found:
        zone.take(found)
        st.rerun()


def _show_paste_box(mine: zone.Zone) -> None:
    """A table copied from a spreadsheet, a message or a web page, which goes the way of a file."""
    with st.expander(t("paste")), st.form("paste", clear_on_submit=True, border=False):
        text = st.text_area(t("paste-label"), height=140, placeholder=t("paste-example"))
        is_sent = st.form_submit_button(t("paste-take"))
    if not is_sent or not text.strip():
        return
    content = requests.pasted(lang(), text)
    if zone.has_room_for(len(content)):
        mine.files.append((t("paste-file", number=1 + len(mine.files)), content))
        st.rerun()
    parts.note(t("upload-refused", megabytes=count(settings().office_megabytes)), "mistake")


def _show_files(mine: zone.Zone) -> None:
    """What lies in the zone, each with a way to take it away."""
    with st.container(horizontal=True):
        for number, (name, _) in enumerate(mine.files):
            label = f"✕ {as_written(name)}"
            st.button(label, key=f"away_{number}", help=t("take-away"), on_click=_take_away, args=(number,))


def _take_away(number: int) -> None:
    del zone.mine().files[number]


def _why_blocked(seen: Seen, ready: Sequence[SeenFile]) -> str:
    """What has to be done before the files can come in; empty where nothing has."""
    made = zone.mine().made
    waiting = [file for file in seen.files if not file.is_ready and file.questions]
    rejecting = [file for file in ready if file.mistake_count and not made.get(file.key, {}).get("leave_out")]
    if waiting:
        return t("button-answer", count=len(waiting))
    if not ready:
        return t("button-nothing")
    if seen.mistakes:
        return t("button-mistakes")
    if rejecting:
        return t("button-rejecting")
    return t("button-same") if all(_is_same(file) for file in ready) else ""


def _why_clock_blocks() -> str:
    """Asks whether this machine's clock is right where the history has something later than now."""
    last = requests.clock_behind()
    if last is None:
        return ""
    parts.note(t("clock-behind", last=moment(last), now=moment(clock.now())), "mistake")
    return "" if st.checkbox(t("clock-right"), key="clock_right") else t("button-clock")


def _is_same(file: SeenFile) -> bool:
    return not file.change or not (file.change.new_count or file.change.replaced_count)
