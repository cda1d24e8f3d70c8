"""The second calculator and the product against right values worked out by hand."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from enrolment.changes import commit
from enrolment.imports.mistakes import BadInput
from enrolment.imports.sources import named_sources
from tests.asking import run
from tests.conftest import forget
from tests.oracle.against import plain
from tests.oracle.calculator import Campaign, bands, cells, contrast, groups, overlap, standing, standings, units

CASES = Path(__file__).parent / "cases"
LEVEL_2 = "vneid_level2"
AS_OF = {"a": date(2025, 7, 20), "b": date(2025, 7, 15), "r": date(2025, 7, 14), "t": date(2025, 7, 14)}


@cache
def campaign(case: str) -> Campaign:
    """The campaign of a folder of cases."""
    return Campaign.from_folder(CASES / case, rest_weekdays={6, 7} if case == "r" else ())


def july(day: int) -> date:
    """A day of July 2025."""
    return date(2025, 7, day)


def at(case: str, place: str, day: int | None = None, indicator: str = LEVEL_2) -> dict[str, Any]:
    """The standing of a place on its case's day, or on another day of July."""
    return standing(campaign(case), place, indicator, july(day) if day else AS_OF[case])


def batch(*rows: dict[str, Any]) -> pd.DataFrame:
    """A batch of progress; columns not named stay empty."""
    columns = "reported_on village_code commune_code indicator_code team_code new_count cumulative_count is_correction"
    texts = [[str((row | {"indicator_code": LEVEL_2}).get(column, "")) for column in columns.split()] for row in rows]
    return pd.DataFrame(texts, columns=columns.split())


def with_more(case: str, *rows: dict[str, Any]) -> Campaign:
    """A case's campaign with one more batch."""
    return campaign(case).with_batches([*campaign(case).batches, batch(*rows)])


RIGHT: list[tuple[str, str, int, str, dict[str, Any]]] = [
    ("b", "10005", 15, LEVEL_2, {"done_count": 510, "target_count": 900, "remaining_count": 390}),
    ("a", "10001", 20, LEVEL_2, {"done_count": 512, "target_count": 900, "source": "added"}),
    ("a", "10002", 20, LEVEL_2, {"done_count": 5, "target_count": 300}),
    ("a", "10015", 20, LEVEL_2, {"done_count": 50, "target_count": 100, "left_out_count": 50}),
    ("b", "10002", 15, LEVEL_2, {"done_count": 620, "target_count": 1000}),
    ("a", "10008", 15, LEVEL_2, {"done_count": 640, "target_count": 1000, "new_count": 40}),
    ("a", "10008", 20, LEVEL_2, {"done_count": 640, "target_count": 1000}),
    ("a", "10005", 20, "health_record", {"done_count": 3000, "last_week_count": None}),
    ("b", "10004", 15, LEVEL_2, {"done_count": 620, "last_week_count": 50, "unadded_count": None}),
    ("b", "10004", 14, LEVEL_2, {"done_count": 620, "new_count": 50, "unadded_count": 320}),
    ("a", "10017", 20, LEVEL_2, {"done_count": 50, "target_count": 200, "reported_part_count": 1, "part_count": 2}),
    (
        "a",
        "10003",
        20,
        LEVEL_2,
        {"done_count": 60, "target_count": 200, "remaining_count": 140, "reported_part_count": 0, "source": "own"},
    ),
    ("a", "10003-1", 20, LEVEL_2, {"done_count": None, "status": "none", "target_count": 100}),
    ("b", "10006", 15, "id_card", {"done_count": None, "status": "none", "target_count": 100}),
    ("b", "10001", 15, LEVEL_2, {"recent_pace": 10.0, "required_pace": 230 / 16}),
    ("r", "10001", 7, LEVEL_2, {"recent_pace": 6.0}),
    ("r", "10001", 6, LEVEL_2, {"recent_pace": 2.5}),
    ("r", "10003", 6, LEVEL_2, {"recent_pace": None, "last_week_count": 50}),
    ("a", "10018", 20, LEVEL_2, {"required_pace": 9.0, "overdue_count": 50}),
    ("a", "10004", 20, LEVEL_2, {"required_pace": 80 / 11, "remaining_count": 30, "short_count": 80}),
    ("b", "10003", 15, LEVEL_2, {"required_pace": 160 / 5 + 10 / 169}),
    ("a", "10006", 20, LEVEL_2, {"status": "not_begun", "working_days_left": 30, "required_pace": 100 / 30}),
    ("a", "10007", 20, LEVEL_2, {"status": "overdue", "overdue_count": 15, "required_pace": None}),
]


