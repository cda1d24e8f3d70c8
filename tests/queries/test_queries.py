"""Every question: a few hand-written rows in (see conftest), the rows expected out."""

import shutil
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from enrolment import classes
from enrolment.changes import commit
from enrolment.imports.sources import named_sources
from enrolment.query import catalogue
from enrolment.snapshot.export import chunks
from tests.asking import run

DAY = date(2025, 1, 4)
WHAT = {"place": "10001", "indicator": "cards", "as_of": DAY}
WHERE = {"place": "10001", "as_of": DAY}

pytestmark = pytest.mark.usefixtures("little")


def rows(name: str, columns: str, **parameters) -> list[tuple]:
    """The answer as tuples, nulls as None, floats rounded to four places."""
    frame = run(name, **parameters)[columns.split()].astype(object)
    return [
        tuple(
            None if value != value or value is None else round(value, 4) if isinstance(value, float) else value
            for value in row
        )
        for row in frame.where(frame.notna(), None).itertuples(index=False)
    ]


def test_about():
    assert rows("frame/about", "is_simulated commune_count village_count") == [(False, 2, 4)]


def test_status():
    # A1 40+25, A2 105, B1 100. A3's 25 stand beside: it has no target, and 295 of 700 would be about other people.
    assert rows("frame/status", "indicator_code done target remaining") == [
        ("cards", 270, 700, 430),
        ("later", None, None, None),
        ("offices", 3, 4, 1),
    ]


def test_places_of_a_province_and_its_communes():
    assert rows("frame/places", "place_code level", place=None) == [
        ("10", "province"),
        ("10001", "commune"),
        ("10002", "commune"),
    ]
    assert len(run("frame/places", place="10001")) == len(run("frame/places", place="gone")) == 3


def test_indicators_with_a_target_come_first():
    assert rows("frame/indicators", "indicator_code has_target") == [
        ("cards", True),
        ("offices", True),
        ("later", False),
    ]


def test_days_newest_first():
    assert [day.day for day in run("frame/days").day_on] == [4, 3, 2, 1]


def test_shapes():
    assert rows("frame/shape", "place_code", place="10001") == [("A1",), ("A2",), ("A3",)]
    assert rows("frame/outline", "place_code", place="10001") == [("10001",)]
    assert rows("map/centre", "latitude longitude", place="10001") == [(22.0, 105.0)]


def test_a_commune_without_own_layers_of_the_map():
    assert rows("map/layers", "layer_code", place="10001") == []
    assert rows("frame/layer", "place_code", place="10001", layer="own-roads") == []


def test_overview_standing():
    # Expected after 4 of 10 days: 90 + 210 × 0.4 = 174. The last week brought 25 + 55 in four working days.
    found = rows(
        "overview/standing",
        "indicator_code baseline_count done_count target_count remaining_count expected_count working_days_left"
        " required_pace status last_week_count recent_pace",
        **WHERE,
    )
    assert found == [
        ("cards", 90, 170, 300, 130, 174.0, 6, 21.6667, "on", 80, 20.0),
        ("offices", 0, 3, 4, 1, 1.6, 6, 0.1667, "ahead", 3, 0.75),
        ("later", None, None, None, None, None, None, None, None, None, None),
    ]


def test_overview_daily():
    found = rows("overview/daily", "indicator_code new_count done_count", **WHERE)
    assert found[:4] == [("cards", 20, 110), ("cards", 27, 137), ("cards", -7, 130), ("cards", 40, 170)]


def test_overview_silent():
    # Over the last day only A2 reported; A1 and A3 were silent.
    assert rows("overview/silent", "unit_count silent_count", **WHAT, days=1) == [(3, 2)]
    assert rows("overview/silent", "unit_count silent_count", **WHAT, days=4) == [(3, 0)]


def test_units_standing_of_a_commune():
    columns = "place_code done_count target_count remaining_count attainment_class distance_band is_road_estimated"
    assert rows("units/standing", columns, **WHAT) == [
        ("A2", 105, 200, 95, "50_to_65", "over_20", False),
        ("A1", 65, 100, 35, "65_to_80", "under_5", False),
        ("A3", 25, None, None, None, "10_to_20", True),
    ]


