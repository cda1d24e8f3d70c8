"""Distance: attainment against road distance, straight line against road."""

from html import escape

import pandas as pd
import plotly.graph_objects as go

from enrolment import classes, language
from enrolment.charts.base import Trace, across, figure, of_both_schemes, of_shares, quiet, upright
from enrolment.palette import INDIGO, LINE, NO_DATA, QUIET, attainment
from enrolment.query.answer import Answer
from enrolment.query.metrics import CLASSES, MEASURES, word

_BAND_EDGES_KM = classes.edges(classes.DISTANCE_BANDS)
_LARGEST_PX = 34
_SHADE = "rgba(138,143,152,0.22)"


def against_road(of_units: Answer, lang: str, bands: Answer, decay: Answer) -> go.Figure:
    """Attainment (share) against road distance (km), a bubble for each unit, its area the eligible people; where no
    unit has a target, what was counted against road distance. A line across: attainment of all `bands` together; a
    band: how it falls along the road (`distance/decay`)."""
    units = of_units.frame
    if units.target_count.isna().all():
        return _counts_against_road(units, lang)
    known = units[units.road_km.notna() & units.attainment_share.notna()]
    known = known.assign(residents_14_plus=known.residents_14_plus.fillna(0))  # not reported: the smallest bubble
    largest = max(known.residents_14_plus.max() if len(known) else 1, 1)
    parts = [(code, known[known.attainment_class == code]) for code in CLASSES]
    traces = _falling(decay, lang) + [_bubbles(part, code, largest, lang) for code, part in parts if len(part)]
    shapes = [upright(km, quiet()) for km in _BAND_EDGES_KM]
    if len(bands) and not pd.isna(bands.row.overall_share):
        shapes.append(across(bands.row.overall_share, {"color": INDIGO, "width": 1.5}))
    xaxis = {"title": MEASURES["road_km"].label(lang), "rangemode": "tozero"}
    yaxis = of_shares(MEASURES["attainment_share"].label(lang), known.attainment_share)
    return figure(traces, lang, height=420, xaxis=xaxis, yaxis=yaxis, shapes=shapes)


def _falling(decay: Answer, lang: str) -> list[Trace]:
    """The curve along the road in its band of 95 %; nothing where none can be drawn."""
    curve = decay.frame[decay.frame.share.notna()]
    if curve.empty:
        return []
    road = list(curve.road_km.round(1))
    edge = {"type": "scatter", "mode": "lines", "x": road, "hoverinfo": "skip", "line": {"width": 0}}
    inside = {"fill": "tonexty", "fillcolor": _SHADE, "name": language.translate(lang, "chart-decay")}
    return [
        edge | {"y": list(curve.low_share.round(4)), "showlegend": False},
        edge | {"y": list(curve.high_share.round(4))} | inside,
        edge | {"y": list(curve.share.round(4)), "showlegend": False, "line": {"color": QUIET, "width": 2}},
    ]


def equiplot(fifths: Answer, lang: str) -> go.Figure:
    """Attainment of each fifth of the people by road, nearest first, joined by a line: the longer, the less even."""
    frame = fifths.frame
    shares = list(frame.attainment_share.round(4))
    level = [0] * len(frame)
    line = {"type": "scatter", "mode": "lines", "x": shares, "y": level, "line": {"color": QUIET, "width": 3}}
    points: Trace = {
        "type": "scatter",
        "mode": "markers+text",
        "x": shares,
        "y": level,
        "marker": {"size": 15, "color": INDIGO},
        "text": [language.translate(lang, "fifth", number=int(fifth)) for fifth in frame.fifth],
        "textposition": ["bottom center" if fifth in (1, 5) else "top center" for fifth in frame.fifth],
        "hovertext": [
            f"{language.count(lang, row.from_road_km, 1)}–{language.count(lang, row.to_road_km, 1)} km<br>"
            f"{language.reached(lang, row.done_count, row.target_count)}"
            for row in frame.itertuples()
        ],
        "hoverinfo": "text",
        "cliponaxis": False,
    }
    aside = max(0.04, (max(shares) - min(shares)) * 0.2)
    xaxis: Trace = {"title": MEASURES["attainment_share"].label(lang), "tickformat": ".0%"}
    xaxis["range"] = [max(0, min(shares) - aside), max(shares) + aside]
    yaxis = {"visible": False, "range": [-1, 1]}
    hidden = {"hoverinfo": "skip", "showlegend": False}
    return figure([line | hidden, points | {"showlegend": False}], lang, height=190, xaxis=xaxis, yaxis=yaxis)


