"""The map of the units, on MapLibre traces and a style without tiles or glyphs: it asks nobody for anything.

Style and shapes come by address: the browser keeps them, and a filter click sends colours only. A style sent as an
object would also break the labels: Plotly compares it with what MapLibre has since made of it, sets it again at each
redraw, and MapLibre then rejects labels without glyphs.
"""

import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from enrolment import classes, language
from enrolment.charts import hatch
from enrolment.charts.base import Trace, figure
from enrolment.palette import ATTAINMENT, GAP, INK, LINE, NO_DATA, SURFACE, WEAK_SIGNAL
from enrolment.query.answer import Answer
from enrolment.query.metrics import CLASSES, MEASURES, word

LAYERS = ("electricity", "signal", "rings", "names")
SHAPES = ("catchments", "circles")
RING_KM = classes.edges(classes.DISTANCE_BANDS)

Place = tuple[float, float]  # latitude, longitude

_KM_PER_DEGREE = 111.19493
_VIEW_PX = (365, 470)  # the smaller of what a phone and a laptop give the map
_UNDER_TEXT = {"size": 6, "opacity": 0}  # Plotly reckons a label's offset from its marker; without one it fails
_CIRCLE_PX = (8, 34)  # the smallest circle, and what the largest has more
_DOT_ASIDE = 0.0028  # degrees that the two gaps' dots stand apart


@dataclass(frozen=True)
class Style:
    """How the map is drawn: language, `light` or `dark`, shape, layers, and where its shapes are served."""

    lang: str
    theme: str
    shape: str
    layers: Collection[str]
    shapes_url: str
    outline_url: str | None

    @property
    def ink(self) -> str:
        return INK[self.theme]

    @property
    def line(self) -> str:
        return LINE[self.theme]


def standing(
    units: Answer, style: Style, centre: Place | None, chosen: str | None, hatched: Sequence[str] = ()
) -> go.Figure:
    """The units of a place, coloured by class.

    `units`: an answer of `units/standing`, as `classed` gives it. `centre`: the commune's centre, or None for a
    province. `chosen`: the unit that is open beside the map. `hatched`: outlines (GeoJSON) of units without a report.
    """
    placed = units.frame[units.frame.latitude.notna()]
    traces = [_outline(style)] if style.outline_url else []
    traces += _catchments(placed, style) if style.shape == "catchments" else _circles(placed, style)
    if style.shape == "catchments" and len(hatched):
        traces.append(_hatching(hatched, style))
    if centre and "rings" in style.layers:
        traces += _rings(centre, style)
    traces += _gaps(placed, style)
    if "names" in style.layers:
        traces.append(_labels(placed, style, size=11, position="bottom center"))
    if centre:
        traces.append(_centre(centre, style))
    traces += _chosen(placed[placed.place_code == chosen], style)
    middle, zoom = _fit(placed, centre)
    layout: dict[str, Any] = {
        "map": {"style": f"/map-style/{style.theme}.json", "center": middle, "zoom": zoom},
        "margin": {"l": 0, "r": 0, "t": 0, "b": 0},
        "showlegend": False,
        "modebar": {"bgcolor": "rgba(0,0,0,0)", "color": LINE[style.theme], "activecolor": style.ink},
        "clickmode": "event+select",
        "dragmode": "pan",
        "uirevision": style.shapes_url,  # the reader's own zoom outlives a filter click
    }
    return figure(traces, style.lang, height=520, **layout)


def classed(of_units: Answer, lang: str) -> Answer:
    """The units with `map_class`, the colour they have on the map, and `map_class_text`, what it stands for.

    By attainment; where no unit has a target, by fifths of what they counted. Both unknown without a report.
    """
    units = of_units.frame
    if units.attainment_class.notna().any() or units.done_count.isna().all() or units.target_count.notna().any():
        texts = {code: word(lang, "attainment_class", code) for code in CLASSES}
        by_attainment = {"map_class": units.attainment_class, "map_class_text": units.attainment_class.map(texts)}
        return of_units.showing(units.assign(**by_attainment))
    edges = np.unique(np.quantile(units.done_count.dropna(), np.linspace(0, 1, len(CLASSES) + 1)).round())
    number = np.clip(np.searchsorted(edges, units.done_count, side="right") - 1, 0, max(len(edges) - 2, 0))
    spans = [
        f"{language.count(lang, low)}–{language.count(lang, high)}"
        for low, high in zip(edges, [*(edges[1:-1] - 1), edges[-1]], strict=False)
    ]
    known = units.done_count.notna()
    classes = np.where(known, np.array(CLASSES, dtype=object)[number], None)
    texts_of = np.array(spans or [""], dtype=object)[np.minimum(number, len(spans) - 1)]
    return of_units.showing(units.assign(map_class=classes, map_class_text=np.where(known, texts_of, None)))


