"""Outlines of any form and any coordinates: found by code or name, mended, simplified, and what was changed told."""

import json
import shutil
import sqlite3
import zipfile
from pathlib import Path

import geopandas as gpd
import pytest
import shapely

from enrolment.changes import commit
from enrolment.changes.verify import verify
from enrolment.imports.files.upload import FileOnDisk, Upload
from enrolment.imports.meaning.outlines import Features, in_degrees, normal_outlines
from enrolment.imports.mistakes import BadInput
from enrolment.imports.sources import handed_over, named_sources
from enrolment.store import ledger
from tests.conftest import ROOT, rewrite
from tests.looking import look

REAL = ROOT.parent / "shared" / "geo"
SQUARE = shapely.box(105.0, 22.0, 105.2, 22.2)
BOW_TIE = shapely.Polygon([(105, 22), (105.2, 22.2), (105.2, 22), (105, 22.2)])
NAMES = {"10001": "Xã A", "10002": "Xã Hoà Bình", "A1": "Thôn 1"}


def frame(codes, shapes, column="ma_xa", crs="EPSG:4326"):
    return gpd.GeoDataFrame({column: codes}, geometry=shapes, crs="EPSG:4326").to_crs(crs)


def zipped_shapefile(made: gpd.GeoDataFrame, folder: Path, prj: bool = True) -> Path:
    made.to_file(folder / "outlines.shp")
    path = folder / "outlines.zip"
    with zipfile.ZipFile(path, "w") as packed:
        for part in folder.glob("outlines.*"):
            if part != path and (prj or part.suffix != ".prj"):
                packed.write(part, part.name)
    return path


@pytest.mark.parametrize("form", ["geojson", "gpkg", "zip"])
@pytest.mark.parametrize("crs", ["EPSG:4326", "EPSG:3405", "EPSG:32648", "EPSG:3857"])
def test_every_form_and_every_coordinates(tmp_path, form, crs):
    made = frame(["10001"], [SQUARE], crs=crs)
    if form == "zip":
        path = zipped_shapefile(made, tmp_path)
    else:
        path = tmp_path / f"outlines.{form}"
        made.to_file(path)
    text, changed = normal_outlines(in_degrees(FileOnDisk(path)), NAMES)
    (feature,) = json.loads(text)["features"]
    assert feature["properties"]["place_code"] == "10001"
    found = shapely.from_geojson(json.dumps(feature["geometry"]))
    assert found.symmetric_difference(SQUARE).area / SQUARE.area < 1e-3
    assert (changed.count, changed.mended_count) == (1, 0)


HERE, THERE = SQUARE, shapely.box(107.0, 14.0, 107.2, 14.2)


def reasons(path: Path, **known) -> list[tuple[str, str]]:
    with pytest.raises(BadInput) as refused:
        normal_outlines(in_degrees(FileOnDisk(path)), NAMES, **known)
    return [(mistake.reason, mistake.detail) for mistake in refused.value.found]


def bounds(text: str) -> list[float]:
    (feature,) = json.loads(text)["features"]
    return [round(edge, 3) for edge in shapely.from_geojson(json.dumps(feature["geometry"])).bounds]


def test_of_two_of_one_name_the_one_that_holds_the_villages_is_meant(tmp_path):
    path = tmp_path / "a.geojson"
    frame(["Hòa Bình", "Hòa Bình"], [THERE, HERE], "ten").to_file(path)
    text, changed = normal_outlines(in_degrees(FileOnDisk(path)), NAMES, {"10002": [(105.1, 22.1)]})
    assert bounds(text) == list(HERE.bounds) and changed.left_out_count == 1
    assert reasons(path, points={"10002": [(100.0, 10.0)]}) == [("same-name", "2")]
    assert reasons(path) == [("same-name", "2")]


def test_an_island_of_the_same_place_stays_with_it(tmp_path):
    path, island = tmp_path / "a.geojson", shapely.box(105.21, 22.0, 105.22, 22.01)
    frame(["Hòa Bình", "Hòa Bình", "Hòa Bình"], [HERE, island, THERE], "ten").to_file(path)
    text, _ = normal_outlines(in_degrees(FileOnDisk(path)), NAMES, {"10002": [(105.1, 22.1)]})
    assert bounds(text) == [105.0, 22.0, 105.22, 22.2]


