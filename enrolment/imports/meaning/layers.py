"""Layers of the map that an office brings in: roads, rivers, neighbours. Only where they run is taken."""

import json
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

import numpy as np
import shapely

from enrolment.imports.identity import masked
from enrolment.imports.meaning.names import bare
from enrolment.imports.meaning.outlines import TOLERANCE, Features, Points, are_lines, codes_of
from enrolment.imports.meaning.unaccented import Pattern
from enrolment.imports.mistakes import BadInput, Mistake
from enrolment.imports.thinning import thinned

# What a file shows, by words of its name; the first that fits.
_SAYS = {
    "neighbour": Pattern(r"\b(?:lân cận|láng giềng|giáp ranh|tiếp giáp|xung quanh|neighbou?r|adjacent|surrounding)"),
    "road": Pattern(r"\b(?:đường(?! (?:dây|biên))|giao thông|quốc lộ|tỉnh lộ|(?:ql|đt|đh) ?\d|road|street|highway)"),
    "river": Pattern(
        r"\b(?:(?:sông|suối|kênh|mương|khe|nước|hồ(?! (?:nghèo|dân|sơ|khẩu)))\b(?! ngữ)"
        r"|(?:thủy|thuỷ) (?:hệ|văn|lợi)"
        r"|river|stream|water|lake)"
    ),
}
KINDS = (*_SAYS, "other")
_OF_OUTLINES = re.compile(r"\b(?:ranh gioi|dia gioi|hanh chinh|xa|phuong|thon|xom|huyen|tinh|boundar|outline|admin)")
_AROUND = 0.3  # degrees, 30 km around the places that are known
_MOST_POINTS = 400_000  # a province's roads
_MOST_LETTERS = 60
_GRID = 1e-5  # degrees, 1 m
_LINE, _AREA = 1, 3  # as GEOS numbers them


@dataclass(frozen=True)
class Layer:
    """A layer of the map: its name, one of `KINDS`, how many lines and areas it has, and these as GeoJSON text."""

    name: str
    kind: str
    count: int
    text: str


def is_layer(found: Features, names: Mapping[str, str]) -> bool:
    """Whether a file is a layer of the map and not outlines of places. `names`: code -> name of those that are known.

    By its name, where it says neighbours; lines that are no outlines of known places are one, and so are areas that are
    none and whose file says roads or rivers.
    """
    said = _kind_of(found.file)
    if said == "neighbour":
        return True
    known = [code for code in codes_of(found.frame, names) if code]
    if are_lines(found.frame):
        return 2 * len(known) < len(found.frame)
    return said != "other" and bool(names) and not known and not _OF_OUTLINES.search(_words(found.file))


def normal_layer(found: Features, points: Points | None = None) -> Layer:
    """The lines and areas of a file, those around the places that are known, simplified; none of its attributes.
    `points`: code -> longitude and latitude of what lies in a place. Raises BadInput."""
    whole = shapely.force_2d(found.frame.geometry.dropna().make_valid().to_numpy())
    parts = shapely.get_parts(whole)
    while (shapely.get_type_id(parts) > _AREA).any():  # collections, and what has several parts, within others
        parts = shapely.get_parts(parts)
    parts = parts[np.isin(shapely.get_type_id(parts), [_LINE, _AREA]) & ~shapely.is_empty(parts)]
    if not len(parts):
        raise BadInput([Mistake(found.file, "layer-empty")])
    places = [place for several in (points or {}).values() for place in several]
    if places:
        west, south, east, north = shapely.total_bounds(shapely.points(places))
        around = shapely.box(west - _AROUND, south - _AROUND, east + _AROUND, north + _AROUND)
        parts = parts[shapely.intersects(parts, around)]
    if not len(parts):
        raise BadInput([Mistake(found.file, "layer-elsewhere")])
    simple = _simple(parts)
    if (many := int(shapely.get_num_coordinates(simple).sum())) > _MOST_POINTS:
        raise BadInput([Mistake(found.file, "layer-too-fine", value=str(many), detail=str(_MOST_POINTS))])
    name, kind = _name_of(found.file), _kind_of(found.file)
    features = [
        {"type": "Feature", "properties": {}, "geometry": json.loads(shape)} for shape in shapely.to_geojson(simple)
    ]
    document = {"type": "FeatureCollection", "name": name, "kind": kind, "features": features}
    return Layer(name, kind, len(features), json.dumps(document, ensure_ascii=False))


def _simple(parts: np.ndarray) -> np.ndarray:
    """Lines that meet made one, and all of them simplified to what a screen shows."""
    is_line = shapely.get_type_id(parts) == _LINE
    lines = shapely.get_parts(shapely.line_merge(shapely.multilinestrings(parts[is_line]))) if is_line.any() else []
    return shapely.set_precision(thinned([*lines, *parts[~is_line]], TOLERANCE), _GRID, mode="pointwise")


def _name_of(file: str) -> str:
    return masked(re.sub(r"[\s_-]+", " ", PurePosixPath(file).stem).strip())[:_MOST_LETTERS]


def _kind_of(file: str) -> str:
    said = unicodedata.normalize("NFC", re.sub(r"[\W_]+", " ", PurePosixPath(file).stem))
    return next((kind for kind, words in _SAYS.items() if words.search(said)), "other")


def _words(file: str) -> str:
    return re.sub(r"[\W_]+", " ", bare(PurePosixPath(file).stem))
