"""The sample: the published totals exactly, the same bytes for the same seed, honest about what it is."""

import hashlib
import json

import pandas as pd
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from enrolment.geography import catchments, to_plane
from enrolment.sample import published
from enrolment.sample.generate import NotOurs, generate
from enrolment.sample.places import allocate, simulated_units
from tests.asking import run
from tests.conftest import SAMPLE


def digest(folder) -> dict[str, str]:
    return {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.iterdir())
        if path.name != "README.md"
    }


def test_the_committed_sample_is_what_the_generator_writes(tmp_path):
    generate(1, 13, tmp_path)
    assert digest(tmp_path) == digest(SAMPLE)


def test_another_seed_gives_other_bytes_and_the_same_totals(tmp_path):
    generate(1, 13, tmp_path, seed=8)
    assert digest(tmp_path)["villages.csv"] != digest(SAMPLE)["villages.csv"]
    progress = pd.read_csv(tmp_path / "progress.csv")
    assert progress[progress.village_code.notna()].groupby("indicator_code").new_count.sum()["id_card"] == 10_033


def test_the_published_totals_are_met_exactly(use_store):
    use_store("sample")
    status = run("frame/status").set_index("indicator_code")
    assert status.loc["id_card", ["done", "target", "remaining"]].tolist() == [10_033, 10_084, 51]
    assert status.loc["vneid_level2", ["done", "target", "remaining"]].tolist() == [6_549, 10_084, 3_535]
    assert status.loc["organisation_id", ["done", "target"]].tolist() == [24, 41]
    assert status.done["health_record"] > 3_200
    assert 2_900 < status.done["insurance_signature"] < 3_000
    assert pd.isna(status.done["online_service"])
    assert run("definitions/audits").empty
    standing = run("overview/standing", place="01864", as_of="2025-08-02").set_index("indicator_code")
    assert standing.baseline_count["vneid_level2"] == 5_100


def test_villages_groups_and_distances():
    villages = pd.read_csv(SAMPLE / "villages.csv", dtype={"commune_code": str})
    assert len(villages) == 38
    assert villages.residents_14_plus.sum() == 10_084
    assert (villages.electricity == "none").sum() == 13
    assert (villages.mobile_signal == "weak").sum() == 12
    assert villages.road_km.max() == 30.0
    assert list(villages.village_name) == [f"Thôn {number:02d}" for number in range(1, 39)]
    points = to_plane(shapely.points(villages.longitude, villages.latitude), *published.CENTRE)
    assert (shapely.distance(points, shapely.Point(0, 0)) <= 16.2).all()
    assert (villages.road_km >= shapely.distance(points, shapely.Point(0, 0))).all()
    members = pd.read_csv(SAMPLE / "team_members.csv")
    assert members.team_code.nunique() == 8
    assert members.role.nunique() == 10
    assert members.member_count.sum() >= 462


def test_the_outline_has_the_area_and_no_point_farther_than_published():
    outline = json.loads((SAMPLE / "boundaries.geojson").read_text(encoding="utf-8"))["features"][0]
    shape = to_plane(shapely.from_geojson(json.dumps(outline["geometry"])), *published.CENTRE)
    assert shape.area == pytest.approx(208.22, rel=0.002)
    assert shapely.hausdorff_distance(shape, shapely.Point(0, 0)) <= 16.2


def test_far_unlit_and_weak_villages_do_worse_on_level_2(use_store):
    use_store("sample")
    contrast = run("gaps/contrast", place="01864", indicator="vneid_level2", as_of="2025-08-02")
    for _, sides in contrast.groupby("gap"):
        share = sides.set_index("is_inside").attainment_share
        assert share[True] < share[False] - 0.02
    cards = run("gaps/contrast", place="01864", indicator="id_card", as_of="2025-08-02")
    assert (cards.attainment_share > 0.98).all()


def test_the_folder_calls_itself_simulated():
    assert json.loads((SAMPLE / "datapackage.json").read_text(encoding="utf-8"))["simulated"] is True
    readme = (SAMPLE / "README.md").read_text(encoding="utf-8")
    for table in SAMPLE.glob("*.csv"):
        assert table.name in readme


def test_a_province_has_its_official_communes():
    units = simulated_units(92)
    assert {unit.province_code for unit in units} == {"19"}
    assert len({unit.commune_code for unit in units}) == 92
    assert all(len(unit.commune_code) == 5 for unit in units)
    assert len(simulated_units(3321)) == 3321
    with pytest.raises(ValueError, match="3321"):
        simulated_units(3322)


@given(
    parts=st.lists(st.tuples(st.floats(0.01, 100), st.integers(0, 500)), min_size=1, max_size=40),
    share=st.floats(0, 1),
    seed=st.integers(0, 99),
)
def test_allocate_is_exact_and_keeps_to_the_caps(parts, share, seed):
    import numpy as np

    weights, caps = (np.array(column) for column in zip(*parts, strict=True))
    total = int(share * caps.sum())
    given_out = allocate(total, weights, np.random.default_rng(seed), most=caps)
    assert given_out.sum() == total
    assert (given_out <= caps).all()
    assert (given_out >= 0).all()


@given(st.lists(st.tuples(st.floats(-9, 9), st.floats(-9, 9)), min_size=1, max_size=25, unique=True))
def test_catchments_cover_the_outline_and_hold_their_point(points):
    outline = shapely.box(-10, -10, 10, 10)
    array = shapely.points([(round(x, 3), round(y, 3)) for x, y in points])
    cells = catchments(array, outline)
    assert shapely.union_all(cells).area == pytest.approx(outline.area, rel=1e-6)
    assert (shapely.distance(cells, array) < 1e-6).all()


def test_files_of_others_are_never_removed(tmp_path):
    (tmp_path / "villages.csv").write_text("the office's own")
    with pytest.raises(NotOurs):
        generate(1, 3, tmp_path)
    assert (tmp_path / "villages.csv").read_text() == "the office's own"
    generate(1, 3, tmp_path / "new")
    generate(1, 3, tmp_path / "new")
