"""Outlines of communes and areas of villages: GeoJSON, GeoPackage or a zipped Shapefile, in any coordinates."""

import io
import json
import re
import sqlite3
import zipfile
from collections.abc import Collection, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import geopandas as gpd
import numpy as np
import shapely
from pyproj.exceptions import CRSError

from enrolment.imports.files.upload import SHAPEFILE, Readable
from enrolment.imports.files.zipped import packed_anew
from enrolment.imports.identity import holds_personal_number
from enrolment.imports.meaning.names import key, without_prefix
from enrolment.imports.mistakes import BadInput, Mistake

_CODE = re.compile(r"(?=.*\d)[0-9A-Za-z][0-9A-Za-z._-]{0,11}")
_FARTHEST = 1e8  # metres or degrees: beyond it lies no place on Earth in any coordinates
_TOLERANCE = 1e-4  # degrees, 11 m: finer than a screen shows
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
)


@dataclass(frozen=True)
class Changed:
    """What was changed on the way in. Areas are compared in degrees: a share, not a size."""

    count: int
    mended_count: int
    points_before: int
    points_after: int
    area_changed_share: float
    left_out_count: int


def normal_outlines(file: Readable, names: Mapping[str, str] | None = None) -> tuple[str, Changed]:
    """The file's outlines in WGS 84, mended and simplified, as GeoJSON text with `place_code`; and what was changed.

    `names`: code -> name of the places that the store knows; a feature is found by its code in whichever column holds
    codes, or by its name; else by a column `commune_code`, `village_code` or `place_code`. Raises BadInput.
    """
    try:
        frame = _read(file)
        if not len(frame) or "geometry" not in frame:
            raise BadInput([Mistake(file.name, "bad-outlines")])
        if not np.isfinite(frame.total_bounds).all() or np.abs(frame.total_bounds).max() > _FARTHEST:
            raise BadInput([Mistake(file.name, "bad-outlines")])
        if frame.crs is None:
            if max(map(abs, frame.total_bounds)) > 360:
                raise BadInput([Mistake(file.name, "no-coordinates-system")])
            frame = frame.set_crs("EPSG:4326")
        frame = frame.to_crs("EPSG:4326")
    except (*_NOT_OUTLINES, shapely.errors.ShapelyError) as error:
        raise BadInput([Mistake(file.name, "bad-outlines")]) from error
    codes = _codes(frame, names or {})
    whole = frame.geometry.make_valid().map(_areas_only)
    kept = [number for number, code in enumerate(codes) if code and not whole.iloc[number].is_empty]
    if not kept:
        raise BadInput([Mistake(file.name, "bad-outlines")])
    shapes, mended = frame.geometry.iloc[kept], whole.iloc[kept]
    simple = mended.simplify(_TOLERANCE, preserve_topology=True)
    before, after = float(shapely.area(shapes.array).sum()), float(shapely.area(simple.array).sum())
    changed = Changed(
        count=len(kept),
        mended_count=int((~shapes.is_valid).sum()),
        points_before=int(shapely.get_num_coordinates(shapes.array).sum()),
        points_after=int(shapely.get_num_coordinates(simple.array).sum()),
        area_changed_share=abs(after - before) / before if before else 0.0,
        left_out_count=len(frame) - len(kept),
    )
    tidy = gpd.GeoDataFrame({"place_code": [codes[number] for number in kept]}, geometry=list(simple), crs="EPSG:4326")
    return tidy.dissolve("place_code", as_index=False).to_json(drop_id=True, ensure_ascii=False), changed


def _read(file: Readable) -> gpd.GeoDataFrame:
    """The features of a file. What opens it is chosen by the file's kind, never by what its content asks for: such a
    file could send its reader to other files, or to another machine."""
    if file.suffix == ".zip":
        with zipfile.ZipFile(file.open()) as packed:
            parts = {
                f"outlines{Path(name).suffix.lower()}": packed.read(name)
                for name in packed.namelist()
                if Path(name).suffix.lower() in SHAPEFILE
            }
        if not parts["outlines.shp"].startswith(b"\0\0\x27\x0a"):
            raise ValueError("not a Shapefile")
        return gpd.read_file(io.BytesIO(packed_anew(parts)))
    if file.suffix == ".gpkg":
        content = file.content
        if not content.startswith(b"SQLite format 3\0"):
            raise ValueError("not a GeoPackage")
        return gpd.read_file(io.BytesIO(content), layer=_layer(file.name, content))
    document = json.loads(file.content.decode("utf-8-sig"))
    features = [
        {**feature, "properties": {"id": feature.get("id"), **(feature.get("properties") or {})}}
        for feature in document["features"]
    ]
    named = ((document.get("crs") or {}).get("properties") or {}).get("name", "EPSG:4326")
    return gpd.GeoDataFrame.from_features(features, crs=named)


def _layer(name: str, content: bytes) -> str:
    """The one layer of outlines in a GeoPackage. Raises BadInput where there are several, or none."""
    with closing(sqlite3.connect(":memory:")) as con:
        con.deserialize(content)
        layers = [one for (one,) in con.execute("select table_name from gpkg_contents where data_type = 'features'")]
    if len(layers) != 1:
        raise BadInput([Mistake(name, "more-than-outlines", detail=", ".join(sorted(layers)))])
    return layers[0]


def _codes(frame: gpd.GeoDataFrame, names: Mapping[str, str]) -> list[str]:
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
    padded = [value.zfill(5) if value.isdigit() else value for value in values]
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
