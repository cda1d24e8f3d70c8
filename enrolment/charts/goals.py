"""Goals: the burn-up against the plan line, and a village beside its commune."""

from html import escape
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from enrolment import language
from enrolment.charts.base import Trace, across, figure, of_shares, quiet
from enrolment.palette import INDIGO, QUIET
from enrolment.query.answer import Answer
from enrolment.query.metrics import MEASURES

_MOST_MARKERS = 40
_DAY_TICKS = 6


def burn_up(days: Answer, ahead: Answer, lang: str) -> go.Figure:
    """Done (solid) against plan (dashed) and target (dotted), counts by day, and the band of the forecast. `days`,
    `ahead`: answers of `goals/burn_up` and `goals/forecast`."""
    traces, frame = [], days.frame
    planned, done = frame[frame.expected_count.notna()], frame[frame.done_count.notna()]
    if len(planned):
        hover = [
            f"{language.day(lang, row.reported_on)}: {language.count(lang, row.expected_count)}"
            for row in planned.itertuples()
        ]
        line = {"color": QUIET, "width": 2, "dash": "dash"}
        counts = planned.expected_count.round(1)
        traces.append(_line(planned.reported_on, counts, MEASURES["expected_count"].label(lang), line, hover))
    hover = [
        f"{language.day(lang, row.reported_on)}: {language.reached(lang, row.done_count, row.target_count)}"
        for row in done.itertuples()
    ]
    line = {"color": INDIGO, "width": 3}
    actual = _line(done.reported_on, done.done_count, MEASURES["done_count"].label(lang), line, hover)
    traces.append(actual | {"mode": "lines+markers" if len(done) < _MOST_MARKERS else "lines", "marker": {"size": 5}})
    traces += _band(ahead.frame, lang)
    layout: dict[str, Any] = {}
    target = frame.target_count.dropna()
    if len(target):
        label = f"{MEASURES['target_count'].label(lang)} {language.count(lang, target.iloc[0])}"
        place = {"x": 0, "xref": "paper", "xanchor": "left", "y": target.iloc[0], "yanchor": "bottom"}
        layout["annotations"] = [{"text": label, "showarrow": False, "font": {"size": 13}, **place}]
        layout["shapes"] = [across(target.iloc[0], quiet(width=1.5))]
    xaxis = _day_axis(frame.reported_on, lang)
    return figure(traces, lang, height=380, xaxis=xaxis, yaxis={"tickformat": ",d"}, **layout)


def _band(ahead: pd.DataFrame, lang: str) -> list[Trace]:
    """What is most likely (dotted) within the band, which is filled."""
    if len(ahead) < 2:
        return []
    hover = [
        f"{language.day(lang, row.reported_on)}: {language.count(lang, row.low_count)}"
        f"–{language.count(lang, row.high_count)}, {language.count(lang, row.likely_count)}"
        for row in ahead.itertuples()
    ]
    edge, likely = {"color": INDIGO, "width": 0.5}, {"color": INDIGO, "width": 2, "dash": "dot"}
    low = _line(ahead.reported_on, ahead.low_count.round(), "", edge, hover) | {"showlegend": False}
    high = _line(ahead.reported_on, ahead.high_count.round(), "", edge, hover) | {"showlegend": False}
    filled = {"fill": "tonexty", "fillcolor": "rgba(43,76,126,0.16)"}
    name = MEASURES["likely_count"].label(lang)
    return [low, high | filled, _line(ahead.reported_on, ahead.likely_count.round(), name, likely, hover)]


def against_commune(days: Answer, lang: str, place_name: str, commune_name: str) -> go.Figure:
    """Attainment of a village (solid) and of its commune (dashed), shares by day; without a target the village's count.

    A commune's count beside its village's would only show that it is larger.
    """
    frame = days.frame
    if frame.attainment_share.isna().all():
        hover = [
            f"{escape(place_name)}<br>{language.day(lang, row.reported_on)}: {language.count(lang, row.done_count)}"
            for row in frame.itertuples()
        ]
        line = {"color": INDIGO, "width": 3}
        counts = _line(frame.reported_on, frame.done_count, escape(place_name), line, hover)
        axis = {"title": MEASURES["done_count"].label(lang), "rangemode": "tozero"}
        return figure([counts], lang, height=260, xaxis=_day_axis(frame.reported_on, lang), yaxis=axis)
    traces = []
    for prefix, name, line in (
        ("commune_", commune_name, {"color": QUIET, "width": 2, "dash": "dash"}),
        ("", place_name, {"color": INDIGO, "width": 3}),
    ):
        columns = (frame.reported_on, frame[f"{prefix}done_count"], frame[f"{prefix}target_count"])
        hover = [
            f"{escape(name)}<br>{language.day(lang, day)}: {language.reached(lang, done, target)}"
            for day, done, target in zip(*columns, strict=True)
        ]
        traces.append(_line(frame.reported_on, frame[f"{prefix}attainment_share"].round(4), escape(name), line, hover))
    drawn = frame[["attainment_share", "commune_attainment_share"]].to_numpy(float).ravel()
    yaxis = of_shares(MEASURES["attainment_share"].label(lang), drawn)
    return figure(traces, lang, height=320, xaxis=_day_axis(frame.reported_on, lang), yaxis=yaxis)


def _line(days: pd.Series, values: pd.Series, name: str, line: dict[str, Any], hover: list[str]) -> Trace:
    return {
        "type": "scatter",
        "mode": "lines",
        "x": list(days.dt.strftime("%Y-%m-%d")),
        "y": list(values),
        "name": name,
        "line": line,
        "hovertext": hover,
        "hoverinfo": "text",
    }


def _day_axis(days: pd.Series, lang: str) -> dict[str, Any]:
    ticks = list(days.iloc[:: max(1, len(days) // _DAY_TICKS)])
    texts = [language.day(lang, tick).removesuffix(f"/{tick.year}").removesuffix(f" {tick.year}") for tick in ticks]
    return {"type": "date", "tickvals": [f"{tick:%Y-%m-%d}" for tick in ticks], "ticktext": texts}