def test_units_standing_of_a_province():
    columns = "place_code done_count target_count unlit_village_count weak_signal_village_count village_count"
    assert rows("units/standing", columns, **{**WHAT, "place": "10"}) == [
        ("10002", 100, 400, 0, 1, 1),
        ("10001", 170, 300, 2, 1, 3),
    ]


def test_how_far_units_came_between_two_days():
    # A1 70 → 65 of 100, A2 67 → 105 of 200, both together 137 → 170 of 300; A3 has no target.
    found = rows("map/change", "place_code then_share now_share moved_points pace_ratio", **WHAT, since="2025-01-02")
    assert found == [
        ("A1", 0.7, 0.65, -5.0, -0.4545),
        ("A2", 0.335, 0.525, 19.0, 1.7273),
        ("A3", None, None, None, None),
    ]
    assert rows("map/change", "whole_points", **WHAT, since="2025-01-02")[0] == (11.0,)
    assert {ratio for (ratio,) in rows("map/change", "pace_ratio", **WHAT, since=DAY)} == {None}, "it came nowhere"


def test_ranks_and_how_they_moved():
    # 10001: 137 → 170 of 300; 10002 had no report on the earlier day. A1: 70 → 65 of 100, still
    # before A2: 67 → 105 of 200.
    columns = "place_code rank_number rank_change moved_points"
    of_province = rows("comparison/ranks", columns, **{**WHAT, "place": "10"}, since="2025-01-02")
    assert of_province == [("10001", 1, 0, 11.0), ("10002", 2, None, None)]
    of_commune = rows("comparison/ranks", columns, **WHAT, since="2025-01-02")
    assert of_commune == [("A1", 1, 0, -5.0), ("A2", 2, 0, 19.0)], "without a target there is no rank"


@pytest.mark.parametrize("place", ["10001", "10"])
def test_the_map_played_has_the_classes_of_each_day(place):
    codes = classes.codes(classes.ATTAINMENT_CLASSES)
    signs = (
        run("map/replay", place=place, indicator="cards", classes=" ".join(codes)).set_index("place_code").class_signs
    )
    days = sorted(run("frame/days").day_on)
    assert set(map(len, signs)) == {len(days)}
    for number, day in enumerate(days):
        for row in run("units/standing", **{**WHAT, "place": place, "as_of": day.date()}).itertuples():
            known = str(codes.index(row.attainment_class)) if isinstance(row.attainment_class, str) else "n"
            assert signs[row.place_code][number] == ("-" if row.done_count != row.done_count else known)


def test_a_new_count_replayed_to_an_earlier_day():
    found = rows("units/standing", "place_code done_count", **{**WHAT, "as_of": date(2025, 1, 2)})
    assert dict(found) == {"A1": 70, "A2": 67, "A3": 25}


def test_road_distance_falls_back_to_the_straight_line():
    (village,) = rows("village/profile", "straight_km road_km is_road_estimated", village="A3")
    assert village[1] == pytest.approx(village[0] * 1.6, abs=1e-3)
    assert village[2] is True


def test_straight_distance_is_a_great_circle():
    (village,) = rows("village/profile", "straight_km", village="A1")
    assert village[0] == pytest.approx(1.11195, abs=1e-4)  # a hundredth of a degree of latitude


def test_distance_bands():
    # A3 has no target, and others have: it is in no column.
    columns = "distance_band village_count residents_14_plus done_count target_count remaining_count short_share"
    assert rows("distance/bands", columns, **WHAT) == [
        ("under_5", 1, 100, 65, 100, 35, 0.2692),
        ("over_20", 1, 200, 105, 200, 95, 0.7308),
    ]


def test_gap_cells():
    columns = "is_unlit is_weak distance_band village_count remaining_count short_count"
    assert rows("gaps/cells", columns, **WHAT) == [
        (False, False, "under_5", 1, 35, 35),
        (True, True, "over_20", 1, 95, 95),
    ]


def test_villages_that_are_not_compared_are_named():
    assert rows("gaps/not_compared", "place_code reason", **WHAT) == [("A3", "no_target")]
    on_the_first = {**WHAT, "as_of": date(2025, 1, 1)}
    assert rows("gaps/not_compared", "place_code reason", **on_the_first) == [("A3", "no_report")]