def test_parts_that_have_the_code_are_one_place_wherever_they_lie(tmp_path):
    path = tmp_path / "a.geojson"
    frame(["10001", "10001"], [HERE, THERE]).to_file(path)
    assert normal_outlines(in_degrees(FileOnDisk(path)), NAMES)[1].count == 2


@pytest.mark.parametrize("lacking", [".shx", ".dbf"])
def test_a_shapefile_without_a_part_says_which(tmp_path, lacking):
    whole = zipped_shapefile(frame(["10001"], [HERE]), tmp_path)
    path = tmp_path / "b.zip"
    with zipfile.ZipFile(whole) as packed, zipfile.ZipFile(path, "w") as fewer:
        for name in packed.namelist():
            if not name.endswith(lacking):
                fewer.writestr(name, packed.read(name))
    assert reasons(path) == [("shapefile-lacks", lacking)]


@pytest.mark.parametrize(("encoding", "is_read"), [("UTF-8", True), ("cp1258", False)])
def test_letters_of_a_shapefile_that_does_not_say_whose_they_are(tmp_path, encoding, is_read):
    frame(["Xã Hoà Bình"], [HERE], "ten").to_file(tmp_path / "outlines.shp", encoding=encoding)
    (tmp_path / "outlines.cpg").unlink()
    path = tmp_path / "outlines.zip"
    with zipfile.ZipFile(path, "w") as packed:
        for part in tmp_path.glob("outlines.[sdp]*"):
            packed.write(part, part.name)
    if is_read:
        assert normal_outlines(in_degrees(FileOnDisk(path)), NAMES)[1].count == 1
    else:
        assert reasons(path) == [("shapefile-lacks", ".cpg")]


def test_other_kinds_of_json_say_what_they_are(tmp_path):
    path = tmp_path / "a.json"
    path.write_text('{"type": "Topology", "objects": {}}', encoding="utf-8")
    assert reasons(path) == [("topojson", "")]
    lines = gpd.GeoDataFrame(
        {"ma_xa": ["10001"]}, geometry=[shapely.LineString([(105, 22), (106, 22)])], crs="EPSG:4326"
    )
    lines.to_file(path, driver="GeoJSON")
    assert reasons(path) == [("lines-not-areas", "")]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-8-sig"])
def test_outlines_in_other_letters_and_named_json(tmp_path, little_store, encoding):
    text = frame(["10001"], [shapely.box(104.5, 21.5, 105.5, 22.8)]).to_json()
    (file,) = look(little_store, handed_over(Upload("xã.json", text.encode(encoding)))).prepared
    assert file.batch.table == "boundaries" and file.batch.row_count == 1


def test_members_that_are_no_features_are_left_out_and_told(tmp_path, little_store):
    document = json.loads(frame(["10001"], [shapely.box(104.5, 21.5, 105.5, 22.8)]).to_json())
    document["features"] += [{"numberMatched": 1}, None]
    (file,) = look(little_store, handed_over(Upload("a.geojson", json.dumps(document).encode()))).prepared
    assert ("note-no-features", "2, 3", 2) in file.notes


KML = """<?xml version="1.0" encoding="UTF-8"?><kml xmlns="http://www.opengis.net/kml/2.2"><Document>
<NetworkLink><Link><href>http://example.org/x.kml</href></Link></NetworkLink>
<Placemark><name>Hoà Bình</name>
<ExtendedData><SchemaData><SimpleData name="dan">5</SimpleData></SchemaData></ExtendedData>
<MultiGeometry><Polygon><outerBoundaryIs><LinearRing><coordinates>105,22,0 105.2,22,0 105.2,22.2,0 105,22.2,0 105,22,0
</coordinates></LinearRing></outerBoundaryIs></Polygon></MultiGeometry></Placemark></Document></kml>"""


