"""Layers of the map: which files are one, what of them is taken, and what the map gets."""

import json
import shutil

import duckdb
import geopandas as gpd
import pytest
import shapely

from enrolment.changes import commit
from enrolment.changes.verify import verify
from enrolment.imports.files.upload import FileOnDisk
from enrolment.imports.meaning.layers import KINDS, is_layer, normal_layer
from enrolment.imports.meaning.outlines import Features, in_degrees
from enrolment.imports.mistakes import BadInput
from enrolment.imports.sources import named_sources
from enrolment.query import door
from enrolment.snapshot.current import current
from enrolment.store import ledger
from tests.conftest import forget
from tests.looking import look
from tests.pages.test_pages import html_of, open_page
from tests.web.test_routes import get

NAMES = {"10001": "Xã Một", "10002": "Xã Hòa Bình"}
ROAD = shapely.LineString([(104.9, 22.0), (105.0, 22.0), (105.2, 22.1)])
AREA = shapely.box(105.3, 22.0, 105.4, 22.1)


def features(name: str, shapes, **columns) -> Features:
    return Features(name, gpd.GeoDataFrame(columns, geometry=list(shapes), crs="EPSG:4326"))


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("duong_giao_thong.geojson", "road"),
        ("Đường thôn.kml", "road"),
        ("gis_osm_roads_free_1.zip", "road"),
        ("Sông suối.gpkg", "river"),
        ("gis_osm_waterways_free_1.zip", "river"),
        ("Xã lân cận.geojson", "neighbour"),
        ("neighbouring-communes.geojson", "neighbour"),
        ("duong den xa lan can.geojson", "neighbour"),
        ("lưới điện.geojson", "other"),
        ("QL3.geojson", "road"),
        ("DT258.geojson", "road"),
        ("ho_nuoc.geojson", "river"),
        ("Hộ nghèo.geojson", "other"),
        ("ho_dan.geojson", "other"),
        ("Mường Thanh.geojson", "other"),
        ("Đường dây điện.geojson", "other"),
        ("🛣.geojson", "other"),
        ("---.geojson", "other"),
    ],
)
def test_what_a_layer_shows_is_told_by_the_name_of_its_file(name, kind):
    assert normal_layer(features(name, [ROAD])).kind == kind and kind in KINDS


@pytest.mark.parametrize(
    ("name", "shapes", "columns", "is_so"),
    [
        ("luoi.geojson", [ROAD], {"ten": ["QL 3"]}, True),
        ("xa.geojson", [ROAD], {"ten": ["Xã Hòa Bình"]}, False),  # an outline as a line
        ("xa.geojson", [AREA], {"ten": ["Xã Hòa Bình"]}, False),
        ("xa.geojson", [AREA], {"ten": ["Xã Lạ"]}, False),  # of a place that is not known, or misspelt
        ("lan can.geojson", [AREA], {"ten": ["Xã Lạ"]}, True),
        ("ho nuoc.geojson", [AREA], {"ten": ["Hồ Ba Bể"]}, True),
        ("ranh gioi Song Cong.geojson", [AREA], {"ten": ["Sông Công"]}, False),
        ("boundaries.geojson", [ROAD, ROAD], {"commune_code": ["10001", "10002"]}, False),
    ],
)
def test_which_files_are_a_layer(name, shapes, columns, is_so):
    assert is_layer(features(name, shapes, **columns), NAMES) is is_so


def test_only_where_it_runs_is_taken():
    found = normal_layer(features("duong 0912345678.geojson", [ROAD, None], owner=["Nguyễn A 034090001234", ""]))
    assert "Nguyễn" not in found.text and "034090001234" not in found.text and "0912345678" not in found.text
    (feature,) = json.loads(found.text)["features"]
    assert feature["properties"] == {} and shapely.from_geojson(json.dumps(feature["geometry"])).equals(ROAD)


def test_lines_within_collections_within_collections_are_taken():
    within = shapely.GeometryCollection([shapely.GeometryCollection([shapely.MultiLineString([ROAD])])])
    assert normal_layer(features("duong.geojson", [within])).count == 1


def test_lines_that_meet_are_one_and_what_lies_far_away_is_left_out():
    far = shapely.LineString([(100, 10), (101, 10)])
    parts = [shapely.LineString(ROAD.coords[:2]), shapely.LineString(ROAD.coords[1:]), far]
    assert normal_layer(features("duong.geojson", parts), {"10001": [(105.0, 22.0)]}).count == 1
    assert normal_layer(features("duong.geojson", parts)).count == 2


