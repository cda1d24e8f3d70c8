"""Cases of the marts that the little commune does not have."""

import json
from pathlib import Path

import duckdb
import pytest

from enrolment.changes.commit import build
from tests.little import FILES


def standing(base: Path, **changed: str) -> dict[str, tuple]:
    folder = base / "files"
    folder.mkdir()
    for name, text in {**FILES, **{f"{table}.csv": text for table, text in changed.items()}}.items():
        (folder / name).write_text(text, encoding="utf-8")
    with duckdb.connect(build(folder, base / "store").path, read_only=True) as con:
        rows = con.execute(
            """select place_code, baseline_count, done_count, target_count, expected_count from standing
            where indicator_code = 'cards' and reported_on = '2025-01-04'"""
        ).fetchall()
    return {row[0]: row[1:] for row in rows}


def test_a_baseline_and_target_that_only_the_commune_gave(tmp_path):
    header = FILES["targets.csv"].splitlines()[0]
    targets = f"{header}\ncards,,10001,500,900,2025-01-01,2025-01-10\n"
    progress = FILES["progress.csv"].replace("2025-01-04,,10001,cards,,,180,\n", "")
    found = standing(tmp_path, targets=targets, progress=progress)
    # The villages added 25 (A1), 45 (A2, whose first cumulative count of 60 has no baseline) and 25 (A3).
    assert found["10001"] == (500, 595, 900, 660.0)
    assert found["A1"] == (None, 25, None, None)
    assert found["10"][1:3] == (595, 900), "the other commune has no target: its 100 stand beside the ratio"


def test_a_commune_s_own_count_stands_where_its_villages_have_no_standing(tmp_path):
    header = FILES["targets.csv"].splitlines()[0]
    found = standing(tmp_path, targets=f"{header}\ncards,,10001,100,900,2025-01-01,2025-01-10\n")
    assert found["10001"][:3] == (100, 180, 900)


def test_a_commune_that_reports_for_villages_that_only_have_targets(tmp_path):
    header = FILES["progress.csv"].splitlines()[0]
    found = standing(tmp_path, progress=f"{header}\n2025-01-04,,10001,cards,,80,,\n")
    # A3 has no target: what the commune says of all three has no target to be held against.
    assert found["10001"][:3] == (None, 80, None)
    assert found["A1"][1] is None


def test_a_commune_that_reports_for_villages_that_all_have_targets(tmp_path):
    header = FILES["progress.csv"].splitlines()[0]
    targets = FILES["targets.csv"] + "cards,A3,,0,50,2025-01-01,2025-01-10\n"
    found = standing(tmp_path, progress=f"{header}\n2025-01-04,,10001,cards,,80,,\n", targets=targets)
    assert found["10001"][:3] == (90, 90 + 80, 350)
    assert found["A1"][1:3] == (None, 100)


def test_plans_of_their_own_are_summed(tmp_path):
    header = FILES["targets.csv"].splitlines()[0]
    targets = f"{header}\ncards,A1,,0,100,2025-01-01,2025-01-04\ncards,A2,,0,1000,2025-01-01,2025-12-31\n"
    found = standing(tmp_path, targets=targets)
    villages = found["A1"][3] + found["A2"][3]
    assert found["A1"][3] == 100
    assert found["10001"][3] == found["10"][3] == pytest.approx(villages)


def test_the_place_s_own_count_holds_its_groups_counts(tmp_path):
    header = FILES["progress.csv"].splitlines()[0]
    rows = "2025-01-01,A1,,cards,T1,10,,\n2025-01-02,A1,,cards,T2,20,,\n2025-01-03,A1,,cards,,,75,\n"
    assert standing(tmp_path, progress=f"{header}\n{rows}2025-01-04,A1,,cards,T1,2,,\n")["A1"][1] == 77


def test_a_group_s_cumulative_count_starts_at_zero(tmp_path):
    progress = FILES["progress.csv"] + "2025-01-01,A1,,cards,T2,,6,\n2025-01-03,A1,,cards,T2,,9,\n"
    assert standing(tmp_path, progress=progress)["A1"][1] == 65 + 9


def test_a_count_without_a_group_is_the_whole_day(tmp_path):
    header = FILES["progress.csv"].splitlines()[0]
    rows = "2025-01-01,A1,,cards,T1,10,,\n2025-01-01,A1,,cards,,12,,\n2025-01-02,A1,,cards,T1,5,,\n"
    assert standing(tmp_path, progress=f"{header}\n{rows}2025-01-04,A2,,cards,,1,,\n")["A1"][1] == 40 + 12 + 5


def test_rest_days_do_not_count(tmp_path, monkeypatch):
    from tests.conftest import forget

    monkeypatch.setenv("ENROLMENT_REST_WEEKDAYS", "6,7")  # 4 and 5 January 2025 are a weekend
    forget()
    try:
        # Three of the eight working days have passed: 1, 2 and 3 January.
        assert standing(tmp_path)["A1"][3] == 40 + 60 * 3 / 8
    finally:
        monkeypatch.undo()
        forget()


def test_nobody_s_name_runs_as_html(tmp_path, use_store):
    from tests.pages.test_pages import html_of, open_page

    nasty = "<img src=x onerror=alert(1)>"
    folder = tmp_path / "files"
    folder.mkdir()
    for name, text in FILES.items():
        (folder / name).write_text(text.replace("Thôn 2", nasty).replace("Tổ 1", nasty), encoding="utf-8")
    build(folder, tmp_path / "store")
    use_store(tmp_path / "store")
    for page in ("overview", "goals", "electricity", "village", "teams", "map"):
        at = open_page(page, place="10001", indicator="cards")
        assert not at.exception
        assert nasty not in html_of(at)
        drawings = [json.loads(one.proto.json) for one in at.get("bidi_component")]
        assert not [one for one in drawings if "figure" in one and nasty in json.dumps(one)]
