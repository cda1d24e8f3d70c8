"""Layers of the map at build time: what of each lies around a place, for the pages to read."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd
import shapely

from enrolment.imports.meaning.names import bare
from enrolment.imports.thinning import thinned

_AROUND = 0.06  # degrees, 6 km: what stands in the corners of a commune's map
_COARSE = 5e-4  # degrees, 50 m: finer than a screen shows at the scale of a province
_GRID = 1e-5  # degrees, 1 m


@dataclass(frozen=True)
class Layer:
    """A layer of the map: its name, what it shows (`road`, `river`, `neighbour`, `other`), its lines and areas in WGS
    84."""

    name: str
    kind: str
    shapes: np.ndarray


Layers = dict[str, Layer]  # by code


def read_layer(path: Path) -> Layers:
    """The layer of a file that `imports.meaning.layers` wrote, by its code: a later one of the same name takes its
    place."""
    said = json.loads(path.read_text(encoding="utf-8"))
    shapes = shapely.from_geojson([json.dumps(feature["geometry"]) for feature in said["features"]])
    code = re.sub(r"[^0-9a-z]+", "-", bare(said["name"])).strip("-")
    return {f"own-{code}": Layer(said["name"], said["kind"], shapes)}


def write_layers(con: duckdb.DuckDBPyConnection, layers: Mapping[str, Layer]) -> None:
    """Make the table `layers`: one row per layer and place (commune or province) around which something of it lies,
    `geometry_json` as a GeoJSON collection. `shapes` is there, see `geography.write_shapes`."""
    places = _bounds(con) if layers else {}
    rows = []
    for code, layer in layers.items():
        tree = shapely.STRtree(layer.shapes)
        coarse = thinned(layer.shapes, _COARSE)
        for place, (bounds, is_commune) in places.items():
            around = (bounds[0] - _AROUND, bounds[1] - _AROUND, bounds[2] + _AROUND, bounds[3] + _AROUND)
            mine = np.sort(tree.query(shapely.box(*around)))
            cut = shapely.clip_by_rect((layer.shapes if is_commune else coarse)[mine], *around)
            kept = shapely.set_precision(cut[~shapely.is_empty(cut)], _GRID, mode="pointwise")
            if len(kept):
                drawn = shapely.to_geojson(shapely.geometrycollections(kept))
                rows.append((place, code, layer.name, layer.kind, drawn))
    columns = ["place_code", "layer_code", "layer_name", "layer_kind", "geometry_json"]
    con.register("layer_rows", pd.DataFrame(rows, columns=columns, dtype="str"))
    con.execute("create table layers as select * from layer_rows order by place_code, layer_code")
    con.unregister("layer_rows")


def _bounds(con: duckdb.DuckDBPyConnection) -> dict[str, tuple[np.ndarray, bool]]:
    """The west, south, east and north end of each commune and each province, and whether it is a commune."""
    found = con.execute(
        """select shapes.place_code, shapes.parent_code, shapes.geometry_json from shapes
        inner join staged.communes on shapes.place_code = communes.commune_code order by shapes.place_code"""
    ).df()
    bounds = shapely.bounds(shapely.from_geojson(found.geometry_json.to_numpy()))
    communes = {code: (own, True) for code, own in zip(found.place_code, bounds, strict=True)}
    provinces = {
        code: (np.array([*bounds[rows, :2].min(axis=0), *bounds[rows, 2:].max(axis=0)]), False)
        for code, rows in found.groupby("parent_code").indices.items()
    }
    return {**communes, **provinces}
