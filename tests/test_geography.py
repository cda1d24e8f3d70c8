"""Distances and catchments, on shapes of our own and, where they lie beside the project, on real boundaries."""

import json
from pathlib import Path

import numpy as np
import pytest
import shapely

from enrolment.geography import catchments, from_plane, read_outlines, to_plane
from enrolment.imports.files.upload import FileOnDisk
from enrolment.imports.meaning.outlines import in_degrees, normal_outlines
from tests.conftest import ROOT

REAL = ROOT.parent / "shared" / "geo" / "thai_nguyen_communes.geojson"


def outlines_of(path: Path):
    path.write_text(normal_outlines(in_degrees(FileOnDisk(path)))[0], encoding="utf-8")
    return read_outlines(path)


def test_a_degree_of_latitude_and_of_longitude():
    east, north = shapely.get_coordinates(to_plane(shapely.Point(106, 23), 22, 105))[0]
    assert north == pytest.approx(111.195, abs=1e-3)
    assert east == pytest.approx(111.195 * np.cos(np.radians(22)), abs=1e-3)


def test_there_and_back_again():
    points = shapely.points([(105.1, 22.3), (105.9, 22.7)])
    again = from_plane(to_plane(points, 22.6, 105.6), 22.6, 105.6)
    assert shapely.get_coordinates(again) == pytest.approx(shapely.get_coordinates(points), abs=1e-12)


def test_villages_at_one_place_share_a_catchment():
    outline = shapely.box(0, 0, 4, 2)
    cells = catchments(shapely.points([(1, 1), (1, 1), (3, 1)]), outline)
    assert [round(cell.area, 6) for cell in cells] == [4, 4, 4]


def test_one_village_has_the_whole_commune():
    outline = shapely.box(0, 0, 4, 2)
    assert catchments(shapely.points([(1, 1)]), outline)[0].equals(outline)


def test_invalid_rings_are_mended(tmp_path):
    bow_tie = {"type": "Polygon", "coordinates": [[[0, 0], [1, 1], [1, 0], [0, 1], [0, 0]]]}
    feature = {"type": "Feature", "properties": {"commune_code": "10001"}, "geometry": bow_tie}
    path = tmp_path / "boundaries.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}))
    outline = outlines_of(path)["10001"]
    assert outline.is_valid
    assert outline.area == pytest.approx(0.5)


@pytest.mark.skipif(not REAL.exists(), reason="the real boundaries are not part of the project")
def test_catchments_within_real_boundaries(tmp_path):
    collection = json.loads(REAL.read_text(encoding="utf-8"))
    for feature in collection["features"]:
        feature["properties"] = {"commune_code": feature["id"]}
    path = tmp_path / "boundaries.geojson"
    path.write_text(json.dumps(collection), encoding="utf-8")
    outlines = outlines_of(path)
    assert len(outlines) == 92
    chance = np.random.default_rng(3)
    for shape in list(outlines.values())[:12]:
        centre = shape.centroid
        plane = to_plane(shape, centre.y, centre.x)
        west, south, east, north = plane.bounds
        points = shapely.points(chance.uniform((west, south), (east, north), (30, 2)))
        cells = catchments(points, plane)
        assert shapely.union_all(cells).area == pytest.approx(plane.area, rel=1e-6)
