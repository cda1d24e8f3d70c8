"""Cases of the marts that the little commune does not have."""

from pathlib import Path

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from enrolment.store.keeper import build
from tests.conftest import ROOT
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
    found = standing(tmp_path, targets=targets)
    # The villages gained 25 (A1), 105 (A2, counted from nothing) and 25 (A3).
    assert found["10001"] == (500, 655, 900, 660.0)
    assert found["A1"] == (0, 25, None, None)
    assert found["10"][1:3] == (655, 900), "the other commune has no target: its 100 stand beside the ratio"


def test_a_commune_that_reports_for_villages_that_only_have_targets(tmp_path):
    header = FILES["progress.csv"].splitlines()[0]
    found = standing(tmp_path, progress=f"{header}\n2025-01-04,,10001,cards,,80,,\n")
    assert found["10001"][:3] == (90, 90 + 80, 300)
    assert found["A1"][1] == 40


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
        assert not any(nasty in chart.proto.spec for chart in at.get("plotly_chart"))


REPORTS = st.lists(
    st.tuples(st.integers(1, 6), st.sampled_from([None, "T1", "T2"]), st.booleans(), st.integers(0, 60)),
    unique_by=lambda report: report[:2],
    max_size=12,
)


def reckoned(reports: list[tuple], baseline: int) -> dict[int, int]:
    """Day -> standing, as somebody with a pencil reckons it: groups first, then what the place says of itself."""
    standing, of_group, days = baseline, {}, {}
    for day, team, is_total, count in sorted(reports, key=lambda report: (report[0], report[1] is None, report[1])):
        if team is None:
            standing = count if is_total else standing + count
        else:
            gained = count - of_group.get(team, 0) if is_total else count
            of_group[team] = of_group.get(team, 0) + gained
            standing += gained
        days[day] = standing
    return days


@settings(max_examples=150, deadline=None)
@given(REPORTS, st.integers(0, 40))
def test_new_and_cumulative_counts_of_places_and_groups_add_up_as_with_a_pencil(reports, baseline):
    sql = (ROOT / "queries" / "marts" / "increments.sql").read_text(encoding="utf-8")
    with duckdb.connect() as con:
        con.execute("create schema staged")
        con.execute("create table places as select 'A' as place_code, 'village' as level, '1' as province_code")
        con.execute(
            "create table staged.targets as"
            f" select 'A' as village_code, null as commune_code, 'x' as indicator_code, {baseline} as baseline"
        )
        con.execute(
            "create table staged.progress (reported_on date, village_code text, commune_code text, indicator_code text,"
            " team_code text, new_count bigint, cumulative_count bigint)"
        )
        for day, team, is_total, count in reports:
            row = [f"2025-01-{day:02d}", team, None if is_total else count, count if is_total else None]
            con.execute("insert into staged.progress values ($1, 'A', null, 'x', $2, $3, $4)", row)
        found = con.execute(
            f"""select day(reported_on), {baseline} + sum(sum(new_count)) over (order by reported_on)
            from ({sql}) group by reported_on""",
            {"province_code": "1"},
        ).fetchall()
    assert dict(found) == reckoned(reports, baseline)