def test_how_many_villages_lack_what():
    columns = "village_count unlit_village_count weak_signal_village_count both_village_count unlit_unknown_count"
    assert rows("gaps/lacking", columns, place="10001") == [(3, 2, 1, 1, 0)]


def test_which_parts_have_reported():
    columns = "part_count reported_part_count source left_out_count"
    assert rows("frame/parts", columns, **WHAT) == [(2, 2, "villages", 25)]
    assert rows("frame/parts", columns, **{**WHAT, "indicator": "later"}) == []


def test_what_is_called_how():
    found = rows("frame/names", "place_name name_vi name_en", place="A1", indicator="cards")
    assert found == [("Thôn 1", "Thẻ", "Cards")]
    assert rows("frame/names", "place_name name_en", place="10", indicator=None) == [("Tỉnh Một", None)]


def test_what_is_assumed(use_store):
    assert rows("frame/assumed", "column_name", place="10001") == []
    use_store("sample")
    found = run("frame/assumed", place="01864")
    assert {(row.table_name, row.column_name, row.indicator_code) for row in found.itertuples()} >= {
        ("targets", "baseline", "id_card"),
        ("targets", "due_on", "vneid_level2"),
        ("progress", "cumulative_count", "health_record"),
    }


def test_what_names_no_group():
    # A2 added 55 without a group; A1's 25 name T1. A3's 25 are T2's and stand beside the commune's ratio.
    assert rows("teams/unnamed", "new_count named_count", **WHAT) == [(80, 50)]


def test_gap_overlap_of_a_province():
    found = run("gaps/overlap", **{**WHAT, "place": "10"})
    counted = {(row.is_unlit, row.is_weak, row.is_far): row.village_count for row in found.itertuples()}
    # A1 · B1 · A2; A3 has no target
    assert counted == {(False, False, False): 1, (False, True, False): 1, (True, True, True): 1}
    assert [list(row.village_names) for row in found.itertuples() if row.is_unlit and row.is_weak] == [["Thôn 2"]]


def test_gap_contrast():
    columns = "gap is_inside village_count done_count target_count remaining_count"
    assert rows("gaps/contrast", columns, **WHAT)[:4] == [
        ("electricity", True, 1, 105, 200, 95),
        ("electricity", False, 1, 65, 100, 35),
        ("signal", True, 1, 105, 200, 95),
        ("signal", False, 1, 65, 100, 35),
    ]


def test_gap_villages_with_most_remaining_first():
    found = rows("gaps/villages", "place_code commune_name remaining_count", **{**WHAT, "place": "10"}, row_count=2)
    assert found == [("B1", "Xã B", 300), ("A2", "Xã A", 95)]


def test_burn_up_reaches_from_the_baseline_to_the_target():
    found = rows("goals/burn_up", "done_count expected_count", **WHAT)
    assert found[0] == (110, 111.0)
    assert found[3] == (170, 174.0)
    assert found[-1] == (None, 300.0)
    assert len(found) == 10


def test_a_forecast_takes_seven_days_of_reports_and_people(little, tmp_path, use_store):
    store = tmp_path / "store"
    shutil.copytree(little, store)
    counts = tmp_path / "progress.csv"
    lines = [f"2025-01-0{day},A1,cards,T1,{day}" for day in (5, 6, 7)]
    counts.write_text("\n".join(["reported_on,village_code,indicator_code,team_code,new_count", *lines, ""]))
    commit.bring_in(named_sources([counts], "progress"), store)
    use_store(store)
    what = {"place": "A1", "indicator": "cards", "as_of": date(2025, 1, 7)}
    found = run("goals/forecast", **what)
    assert [day.day for day in found.reported_on] == [7, 10]
    assert list(found.iloc[0][["low_count", "likely_count", "high_count"]]) == [83, 83, 83]  # 40 + 25 + 18
    assert found.high_count.max() <= 100 and (found.target_count == 100).all()
    assert run("goals/forecast", **{**what, "as_of": date(2025, 1, 6)}).empty
    assert run("goals/forecast", **{**what, "indicator": "later"}).empty
    assert run("goals/back_test", **what).empty


