"""Electricity and signal: who remains where something is lacking, and how far each side has come."""

from typing import Any

import pandas as pd
import plotly.graph_objects as go

from enrolment import language
from enrolment.charts.base import figure
from enrolment.palette import BOTH_GAPS, GAP, INDIGO, NO_DATA, NOTHING_LACKING, ONLY_SIGNAL, ONLY_UNLIT, QUIET
from enrolment.query.answer import Answer
from enrolment.query.metrics import BANDS, MEASURES, word

_COMBINATIONS = {  # (is_unlit, is_weak): text key and colour; the darker, the more is lacking
    (False, False): ("gap-none", NOTHING_LACKING),
    (False, True): ("gap-signal", ONLY_SIGNAL),
    (True, False): ("gap-electricity", ONLY_UNLIT),
    (True, True): ("gap-both", BOTH_GAPS),
}


def cells(of_cells: Answer, lang: str) -> go.Figure:
    """People still to reach by distance band, split by what their village lacks; without targets, what was counted."""
    frame = of_cells.frame
    column = "short_count" if frame.target_count.notna().any() else "done_count"
    names = {band: word(lang, "distance_band", band) for band in BANDS if band in set(frame.distance_band)}
    traces = []
    kinds = [
        (key, colour, frame.is_unlit.eq(is_unlit) & frame.is_weak.eq(is_weak))
        for (is_unlit, is_weak), (key, colour) in _COMBINATIONS.items()
    ]
    kinds.append(("gap-unknown", NO_DATA, frame.is_unlit.isna() | frame.is_weak.isna()))
    for key, colour, chosen in kinds:
        part = frame[chosen].groupby("distance_band", sort=False, as_index=False).sum(numeric_only=True, min_count=1)
        if part.empty:
            continue
        lacking = language.translate(lang, key)
        hover = [
            f"{lacking}<br>{language.count(lang, getattr(row, column))} · "
            f"{language.translate(lang, 'villages-count', count=int(row.village_count))}<br>"
            f"{language.reached(lang, row.done_count, row.target_count)}"
            for row in part.itertuples()
        ]
        traces.append(
            {
                "type": "bar",
                "orientation": "h",
                "y": [names[band] for band in part.distance_band],
                "x": list(part[column]),
                "name": lacking,
                "marker": {"color": colour},
                "hovertext": hover,
                "hoverinfo": "text",
            }
        )
    xaxis = {"title": MEASURES[column].label(lang), "rangemode": "tozero", "tickformat": ",d"}
    yaxis = {"categoryorder": "array", "categoryarray": list(names.values())[::-1]}
    return figure(traces, lang, height=130 + 52 * len(names), xaxis=xaxis, yaxis=yaxis, barmode="stack")


def contrast(of_sides: Answer, lang: str) -> go.Figure:
    """Attainment inside and outside each gap, joined by a line; the counts stand beside each point."""
    traces = []
    frame = of_sides.frame[of_sides.frame.is_inside.notna()]
    gaps = list(dict.fromkeys(frame.gap))
    for gap in gaps:
        sides = frame[frame.gap == gap]
        line = {"type": "scatter", "mode": "lines", "showlegend": False, "hoverinfo": "skip"}
        places = {"x": list(sides.attainment_share), "y": [word(lang, "gap", gap)] * len(sides)}
        traces.append(line | places | {"line": {"color": QUIET, "width": 3}})
    for is_inside, key, colour, position in (
        (True, "side-inside", GAP, "top center"),
        (False, "side-outside", INDIGO, "bottom center"),
    ):
        part = frame[frame.is_inside.eq(is_inside)]
        traces.append(
            {
                "type": "scatter",
                "mode": "markers+text",
                "x": list(part.attainment_share),
                "y": [word(lang, "gap", gap) for gap in part.gap],
                "name": language.translate(lang, key),
                "marker": {"size": 13, "color": colour},
                "text": [language.reached(lang, row.done_count, row.target_count) for row in part.itertuples()],
                "textposition": position,
                "textfont": {"size": 13},
                "hoverinfo": "text",
                "cliponaxis": False,
            }
        )
    xaxis: dict[str, Any] = {"title": MEASURES["attainment_share"].label(lang), "tickformat": ".0%"}
    lowest, highest = frame.attainment_share.min(), frame.attainment_share.max()
    if not pd.isna(lowest):
        aside = max(0.06, (highest - lowest) * 0.6)
        xaxis["range"] = [max(0, lowest - aside), highest + aside]
    return figure(traces, lang, height=150 + 76 * len(gaps), xaxis=xaxis, yaxis={"autorange": "reversed"})