def _bubbles(part: pd.DataFrame, code: str, largest: float, lang: str) -> Trace:
    """The units of one class; the area of the largest bubble of all stands for `largest` people."""
    hover = [
        f"<b>{escape(unit.place_name)}</b><br>{language.reached(lang, unit.done_count, unit.target_count)}"
        f"<br>{language.count(lang, unit.road_km, 1)} km{' *' if unit.is_road_estimated else ''}"
        for unit in part.itertuples()
    ]
    marker = {
        "size": list(part.residents_14_plus),
        "sizemode": "area",
        "sizeref": 2 * largest / _LARGEST_PX**2,
        "sizemin": 4,
        "color": of_both_schemes(attainment(code)),
        "line": {"color": LINE["light"], "width": 1},
    }
    return {
        "type": "scatter",
        "mode": "markers",
        "x": list(part.road_km.round(1)),
        "y": list(part.attainment_share.round(4)),
        "customdata": list(part.place_code),
        "name": word(lang, "attainment_class", code),
        "marker": marker,
        "hovertext": hover,
        "hoverinfo": "text",
    }


def _counts_against_road(units: pd.DataFrame, lang: str) -> go.Figure:
    known = units[units.road_km.notna() & units.done_count.notna()]
    points = {
        "type": "scatter",
        "mode": "markers",
        "x": list(known.road_km.round(1)),
        "y": list(known.done_count),
        "customdata": list(known.place_code),
        "marker": {"size": 10, "color": INDIGO, "line": {"color": LINE["light"], "width": 1}},
        "showlegend": False,
        "hovertext": [
            f"<b>{escape(unit.place_name)}</b><br>{language.count(lang, unit.done_count)}"
            f"<br>{language.count(lang, unit.road_km, 1)} km{' *' if unit.is_road_estimated else ''}"
            for unit in known.itertuples()
        ],
        "hoverinfo": "text",
    }
    xaxis = {"title": MEASURES["road_km"].label(lang), "rangemode": "tozero"}
    yaxis = {"title": MEASURES["done_count"].label(lang), "rangemode": "tozero", "tickformat": ",d"}
    shapes = [upright(km, quiet()) for km in _BAND_EDGES_KM]
    return figure([points], lang, height=420, xaxis=xaxis, yaxis=yaxis, shapes=shapes)


def straight_against_road(of_units: Answer, lang: str) -> go.Figure:
    """Road distance against the straight line, both km; estimated road distances are grey."""
    units = of_units.frame
    known = units[units.road_km.notna() & units.straight_km.notna()]
    end = round(float(known.straight_km.max()), 1) if len(known) else 1.0
    diagonal = {
        "type": "scatter",
        "mode": "lines",
        "x": [0, end],
        "y": [0, end],
        "line": quiet(),
        "hoverinfo": "skip",
        "name": language.translate(lang, "chart-road-equals-line"),
    }
    colours = [NO_DATA if is_estimated else INDIGO for is_estimated in known.is_road_estimated]
    points = {
        "type": "scatter",
        "mode": "markers",
        "x": list(known.straight_km.round(1)),
        "y": list(known.road_km.round(1)),
        "customdata": list(known.place_code),
        "showlegend": False,
        "marker": {"size": 9, "color": colours, "line": {"color": QUIET, "width": 1}},
        "hovertext": [
            f"<b>{escape(unit.place_name)}</b><br>{language.count(lang, unit.straight_km, 1)} → "
            f"{language.count(lang, unit.road_km, 1)} km{' *' if unit.is_road_estimated else ''}"
            for unit in known.itertuples()
        ],
        "hoverinfo": "text",
    }
    xaxis = {"title": MEASURES["straight_km"].label(lang), "rangemode": "tozero"}
    yaxis = {"title": MEASURES["road_km"].label(lang), "rangemode": "tozero"}
    return figure([diagonal, points], lang, height=360, xaxis=xaxis, yaxis=yaxis)
