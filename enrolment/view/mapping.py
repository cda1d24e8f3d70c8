"""The map page's controls, its figure, and the unit that is open beside it."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Any

import pandas as pd
import streamlit as st

from enrolment.charts import maps
from enrolment.narrative.chosen import Chosen
from enrolment.palette import GAP, WEAK_SIGNAL, layer
from enrolment.query import door
from enrolment.query.answer import Answer
from enrolment.view import cards, drawn, filters, links, parts, villages
from enrolment.view.session import ask, lang, reader
from enrolment.view.words import day, name, t

CROSSED = "crossed"
COLUMNS_OF_CHANGE = ["place_name", "then_share", "now_share", "moved_points", "pace_ratio"]


def controls(chosen: Chosen, units: Answer) -> tuple[str, list[str]]:
    """What the map is drawn by: catchments or circles and the layers, which are given back; an earlier day to compare
    with, and what the colours show. All of them live in the URL."""
    shape = filters.choose(
        "shape",
        {code: t(f"shape-{code}") for code in maps.SHAPES},
        maps.SHAPES[0],
        widget=st.segmented_control,
        required=True,
    )
    offered = [code for code in maps.LAYERS if chosen.level == "commune" or code != "rings"]
    among = _own(chosen)
    own = {row.layer_code: _name_of_layer(row, among) for row in among}
    layers = filters.choose_many("layers", {**{code: t(f"layer-{code}") for code in offered}, **own})
    filters.choose_comparison(chosen.as_of)
    _choose_colour(chosen, units)
    return shape, layers


def _own(chosen: Chosen) -> list[Any]:
    """The layers that were brought in for the map, those that lie around the place."""
    return list(ask("map/layers", place=chosen.place).frame.itertuples())


def _name_of_layer(own: Any, among: Sequence[Any]) -> str:
    """By what it shows; with its own name where several show that, or where nobody knows what it is."""
    if own.layer_kind == "other":
        return own.layer_name
    shown = t(f"layer-{own.layer_kind}")
    is_only = sum(one.layer_kind == own.layer_kind for one in among) == 1
    return shown if is_only else f"{shown}: {own.layer_name}"


def _day_slider() -> None:
    """Replay: the same day as the filter's, set by dragging."""
    days = dict(reversed(filters.day_labels().items()))
    if len(days) > 1:
        replay: Any = {"widget": st.select_slider, "label": "filter-replay", "widget_key": "slide_as_of"}
        filters.choose("as_of", days, list(days)[-1], **replay)


def compared(chosen: Chosen, units: Answer) -> tuple[Answer, Answer | None]:
    """The units by the class that is asked for; beside an earlier day, where one is chosen, by how far they came since:
    then with that too, an answer of `map/change`."""
    since = filters.compared_with(chosen.as_of)
    if not since or not has_shares(units):
        return (maps.crossed if is_crossed(units) else maps.classed)(units, lang()), None
    change = ask("map/change", **chosen.what, since=since)
    return maps.moved(units, change, lang()), change


def _choose_colour(chosen: Chosen, units: Answer) -> None:
    """Coverage alone, or beside distance; nothing where two days are compared."""
    if not filters.compared_with(chosen.as_of) and _has_both(units):
        filters.choose("colour", {"": t("colour-coverage"), CROSSED: t("colour-crossed")}, "")


def is_crossed(units: Answer) -> bool:
    """Whether the map is of coverage beside distance: that is asked for, and both are known of some units."""
    return filters.in_address().get("colour") == CROSSED and _has_both(units)


def is_played(units: Answer, change: Answer | None) -> bool:
    """Whether the map has a class of coverage for each day."""
    return change is None and has_shares(units) and not is_crossed(units)


def has_shares(units: Answer) -> bool:
    """Whether a unit has a share that can be compared with an earlier one."""
    return bool(units.frame.attainment_share.notna().any())


