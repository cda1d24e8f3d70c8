"""What lies in each session's zone: files dropped or pasted there, what was said of them, how they were understood.

Streamlit keeps an upload until its session is shut down, which it does not do when a window closes. So what it hands
over is taken out of its hands at once and lies here, in memory alone: until it is brought in or taken away, also while
its reader looks at another page, and no longer than the session.
"""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, cast

import streamlit as st
from streamlit.runtime import get_instance
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.scriptrunner import get_script_run_ctx

from enrolment.changes.messages import Seen
from enrolment.settings import settings

GRACE_SECONDS = 120  # for so long a window on a weak network may come back to its session


@dataclass
class Zone:
    """`files`: name and content. `made`, `tables`: answers and tables chosen, by a file's key. `told`: by it and the
    choice, how question and answer read. `seen`: how the files
    were understood, of what `seen_of` stands for. `again`: the files whose
    answers are those of an earlier time. `turn`: how often the drop zone was emptied. `is_shown`: whether
    its reader sees it now."""

    files: list[tuple[str, bytes]] = field(default_factory=list)
    made: dict[str, Any] = field(default_factory=dict)
    told: dict[str, dict[str, str]] = field(default_factory=dict)
    tables: dict[str, str] = field(default_factory=dict)
    seen: Seen | None = None
    seen_of: str = ""
    again: set[str] = field(default_factory=set)
    turn: int = 0
    is_shown: bool = False

    def remember_answers(self) -> None:
        """Take over the answers with which files were read that came before and were taken back."""
        for file in self.seen.files if self.seen else ():
            if file.made and file.key not in self.made:
                self.made[file.key], self.again = dict(file.made), {*self.again, file.key}

    def clear(self) -> None:
        """Give all of it back."""
        self.files, self.made, self.told, self.tables, self.again = [], {}, {}, {}, set()
        self.seen, self.seen_of = None, ""


_zones: dict[str, Zone] = {}  # by session
_gone_since: dict[str, float] = {}
_lock = threading.Lock()


def mine() -> Zone:
    """The zone of the session whose page runs."""
    zone: Zone = st.session_state.setdefault("zone", Zone())
    if context := get_script_run_ctx():
        with _lock:
            _zones[context.session_id] = zone
    return zone


def take(uploaded: list[Any]) -> None:
    """Lay what the drop zone holds into the session's zone, and take it out of Streamlit's memory."""
    zone = mine()
    zone.files += [(file.name, file.getvalue()) for file in uploaded]
    zone.turn += 1
    if context := get_script_run_ctx():
        streamlits = cast(MemoryUploadedFileManager, get_instance().uploaded_file_mgr)
        for file in uploaded:
            streamlits.remove_file(context.session_id, file.file_id)


def is_shown_to(session: str) -> bool:
    """Whether a session shows a zone at this moment."""
    with _lock:
        return session in _zones and _zones[session].is_shown


def has_room_for(size: int) -> bool:
    """Whether a file of so many bytes may come: it is not too large itself, nor are all that lie here with it."""
    with _lock:
        held = sum(len(content) for zone in _zones.values() for _, content in zone.files)
    limits = settings()
    return size <= limits.office_megabytes * 1_000_000 and held + size <= limits.zones_megabytes * 1_000_000


def give_back(is_there: Callable[[str], bool], uploaded: Any) -> None:
    """Empty the zones of sessions that are gone for good, and what Streamlit holds of them (`uploaded`, its manager).

    `is_there`: whether a session's window is open.
    """
    now = time.monotonic()
    with _lock:
        sessions = {*_zones, *uploaded.file_storage}
        for session in sessions:
            if is_there(session):
                _gone_since.pop(session, None)
            elif now - _gone_since.setdefault(session, now) >= GRACE_SECONDS:
                del _gone_since[session]
                _zones.pop(session, Zone()).clear()
                uploaded.remove_session_files(session)
