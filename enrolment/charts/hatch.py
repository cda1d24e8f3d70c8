"""Slanting lines over areas, for what is not known: no colour says that."""

import json
from collections.abc import Iterator, Sequence

import numpy as np

_LINES = 9  # over an area, about


def lines(outlines: Sequence[str]) -> tuple[list[float | None], list[float | None]]:
    """Latitudes and longitudes of lines across the areas of GeoJSON outlines, None between two lines."""
    lat: list[float | None] = []
    lon: list[float | None] = []
    for outline in outlines:
        for rings in _polygons(json.loads(outline)):
            for start, end in _across(rings):
                lon += [round(float(start[0]), 5), round(float(end[0]), 5), None]
                lat += [round(float(start[1]), 5), round(float(end[1]), 5), None]
    return lat, lon


def _polygons(geometry: dict) -> Iterator[list[np.ndarray]]:
    """The polygons of a geometry, each as its rings: outer one and holes, points as (longitude, latitude)."""
    parts = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    for rings in parts:
        yield [np.array(ring, dtype=float)[:, :2] for ring in rings]


def _across(rings: list[np.ndarray]) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """Where lines along longitude − latitude = c lie within the rings: c rises evenly, crossings pair up."""
    starts = np.concatenate([ring[:-1] for ring in rings])
    ends = np.concatenate([ring[1:] for ring in rings])
    from_c, to_c = starts[:, 0] - starts[:, 1], ends[:, 0] - ends[:, 1]
    low, high = min(from_c.min(), to_c.min()), max(from_c.max(), to_c.max())
    for c in np.linspace(low, high, _LINES + 2)[1:-1]:
        crossed = (from_c < c) != (to_c < c)
        share = (c - from_c[crossed]) / (to_c[crossed] - from_c[crossed])
        points = starts[crossed] + share[:, None] * (ends[crossed] - starts[crossed])
        points = points[np.argsort(points[:, 0])]
        yield from zip(points[0::2], points[1::2], strict=False)
