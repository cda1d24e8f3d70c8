"""A small map of the units as a picture that needs no script: colours of their classes, hatched without a report."""

import json
import math
from collections.abc import Iterator

import pandas as pd

from enrolment.palette import INK, NO_DATA, SURFACE, attainment

_WIDE = 260  # of the drawing, in its own units
_EDGES = f"light-dark({INK['light']}, {SURFACE['dark']})"
_HATCH = (
    '<pattern id="h" width="6" height="6" patternUnits="userSpaceOnUse">'
    f'<path d="M-1,7L7,-1M-2,2L2,-2M4,8L8,4" stroke="{NO_DATA}" stroke-width="1"/></pattern>'
)


def drawn(units: pd.DataFrame, shapes: pd.DataFrame) -> str:
    """SVG of the units' areas; empty where none has one. `units`: of `units/standing` with `map_class`; `shapes`: of
    `frame/shape`, outlines as GeoJSON."""
    rings = {row.place_code: list(_rings(json.loads(row.geometry_json))) for row in shapes.itertuples()}
    points = [point for of_unit in rings.values() for ring in of_unit for point in ring]
    if not points:
        return ""
    west, east = min(lon for lon, _ in points), max(lon for lon, _ in points)
    south, north = min(lat for _, lat in points), max(lat for _, lat in points)
    narrow = math.cos(math.radians((south + north) / 2))
    scale = _WIDE / max((east - west) * narrow, (north - south), 1e-6)
    width, height = (east - west) * narrow * scale, (north - south) * scale

    def path(ring: list[tuple[float, float]]) -> str:
        at = (f"{(lon - west) * narrow * scale:.1f},{(north - lat) * scale:.1f}" for lon, lat in ring[:-1])
        return f"M{'L'.join(at)}Z"

    areas = "".join(
        f'<path d="{"".join(map(path, rings[row.place_code]))}" fill="{_fill(row)}"/>'
        for row in units.itertuples()
        if row.place_code in rings
    )
    size = f'width="{width + 4:.0f}" height="{height + 4:.0f}" viewBox="-2 -2 {width + 4:.0f} {height + 4:.0f}"'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" style="color-scheme:light dark" {size}>'
        f'<defs>{_HATCH}</defs><g stroke="{_EDGES}" stroke-width=".7" stroke-linejoin="round">{areas}</g></svg>'
    )


def _fill(row: object) -> str:
    if pd.isna(getattr(row, "done_count", None)):
        return "url(#h)"
    code = getattr(row, "map_class", None)
    return attainment(code) if isinstance(code, str) else NO_DATA


def _rings(geometry: dict) -> Iterator[list[tuple[float, float]]]:
    parts = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    for rings in parts:
        for ring in rings:
            yield [(point[0], point[1]) for point in ring]