def test_a_funnel_compares_units_that_have_a_report_and_a_target(use_store):
    assert run("comparison/funnel", **WHAT).empty  # two villages
    use_store("sample")
    where = {"place": "01864", "indicator": "vneid_level2", "as_of": date(2025, 8, 2)}
    found, units = run("comparison/funnel", **where), run("units/standing", **where)
    assert len(found) == units.done_count.notna().sum() == 38
    assert found.overall_share.iloc[0] == pytest.approx(6549 / 10084)
    outside = found[(found.attainment_share < found.low_share) | (found.attainment_share > found.high_share)]
    assert set(outside.place_code) == set(found[found.against_chance != "within"].place_code)
    assert run("comparison/funnel", **{**where, "indicator": "online_service"}).empty


def test_units_daily_thinned_back_from_the_day_shown():
    found = run("goals/units_daily", **WHAT, step=2)
    assert sorted({day.day for day in found.reported_on}) == [2, 4]


def test_heat_leaves_out_what_has_no_target():
    assert rows("goals/heat", "place_code indicator_code", **WHERE) == [("A1", "cards"), ("A2", "cards")]


def test_village_against_its_commune():
    found = rows("village/against_commune", "done_count commune_done_count", village="A1", indicator="cards", as_of=DAY)
    assert found == [(50, 110), (70, 137), (65, 130), (65, 170)]


def test_village_visits_up_to_the_day():
    assert rows("village/visits", "team_code households_visited", village="A2", as_of=DAY) == []
    assert rows("village/visits", "team_code households_visited", village="A2", as_of=date(2025, 1, 5)) == [("T1", 20)]


def test_groups_of_a_commune():
    # T1 worked on 1 January (visit and report) and 2 January (report); its correction is no day of work.
    columns = "unit_code group_count member_count village_count new_count group_days registrations_per_group_day"
    assert rows("teams/groups", columns, **WHAT) == [("T1", 1, 7, 2, 25, 2, 12.5), ("T2", 1, 2, 1, 25, 1, 25.0)]


def test_groups_of_a_province_are_summed_by_commune():
    columns = "unit_code unit_name group_count member_count new_count group_days"
    assert rows("teams/groups", columns, **{**WHAT, "place": "10"}) == [("10001", "Xã A", 2, 9, 50, 3)]


def test_roles_and_gifts():
    assert rows("teams/roles", "role member_count", place="10001") == [("police", 5), ("teacher", 4)]
    assert rows("teams/gifts", "item quantity unit", place="10") == [("Sữa", 21, "thùng")]


def test_members_of_each_group():
    assert rows("teams/members", "team_code role member_count", place="10001") == [
        ("T1", "police", 3),
        ("T2", "police", 2),
        ("T1", "teacher", 4),
    ]


def test_audits():
    # The villages add up to 195 where the commune itself said 180, and A3 reports without a target.
    assert rows("definitions/audits", "audit_name place_code found_count expected_count") == [
        ("missing_target", "A3", None, None),
        ("villages_against_commune", "10001", 195, 180),
    ]


def test_batches():
    found = rows("definitions/batches", "file_name table_name row_count")
    assert ("progress.csv", "progress", 11) in found
    assert len(found) == 9


def test_what_is_left_out():
    assert rows("frame/left_out", "left_out_count", **WHAT) == [(25,)]
    assert rows("frame/left_out", "left_out_count", **{**WHAT, "place": "10002"}) == []


def test_findings_carry_their_notes(little_store, tmp_path, use_store):
    use_store(noted(little_store, tmp_path))
    found = rows(
        "quality/findings", "audit_name place_code found_count expected_count finding_status note", place="10001"
    )
    assert found == [
        ("missing_target", "A3", None, None, "open", None),
        ("villages_against_commune", "10001", 195, 180, "explained", "counted on paper"),
    ]
    assert rows("quality/words", "audit_name finding_status finding_count", place="10001") == [
        ("missing_target", "open", 1),
        ("villages_against_commune", "explained", 1),
    ]
    assert rows("quality/findings", "place_code", place="10002") == []
    assert len(run("quality/findings", place="10")) == 2


def test_villages_a_twelfth_off_their_commune_are_no_finding_until_somebody_says_so():
    assert rows("quality/findings", "audit_name", place="10001") == [("missing_target",)]
    assert rows("quality/words", "audit_name finding_count", place="10001") == [("missing_target", 1)]