def picked(event: dict, units: Answer) -> str | None:
    """The code of the unit that a click on the map chose; None when it chose nothing."""
    known = set(units.frame.place_code)
    for point in event["selection"]["points"]:
        custom = point.get("customdata")
        for code in (point.get("location"), custom[0] if isinstance(custom, list) else custom):
            if code in known:
                return code
    return None


def _catchments(units: pd.DataFrame, style: Style) -> list[Trace]:
    known = units.map_class.isin(CLASSES)
    steps = [
        [(number + side) / len(CLASSES), ATTAINMENT[code]] for number, code in enumerate(CLASSES) for side in (0, 1)
    ]
    traces = []
    for part, scale, opacity in ((units[known], steps, 0.92), (units[~known], [[0, NO_DATA], [1, NO_DATA]], 0.45)):
        if part.empty:
            continue
        traces.append(
            {
                "type": "choroplethmap",
                "geojson": style.shapes_url,
                "featureidkey": "properties.place_code",
                "locations": list(part.place_code),
                "z": [CLASSES.index(code) if code in CLASSES else 0 for code in part.map_class],
                "zmin": -0.5,
                "zmax": len(CLASSES) - 0.5,
                "colorscale": scale,
                "showscale": False,
                "marker": {"line": {"color": style.line, "width": 0.8}, "opacity": opacity},
                "selected": {"marker": {"opacity": opacity}},
                "unselected": {"marker": {"opacity": opacity}},
                "hovertext": _hover(part, style.lang),
                "hoverinfo": "text",
            }
        )
    return traces


def _circles(units: pd.DataFrame, style: Style) -> list[Trace]:
    by_target = units.remaining_count.notna().any()
    weight = (units.remaining_count if by_target else units.done_count).fillna(0).clip(lower=0)
    size = (_CIRCLE_PX[0] + _CIRCLE_PX[1] * np.sqrt(weight / max(weight.max(), 1))).round(1)
    # Without a report a circle is empty: a ring.
    silent = [SURFACE[style.theme] if pd.isna(done) else NO_DATA for done in units.done_count]
    colours = [ATTAINMENT.get(code, empty) for code, empty in zip(units.map_class, silent, strict=True)]
    rim = _points(units, {"size": list((size + 2.5).round(1)), "color": style.line})
    discs = _points(units, {"size": list(size), "color": colours})
    discs |= {
        "customdata": list(units.place_code),
        "hovertext": _hover(units, style.lang),
        "hoverinfo": "text",
        "selected": {"marker": {"opacity": 1}},
        "unselected": {"marker": {"opacity": 1}},
    }
    return [rim, discs]


def _outline(style: Style) -> Trace:
    return {
        "type": "choroplethmap",
        "geojson": style.outline_url,
        "featureidkey": "properties.parent",
        "locations": ["outline"],
        "z": [1],
        "showscale": False,
        "colorscale": [[0, "rgba(0,0,0,0)"], [1, "rgba(0,0,0,0)"]],
        "hoverinfo": "skip",
        "marker": {"line": {"color": style.ink, "width": 1.6}},
    }


def _rings(centre: Place, style: Style) -> list[Trace]:
    turn = np.linspace(0, 2 * np.pi, 72)
    traces = []
    for km in RING_KM:
        lat = (centre[0] + km / _KM_PER_DEGREE * np.cos(turn)).round(4)
        lon = (centre[1] + km / _KM_PER_DEGREE / math.cos(math.radians(centre[0])) * np.sin(turn)).round(4)
        ring = {"type": "scattermap", "mode": "lines", "lat": list(lat), "lon": list(lon), "hoverinfo": "skip"}
        traces.append(ring | {"line": {"color": style.ink, "width": 1}})
        traces.append(_label(f"{km} km", (lat[0], lon[0]), style, size=12))
    return traces