def _has_both(units: Answer) -> bool:
    return has_shares(units) and bool(units.frame.road_km.notna().any())


def centre(chosen: Chosen) -> tuple[float, float] | None:
    """The commune's centre; a province has none."""
    if chosen.level == "province":
        return None
    row = ask("map/centre", place=chosen.place).row
    return float(row.latitude), float(row.longitude)


def style(chosen: Chosen, shape: str, layers: Sequence[str], is_played: bool) -> maps.Style:
    """`is_played`: the map may be played through all days."""
    version = door.version(reader())
    base = f"/shapes/{version}/{chosen.place}"
    return maps.Style(
        lang=lang(),
        shape=shape,
        layers=layers,
        shapes_url=f"{base}.geojson",
        outline_url=None if chosen.level == "province" else f"{base}/outline.geojson",
        replay_url=f"/replay/{version}/{chosen.place}/{chosen.indicator}.json?lang={lang()}" if is_played else None,
        own=[(row.layer_kind, f"{base}/{row.layer_code}.geojson") for row in _own(chosen) if row.layer_code in layers],
    )


def _marks(chosen: Chosen, layers: Sequence[str]) -> list[cards.Mark]:
    """The dots and lines of the layers for the legend."""
    dots = {"electricity": GAP, "signal": WEAK_SIGNAL}
    among = _own(chosen)
    own = [
        (layer(row.layer_kind), f"line {row.layer_kind}", _name_of_layer(row, among))
        for row in among
        if row.layer_code in layers
    ]
    return [(dots[code], "dot", t(f"layer-{code}")) for code in layers if code in dots] + own


def show(
    chosen: Chosen,
    drawing: maps.Drawing,
    units: Answer,
    change: Answer | None,
    layers: Sequence[str],
    columns: Sequence[str],
) -> None:
    """Draw the map below its legend; a click, a tap or Enter opens the unit beside it. `change`: as `compared` gives
    it."""

    def open_unit(code: str) -> None:
        if code in set(units.frame.place_code):
            filters.pick(chosen.unit_key, code)

    title, legend, of_table = _title(chosen, units, change), _legend(units, change), units
    if change is not None:
        columns, of_table = COLUMNS_OF_CHANGE, change.showing(units.frame)
    with parts.panel_around(title, t("of-indicator", name=name(chosen.indicator_row)), of_table, columns):
        legend(units, chosen.unit_key, _marks(chosen, layers))
        drawn.units(drawing, "map", title, open_unit)
        if chosen.level == "commune" and drawing["shape"] == "areas":
            parts.note(t("map-illustrative"))
        _day_slider()


def _title(chosen: Chosen, units: Answer, change: Answer | None) -> str:
    if change is not None:
        since = date.fromisoformat(change.parameters["since"])
        return t("chart-map-change", since=day(since), day=day(chosen.as_of))
    if is_crossed(units):
        return t("chart-map-crossed")
    is_of_counts = units.frame.target_count.isna().all() and units.frame.done_count.notna().any()
    return t("chart-map-counts" if is_of_counts else f"chart-map-{chosen.unit_key}")


def _legend(units: Answer, change: Answer | None) -> Callable[[Answer, str, Sequence[cards.Mark]], None]:
    if change is not None:
        return cards.show_legend_of_change
    return cards.show_legend_of_crossed if is_crossed(units) else cards.show_legend


def choose_unit(chosen: Chosen, units: Answer) -> str | None:
    """The unit open beside the map, chosen from a list or by a click."""
    by_code = sorted(zip(units.frame.place_code, units.frame.place_name, strict=True))
    code = filters.choose(chosen.unit_key, {"": t(f"choose-{chosen.unit_key}"), **dict(by_code)}, "")
    return code or None


def show_detail(chosen: Chosen, units: Answer, unit: str | None) -> None:
    """The profile and the counts of the open unit, or how to open one."""
    if unit is None:
        parts.note(t(f"map-hint-{chosen.unit_key}"), "help")
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
