"""Each audit returns nothing on clean data, and finds the one thing it is for."""

from datetime import date, timedelta
from pathlib import Path

import duckdb
import pytest

from enrolment.changes import commit
from enrolment.changes.commit import build
from enrolment.imports.sources import named_sources
from enrolment.snapshot import build as snapshot
from enrolment.store import batches as batch_store
from enrolment.store import ledger
from tests.little import FILES

CLEAN = FILES["progress.csv"].replace("2025-01-04,,10001,cards,,,180,", "2025-01-04,,10001,cards,,,195,")
A3_TARGET = FILES["targets.csv"] + "cards,A3,,0,50,2025-01-01,2025-01-10\n"


def findings(base: Path, **changed: str) -> list[tuple]:
    folder = base / "files"
    folder.mkdir()
    files = {**FILES, "progress.csv": CLEAN, "targets.csv": A3_TARGET}
    for name, text in {**files, **{f"{table}.csv": text for table, text in changed.items()}}.items():
        (folder / name).write_text(text, encoding="utf-8")
    snapshot = build(folder, base / "store")
    with duckdb.connect(snapshot.path, read_only=True) as con:
        return con.execute("select audit_name, place_code from audits order by all").fetchall()


def test_clean_data_gives_nothing(tmp_path):
    assert findings(tmp_path) == []


def series(village: str, counts: list[int]) -> str:
    """Clean data and a village's counts of days in a row, in the name of a group of its own."""
    first = date(2025, 2, 1)
    lines = [f"{first + timedelta(days=n)},{village},,cards,T2,{count},,\n" for n, count in enumerate(counts)]
    return CLEAN + "".join(lines)


def test_a_busy_day_with_a_group_in_the_village_is_no_spike(tmp_path):
    visits = FILES["visits.csv"] + "2025-02-08,T2,A3,30,0\n"
    found = findings(tmp_path, progress=series("A3", [4, 5, 3, 6, 4, 5, 4, 60, 5]), visits=visits)
    assert ("spike", "A3") not in found


def test_three_equal_counts_and_equal_counts_apart_are_no_copies(tmp_path):
    found = findings(tmp_path, progress=series("A1", [7, 7, 7, 4, 7, 3, 7]))
    assert ("repeated_count", "A1") not in found


# 60 from the village, 20 from a group, then 65 from the village: above its last count, below what was reached.
FALLING = CLEAN.replace("2025-01-02,A2,,cards,,7,,", "2025-01-02,A2,,cards,T1,20,,").replace("65,true", "65,")

CASES = {
    "villages_against_commune": ({"progress": FILES["progress.csv"]}, "10001"),
    "targets_against_commune": ({"targets": A3_TARGET + "cards,,10001,0,999,2025-01-01,2025-01-10\n"}, "10001"),
    "done_above_eligible": ({"progress": CLEAN + "2025-01-03,A3,,cards,T2,30,,\n"}, "A3"),
    "cumulative_falling": ({"progress": FALLING}, "A2"),
    "denominators_differ": (
        {"targets": A3_TARGET.replace("cards,A2,,50,200", "cards,A2,,50,190"), "villages": FILES["villages.csv"]},
        "A2",
    ),
    "silent": ({"progress": CLEAN + "2025-01-09,A1,,cards,T1,1,,\n"}, "A3"),
    "spike": ({"progress": series("A1", [4, 5, 3, 6, 4, 5, 4, 60, 5])}, "A1"),
    "repeated_count": ({"progress": series("A1", [4, 7, 7, 7, 7, 5])}, "A1"),
    "digit_heaping": ({"progress": series("A1", [10, 15, 20, 10] * 8), "targets": A3_TARGET}, "10001"),
    "village_without_place": ({"villages": FILES["villages.csv"].replace("Thôn 3,22.05,105.05", "Thôn 3,,")}, "A3"),
    "report_before_start": ({"progress": CLEAN + "2024-12-31,A1,,cards,T2,3,,\n"}, "A1"),
    "first_cumulative": (
        {
            "targets": A3_TARGET.replace("cards,A2,,50,200,2025-01-01,2025-01-10\n", "")
            + "cards,,10001,90,350,2025-01-01,2025-01-10\n"
        },
        "A2",
    ),
    "missing_target": ({"targets": FILES["targets.csv"]}, "A3"),
}


def test_a_first_cumulative_count_below_the_baseline_is_a_fall(tmp_path):
    assert ("cumulative_falling", "A2") in findings(tmp_path, progress=CLEAN.replace(",,60,", ",,6,"))


