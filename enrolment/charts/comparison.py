"""Comparison: the funnel of units by their size."""

from html import escape
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from enrolment import language
from enrolment.charts.base import Trace, across, figure, of_shares
from enrolment.palette import CHANCE, LINE, QUIET
from enrolment.query.answer import Answer
from enrolment.query.metrics import CHANCES, MEASURES, word

_SYMBOLS = {"below": "triangle-down", "within": "circle", "above": "triangle-up"}


def funnel(of_units: Answer, lang: str) -> go.Figure:
    """Attainment (share) against target (people), a mark for each unit, between the limits of chance and of the usual
    differences. `of_units`: an answer of `comparison/funnel` that has rows."""
    units = of_units.frame.sort_values("target_count")
    traces = [_limit(units, "low_share", lang, is_first=True), _limit(units, "high_share", lang)]
    traces += [_units(part, code, lang) for code in CHANCES if len(part := units[units.against_chance == code])]
    shapes = [across(float(units.overall_share.iloc[0]), {"color": QUIET, "width": 1.5})]
    xaxis = {"title": MEASURES["target_count"].label(lang), "rangemode": "tozero", "tickformat": ",d"}
    drawn = units[["attainment_share", "low_share", "high_share"]].to_numpy(float).ravel()
    yaxis = of_shares(MEASURES["attainment_share"].label(lang), drawn)
    return figure(traces, lang, height=420, xaxis=xaxis, yaxis=yaxis, shapes=shapes)


def _limit(units: pd.DataFrame, column: str, lang: str, is_first: bool = False) -> Trace:
    return {
        "type": "scatter",
        "mode": "lines",
        "x": list(units.target_count),
        "y": list(units[column].round(4)),
        "line": {"color": QUIET, "width": 1.5, "dash": "dash"},
        "name": language.translate(lang, "legend-limits"),
        "showlegend": is_first,
        "hoverinfo": "skip",
    }


def _units(part: pd.DataFrame, code: str, lang: str) -> Trace:
    marker: dict[str, Any] = {"size": 11, "symbol": _SYMBOLS[code], "color": CHANCE[code]}
    return {
        "type": "scatter",
        "mode": "markers",
        "x": list(part.target_count),
        "y": list(part.attainment_share.round(4)),
        "customdata": list(part.place_code),
        "name": word(lang, "against_chance", code)[2:],  # the mark itself stands in the legend
        "marker": marker | {"line": {"color": LINE["light"], "width": 1}},
        "hovertext": [
            f"<b>{escape(unit.place_name)}</b><br>{language.reached(lang, unit.done_count, unit.target_count)}"
            for unit in part.itertuples()
        ],
        "hoverinfo": "text",
    }