@pytest.mark.parametrize(("case", "place", "day", "indicator", "right"), RIGHT)
def test_right_values(case: str, place: str, day: int, indicator: str, right: dict[str, Any]) -> None:
    """Figures of one place on one day."""
    found = at(case, place, day, indicator)
    assert {name: found[name] for name in right} == pytest.approx(right)


@pytest.fixture(scope="module")
def stores(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The product's stores of the cases."""
    found = {}
    for case in AS_OF:
        found[case] = tmp_path_factory.mktemp(case)
        with rest_weekdays(case):
            commit.build(CASES / case, found[case])
    return found


@contextmanager
def rest_weekdays(case: str) -> Iterator[None]:
    """The setting that a case is to be read with."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ENROLMENT_REST_WEEKDAYS", "6,7" if case == "r" else "")
        forget()
        yield
    forget()


@pytest.mark.parametrize(("case", "place", "day", "indicator", "right"), RIGHT)
def test_the_product_gives_the_right_values(
    stores: dict[str, Path],
    use_store: Callable[[Path], Path],
    case: str,
    place: str,
    day: int,
    indicator: str,
    right: dict[str, Any],
) -> None:
    with rest_weekdays(case):
        use_store(stores[case])
        frame = run("overview/standing", place=place, as_of=july(day))
    row = frame[frame.indicator_code == indicator].iloc[0]
    found = {name: plain(row[name]) for name in right if name in row}
    found |= {"status": found["status"] or "none"} if "status" in found else {}
    assert found == pytest.approx({name: right[name] for name in found})


@pytest.mark.parametrize(
    ("rows", "day", "done"),
    [(["2025-07-21,10008-2,,vneid_level2,,2,,"], 21, 645), (["2025-07-21,10008-1,,vneid_level2,,2,,"], 21, 640)],
)
def test_the_product_adds_what_villages_added_since_the_commune_s_count(
    tmp_path: Path, use_store: Callable[[Path], Path], rows: list[str], day: int, done: int
) -> None:
    commit.build(CASES / "a", tmp_path / "store")
    path = tmp_path / "progress_more.csv"
    header = (CASES / "a" / "progress.csv").read_text(encoding="utf-8").splitlines()[0]
    path.write_text("\n".join([header, *rows]), encoding="utf-8")
    commit.bring_in(named_sources([path], "progress"), tmp_path / "store")
    use_store(tmp_path / "store")
    standing_now = run("overview/standing", place="10008", as_of=july(day)).set_index("indicator_code")
    assert standing_now.done_count[LEVEL_2] == done


def test_the_product_refuses_what_is_below_zero_and_asks_about_a_day_told_twice(tmp_path: Path) -> None:
    with pytest.raises(BadInput) as refused:
        commit.build(CASES / "refused", tmp_path / "store")
    assert [(one.row, one.reason) for one in refused.value.found] == [(2, "whole-day-equal"), (4, "below-zero")]


def test_second_village_beside_the_commune() -> None:
    """Once every village reports, what they gained since the commune's own report is added to it."""
    more = with_more("a", {"reported_on": "2025-07-21", "village_code": "10008-2", "new_count": 2})
    found = standing(more, "10008", LEVEL_2, july(21))
    assert (found["done_count"], found["source"], found["new_count"]) == (645, "both", 2)


def test_first_total_without_a_baseline_leaves_the_commune_at_its_own() -> None:
    """A village's 300 of unknown origin is not new: the commune stays at the baseline of its plan."""
    campaign_of_two = Campaign(
        communes=campaign("a").communes,
        villages=campaign("a").villages,
        indicators=campaign("a").indicators,
        targets=pd.DataFrame(
            [[LEVEL_2, "", "10008", "500", "1000", "2025-07-01", "2025-07-31"]],
            columns=["indicator_code", "village_code", "commune_code", "baseline", "target", "starts_on", "due_on"],
        ),
        teams=campaign("a").teams,
        visits=campaign("a").visits,
        batches=[batch({"reported_on": "2025-07-10", "village_code": "10008-1", "cumulative_count": 300})],
    )
    found = standing(campaign_of_two, "10008", LEVEL_2, july(10))
    assert (found["done_count"], found["new_count"], found["unadded_count"]) == (500, None, 300)


def test_groups() -> None:
    """Group A registered ten on each of ten days; group B visited, and has no row of its own."""
    found = groups(campaign("a"), "10011", LEVEL_2, july(20))
    assert found["A"] == {"new_count": 100, "group_days": 10, "known_days": 10, "registrations_per_group_day": 10.0}
    assert found["B"] == {"new_count": None, "group_days": 10, "known_days": 0, "registrations_per_group_day": None}


def test_mixed_counts_of_groups_and_places() -> None:
    """Worked out by hand. Standing of the first village, which starts at 40:

    1 July 5 + 7: 52. 2 July its own 60. 4 July 3, and a total of 10 where 7 are known: 66. 5 July −2: 64.
    9 July its own 75. 12 July 4: 79. 15 July corrected to 70. The second village, which starts at 0:
    3 July 8 + 6: 14. 8 July a total of 12 where 8 are known: 18. 10 July 1: 19. 11 July a total of 14 where 13 are: 20.
    """
    first = [at("a", "10012-1", day)["done_count"] for day in (1, 2, 4, 5, 8, 9, 12, 15, 20)]
    assert first == [52, 60, 66, 64, 64, 75, 79, 70, 70]
    second = [at("a", "10012-2", day)["done_count"] for day in (2, 3, 8, 10, 11, 20)]
    assert second == [None, 14, 18, 19, 20, 20]
    news = [at("a", "10012-1", day)["new_count"] for day in (1, 2, 3, 4, 5, 9, 12, 15)]
    assert news == [12, 8, None, 6, -2, 11, 4, -9]
    found = at("a", "10012")
    right = {
        "baseline_count": 40,
        "target_count": 400,
        "done_count": 90,
        "remaining_count": 310,
        "short_count": 310,
        "required_pace": 310 / 11,
        "expected_count": 40 + 360 * 20 / 31,
        "last_week_count": -9,
        "recent_pace": -9 / 7,
        "status": "behind",
        "attainment_class": "under_50",
        "new_count": None,
        "source": "villages",
        "reported_part_count": 2,
    }
    assert {name: found[name] for name in right} == pytest.approx(right)
    found_groups = groups(campaign("a"), "10012", LEVEL_2, july(20))
    assert (found_groups["G1"]["new_count"], found_groups["G2"]["new_count"]) == (20, 16)
    # G1: 1, 3, 4, 8, 10 and 11 July; the day of its −2 is not a day of work. G2: 1, 3 and 4 July.
    assert (found_groups["G1"]["group_days"], found_groups["G2"]["group_days"]) == (6, 3)


def test_a_count_without_a_group_is_the_whole_day() -> None:
    """12 without a group beside a group's 10 are 12, not 22."""
    row = {"reported_on": "2025-07-21", "village_code": "10008-1"}
    more = with_more("a", row | {"new_count": 12}, row | {"new_count": 10, "team_code": "A"})
    assert standing(more, "10008-1", LEVEL_2, july(21))["new_count"] == 12
    assert standing(more, "10008-1", LEVEL_2, july(21))["done_count"] == 3 + 12


def test_a_correction_adds_to_what_stands() -> None:
    """70, and −5 for the same day in a second batch: 65. Once more, 62. Restated: all that goes."""
    row = {"reported_on": "2025-07-14", "village_code": "10001-1"}
    minus_5 = batch(row | {"new_count": -5, "is_correction": "true"})
    minus_3 = batch(row | {"new_count": -3, "is_correction": "true"})
    restated = batch(row | {"new_count": 68})
    base = campaign("b")
    for batches, right in (
        ([minus_5], 65),
        ([minus_5, minus_3], 62),
        ([minus_5, minus_3, restated], 68),
        ([restated, minus_5], 63),
    ):
        more = base.with_batches([*base.batches, *batches])
        assert standing(more, "10001-1", LEVEL_2, july(15))["done_count"] == right
        assert standing(more, "10001", LEVEL_2, july(14))["new_count"] == right


def test_a_stale_report_of_the_commune_gives_way() -> None:
    """Three days after the commune's own report, what villages gained counts where that is more."""
    more = with_more(
        "a",
        {"reported_on": "2025-07-16", "village_code": "10008-1", "new_count": 200},
        {"reported_on": "2025-07-20", "village_code": "10008-1", "new_count": 3},
    )
    sources = [standing(more, "10008", LEVEL_2, july(day))["source"] for day in (16, 18, 19, 20)]
    assert sources == ["own", "own", "added", "added"]
    assert [standing(more, "10008", LEVEL_2, july(day))["done_count"] for day in (18, 19, 20)] == [640, 700, 703]
    assert [standing(more, "10008", LEVEL_2, july(day))["new_count"] for day in (16, 19, 20)] == [None, None, 3]


def test_new_counts_where_both_report() -> None:
    """10022 reports 100 and 50 itself from a baseline of 0; then both its villages report, without baselines."""
    more = with_more(
        "a",
        {"reported_on": "2025-07-07", "village_code": "10022-1", "new_count": 4},
        {"reported_on": "2025-07-08", "village_code": "10022-2", "new_count": 6},
        {"reported_on": "2025-07-09", "commune_code": "10022", "cumulative_count": 165},
        {"reported_on": "2025-07-10", "village_code": "10022-2", "new_count": 1},
        {"reported_on": "2025-07-11", "commune_code": "10022", "new_count": 9},
    )
    found = [standing(more, "10022", LEVEL_2, july(day)) for day in (6, 7, 8, 9, 10, 11)]
    assert [one["source"] for one in found] == ["own", "own", "both", "both", "both", "both"]
    assert [one["done_count"] for one in found] == [150, 150, 160, 165, 166, 174]
    # The 9 are held against what the villages had added since the commune's last count: 1.
    assert [one["new_count"] for one in found] == [50, None, 6, 5, 1, 8]


def test_indicator_of_the_commune() -> None:
    """Organisations are reported by the commune itself: 30 of 41 from 24, as a total and then new ones."""
    base = campaign("a")
    targets = pd.DataFrame(
        [["organisation_id", "", "10008", "24", "41", "2025-07-01", "2025-07-10"]], columns=base.targets.columns
    )
    progress = batch(
        {"reported_on": "2025-07-02", "commune_code": "10008", "cumulative_count": 28},
        {"reported_on": "2025-07-05", "commune_code": "10008", "new_count": 2},
    )
    progress["indicator_code"] = "organisation_id"
    made = Campaign(base.communes, base.villages, base.indicators, targets, base.teams, base.visits, [progress])
    found = standing(made, "10008", "organisation_id", july(5))
    right = {
        "done_count": 30,
        "source": "own",
        "new_count": 2,
        "last_week_count": 6,
        "recent_pace": 6 / 5,
        "required_pace": 11 / 5,
        "expected_count": 24 + 17 / 2,
        "status": "behind",
        "part_count": None,
    }
    assert {name: found[name] for name in right} == pytest.approx(right)


def test_comparisons() -> None:
    """Villages of 10009: one knows nothing but its place, one nothing of its way, one is 10 km away."""
    found = bands(campaign("a"), "10009", LEVEL_2, july(20))
    assert {band: row["village_count"] for band, row in found.items()} == {
        "under_5": 1,  # a straight line of 1.1 km × 1.6
        "unknown": 1,
        "10_to_20": 1,
    }
    assert found["under_5"]["residents_14_plus"] is None
    sides = {key: row["village_count"] for key, row in contrast(campaign("a"), "10009", LEVEL_2, july(20)).items()}
    assert sides == {
        ("electricity", None): 1,
        ("electricity", False): 1,
        ("electricity", True): 1,
        ("signal", None): 1,
        ("signal", False): 1,
        ("signal", True): 1,
        ("distance", False): 1,
        ("distance", None): 1,
        ("distance", True): 1,
    }
    assert set(cells(campaign("a"), "10009", LEVEL_2, july(20))) == {
        (None, None, "under_5"),
        (False, False, "unknown"),
        (True, True, "10_to_20"),
    }
    assert len(overlap(campaign("a"), "10009", LEVEL_2, july(20))) == 3
    whole = bands(campaign("a"), "19", LEVEL_2, july(20))
    with_target = [
        unit
        for commune in campaign("a").communes_by_code
        for unit in units(campaign("a"), commune, LEVEL_2, july(20))
        if unit["done_count"] is not None and unit["target_count"] is not None
    ]
    assert sum(row["village_count"] for row in whole.values()) == len(with_target)
    assert sum(row["done_count"] for row in whole.values()) == sum(unit["done_count"] for unit in with_target)


def test_province_is_the_sum_of_its_communes() -> None:
    """Case b: five plans; 10006 reports by its village, all others too."""
    found = at("b", "19")
    communes = units(campaign("b"), "19", LEVEL_2, july(15))
    assert found["part_count"] == 6
    for name in ("done_count", "target_count", "baseline_count", "short_count", "expected_count", "overdue_count"):
        assert found[name] == pytest.approx(sum(unit[name] for unit in communes)), name
    assert found["source"] == "parts"
    assert (found["starts_on"], found["due_on"]) == (july(1), date(2025, 12, 31))


def test_every_place_and_day_has_figures() -> None:
    """No place, indicator or day of the cases is without an answer."""
    for case in AS_OF:
        for indicator in campaign(case).level_of_indicator:
            for place in campaign(case).places:
                for day in campaign(case).days:
                    found = standing(campaign(case), place, indicator, day)
                    assert (found["source"] is None) == (found["done_count"] is None or "-" in place)
                    assert found["done_count"] is None or found["done_count"] >= 0
    assert len(standings(campaign("b"), LEVEL_2)) == len(campaign("b").places) * len(campaign("b").days)
