"""What all figures share: separators, margins, quiet axes, a legend above the plot.

Figures are put together as plain dicts and checked by Plotly once, at the end: built trace by trace with its own
methods, a page of three charts takes twice as long to rerun.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import plotly.graph_objects as go

from enrolment import language
from enrolment.palette import QUIET

_NARROW = 0.05  # of shares: below it, whole percents would stand twice on an axis
_GRID = "rgba(138,143,152,0.22)"
_AXIS = {"automargin": True, "zeroline": False, "fixedrange": True, "gridcolor": _GRID, "tickfont": {"size": 13}}

Trace = dict[str, Any]


def figure(
    traces: Sequence[Trace],
    lang: str,
    height: int,
    xaxis: Mapping[str, Any] | None = None,
    yaxis: Mapping[str, Any] | None = None,
    **layout: Any,
) -> go.Figure:
    """A figure in the house's layout. `height` in px; an axis' `title` is its text; `layout` overrides."""
    house = {
        "height": height,
        "separators": language.separators(lang),
        "margin": {"l": 8, "r": 12, "t": 8, "b": 8},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "legend": {"orientation": "h", "y": 1.02, "yanchor": "bottom", "x": 0, "xanchor": "left"},
        "hoverlabel": {"align": "left"},
        "dragmode": False,
        "xaxis": _axis(xaxis),
        "yaxis": _axis(yaxis),
        "template": {},  # the page gives its own colours
    }
    return go.Figure({"data": list(traces), "layout": house | layout})


def of_shares(title: str, values: Iterable[float]) -> Trace:
    """An axis of shares in percents, of which none stands twice: in tenths where the values lie close together, and
    with room around where they are one."""
    known = [value for value in values if value == value]
    reach = max(known) - min(known) if known else 1.0
    axis: Trace = {"title": title, "tickformat": ".0%" if reach > _NARROW else ".1%"}
    if reach < _NARROW / 10:
        axis["range"] = [max(0.0, min(known) - _NARROW), max(known) + _NARROW]
    return axis


def quiet(**line: Any) -> dict[str, Any]:
    """A line that stands back."""
    return {"color": QUIET, "width": 1, "dash": "dot", **line}


def across(value: float, line: Mapping[str, Any]) -> dict[str, Any]:
    """A line over the whole width of the plot at `value`."""
    return {"type": "line", "xref": "paper", "x0": 0, "x1": 1, "y0": value, "y1": value, "line": dict(line)}


def upright(value: float, line: Mapping[str, Any]) -> dict[str, Any]:
    """A line over the whole height of the plot at `value`."""
    return {"type": "line", "yref": "paper", "y0": 0, "y1": 1, "x0": value, "x1": value, "line": dict(line)}


def _axis(axis: Mapping[str, Any] | None) -> dict[str, Any]:
    given = dict(axis or {})
    if "title" in given:
        given["title"] = {"text": given["title"], "font": {"size": 13}}
    return _AXIS | given


def of_both_schemes(colour: str) -> str:
    """A colour that differs in light and dark, as a figure may hold it: `var()` is the one word of CSS that Plotly lets
    through; the page resolves it."""
    return f"var(--of-both, {colour})"