@pytest.mark.parametrize("audit", CASES)
def test_an_audit_finds_what_it_is_for(tmp_path, audit):
    changed, place = CASES[audit]
    assert (audit, place) in findings(tmp_path, **changed)


def test_a_row_of_the_commune_without_a_target_differs_from_no_sum(tmp_path):
    found = findings(tmp_path, targets=A3_TARGET + "cards,,10001,30,,2025-01-01,\n")
    assert ("targets_against_commune", "10001") not in found


def test_level_2_above_id_cards_says_nothing_where_a_baseline_is_assumed(tmp_path):
    indicators = FILES["indicators.csv"] + (
        "id_card,a,a,a,a,received,village,d,d\nvneid_level2,b,b,b,b,received,village,d,d\n"
    )
    progress = CLEAN + "2025-01-04,A1,,id_card,,5,,\n2025-01-04,A1,,vneid_level2,,6,,\n"
    header, *rows = A3_TARGET.splitlines()
    targets = "\n".join(
        [f"{header},assumed", *(f"{row}," for row in rows), "id_card,A1,,0,100,2025-01-01,2025-01-10,baseline", ""]
    )
    found = findings(tmp_path, indicators=indicators, progress=progress, targets=targets)
    assert ("level2_above_id_card", "A1") not in found


def test_level_2_above_id_cards(tmp_path):
    indicators = FILES["indicators.csv"] + (
        "id_card,a,a,a,a,received,village,d,d\nvneid_level2,b,b,b,b,received,village,d,d\n"
    )
    progress = CLEAN + "2025-01-04,A1,,id_card,,5,,\n2025-01-04,A1,,vneid_level2,,6,,\n"
    found = findings(tmp_path, indicators=indicators, progress=progress)
    assert ("level2_above_id_card", "A1") in found


def test_level_2_above_id_cards_on_an_early_day_only(tmp_path):
    indicators = FILES["indicators.csv"] + (
        "id_card,a,a,a,a,received,village,d,d\nvneid_level2,b,b,b,b,received,village,d,d\n"
    )
    progress = CLEAN + ("2025-01-01,A1,,vneid_level2,,6,,\n2025-01-01,A1,,id_card,,5,,\n2025-01-03,A1,,id_card,,9,,\n")
    assert ("level2_above_id_card", "A1") in findings(tmp_path, indicators=indicators, progress=progress)


def bring_in(store: Path, row: str) -> commit.Outcome:
    path = store.with_name(f"progress_20{len(row)}.csv")
    path.write_text(f"{FILES['progress.csv'].splitlines()[0]}\n{row}\n", encoding="utf-8")
    return commit.bring_in(named_sources([path], "progress"), store)


def audits_of(outcome: commit.Outcome) -> list[tuple]:
    with duckdb.connect(outcome.snapshot.path, read_only=True) as con:
        return con.execute("select audit_name, place_code from audits order by all").fetchall()


def test_a_place_that_corrections_take_below_zero_is_a_finding_once_its_count_is_undone(tmp_path):
    findings(tmp_path)
    store = tmp_path / "store"
    counted = bring_in(store, "2025-01-03,A3,,later,,4,,").batches[0]
    bring_in(store, "2025-01-03,A3,,later,,-3,,true")
    assert ("below_zero", "A3") in audits_of(commit.undo(store, counted.code))


def test_a_whole_day_that_equals_its_groups_is_a_finding_in_older_stores(tmp_path):
    findings(tmp_path)
    store = tmp_path / "store"
    alone = bring_in(store, "2025-01-02,A1,,cards,,30,,").batches[0]
    commit.undo(store, alone.code)
    group = bring_in(store, "2025-01-02,A1,,cards,T2,10,,").batches[0]
    counted = [batch_store.read(store, code) for code in [*ledger.read(store).counted(), alone.code]]
    assert group.code in [batch.code for batch in counted]
    built = snapshot.build_anew(store, counted)  # nothing is only now coming in
    with duckdb.connect(built.path, read_only=True) as con:
        assert ("whole_day_beside_groups",) in con.execute("select audit_name from audits").fetchall()


def test_every_audit_has_a_case():
    audits = {path.stem for path in Path("queries/audits").glob("*.sql")}
    of_older_stores = {"below_zero", "whole_day_beside_groups", "positive_correction"}
    assert audits == {*CASES, *of_older_stores, "level2_above_id_card"}