def test_reconciliation_and_its_share():
    found = rows("quality/reconciliation", "place_code found_count compared_count gap_share", place="10001")
    assert found == [("10001", 195, 180, round(15 / 180, 4))]


def test_an_indicator_of_communes_is_silent_in_the_commune_not_in_its_villages():
    asked = {**WHAT, "indicator": "offices"}
    assert rows("quality/reports", "place_code report_count", **asked) == [("10001", 1)]


def test_last_reports_and_silent_days():
    assert rows("quality/reports", "place_code silent_days report_count", **WHAT) == [
        ("A3", 2, 1),
        ("A1", 1, 3),
        ("A2", 0, 4),
    ]


def test_notes_show_beside_the_numbers_they_are_about(little_store, tmp_path, use_store):
    use_store(noted(little_store, tmp_path))
    assert rows("frame/notes", "note noted_by", place="10001", indicator="cards") == [("counted on paper", "the chair")]
    assert rows("frame/notes", "note", place="10001", indicator="offices") == []
    assert rows("frame/notes", "note", place="10002", indicator="cards") == []


def noted(little_store: Path, folder: Path) -> Path:
    store = folder / "store"
    shutil.copytree(little_store, store)
    path = folder / "notes.csv"
    header = "check_name,place_code,indicator_code,reported_on,finding_status,note\n"
    said = "villages_against_commune,10001,cards,,explained,counted on paper\n"
    path.write_text(header + said, encoding="utf-8")
    commit.bring_in(named_sources([path]), store, "the chair")
    return store


def test_what_a_place_lies_in():
    assert rows("frame/ancestors", "place_code", place="A1") == [("10",), ("10001",), ("A1",)]
    assert rows("frame/ancestors", "place_code", place="10") == [("10",)]
    assert rows("frame/ancestors", "place_code", place="nowhere") == []


def test_villages_for_the_forms():
    assert rows("data/villages", "place_code", place="10001") == [("A1",), ("A2",), ("A3",)]
    assert len(run("data/villages", place=None)) == len(run("data/villages", place="10")) == 4


def test_who_is_behind_and_for_how_long_nobody_was_there():
    columns = "place_code status remaining_count silent_days unvisited_days"
    assert rows("overview/behind", columns, **WHAT) == [("A2", "behind", 95, 0, None)]
    later = {**WHAT, "place": "10"}
    assert [row[:2] for row in rows("overview/behind", columns, **later)] == [("10002", "behind")]


def test_what_the_form_of_the_next_day_shows():
    shown = rows("data/standings", "place_code indicator_code done_count", place="10001", as_of=DAY)
    assert shown == [("A1", "cards", 65), ("A2", "cards", 105), ("A3", "cards", 25)]
    assert rows("data/standings", "place_code", place="10001", as_of=date(2024, 1, 1)) == []


def test_a_unit_that_fell_silent_while_others_reported():
    asked = {"place": "10001", "as_of": date(2025, 1, 4)}
    columns = "place_code last_reported_on active_days report_count silent_days usual_days"
    found = rows("alerts/silent", columns, **asked)
    assert [row[0] for row in found] == [] or all(row[4] >= row[5] for row in found)
    assert rows("alerts/silent", "place_code", place="nowhere", as_of=DAY) == []


def test_what_has_turned_needs_ten_days_of_reports(use_store):
    assert run("alerts/turns", **WHAT).empty
    use_store("sample")
    told = [
        run("alerts/turns", place="01864", as_of=date(2025, 8, 2), indicator=code)
        for code in run("frame/indicators").indicator_code
    ]
    assert all(found.empty for found in told), "the sample goes on as it began"


def test_what_moved_between_two_days_adds_up_to_the_difference_of_the_totals(use_store):
    asked = {"place": "10001", "indicator": "cards", "since": date(2025, 1, 2), "as_of": date(2025, 1, 4)}
    columns = "place_code level then_count now_count moved_count"
    found = rows("alerts/between", columns, **asked)
    assert ("A1", "village", 70, 65, -5) in found and ("A2", "village", 67, 105, 38) in found
    days = {row.reported_on.date(): row.done_count for row in run("goals/burn_up", **WHAT).itertuples()}
    assert sum(row[-1] for row in found) == days[date(2025, 1, 4)] - days[date(2025, 1, 2)]
    use_store("sample")
    asked = {"place": "01864", "indicator": "vneid_level2", "since": date(2025, 7, 25), "as_of": date(2025, 8, 2)}
    whole = run("goals/burn_up", place="01864", indicator="vneid_level2", as_of=date(2025, 8, 2))
    done = whole.set_index("reported_on").done_count
    assert run("alerts/between", **asked).moved_count.sum() == done["2025-08-02"] - done["2025-07-25"]


