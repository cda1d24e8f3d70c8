"""Outlines of communes and areas of villages, in any coordinates: which feature is which place, mended, simplified."""

import re
import sqlite3
import zipfile
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import ParseError

import geopandas as gpd
import numpy as np
import shapely
from pyproj.exceptions import CRSError

from enrolment.imports.files import letters
from enrolment.imports.files.shapes import features
from enrolment.imports.files.upload import Readable
from enrolment.imports.identity import holds_personal_number
from enrolment.imports.meaning.names import key, without_prefix
from enrolment.imports.mistakes import BadInput, Mistake
from enrolment.imports.thinning import thinned

_CODE = re.compile(r"(?=.*\d)[0-9A-Za-z][0-9A-Za-z._-]{0,11}")
Points = Mapping[str, Sequence[tuple[float, float]]]
_NEAR = 0.05  # degrees, five kilometres: an island of the same place
_FARTHEST = 1e8  # metres or degrees: beyond it lies no place on Earth in any coordinates
TOLERANCE = 1e-4  # degrees, 11 m: finer than a screen shows
_NOT_OUTLINES = (
    zipfile.BadZipFile,
    CRSError,
    ValueError,
    LookupError,
    TypeError,
    AttributeError,
    RecursionError,
    OSError,
    RuntimeError,
    sqlite3.Error,
    ParseError,
    letters.Unknown,
)


@dataclass(frozen=True)
class Features:
    """What a file of shapes holds: its name, the features in WGS 84, and the numbers of members that are none."""

    file: str
    frame: gpd.GeoDataFrame
    others: tuple[int, ...] = ()


@dataclass(frozen=True)
class Changed:
    """What was changed on the way in. Areas are compared in degrees: a share, not a size."""

    count: int
    mended_count: int
    points_before: int
    points_after: int
    area_changed_share: float
    left_out_count: int


def normal_outlines(
    found: Features, names: Mapping[str, str] | None = None, points: Points | None = None
) -> tuple[str, Changed]:
    """The outlines of a file, mended and simplified, as GeoJSON text with `place_code`; and what was changed.

    `names`: code -> name of the places that the store knows; a feature is found by its code in whichever column holds
    codes, or by its name; else by a column `commune_code`, `village_code` or `place_code`. `points`: code -> longitude
    and latitude of what lies in a place: of several features of one name, those that hold them are meant.
    Raises BadInput.
    """
    file, frame = found.file, found.frame
    codes = codes_of(frame, names or {})
    whole = frame.geometry.make_valid().map(_areas_only)
    kept = [number for number, code in enumerate(codes) if code and not whole.iloc[number].is_empty]
    if not kept and are_lines(frame):
        raise BadInput([Mistake(file, "lines-not-areas")])
    kept = _of_one_place(file, kept, codes, whole, frame, names or {}, points or {})
    if not kept:
        raise BadInput([Mistake(file, "unknown-outlines")])
    shapes, mended = frame.geometry.iloc[kept], whole.iloc[kept]
    simple = thinned(mended.to_numpy(), TOLERANCE)
    before, after = float(shapely.area(shapes.array).sum()), float(shapely.area(simple).sum())
    changed = Changed(
        count=len(kept),
        mended_count=int((~shapes.is_valid).sum()),
        points_before=int(shapely.get_num_coordinates(shapes.array).sum()),
        points_after=int(shapely.get_num_coordinates(simple).sum()),
        area_changed_share=abs(after - before) / before if before else 0.0,
        left_out_count=len(frame) - len(kept),
    )
    tidy = gpd.GeoDataFrame({"place_code": [codes[number] for number in kept]}, geometry=list(simple), crs="EPSG:4326")
    return tidy.dissolve("place_code", as_index=False).to_json(drop_id=True, ensure_ascii=False), changed


