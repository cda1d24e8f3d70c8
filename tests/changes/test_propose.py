"""One change set: what a preview says is what the import then does, and both name rows as the file does."""

import shutil
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from enrolment.changes import commit, compare
from enrolment.imports.files.upload import Upload
from enrolment.imports.meaning.reading import Choices
from enrolment.imports.mistakes import BadInput
from enrolment.imports.sources import Source, handed_over, named_sources
from enrolment.snapshot.current import current
from tests.looking import whole


def test_nothing_brought_into_nothing_is_an_empty_snapshot(tmp_path):
    assert commit.bring_in([], tmp_path / "store").snapshot.path.exists()


KEY = ["reported_on", "village_code", "commune_code", "indicator_code", "team_code"]
VALUES = ["new_count", "cumulative_count", "is_correction"]


def test_dry_run_and_import_name_the_column_that_the_file_has(little_store, tmp_path):
    store = tmp_path / "store"
    shutil.copytree(little_store, store)
    path = tmp_path / "bao_cao.csv"
    path.write_text("Ngày,Thôn,Nội dung,Số mới\n25/1/2025,A9,cards,3\n26/1/2025,Thôn 3,cards,3\n", encoding="utf-8")
    told = []
    for bring in (lambda found: compare.preview(store, found), lambda found: commit.bring_in(found, store)):
        with pytest.raises(BadInput) as bad:
            bring(named_sources([path], "progress"))
        told.append([(one.row, one.column, one.reason, one.sentence("en")) for one in bad.value.found])
    assert told[0] == told[1]
    assert (told[0][0][0], told[0][0][1]) == (2, "Thôn")


ROWS = st.lists(
    st.tuples(
        st.sampled_from(["2025-01-03", "2025-01-04", "2025-01-05"]),
        st.sampled_from(["A1", "A2", "A3", "B1", "A1", "A2", "Z9"]),
        st.sampled_from(["cards", "offices", "later"]),
        st.sampled_from(["", "T1", "T2"]),
        st.sampled_from(["7", "20", "0", "12", "3", "-5", "x"]),
        st.sampled_from(["", "true"]),
    ),
    min_size=1,
    max_size=6,
)


@given(rows=ROWS, is_contract=st.booleans(), leave_out=st.booleans(), days=st.lists(st.integers(0, 5), max_size=2))
@example(rows=[("2025-01-03", "A1", "cards", "T1", "-5", "true")], is_contract=True, leave_out=False, days=[])
@example(rows=[("2025-01-04", "Z9", "cards", "", "7", "")], is_contract=False, leave_out=True, days=[1])
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_a_preview_says_is_what_the_import_does(little_store, rows, is_contract, leave_out, days):
    """Files are random rows; the store's tables before and after are read by code that shares nothing with either."""
    with TemporaryDirectory() as folder:
        store = Path(folder) / "store"
        shutil.copytree(little_store, store)
        found = [file_of(rows, is_contract, leave_out, "a"), *(second(day, leave_out) for day in days[:1])]
        before, reached = standing_rows(store), standings(store)
        try:
            changes, moved = compare.preview(store, found)
        except BadInput as said:
            with pytest.raises(BadInput) as done:
                commit.bring_in(found, store)
            assert [one.sentence("vi") for one in done.value.found] == [one.sentence("vi") for one in said.found]
            assert standing_rows(store) == before
            return
        outcome = commit.bring_in(found, store)
        after = standing_rows(store)
        assert {one.file_name: one.row_count for one in outcome.batches} == {
            one.file_name: one.new_count + one.replaced_count + one.same_count for one in changes
        }
        assert {one.file_name: one.rejected_count for one in outcome.batches} == {
            one.file_name: one.rejected_count for one in changes
        }
        assert sum(one.new_count for one in changes) == len(after.keys() - before.keys())
        assert sum(one.replaced_count for one in changes) == sum(
            after[key] != values for key, values in before.items() if key in after
        )
        assert before.keys() <= after.keys()
        now = standings(store)
        told = {(one.place_code, one.indicator_code): (one.before, one.after) for one in moved}
        keys = {key for key in now.keys() | reached.keys() if now.get(key) != reached.get(key)}
        assert told == {key: (reached.get(key), now.get(key)) for key in keys}


def file_of(rows: list[tuple[str, ...]], is_contract: bool, leave_out: bool, name: str) -> Source:
    if is_contract:
        head = "reported_on,village_code,indicator_code,team_code,new_count,is_correction"
        lines = [",".join(row) for row in rows]
    else:
        head = "Ngày,Thôn,Nội dung,Tổ,Số mới,Điều chỉnh"
        lines = [",".join((f"{date.fromisoformat(row[0]):%d/%m/%Y}", *row[1:])) for row in rows]
    text = "\n".join([head, *lines]) + "\n"
    chosen = Choices(leave_out=leave_out, corrections="add", again="yes", whole_day="yes", above="yes", are_new="yes")
    return handed_over(Upload(f"{name}.csv", text.encode()), "progress", chosen)[0]


def second(day: int, leave_out: bool) -> Source:
    return file_of([(f"2025-01-1{day}", "B1", "cards", "", "1", "")], True, leave_out, "b")


def standings(store: Path) -> dict[tuple[str, str], int]:
    """Village or commune and indicator -> how many are done on the last day."""
    sql = (
        "select place_code, indicator_code, done_count from place_day"
        " inner join about on reported_on = last_reported_on where level <> 'province' and done_count is not null"
    )
    with duckdb.connect(current(store).path, read_only=True) as con:
        return {(place, indicator): done for place, indicator, done in con.execute(sql).fetchall()}


def standing_rows(store: Path) -> dict[tuple, tuple]:
    """Key -> values of every count that stands."""
    frame = whole(store, "progress").astype(object)
    frame = frame.where(frame.notna(), None)
    keys, values = frame[KEY].itertuples(index=False, name=None), frame[VALUES].itertuples(index=False, name=None)
    return dict(zip(keys, values, strict=True))
