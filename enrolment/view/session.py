"""The reader of this session, and the way in which a page asks."""

from dataclasses import replace
from datetime import datetime
from typing import Any

import streamlit as st

from enrolment import language
from enrolment.narrative.words import Words
from enrolment.query import door
from enrolment.query.answer import Answer
from enrolment.query.reader import Reader
from enrolment.settings import settings


def lang() -> str:
    """`vi` or `en`."""
    chosen = st.session_state.get("lang")
    return chosen if chosen in language.LANGUAGES else settings().language


def words() -> Words:
    """What is written for this reader."""
    return Words(lang())


def reader() -> Reader:
    """Who asks in this session, and of which moment."""
    return replace(st.session_state.get("reader") or Reader(), language=lang())


def ask(name: str, /, **parameters: Any) -> Answer:
    """Ask a question of `queries/` as this session's reader; see `query.door`."""
    return door.ask(reader(), name, **parameters)


def look_back(moment: datetime | None) -> None:
    """Ask every question of this session of that moment from now on; of what counts now where it is None."""
    now = Reader(lang())
    st.session_state["reader"] = door.looking_back(now, moment) if moment else now