def in_degrees(file: Readable) -> Features:
    """The file's features. Raises BadInput."""
    try:
        frame, others = features(file)
        if not len(frame) or "geometry" not in frame:
            raise BadInput([Mistake(file.name, "bad-outlines")])
        if not np.isfinite(frame.total_bounds).all() or np.abs(frame.total_bounds).max() > _FARTHEST:
            raise BadInput([Mistake(file.name, "bad-outlines")])
        if frame.crs is None:
            if max(map(abs, frame.total_bounds)) > 360:
                raise BadInput([Mistake(file.name, "no-coordinates-system")])
            frame = frame.set_crs("EPSG:4326")
        return Features(file.name, frame.to_crs("EPSG:4326"), tuple(others))
    except (*_NOT_OUTLINES, shapely.errors.ShapelyError) as error:
        raise BadInput([Mistake(file.name, "bad-outlines")]) from error


def are_lines(frame: gpd.GeoDataFrame) -> bool:
    """Whether a file has lines and nothing else."""
    kinds = set(frame.geometry.geom_type.dropna())
    return bool(kinds) and kinds <= {"LineString", "MultiLineString", "LinearRing"}


def _of_one_place(
    file: str,
    kept: Sequence[int],
    codes: Sequence[str],
    whole: gpd.GeoSeries,
    frame: gpd.GeoDataFrame,
    names: Mapping[str, str],
    points: Points,
) -> list[int]:
    """The features that are meant: of several that have a place's name and not its code, those that hold what lies in
    it, and what is near these. Raises BadInput where none does: which of them is meant, nobody can tell."""
    by_code = {number for number in kept if codes[number] in {_padded(_text(value)) for value in frame.iloc[number]}}
    meant: list[int] = []
    for code in dict.fromkeys(codes[number] for number in kept):
        mine = [number for number in kept if codes[number] == code]
        if len(mine) == 1 or by_code.issuperset(mine):
            meant += mine
            continue
        inside = shapely.MultiPoint([shapely.Point(point) for point in points.get(code, ())])
        holding = [number for number in mine if not inside.is_empty and whole.iloc[number].intersects(inside)]
        if not holding:
            raise BadInput([Mistake(file, "same-name", value=names.get(code, code), detail=str(len(mine)))])
        parts = shapely.union_all([whole.iloc[number] for number in holding])
        meant += [number for number in mine if whole.iloc[number].distance(parts) <= _NEAR]
    return sorted(meant)


def _padded(text: str) -> str:
    return text.zfill(5) if text.isdigit() else text


def codes_of(frame: gpd.GeoDataFrame, names: Mapping[str, str]) -> list[str]:
    """The code of each feature's place, empty where none is found."""
    columns = {str(name): [_text(value) for value in frame[name]] for name in frame.columns if name != "geometry"}
    by_name: dict[str, str] = {}
    for code, name in names.items():
        for text in (name, without_prefix(name)):
            by_name[key(text)] = "" if key(text) in by_name and by_name[key(text)] != code else code
    found = [_matched(values, names) for values in columns.values()]
    found += [[by_name.get(key(value), "") for value in values] for values in columns.values()]
    said = [columns[name] for name in ("commune_code", "village_code", "place_code") if name in columns]
    found += [[code if _may_be_code(code) else "" for code in codes] for codes in said]
    return max(found, key=lambda codes: len(set(filter(None, codes))), default=[""] * len(frame))


def _may_be_code(text: str) -> bool:
    """Whether a text that is no known place's may be a code, and is nobody's name or number."""
    return _CODE.fullmatch(text) is not None and not holds_personal_number(text)


def _matched(values: list[str], codes: Collection[str]) -> list[str]:
    padded = [_padded(value) for value in values]
    return [
        value if value in codes else zeros if zeros in codes else ""
        for value, zeros in zip(values, padded, strict=True)
    ]


def _text(value: object) -> str:
    text = str(value).strip()
    return text.removesuffix(".0")


def _areas_only(shape: shapely.Geometry | None) -> shapely.Geometry:
    """What mending may leave as lines and points is no area."""
    if shape is None:
        return shapely.Polygon()
    parts = shapely.get_parts(shape) if shape.geom_type == "GeometryCollection" else [shape]
    return shapely.union_all([part for part in parts if part.geom_type in ("Polygon", "MultiPolygon")])