def test_kml_is_read_and_what_it_links_to_is_not(tmp_path):
    path = tmp_path / "a.kml"
    path.write_text(KML, encoding="utf-8")
    text, changed = normal_outlines(in_degrees(FileOnDisk(path)), NAMES)
    assert bounds(text) == list(HERE.bounds) and changed.count == 1
    path.write_text(KML.replace("<kml ", '<!DOCTYPE x [<!ENTITY a "b">]><kml '), encoding="utf-8")
    assert reasons(path) == [("bad-outlines", "")]


def test_what_lies_beside_a_shapefile_in_one_zip_is_a_file_of_its_own(tmp_path):
    path = zipped_shapefile(frame(["10001"], [SQUARE]), tmp_path)
    with zipfile.ZipFile(path, "a") as packed:
        packed.writestr("progress.csv", "reported_on,village_code,indicator_code,new_count\n2025-01-05,A1,cards,3\n")
        packed.writestr("outlines.shp.xml", "Người lập: 034090001234")
    found = handed_over(Upload("xã.zip", path.read_bytes()))
    assert {source.path.name for source in found} == {"outlines.zip", "progress.csv"}
    (shapes,) = (source for source in found if source.path.name == "outlines.zip")
    assert shapes.table == "boundaries" and b"034090001234" not in shapes.content


def test_of_a_geopackage_only_the_layer_of_outlines_is_read(tmp_path):
    path = tmp_path / "a.gpkg"
    frame(["10001"], [SQUARE]).to_file(path, layer="communes")
    with sqlite3.connect(path) as con:
        con.execute("create table people (id integer)")
    con.close()
    assert normal_outlines(in_degrees(FileOnDisk(path)), NAMES)[1].count == 1
    frame(["10002"], [SQUARE]).to_file(path, layer="others")
    with pytest.raises(BadInput) as refused:
        normal_outlines(in_degrees(FileOnDisk(path)), NAMES)
    assert [(one.reason, one.detail) for one in refused.value.found] == [("more-than-outlines", "communes, others")]


def test_a_geopackage_left_in_write_ahead_mode_is_read(tmp_path):
    path = tmp_path / "a.gpkg"
    frame(["10001"], [SQUARE]).to_file(path, layer="communes")
    with sqlite3.connect(path) as con:
        con.execute("pragma journal_mode = wal")
        con.execute("create table people (id integer)")
    con.close()
    assert path.read_bytes()[18:20] == b"\2\2" and normal_outlines(in_degrees(FileOnDisk(path)), NAMES)[1].count == 1


def test_an_outline_that_winds_more_than_recursion_bears_is_simplified():
    bends = [(105 + number % 2 / 100, 22 + number / 1e7) for number in range(200_000)]
    winding = shapely.Polygon([*bends, (104, 22.02), (104, 22)])
    text, changed = normal_outlines(Features("a.geojson", frame(["10001"], [winding])), NAMES)
    assert changed.points_after < 20_000 and '"10001"' in text and changed.area_changed_share < 0.01


def test_attributes_of_outlines_are_not_taken(tmp_path):
    made = frame(["10001"], [SQUARE]).assign(chu_ho="Nguyễn A 034090001234")
    text, _ = normal_outlines(in_degrees(FileOnDisk(zipped_shapefile(made, tmp_path))), NAMES)
    assert "Nguyễn" not in text and "034090001234" not in text


def test_a_number_gets_its_zeros_and_a_name_finds_its_code(tmp_path):
    path = tmp_path / "a.geojson"
    frame([1864], [SQUARE]).to_file(path)
    assert '"01864"' in normal_outlines(in_degrees(FileOnDisk(path)), {"01864": "Xã Bằng Thành"})[0]
    frame(["XÃ HÒA BÌNH"], [SQUARE], "ten").to_file(path)
    assert '"10002"' in normal_outlines(in_degrees(FileOnDisk(path)), NAMES)[0]


def test_invalid_rings_are_mended_and_told(tmp_path):
    path = tmp_path / "a.geojson"
    frame(["10001", "nowhere"], [BOW_TIE, SQUARE]).to_file(path)
    text, changed = normal_outlines(in_degrees(FileOnDisk(path)), NAMES)
    assert (changed.count, changed.mended_count, changed.left_out_count) == (1, 1, 1)
    assert shapely.from_geojson(json.dumps(json.loads(text)["features"][0]["geometry"])).is_valid


