"""A store that an earlier version of the software made: it builds, and what the new rules moved is said once."""

import shutil
from pathlib import Path

import duckdb
import pytest

from enrolment.changes import commit, rules
from enrolment.changes.verify import verify
from enrolment.snapshot.current import Snapshot
from tests.pages.test_pages import html_of, open_page

OLDER = Path(__file__).parent / "older"


@pytest.fixture
def older(tmp_path: Path) -> Path:
    """Made before corrections added, before a count without a group was the whole day, without the column `assumed`."""
    store = tmp_path / "store"
    shutil.copytree(OLDER, store)
    return store


def test_an_older_store_builds_by_todays_rules_with_findings(older):
    built = commit.rebuild(older).snapshot
    with duckdb.connect(built.path, read_only=True) as con:
        done = dict(
            con.execute(
                "select place_code, done_count from standing where indicator_code = 'vneid_level2'"
                " and reported_on = '2025-07-15' and place_code in ('10001-1', '10003-1', '10002')"
            ).fetchall()
        )
        audits = con.execute("select audit_name, place_code from audits").fetchall()
    # 70 and a correction of −5; a whole day of 20 beside a group's 25, then 20; 300 and 320 of two villages.
    assert done == {"10001-1": 65, "10003-1": 40, "10002": 620}
    assert {("whole_day_beside_groups", "10003-1"), ("positive_correction", "10003-2")} <= set(audits)
    assert verify(older) == []


def test_what_the_rules_moved_is_noted_once_and_shown(older, use_store):
    built = commit.rebuild(older).snapshot
    earlier = older / "snapshot-000000000000.duckdb"
    shutil.copyfile(built.path, earlier)
    with duckdb.connect(earlier) as con:
        con.execute("update local_day set done_count = 1120 where place_code = '10002'")
    rules.note(older, Snapshot(earlier, "000000000000"), built, "2026-11-25T00:00:00+00:00")
    (change,) = rules.read(older)
    (row,) = change["moved"]
    assert (row["place_code"], row["done_before"], row["done_after"]) == ("10002", 1120, 620)
    commit.rebuild(older)
    assert len(rules.read(older)) == 1
    use_store(older)
    text = html_of(open_page("data", lang="en"))
    assert "moved numbers that counted already: 1" in text and "620/1,000 (62.00%)" in text
    back = html_of(open_page("overview", lang="en", known="2026-11-24T23:59:00+00:00", place="10002"))
    assert "by today" in back or "nothing was known yet" in back
