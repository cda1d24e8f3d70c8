"""Files of shapes to features: GeoJSON, KML, GeoPackage, zipped Shapefile. Each fault has a sentence of its own.

What opens a file is chosen by its kind, never by what its content asks for: such a file could send its reader to other
files, or to another machine.
"""

import io
import json
import sqlite3
import warnings
import zipfile
from collections.abc import Mapping
from contextlib import closing
from pathlib import PurePosixPath
from typing import Any
from xml.etree import ElementTree

import geopandas as gpd
import shapely

from enrolment.imports.files import letters
from enrolment.imports.files.upload import SHAPEFILE, Readable
from enrolment.imports.files.zipped import packed_anew
from enrolment.imports.mistakes import BadInput, Mistake

_LONGITUDES = "EPSG:4326"


def features(file: Readable) -> tuple[gpd.GeoDataFrame, list[int]]:
    """The features of a file with their attributes, and the numbers (from 1) of members that are none.

    Raises BadInput with the fault where it is known, else what the readers raise.
    """
    match file.suffix:
        case ".zip":
            return _shapefile(file), []
        case ".gpkg":
            return _geopackage(file), []
        case ".kml":
            return _kml(file), []
    return _geojson(file)


def _shapefile(file: Readable) -> gpd.GeoDataFrame:
    with zipfile.ZipFile(file.open()) as packed:
        parts = {
            f"outlines{PurePosixPath(name).suffix.lower()}": packed.read(name)
            for name in packed.namelist()
            if PurePosixPath(name).suffix.lower() in SHAPEFILE
        }
    lacking = [suffix for suffix in (".shp", ".shx", ".dbf") if f"outlines{suffix}" not in parts]
    if lacking:
        raise BadInput([Mistake(file.name, "shapefile-lacks", detail=", ".join(lacking))])
    if not parts["outlines.shp"].startswith(b"\0\0\x27\x0a"):
        raise ValueError("not a Shapefile")
    if "outlines.cpg" in parts or parts["outlines.dbf"].isascii():
        return gpd.read_file(io.BytesIO(packed_anew(parts)))
    # The header of a .dbf holds binary numbers; the letters stand behind it.
    start = int.from_bytes(parts["outlines.dbf"][8:10], "little")
    try:
        parts["outlines.dbf"][start:].decode("utf-8")
    except UnicodeDecodeError as error:
        raise BadInput([Mistake(file.name, "shapefile-lacks", detail=".cpg")]) from error
    return gpd.read_file(io.BytesIO(packed_anew({**parts, "outlines.cpg": b"UTF-8"})))


def _geopackage(file: Readable) -> gpd.GeoDataFrame:
    content = file.content
    if not content.startswith(b"SQLite format 3\0"):
        raise ValueError("not a GeoPackage")
    content = content[:18] + b"\1\1" + content[20:]  # one left in write-ahead mode would ask for its log beside it
    with closing(sqlite3.connect(":memory:")) as con:
        con.deserialize(content)
        layers = [one for (one,) in con.execute("select table_name from gpkg_contents where data_type = 'features'")]
    if len(layers) != 1:
        raise BadInput([Mistake(file.name, "more-than-outlines", detail=", ".join(sorted(layers)))])
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message=".*conformant.*")  # a file in memory has no name with an ending
        return gpd.read_file(io.BytesIO(content), layer=layers[0])


def _geojson(file: Readable) -> tuple[gpd.GeoDataFrame, list[int]]:
    text, _ = letters.decode(file.content)
    document = json.loads(text.lstrip("\ufeff"))
    if document.get("type") == "Topology":
        raise BadInput([Mistake(file.name, "topojson")])
    members = [document] if document.get("type") == "Feature" else document["features"]
    are = [isinstance(one, dict) and one.get("type") == "Feature" and "geometry" in one for one in members]
    found = [
        {**one, "properties": {"id": one.get("id"), **(one.get("properties") or {})}}
        for one, is_feature in zip(members, are, strict=True)
        if is_feature
    ]
    named = ((document.get("crs") or {}).get("properties") or {}).get("name", _LONGITUDES)
    others = [number for number, is_feature in enumerate(are, start=1) if not is_feature]
    return gpd.GeoDataFrame.from_features(found, crs=named), others


def _kml(file: Readable) -> gpd.GeoDataFrame:
    """The placemarks of a KML file; what it links to is not followed."""
    content = file.content
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        raise ValueError("not a plain KML file")
    root = ElementTree.fromstring(content)
    for element in root.iter():
        element.tag = element.tag.rpartition("}")[2]
    marks = list(root.iter("Placemark"))
    shapes = [_shape(mark) for mark in marks]
    return gpd.GeoDataFrame([_attributes(mark) for mark in marks], geometry=shapes, crs=_LONGITUDES)


def _shape(mark: ElementTree.Element) -> shapely.Geometry | None:
    """The areas of a placemark; its lines where it has none."""
    if areas := _areas(mark):
        return shapely.union_all(areas)
    lines = [line for line in mark.iter("coordinates") if len((line.text or "").split()) > 1]
    return shapely.MultiLineString(list(map(_points, lines))) if lines else None


def _areas(mark: ElementTree.Element) -> list[shapely.Polygon]:
    areas = []
    for area in mark.iter("Polygon"):
        outer, inner = area.find("outerBoundaryIs//coordinates"), area.findall("innerBoundaryIs//coordinates")
        if outer is not None:
            areas.append(shapely.Polygon(_points(outer), [_points(ring) for ring in inner]))
    return [area if area.is_valid else shapely.make_valid(area) for area in areas]


def _points(ring: ElementTree.Element) -> list[tuple[float, float]]:
    pairs = (point.split(",") for point in (ring.text or "").split())
    return [(float(pair[0]), float(pair[1])) for pair in pairs]


def _attributes(mark: ElementTree.Element) -> Mapping[str, Any]:
    found = {"name": (mark.findtext("name") or "").strip()}
    for said in mark.iter("SimpleData"):
        found[said.get("name", "")] = (said.text or "").strip()
    for said in mark.iter("Data"):
        found[said.get("name", "")] = (said.findtext("value") or "").strip()
    return found
