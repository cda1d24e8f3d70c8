"""Outlines and catchments, at build time; pages read their shapes from the snapshot.

Lengths are kilometres on a local plane around each commune's centre: within 50 km of it that is true to a few
metres, and it needs no projection that belongs to one country.
"""

import json
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd
import shapely

from enrolment.imports.mistakes import Mistake
from enrolment.imports.thinning import thinned

Outlines = dict[str, shapely.Geometry]  # code of a commune, or of a village whose area is known -> outline, WGS 84

KM_PER_DEGREE = 111.19493  # of latitude, on a sphere of 6,371.0088 km
_GRID = 1e-4  # degrees, 11 m: finer than a screen shows at the scale of a commune
_MARGIN_KM = 1.5  # around the villages of a commune whose outline is unknown


def to_plane(shapes: np.ndarray | shapely.Geometry, latitude: float, longitude: float):
    """Degrees to kilometres east and north of a point."""
    scale = np.array([KM_PER_DEGREE * np.cos(np.radians(latitude)), KM_PER_DEGREE])
    return shapely.transform(shapes, lambda degrees: (degrees - [longitude, latitude]) * scale)


def from_plane(shapes: np.ndarray | shapely.Geometry, latitude: float, longitude: float):
    """Kilometres east and north of a point back to degrees."""
    scale = np.array([KM_PER_DEGREE * np.cos(np.radians(latitude)), KM_PER_DEGREE])
    return shapely.transform(shapes, lambda km: km / scale + [longitude, latitude])


def read_outlines(path: Path) -> Outlines:
    """The outlines of a file that `imports.outlines` wrote."""
    features = json.loads(path.read_text(encoding="utf-8"))["features"]
    return {
        feature["properties"]["place_code"]: shapely.from_geojson(json.dumps(feature["geometry"]))
        for feature in features
    }


def outside_outline(con: duckdb.DuckDBPyConnection, outlines: Outlines, tolerance_km: float) -> list[Mistake]:
    """Villages of `staged.villages` farther than `tolerance_km` outside their commune's outline."""
    mistakes = []
    for commune, villages in _villages_by_commune(con):
        outline = outlines.get(commune.commune_code)
        if outline is None:
            continue
        centre = (commune.centre_latitude, commune.centre_longitude)
        points = to_plane(shapely.points(villages["longitude"], villages["latitude"]), *centre)
        distances = shapely.distance(to_plane(outline, *centre), points)
        for village in villages[distances > tolerance_km].itertuples():
            place = f"{village.latitude}, {village.longitude}"
            mistakes.append(
                Mistake(
                    village.file_name,
                    "outside-outline",
                    village.row_number,
                    "latitude, longitude",
                    place,
                    detail=f"{distances[village.position]:.1f}",
                )
            )
    return mistakes


def write_shapes(con: duckdb.DuckDBPyConnection, outlines: Outlines) -> None:
    """Make the table `shapes`: one row per commune and per village with a place, `geometry_json` as GeoJSON.

    A commune's shape is its outline, or, where none is known, the hull of its villages and a margin. A village's is
    its catchment: the part of the commune nearer to it than to any other village. Catchments are illustrative.
    """
    rows: list[tuple[str, str, str]] = []
    for commune, villages in _villages_by_commune(con):
        centre = (commune.centre_latitude, commune.centre_longitude)
        points = to_plane(shapely.points(villages["longitude"], villages["latitude"]), *centre)
        known = outlines.get(commune.commune_code)
        outline = to_plane(known, *centre) if known is not None else _hull(points)
        cells = thinned(catchments(points, outline), 0.02)
        for number, code in enumerate(villages["village_code"]):
            if code in outlines:
                cells[number] = to_plane(outlines[code], *centre)
        codes = [commune.commune_code, *villages["village_code"]]
        parents = [commune.province_code, *[commune.commune_code] * len(villages)]
        shapes = np.array([*thinned([outline], 0.05), *cells], dtype=object)
        rows += zip(codes, parents, _geojson(shapes, centre), strict=True)
    frame = pd.DataFrame(rows, columns=["place_code", "parent_code", "geometry_json"], dtype="str")
    con.register("shape_rows", frame)
    con.execute("create table shapes as select * from shape_rows order by parent_code, place_code")
    con.unregister("shape_rows")


def catchments(points: np.ndarray, outline: shapely.Geometry) -> np.ndarray:
    """The Voronoi cell of each point within the outline, in the order of the points; both on one plane.

    Points at the same place share one cell; a point outside the outline gets what of its cell lies inside.
    """
    if len(points) < 2:
        return np.array([outline] * len(points), dtype=object)
    cells = shapely.get_parts(shapely.voronoi_polygons(shapely.multipoints(points), extend_to=outline.buffer(1)))
    tree = shapely.STRtree(cells)
    point_numbers, cell_numbers = tree.query(points, predicate="intersects")
    first = pd.Series(cell_numbers).groupby(point_numbers).first().reindex(range(len(points)), fill_value=0)
    return shapely.intersection(cells[first.to_numpy()], outline)


def _villages_by_commune(con: duckdb.DuckDBPyConnection):
    communes = con.execute("select * from staged.communes order by commune_code").df()
    villages = con.execute(
        """select village_code, commune_code, latitude, longitude, file_name, row_number from staged.villages
        where latitude is not null order by village_code"""
    ).df()
    grouped = dict(tuple(villages.groupby("commune_code")))
    for commune in communes.itertuples():
        found = grouped.get(commune.commune_code, villages.head(0)).reset_index(drop=True)
        yield commune, found.assign(position=range(len(found)))


def _hull(points: np.ndarray) -> shapely.Geometry:
    anchor = shapely.points([[0.0, 0.0]])
    return shapely.convex_hull(shapely.multipoints(np.concatenate([points, anchor]))).buffer(_MARGIN_KM)


def _geojson(shapes: np.ndarray, centre: tuple[float, float]) -> np.ndarray:
    degrees = from_plane(shapes, *centre)
    rounded = shapely.set_precision(degrees, _GRID, mode="pointwise")
    return shapely.to_geojson(np.where(shapely.is_empty(rounded), degrees, rounded))
