"""The reader's language in this session, and everything written in it."""

import pandas as pd
import streamlit as st

from enrolment import language, metrics
from enrolment.settings import settings


def lang() -> str:
    """`vi` or `en`."""
    chosen = st.session_state.get("lang")
    return chosen if chosen in language.LANGUAGES else settings().language


def t(key: str, **values: object) -> str:
    """The text of a key in the reader's language."""
    return language.translate(lang(), key, **values)


def count(value: float | None, decimals: int = 0) -> str:
    return language.count(lang(), value, decimals)


def share(value: float | None) -> str:
    return language.share(lang(), value)


def reached(done: float | None, target: float | None) -> str:
    return language.reached(lang(), done, target)


def day(value) -> str:
    return language.day(lang(), value)


def label(column: str) -> str:
    return metrics.MEASURES[column].label(lang())


def write(column: str, value: object) -> str:
    return metrics.MEASURES[column].write(lang(), value)


def name(row) -> str:
    """The name of an indicator's row."""
    return str(getattr(row, f"name_{lang()}"))


def unit(row) -> str:
    return str(getattr(row, f"unit_{lang()}"))


def with_reached(frame: pd.DataFrame) -> pd.DataFrame:
    """The frame with a column `reached`: done/target (share), as on the cards."""
    return frame.assign(
        reached=[reached(done, target) for done, target in zip(frame.done_count, frame.target_count, strict=True)]
    )
