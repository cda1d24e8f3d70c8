"""Marks of what is assumed or simulated, for the reader's place and language."""

from collections.abc import Collection, Mapping
from typing import Any

import pandas as pd

from enrolment import marks
from enrolment.view.chosen import Chosen
from enrolment.view.words import lang
from enrolment.warehouse import run

WHERE_IT_STANDS = ("reached", "status", "projected_short_count", "recent_pace")


def headline(chosen: Chosen, frame: pd.DataFrame, columns: Collection[str] = WHERE_IT_STANDS) -> str:
    """The line of marks below a page's sentence; `frame` and `columns` are what the sentence is made from."""
    return beside("headline", chosen.what, columns, frame)


def beside(query: str, parameters: Mapping[str, Any], columns: Collection[str], frame: pd.DataFrame) -> str:
    """The line of marks beside an answer; empty where nothing of it is assumed."""
    place = parameters.get("place") or parameters.get("village")
    if place is None or frame.empty:
        return ""
    indicators = {parameters["indicator"]} if "indicator" in parameters else set(frame.get("indicator_code", ()))
    texts = marks.of(run("frame/assumed", place=place), columns, indicators, marks.is_of_villages(query, frame), lang())
    return marks.sentence(texts, lang())