@pytest.mark.parametrize(
    ("shapes", "reason"),
    [
        ([shapely.Point(105, 22)], "layer-empty"),
        ([shapely.Polygon()], "layer-empty"),
        ([shapely.LineString([(22.0, 105.0), (22.1, 105.1)])], "layer-elsewhere"),  # latitude for longitude
        ([shapely.LineString([(105 + i % 2 / 100, 22 + i / 1e7) for i in range(600_000)])], "layer-too-fine"),
    ],
)
def test_what_is_no_layer_says_why(shapes, reason):
    with pytest.raises(BadInput) as refused:
        normal_layer(features("lan can.geojson", shapes), {"10001": [(105.0, 22.0)]})
    assert [one.reason for one in refused.value.found] == [reason]


def test_lines_of_a_kml_file_are_read(tmp_path):
    path = tmp_path / "duong.kml"
    line = "<LineString><coordinates>104.9,22.0,0 105.2,22.1,0</coordinates></LineString>"
    path.write_text(f"<kml><Placemark><name>QL 3</name>{line}</Placemark></kml>", encoding="utf-8")
    assert normal_layer(in_degrees(FileOnDisk(path))).count == 1


@pytest.fixture
def store(little_store, use_store, tmp_path):
    shutil.copytree(little_store, tmp_path / "store")
    return use_store(tmp_path / "store")


def bring(store, path, shapes):
    gpd.GeoDataFrame({"ten": [""] * len(shapes)}, geometry=shapes, crs="EPSG:4326").to_file(path)
    forget()
    return commit.bring_in(named_sources([path]), store)


def told(store, place: str = "10001") -> list[tuple[str, str, str, str]]:
    with duckdb.connect(current(store).path, read_only=True) as con:
        asked = "select layer_code, layer_name, layer_kind, geometry_json from layers where place_code = ? order by all"
        return con.execute(asked, [place]).fetchall()


def test_the_map_gets_what_lies_around_a_place_and_loses_it_with_an_undo(store, tmp_path):
    path = tmp_path / "duong_thon.geojson"
    bring(store, path, [ROAD])
    ((*named, shown),) = told(store)
    assert named == ["own-duong-thon", "duong thon", "road"]
    west, _, east, _ = shapely.from_geojson(shown).bounds
    assert ROAD.bounds[0] <= west < 105.0 < east < ROAD.bounds[2]  # not the far end of it
    bring(store, path, [shapely.LineString([(104.99, 22.0), (105.01, 22.0)])])  # of the same name: in its place
    ((*_, shown),) = told(store)
    assert shapely.from_geojson(shown).bounds == (104.99, 22.0, 105.01, 22.0)
    bring(store, tmp_path / "song.geojson", [ROAD])
    assert [one[2] for one in told(store)] == ["road", "river"]
    commit.undo(store, ledger.read(store).counted()[-1])
    assert [one[2] for one in told(store)] == ["road"]


def test_a_store_with_a_layer_is_whole(little_store, tmp_path):
    shutil.copytree(little_store, tmp_path / "store")
    bring(tmp_path / "store", tmp_path / "duong.geojson", [ROAD])
    assert verify(tmp_path / "store") == []


def test_the_map_page_offers_and_serves_them(store, tmp_path):
    bring(store, tmp_path / "duong.geojson", [ROAD])
    bring(store, tmp_path / "duong_dat.geojson", [ROAD])
    at = open_page("map", layers="own-duong-dat", lang="en")
    assert not at.exception and "Roads: duong dat" in html_of(at) and "Roads: duong<" not in html_of(at)
    address = f"/shapes/{door.newest_version()}/10001/own-duong-dat.geojson"
    status, headers, text = get(address)
    assert status == 200 and "immutable" in headers["cache-control"] and text.count('"Feature"') == 1
    assert get(address.replace("dat", "*"))[2].count('"Feature"') == 0


def test_the_same_lines_by_another_name_are_another_layer(store, tmp_path):
    bring(store, tmp_path / "lop 1.geojson", [ROAD])
    (tmp_path / "lop 1.geojson").rename(tmp_path / "duong.geojson")
    for _ in range(2):
        commit.bring_in(named_sources([tmp_path / "duong.geojson"]), store)
        assert [one[:3] for one in told(store)] == [("own-duong", "duong", "road"), ("own-lop-1", "lop 1", "other")]
    assert len(ledger.read(store).counted()) == len(set(ledger.read(store).counted()))


def test_a_file_that_is_both_known_and_called_a_layer_says_what_it_was_taken_for(store, tmp_path):
    path = tmp_path / "xa_lan_can.geojson"
    gpd.GeoDataFrame({"ten": ["Lạ"]}, geometry=[AREA], crs="EPSG:4326").to_file(path)
    (seen,) = look(store, named_sources([path])).prepared
    assert seen.batch.table == "layers" and seen.notes == (("note-layer-neighbour", "xa lan can", 1),)
    path = path.rename(tmp_path / "xa.geojson")
    (seen,) = look(store, named_sources([path])).prepared
    assert [one.reason for one in seen.mistakes] == ["unknown-outlines"]
