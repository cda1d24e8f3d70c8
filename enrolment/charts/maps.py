"""The map of the units: what the page's own script draws, see `tools/drawing/src/map.js`.

Shapes come by address: the browser keeps them, and a filter click sends colours only.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from enrolment import classes, language
from enrolment.palette import GAP, NO_DATA, WEAK_SIGNAL, attainment, layer, of_class
from enrolment.query.answer import Answer
from enrolment.query.metrics import CLASSES, MEASURES, word

LAYERS = ("electricity", "signal", "rings")
SHAPES = ("catchments", "circles")
RING_KM = classes.edges(classes.DISTANCE_BANDS)
HEIGHT_PX = 520

Place = tuple[float, float]  # latitude, longitude
Drawing = dict[str, Any]  # as JSON

_RADIUS_PX = (4, 17)  # of the smallest circle, and what the largest has more
_DOT_ASIDE_PX = 5  # of each of the two gaps' dots, from the unit's place


@dataclass(frozen=True)
class Style:
    """How the map is drawn: language, shape, layers, and where its shapes, and the classes of each day, are served.
    `own`: what the layers that were brought in show, and where they are served."""

    lang: str
    shape: str
    layers: Collection[str]
    shapes_url: str
    outline_url: str | None
    replay_url: str | None = None
    own: Sequence[tuple[str, str]] = ()


def standing(units: Answer, style: Style, centre: Place | None, chosen: str | None) -> Drawing:
    """The units of a place, coloured by class; those without a report have no colour, and are hatched.

    `units`: an answer of `units/standing`, as `classed` gives it. `centre`: the commune's centre, or None for a
    province. `chosen`: the unit that is open beside the map. In the drawing, units are in the order in which their
    names are shown as far as there is room: by people remaining, the most first.
    """
    frame = units.frame
    # A circle's area is the people who remain; without targets, those who are counted.
    by_target = frame.remaining_count.notna().any()
    weight = (frame.remaining_count if by_target else frame.done_count).fillna(0).clip(lower=0)
    radius = _RADIUS_PX[0] + _RADIUS_PX[1] * np.sqrt(weight / max(weight.max(), 1))
    ordered = frame.assign(radius=radius, weight=weight).sort_values(["weight", "place_code"], ascending=[False, True])
    return {
        "shapes": style.shapes_url,
        "outline": style.outline_url,
        "own": [{"kind": kind, "colour": layer(kind), "address": address} for kind, address in style.own],
        "shape": "areas" if style.shape == "catchments" else "circles",
        "height": HEIGHT_PX,
        "units": [_unit(row, style.lang) for row in ordered.itertuples()],
        "dots": _gaps(frame, style.layers),
        "centre": _centre(centre, style.lang) if centre else None,
        "rings": [{"km": km, "name": f"{km} km"} for km in RING_KM] if centre and "rings" in style.layers else [],
        "chosen": chosen,
        "replay": {"address": style.replay_url, "colours": list(map(attainment, CLASSES)), "none": NO_DATA},
    }


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


def moved(of_units: Answer, change: Answer, lang: str) -> Answer:
    """The units, as `classed`, by how far they came between two days beside their place: `map_class` is one of
    `classes.PACE_CLASSES`, unknown for a unit that was nearly done before, that has no report on one of the days or no
    target, and for all where the place came nowhere. `change`: an answer of `map/change`."""
    columns = ["place_code", "then_share", "now_share", "moved_points", "pace_ratio"]
    units = of_units.frame.merge(change.frame[columns], on="place_code", how="left")
    is_compared = units.pace_ratio.notna() & (units.then_share < classes.NEARLY_DONE_SHARE)
    codes = [
        classes.code_of(classes.PACE_CLASSES, ratio) if is_so else None
        for ratio, is_so in zip(units.pace_ratio, is_compared, strict=True)
    ]
    texts = [word(lang, "pace_class", code) if code else None for code in codes]
    told = [_told_of_change(row, lang) for row in units.itertuples()]
    return of_units.showing(units.assign(map_class=codes, map_class_text=texts, told=told))


def differing(of_units: Answer, moved: pd.DataFrame, lang: str) -> Answer:
    """The units, as `classed`, by what their counts became between two states of the data: `map_class` is one of
    `classes.DIFFERENCES`, unknown for a unit without a count in either. `moved`: as `versions.by_unit` gives it, which
    has those that differ."""
    units = of_units.frame.merge(moved.drop(columns="place_name"), on="place_code", how="left")
    by = units.moved_count.fillna(0)
    codes = pd.Series(np.select([by < 0, by > 0], ["less", "more"], "same"), units.index, dtype=object)
    codes[units.done_count.isna() & units.moved_count.isna()] = None
    texts = [word(lang, "difference", code) if isinstance(code, str) else None for code in codes]
    told = [_told_of_difference(row, lang) for row in units.itertuples()]
    done = units.done_count.fillna(units.now_count).fillna(units.then_count)  # a count that is no more is no silence
    return of_units.showing(units.assign(map_class=codes, map_class_text=texts, told=told, done_count=done))


def crossed(of_units: Answer, lang: str) -> Answer:
    """The units, as `classed`, by coverage beside distance: `map_class` is a class of `classes.COVERAGES` and one of
    `classes.REMOTENESS`, unknown where either is not known."""
    units = of_units.frame
    known = units.attainment_share.notna() & units.road_km.notna()
    parts = [
        (classes.code_of(classes.COVERAGES, row.attainment_share), classes.code_of(classes.REMOTENESS, row.road_km))
        for row in units[known].itertuples()
    ]
    texts = [", ".join((word(lang, "coverage", share), word(lang, "remoteness", km))) for share, km in parts]
    by_both = pd.DataFrame({"map_class": list(map("_".join, parts)), "map_class_text": texts}, units.index[known])
    return of_units.showing(units.drop(columns=by_both.columns, errors="ignore").join(by_both))


def _told_of_change(unit: Any, lang: str) -> list[str]:
    """What is read of a unit between two days."""
    if pd.isna(unit.moved_points):
        return [language.translate(lang, "map-not-compared")]
    then, now = (MEASURES[name].write(lang, getattr(unit, name)) for name in ("then_share", "now_share"))
    told = [f"{then} → {now}: {MEASURES['moved_points'].write(lang, unit.moved_points)}"]
    if not pd.isna(unit.pace_ratio):
        told.append(f"{MEASURES['pace_ratio'].label(lang)}: {MEASURES['pace_ratio'].write(lang, unit.pace_ratio)}")
    return told


def _told_of_difference(unit: Any, lang: str) -> list[str]:
    """What is read of a unit between two states of the data."""
    if pd.isna(unit.moved_count):
        key = "no-reports-yet" if pd.isna(unit.done_count) else "difference-same"
        return [language.translate(lang, key)]
    then, now = (language.count(lang, count) for count in (unit.then_count, unit.now_count))
    return [f"{then} → {now}: {language.signed(lang, unit.moved_count, 0)}"]


def _unit(unit: Any, lang: str) -> Drawing:
    return {
        "code": unit.place_code,
        "name": unit.place_name,
        "told": _told(unit, lang),
        "colour": _colour(unit),
        "lon": _degrees(unit.longitude),
        "lat": _degrees(unit.latitude),
        "radius": round(float(unit.radius), 1),
    }


def _colour(unit: Any) -> str | None:
    """Of its class; grey where it has none, as without a target; None without a report."""
    if pd.isna(unit.done_count):
        return None
    return of_class(unit.map_class) if isinstance(unit.map_class, str) else NO_DATA


def _told(unit: Any, lang: str) -> list[str]:
    """What is read of a unit below its name."""
    if hasattr(unit, "told"):
        return unit.told
    if pd.isna(unit.done_count):
        return [language.translate(lang, "no-reports-yet")]
    told = [language.reached(lang, unit.done_count, unit.target_count)]
    if not pd.isna(unit.remaining_count):
        remaining = MEASURES["remaining_count"]
        told.append(f"{remaining.label(lang)}: {remaining.write(lang, unit.remaining_count)}")
    return told


def _gaps(units: pd.DataFrame, layers: Collection[str]) -> list[Drawing]:
    dots = []
    for code, column, colour, side in (
        ("electricity", "unlit_village_count", GAP, -1),
        ("signal", "weak_signal_village_count", WEAK_SIGNAL, 1),
    ):
        part = units[(units[column] > 0) & units.latitude.notna()] if code in layers else units[:0]
        dots += [
            {"lon": _degrees(lon), "lat": _degrees(lat), "colour": colour, "aside": side * _DOT_ASIDE_PX}
            for lon, lat in zip(part.longitude, part.latitude, strict=True)
        ]
    return dots


def _centre(centre: Place, lang: str) -> Drawing:
    return {"lat": _degrees(centre[0]), "lon": _degrees(centre[1]), "name": language.translate(lang, "map-centre")}


def _degrees(value: float) -> float | None:
    """To the metre; None where it is not known."""
    return None if pd.isna(value) else round(float(value), 5)