def _gaps(units: pd.DataFrame, style: Style) -> list[Trace]:
    traces = []
    for layer, column, colour, side in (
        ("electricity", "unlit_village_count", GAP, -1),
        ("signal", "weak_signal_village_count", WEAK_SIGNAL, 1),
    ):
        part = units[units[column] > 0]
        if layer in style.layers and len(part):
            for size, fill in ((13, SURFACE["light"]), (9, colour)):
                traces.append(_points(part, {"size": size, "color": fill}, aside=side * _DOT_ASIDE))
    return traces


def _centre(centre: Place, style: Style) -> Trace:
    label = _label(language.translate(style.lang, "map-centre"), centre, style, size=13, position="top right")
    return label | {"marker": {"size": 11, "color": style.ink}}


def _chosen(unit: pd.DataFrame, style: Style) -> list[Trace]:
    if unit.empty:
        return []
    dot = {"marker": {"size": 16, "color": style.ink, "opacity": 0.9}}
    if "names" in style.layers:
        return [_points(unit, dot["marker"])]
    return [_labels(unit, style, size=14, position="top center") | dot]


def _points(units: pd.DataFrame, marker: dict[str, Any], aside: float = 0) -> Trace:
    return {
        "type": "scattermap",
        "mode": "markers",
        "lat": list(units.latitude.round(5)),
        "lon": list((units.longitude + aside).round(5)),
        "marker": marker,
        "hoverinfo": "skip",
    }


def _labels(units: pd.DataFrame, style: Style, size: int, position: str) -> Trace:
    text = {"mode": "markers+text", "text": list(units.place_name), "textposition": position}
    return _points(units, _UNDER_TEXT) | text | {"textfont": {"color": style.ink, "size": size}}


def _label(text: str, place: Place, style: Style, size: int, position: str = "top center") -> Trace:
    return {
        "type": "scattermap",
        "mode": "markers+text",
        "lat": [place[0]],
        "lon": [place[1]],
        "text": [text],
        "textposition": position,
        "textfont": {"color": style.ink, "size": size},
        "marker": _UNDER_TEXT,
        "hoverinfo": "skip",
    }


def _hatching(outlines: Sequence[str], style: Style) -> Trace:
    """Slanting lines over the areas of which nothing is reported; MapLibre has no pattern without a picture."""
    lat, lon = hatch.lines(outlines)
    line = {"color": style.ink, "width": 0.8}
    return {"type": "scattermap", "mode": "lines", "lat": lat, "lon": lon, "line": line, "hoverinfo": "skip"}


def _hover(units: pd.DataFrame, lang: str) -> list[str]:
    return [f"<b>{escape(unit.place_name)}</b><br>{_hover_counts(unit, lang)}" for unit in units.itertuples()]


def _hover_counts(unit: Any, lang: str) -> str:
    if pd.isna(unit.done_count):
        return language.translate(lang, "no-reports-yet")
    reached = language.reached(lang, unit.done_count, unit.target_count)
    if pd.isna(unit.remaining_count):
        return reached
    remaining = MEASURES["remaining_count"]
    return f"{reached}<br>{remaining.label(lang)}: {remaining.write(lang, unit.remaining_count)}"


def _fit(units: pd.DataFrame, centre: Place | None) -> tuple[dict[str, float], float]:
    """The middle of the units and the zoom at which all of them are seen.

    Plotly's own `fitbounds` misjudges shapes that are fetched by address.
    """
    lat = [*units.latitude, *([centre[0]] if centre else [])] or [0.0]
    lon = [*units.longitude, *([centre[1]] if centre else [])] or [0.0]
    middle = {"lat": round((min(lat) + max(lat)) / 2, 5), "lon": round((min(lon) + max(lon)) / 2, 5)}
    wide = max(max(lon) - min(lon), 0.02) * 1.1
    high = max(max(lat) - min(lat), 0.02) * 1.1 / math.cos(math.radians(middle["lat"]))
    # A MapLibre world is 512 px wide at zoom 0.
    zoom = min(math.log2(_VIEW_PX[0] * 360 / 512 / wide), math.log2(_VIEW_PX[1] * 360 / 512 / high))
    return middle, round(zoom, 2)