def test_notes_on_alerts_and_findings_of_a_place(little_store, tmp_path, use_store):
    use_store(noted(little_store, tmp_path))
    columns = "check_name place_code indicator_code finding_status note noted_by"
    told = ("villages_against_commune", "10001", "cards", "explained", "counted on paper", "the chair")
    assert rows("alerts/notes", columns, place="10001") == [told]
    assert rows("alerts/notes", columns, place="10002") == []


def test_villages_as_a_plan_sees_them():
    columns = "place_code remaining_count minutes is_travel_estimated is_unlit is_weak is_unreported unvisited_days"
    assert rows("plan/villages", columns, **WHAT) == [
        ("A1", 35, 10, False, False, False, False, 3),
        ("A2", 95, 60, False, True, True, False, 3),
        ("A3", 25, pytest.approx(33.1, abs=0.1), True, True, False, False, 2),
    ]
    assert rows("plan/villages", "place_code", **{**WHAT, "indicator": "offices"}) == []
    assert rows("plan/villages", "place_code", **{**WHAT, "indicator": "later"}) == []


def test_what_groups_registered_where_they_were():
    columns = "team_code registered_count stay_minutes group_days day_variance"
    found = rows("plan/groups", columns, **WHAT)
    assert [row[0] for row in found] == ["T1", "T2"]
    assert found[0][1:4] == (10, 460, 1), "A1 on the first of January; nothing is reported of the fifth"
    assert found[1][1] == 25 and found[1][3] == 1


def test_what_goes_with_distance_power_and_signal(use_store):
    assert rows("distance/decay", "village_count why", **WHAT) == [(2, "few")]
    assert rows("gaps/adjusted", "gap village_count why", **WHAT) == [
        (gap, 2, "few") for gap in ("electricity", "signal", "distance")
    ]
    assert rows("distance/equity", "fifth", **WHAT) == []
    use_store("sample")
    asked = {"place": "01864", "indicator": "vneid_level2", "as_of": date(2025, 8, 2)}
    fifths = run("distance/equity", **asked)
    assert fifths.done_count.sum() == 6549 and fifths.target_count.sum() == 10084
    assert (run("distance/decay", **asked).points < 0).all() and fifths.erreygers_index.iloc[0] < 0
    adjusted = run("gaps/adjusted", **asked).set_index("gap")
    contrast = run("gaps/contrast", **asked)
    sides = contrast[contrast.gap == "signal"].set_index("is_inside").attainment_share
    assert adjusted.raw_points["signal"] == pytest.approx(100 * (sides[True] - sides[False]))


def test_what_comes_of_another_pace(use_store):
    assert run("goals/what_if", **WHAT, factor=1.0).empty, "four days of reports"
    use_store("sample")
    asked = {"place": "01864", "indicator": "vneid_level2", "as_of": date(2025, 8, 2)}
    now, ahead = run("goals/what_if", **asked, factor=1.0).iloc[0], run("goals/forecast", **asked).iloc[-1]
    assert (now.low_count, now.likely_count, now.high_count) == (ahead.low_count, ahead.likely_count, ahead.high_count)
    more = run("goals/what_if", **asked, factor=3.0).iloc[0]
    assert more.low_count > now.low_count and more.early_on < now.early_on
    assert more.needed_factor == now.needed_factor


