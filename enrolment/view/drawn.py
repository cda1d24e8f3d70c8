"""What scripts of ours draw in the browser: charts, and the map of the units.

One component for both, see `enrolment/drawing/`: it fetches the script of the part, which the browser keeps.
"""

import json
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

import plotly.graph_objects as go
import streamlit as st

from enrolment.charts.maps import Drawing
from enrolment.settings import ROOT
from enrolment.view import html
from enrolment.view.html import blocks
from enrolment.view.words import t

FOLDER = ROOT / "static" / "drawing"
_NAME = "enrolment.drawing"  # as pyproject.toml declares it
MAP_WORDS = ("in", "out", "reset", "play", "stop", "wheel", "fingers", "north", "closer")
ENTRY = f"/_stcore/bidi-components/{_NAME}/drawing.js"


def chart(figure: go.Figure, key: str, alt: str, links: Mapping[str, str] | None = None) -> None:
    """A figure in the page's colours. `alt`: what it shows, for who does not see it. `links`: the addresses that its
    marks open, by their `customdata`."""
    html.record(blocks.gap(figure.layout.height))
    _show("charts", key, {"figure": figure.to_plotly_json(), "alt": alt, "links": dict(links or {})})


def units(drawing: Drawing, key: str, alt: str, on_open: Callable[[str], None] | None = None) -> None:
    """The map of the units; `on_open` is called with the code of the one that somebody opens, if any can be."""
    words = {name: t(f"map-{name}") for name in MAP_WORDS}
    words |= {"hidden": t("map-hidden", count="#"), "keys": t("map-keys" if on_open else "map-keys-read")}
    html.record(blocks.gap(drawing["height"]))
    on_picked = (lambda: on_open(st.session_state[key].picked)) if on_open else None
    _show("map", key, {**drawing, "alt": alt, "words": words}, on_picked)


@cache
def address(part: str) -> str:
    """Where the script of `charts`, `map` or `page` is served; its name has its hash: it may be kept for good."""
    made = json.loads((FOLDER / "parts.json").read_text(encoding="utf-8"))
    return f"/drawing/{made[part]['file']}"


def _show(part: str, key: str, data: dict[str, Any], on_picked: Callable[[], None] | None = None) -> None:
    _component()(key=key, data={**data, "script": address(part)}, on_picked_change=on_picked or _nothing)


def _nothing() -> None:
    """Nothing in a chart can be picked."""


@cache
def _component() -> Any:
    # Within the page's own styles: behind a shadow root, Plotly's would be cut off.
    place = '<div class="drawing"></div>'
    return st.components.v2.component(_NAME, html=place, js="drawing.js", isolate_styles=False)
