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


def road(row) -> str:
    """The distance by road of a place, km; marked where it is estimated from the straight line."""
    text = write("road_km", row.road_km)
    return f"{text} *" if not pd.isna(row.road_km) and getattr(row, "is_road_estimated", False) else text


_UNKNOWN_BESIDE = {"unlit_village_count": "unlit_unknown_count", "weak_signal_village_count": "weak_unknown_count"}


def cell(row, column: str) -> str:
    """What a table says in a column of a row, with the mark or the unknown that belongs beside it."""
    if column == "road_km":
        return road(row)
    text = write(column, getattr(row, column))
    unknown = getattr(row, _UNKNOWN_BESIDE[column], 0) if column in _UNKNOWN_BESIDE else 0
    if unknown and not pd.isna(getattr(row, column)):
        return f"{text} ({t('count-unknown', count=count(unknown))})"
    return text


def with_reached(frame: pd.DataFrame) -> pd.DataFrame:
    """The frame with a column `reached`: done/target (share), as on the cards."""
    return frame.assign(
        reached=[reached(done, target) for done, target in zip(frame.done_count, frame.target_count, strict=True)]
    )
