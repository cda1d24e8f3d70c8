"""Each audit returns nothing on clean data, and finds the one thing it is for."""

from pathlib import Path

import duckdb
import pytest

from enrolment.store.keeper import build
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


CASES = {
    "villages_against_commune": ({"progress": FILES["progress.csv"]}, "10001"),
    "targets_against_commune": ({"targets": A3_TARGET + "cards,,10001,0,999,2025-01-01,2025-01-10\n"}, "10001"),
    "done_above_eligible": ({"progress": CLEAN + "2025-01-03,A3,,cards,T2,30,,\n"}, "A3"),
    "cumulative_falling": ({"progress": CLEAN.replace("65,true", "55,")}, "A2"),
    "village_without_place": ({"villages": FILES["villages.csv"].replace("Thôn 3,22.05,105.05", "Thôn 3,,")}, "A3"),
    "report_before_start": ({"progress": CLEAN + "2024-12-31,A1,,cards,T2,3,,\n"}, "A1"),
    "baseline_only_of_commune": (
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


def test_level_2_above_id_cards(tmp_path):
    indicators = FILES["indicators.csv"] + (
        "id_card,a,a,a,a,received,village,d,d\nvneid_level2,b,b,b,b,received,village,d,d\n"
    )
    progress = CLEAN + "2025-01-04,A1,,id_card,,5,,\n2025-01-04,A1,,vneid_level2,,6,,\n"
    found = findings(tmp_path, indicators=indicators, progress=progress)
    assert ("level2_above_id_card", "A1") in found


def test_every_audit_has_a_case():
    audits = {path.stem for path in Path("queries/audits").glob("*.sql")}
    assert audits == {*CASES, "level2_above_id_card"}