def test_a_plan_that_was_taken_beside_what_happened(little_store, tmp_path, use_store):
    store = tmp_path / "store"
    shutil.copytree(little_store, store)
    header = "planned_on,team_code,village_code,indicator_code,expected_count\n"
    plans = (
        header + "2025-01-01,T1,A2,cards,5\n2025-01-02,T2,A3,cards,9\n",
        header + "2025-01-01,T1,A1,cards,8.5\n2025-01-01,T2,A3,cards,2\n",  # of the first day the later plan counts
    )
    for plan in plans:
        path = tmp_path / "assignments.csv"
        path.write_text(plan, encoding="utf-8")
        commit.bring_in(named_sources([path]), store, "the chair")
    use_store(store)
    columns = "planned_on team_code village_code expected_count new_count is_visited is_reported"
    found = [(row[0].day, *row[1:]) for row in rows("plan/followed", columns, place="10001", as_of=DAY)]
    assert found == [
        (2, "T2", "A3", 9, 25, True, True),
        (1, "T1", "A1", 8.5, 10, True, True),
        (1, "T2", "A3", 2, None, False, True),
    ]
    assert rows("plan/followed", columns, place="10002", as_of=DAY) == []


def test_a_plan_that_was_taken_goes_out_comes_back_and_is_undone(little_store, tmp_path, use_store):
    store, other = tmp_path / "store", tmp_path / "other"
    for folder in (store, other):
        shutil.copytree(little_store, folder)
    path = tmp_path / "assignments.csv"
    path.write_text(
        "planned_on,team_code,village_code,indicator_code,expected_count\n2025-01-02,T2,A3,cards,9\n", encoding="utf-8"
    )
    (batch,) = commit.bring_in(named_sources([path]), store, "the chair").batches
    pd.concat(chunks(store, "assignments")).to_csv(path, index=False)
    commit.bring_in(named_sources([path]), other, "the province")
    asked = {"place": "10001", "as_of": DAY}
    for folder in (store, other):
        use_store(folder)
        assert rows("plan/followed", "team_code village_code expected_count", **asked) == [("T2", "A3", 9)]
    commit.undo(store, batch.code)
    commit.erase(store, batch.code, "a try", "the chair")
    use_store(store)
    assert rows("plan/followed", "team_code", **asked) == [] and not list(
        (store / "batches").glob(f"{batch.code}*/rows*")
    )


def test_a_village_that_others_than_planned_went_to_was_visited_and_counts_once(little_store, tmp_path, use_store):
    store = tmp_path / "store"
    shutil.copytree(little_store, store)
    texts = {
        "assignments": "planned_on,team_code,village_code,indicator_code,expected_count\n"
        "2025-01-06,T1,A2,cards,5\n2025-01-06,T2,A2,cards,4\n2025-01-06,T2,A3,cards,3\n2025-01-07,T1,A1,cards,3\n",
        "visits": "visited_on,team_code,village_code\n2025-01-06,T1,A2\n2025-01-06,T1,A3\n",
        "progress": "reported_on,village_code,indicator_code,new_count\n2025-01-06,A2,cards,8\n2025-01-07,A1,cards,6\n",
    }
    for table, text in texts.items():
        path = tmp_path / f"{table}.csv"
        path.write_text(text, encoding="utf-8")
        commit.bring_in(named_sources([path]), store, "the chair")
    use_store(store)
    columns = "planned_on team_code village_code new_count is_visited is_visited_by_others is_reported"
    found = [(row[0].day, *row[1:]) for row in rows("plan/followed", columns, place="10001", as_of="2025-01-07")]
    assert found == [
        (7, "T1", "A1", 6, False, False, True),  # nobody says who was there, but what came of it
        (6, "T1", "A2", 8, True, False, True),
        (6, "T2", "A2", 8, False, False, True),
        (6, "T2", "A3", None, False, True, True),
    ]


def test_every_question_has_a_test_here():
    asked = Path(__file__).read_text(encoding="utf-8")
    assert [name for name in catalogue.names() if f'"{name}"' not in asked] == []


def test_a_straight_line_never_falls_short_of_more_than_remains(little_store, tmp_path, use_store):
    store = tmp_path / "store"
    shutil.copytree(little_store, store)
    path = tmp_path / "progress.csv"
    lines = "2025-01-04,A1,,cards,,-40,,true\n"
    path.write_text(
        "reported_on,village_code,commune_code,indicator_code,team_code,new_count,cumulative_count,"
        f"is_correction\n{lines}",
        encoding="utf-8",
    )
    commit.bring_in(named_sources([path]), store, "the chair")
    use_store(store)
    told = run("overview/standing", place="A1", as_of="2025-01-04").set_index("indicator_code").loc["cards"]
    assert told.recent_pace < 0 and told.projected_short_count == told.short_count
