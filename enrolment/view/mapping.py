"""The map page's controls, its figure, and the unit that is open beside it."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import pandas as pd
import streamlit as st

from enrolment.charts import maps
from enrolment.narrative.chosen import Chosen
from enrolment.palette import GAP, WEAK_SIGNAL
from enrolment.query import door
from enrolment.query.answer import Answer
from enrolment.view import cards, drawn, filters, links, parts, villages
from enrolment.view.session import ask, lang, reader
from enrolment.view.words import t


def controls(chosen: Chosen) -> tuple[str, list[str]]:
    """Catchments or circles, and the layers; both live in the URL."""
    with st.container(horizontal=True):
        shape = filters.choose(
            "shape",
            {code: t(f"shape-{code}") for code in maps.SHAPES},
            maps.SHAPES[0],
            widget=st.segmented_control,
            required=True,
        )
        offered = [layer for layer in maps.LAYERS if chosen.level == "commune" or layer != "rings"]
        layers = filters.choose_many("layers", {code: t(f"layer-{code}") for code in offered})
    return shape, layers


def day_slider() -> None:
    """Replay: the same day as the filter's, set by dragging."""
    days = dict(reversed(filters.day_labels().items()))
    if len(days) > 1:
        replay: Any = {"widget": st.select_slider, "label": "filter-replay", "widget_key": "slide_as_of"}
        filters.choose("as_of", days, list(days)[-1], **replay)


def centre(chosen: Chosen) -> tuple[float, float] | None:
    """The commune's centre; a province has none."""
    if chosen.level == "province":
        return None
    row = ask("map/centre", place=chosen.place).row
    return float(row.latitude), float(row.longitude)


def style(chosen: Chosen, shape: str, layers: Sequence[str]) -> maps.Style:
    base = f"/shapes/{door.version(reader())}/{chosen.place}"
    return maps.Style(
        lang=lang(),
        shape=shape,
        layers=layers,
        shapes_url=f"{base}.geojson",
        outline_url=None if chosen.level == "province" else f"{base}/outline.geojson",
    )


def _marks(layers: Sequence[str]) -> list[tuple[str, str]]:
    """The dots of the layers for the legend."""
    dots = {"electricity": (GAP, t("layer-electricity")), "signal": (WEAK_SIGNAL, t("layer-signal"))}
    return [dots[layer] for layer in layers if layer in dots]


def show(
    chosen: Chosen, drawing: maps.Drawing, units: Answer, layers: Sequence[str], columns: Sequence[str], subtitle: str
) -> None:
    """Draw the map below its legend; a click, a tap or Enter opens the unit beside it."""

    def open_unit(code: str) -> None:
        if code in set(units.frame.place_code):
            filters.pick(chosen.unit_key, code)

    is_of_counts = units.frame.target_count.isna().all() and units.frame.done_count.notna().any()
    title = t("chart-map-counts" if is_of_counts else f"chart-map-{chosen.unit_key}")
    with parts.panel_around(title, subtitle, units, columns):
        cards.show_legend(units, chosen.unit_key, _marks(layers))
        drawn.units(drawing, "map", title, open_unit)


def choose_unit(chosen: Chosen, units: Answer) -> str | None:
    """The unit open beside the map, chosen from a list or by a click."""
    by_code = sorted(zip(units.frame.place_code, units.frame.place_name, strict=True))
    code = filters.choose(chosen.unit_key, {"": t(f"choose-{chosen.unit_key}"), **dict(by_code)}, "")
    return code or None


def show_detail(chosen: Chosen, units: Answer, unit: str | None) -> None:
    """The profile and the counts of the open unit, or how to open one."""
    if unit is None:
        parts.note(t(f"map-hint-{chosen.unit_key}"))
        return
    where = {"place": unit, "as_of": chosen.as_of}
    standing, daily = ask("overview/standing", **where), ask("overview/daily", **where)
    row = next(row for row in units.frame.itertuples() if row.place_code == unit)
    since = pd.Timestamp(chosen.as_of - timedelta(days=60))
    parts.subheading(row.place_name)
    cards.show_indicators(
        standing.showing(standing.frame[standing.frame.indicator_code == chosen.indicator]),
        daily.showing(daily.frame[daily.frame.reported_on > since]),
    )
    if chosen.level == "commune":
        villages.show_profile(ask("village/profile", village=unit))
    parts.link(t(f"open-{chosen.unit_key}", name=row.place_name), links.units(chosen)(row))