def test_a_flat_outline_is_no_area(tmp_path):
    path = tmp_path / "a.geojson"
    flat = shapely.Polygon([(105, 22), (105.1, 22), (105, 22)])
    frame(["10001", "10002"], [flat, SQUARE]).to_file(path)
    text, changed = normal_outlines(in_degrees(FileOnDisk(path)), NAMES)
    assert (changed.count, changed.left_out_count) == (1, 1)
    assert '"10002"' in text


def test_a_folder_brings_outlines_of_places_that_were_not_known_before(stores, tmp_path):
    from tests.little import FILES

    store = tmp_path / "store"
    shutil.copytree(stores["sample"], store)
    folder = tmp_path / "files"
    folder.mkdir()
    for name, text in FILES.items():
        (folder / name).write_text(text, encoding="utf-8")
    outline = shapely.box(104.5, 21.5, 105.5, 22.9)
    frame(["10001", "10002"], [outline, outline], "commune_code").to_file(folder / "boundaries.geojson")
    commit.build(folder, store)
    assert (
        next(
            one.row_count for one in commit._read_all(store, ledger.read(store).counted()) if one.table == "boundaries"
        )
        == 2
    )


def test_unknown_coordinates_are_asked_about(tmp_path):
    path = zipped_shapefile(frame(["10001"], [SQUARE], crs="EPSG:3405"), tmp_path, prj=False)
    with pytest.raises(BadInput) as bad:
        normal_outlines(in_degrees(FileOnDisk(path)), NAMES)
    assert bad.value.mistakes[0].reason == "no-coordinates-system"


def test_the_area_of_a_village_takes_the_place_of_its_cell(little_store, tmp_path):
    import duckdb

    from enrolment.snapshot.current import current

    store = tmp_path / "store"
    shutil.copytree(little_store, store)
    path = tmp_path / "areas.geojson"
    area = shapely.box(104.99, 22.0, 105.01, 22.02)
    frame(["A1"], [area], "village").to_file(path)
    commit.bring_in(named_sources([path]), store)
    with duckdb.connect(current(store).path, read_only=True) as con:
        shown = con.execute("select geometry_json from shapes where place_code = 'A1'").fetchone()[0]
    assert shapely.from_geojson(shown).symmetric_difference(area).area / area.area < 0.01
    assert verify(store) == []


@pytest.mark.skipif(not REAL.exists(), reason="the real boundaries do not lie beside the project")
def test_the_real_boundaries_come_in_as_they_are(folder, tmp_path):
    store = tmp_path / "store"
    (folder / "boundaries.geojson").unlink()
    # The sample's villages lie in an outline of its own making.
    rewrite(folder / "villages.csv", lambda rows: [row.update(latitude="", longitude="") for row in rows])
    commit.build(folder, store)
    (seen,) = look(store, named_sources([REAL / "bang_thanh.geojson"])).prepared
    notes = {key: what for key, what, _ in seen.notes}
    assert notes["note-points"].startswith("2905 → ")
    assert int(notes["note-points"].split(" → ")[1]) < 2000
    assert float(notes["note-area"].removesuffix("%")) < 0.1
    found = in_degrees(FileOnDisk(REAL / "thai_nguyen_communes.geojson"))
    changed = normal_outlines(found, {f"{n:05d}": "" for n in range(1, 9999)})[1]
    assert (changed.count, changed.left_out_count) == (92, 0)
    commit.bring_in(named_sources([REAL / "bang_thanh.geojson"]), store)
    assert verify(store) == []


def test_an_outline_that_leaves_villages_outside_is_refused_with_each_of_them(stores, tmp_path):
    path = tmp_path / "a.geojson"
    frame(["01864"], [SQUARE]).to_file(path)
    seen = look(stores["sample"], named_sources([path]))
    assert {one.reason for one in seen.mistakes} == {"outside-outline"}
    assert len(seen.mistakes) == 38
