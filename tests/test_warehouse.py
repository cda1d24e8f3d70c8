"""The one door: locked, limited, fresh."""

import shutil
import threading

import duckdb
import pytest

from enrolment import catalogue, warehouse
from enrolment.store.current import current
from enrolment.store.keeper import build
from tests.conftest import forget, rewrite

WHAT = {"place": "01864", "indicator": "vneid_level2", "as_of": "2025-08-02"}


@pytest.mark.parametrize(
    "statement",
    [
        "copy (select 1) to 'leak.csv'",
        "select * from read_csv('/etc/passwd')",
        "select * from read_text('/etc/passwd')",
        "create table x (a int)",
        "with x as (insert into places select * from places returning *) select * from x",
        "attach 'other.duckdb'",
        "install httpfs",
        "set enable_external_access = true",
        "set memory_limit = '64GB'",
        "select * from some_python_frame",
    ],
)
def test_nothing_gets_in_or_out(use_store, statement):
    some_python_frame = warehouse  # noqa: F841
    con = warehouse.open_locked(current(use_store("sample")))
    with pytest.raises(duckdb.Error):
        con.cursor().execute(statement).fetchall()


def test_a_file_that_a_reader_still_holds_can_be_opened_again(use_store):
    snapshot = current(use_store("sample"))
    held = warehouse.open_locked(snapshot)
    again = warehouse.open_locked(snapshot)
    assert held.sql("select 1").fetchall() == again.sql("select 1").fetchall()
    with pytest.raises(duckdb.Error):
        again.execute("set enable_external_access = true")


def test_parameters_are_bound_never_formatted(use_store):
    use_store("sample")
    assert warehouse.run("units/standing", **{**WHAT, "place": "01864' or '1'='1"}).empty


def test_missing_excess_and_wrong_parameters(use_store):
    use_store("sample")
    with pytest.raises(TypeError):
        warehouse.run("units/standing", place="01864")
    with pytest.raises(TypeError):
        warehouse.run("frame/about", place="01864")
    with pytest.raises(catalogue.UnknownQuery):
        warehouse.run("../marts/places")
    with pytest.raises(warehouse.BadValue):
        warehouse.run("units/standing", **{**WHAT, "as_of": "2025-02-31"})


def test_no_data(use_store):
    use_store("nothing")
    with pytest.raises(warehouse.NoData):
        warehouse.run("frame/about")


def test_the_row_cap_cuts_and_says_so(use_store, monkeypatch):
    use_store("sample")
    assert warehouse.run("units/standing", **WHAT).attrs["is_cut"] is False
    monkeypatch.setenv("ENROLMENT_QUERY_ROW_CAP", "5")
    forget()
    frame = warehouse.run("units/standing", **WHAT)
    assert len(frame) == 5
    assert frame.attrs["is_cut"] is True


def test_an_unsorted_answer_is_not_cut_short(use_store, monkeypatch):
    use_store("sample")
    loose = catalogue.parse("loose", "-- Loose.\n-- grain: one row\nselect * from place_day where new_count % 3 = 1\n")
    monkeypatch.setattr(warehouse, "query", lambda name: loose)
    con = warehouse.open_locked(current(use_store("sample")))
    all_rows = con.execute(f"select count(*) from ({loose.sql})").fetchone()[0]
    assert len(warehouse.run("loose")) == all_rows
    monkeypatch.setenv("ENROLMENT_QUERY_ROW_CAP", "50")
    forget()
    assert len(warehouse.run("loose")) == 50


def test_the_time_limit_strikes(use_store, monkeypatch, tmp_path):
    shutil.copytree(use_store("sample"), tmp_path / "store")  # one file cannot be open with two time limits
    use_store(tmp_path / "store")
    slow = catalogue.parse(
        "slow", "-- Slow.\n-- grain: one row\nselect sum(a.i * b.i) from range(3000000) a(i), range(3000000) b(i)\n"
    )
    monkeypatch.setenv("ENROLMENT_QUERY_TIMEOUT_MS", "200")
    forget()
    monkeypatch.setattr(warehouse, "query", lambda name: slow)
    with pytest.raises(warehouse.TooSlow):
        warehouse.run("slow")


def test_a_caller_cannot_change_the_cached_answer(use_store):
    use_store("sample")
    frame = warehouse.run("units/standing", **WHAT)
    frame.loc[:, "done_count"] = -1
    assert (warehouse.run("units/standing", **WHAT).done_count >= 0).all()


def test_a_new_snapshot_is_taken_up_at_the_next_call(use_store, folder, tmp_path):
    store = tmp_path / "store"
    build(folder, store)
    use_store(store)
    before = warehouse.run("frame/status").set_index("indicator_code").done["organisation_id"]
    rewrite(folder / "targets.csv", lambda rows: rows[-1].__setitem__("baseline", "5"))
    build(folder, store)
    assert warehouse.run("frame/status").set_index("indicator_code").done["organisation_id"] == before + 5


def test_only_the_latest_few_snapshots_stay(folder, tmp_path, monkeypatch):
    monkeypatch.setenv("ENROLMENT_SNAPSHOTS_KEPT", "1")
    forget()
    store = tmp_path / "store"
    for number in range(4):
        rewrite(folder / "targets.csv", lambda rows, n=number: rows[-1].__setitem__("baseline", str(n)))
        build(folder, store)
    assert len(list(store.glob("*.duckdb"))) == 2
    monkeypatch.undo()
    forget()


def test_the_same_files_give_the_same_version_and_no_second_build(folder, tmp_path):
    first = build(folder, tmp_path / "store")
    written = first.path.stat().st_ino
    assert build(folder, tmp_path / "store") == first
    assert first.path.stat().st_ino == written
    copied = tmp_path / "copied"
    shutil.copytree(folder, copied)
    assert build(copied, tmp_path / "other").version == first.version


def test_many_threads_ask_at_once(use_store):
    use_store("sample")
    wrong: list[object] = []

    def ask(number: int) -> None:
        day = f"2025-07-{21 + number % 10}"
        for _ in range(5):
            warehouse._answer.cache_clear()
            frame = warehouse.run("units/standing", **{**WHAT, "as_of": day})
            if len(frame) != 38 or str(frame.reported_on.iloc[0].date()) != day:
                wrong.append(day)

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


def test_a_header_that_disagrees_with_its_sql_is_refused():
    with pytest.raises(ValueError, match="declares"):
        catalogue.parse("x", "-- Meaning.\n-- grain: one row\n-- parameters: $a\nselect $b")
    with pytest.raises(ValueError, match="grain"):
        catalogue.parse("x", "-- Meaning.\nselect 1")


def test_every_query_file_has_a_true_header():
    for name in catalogue.names():
        assert catalogue.query(name).grain.startswith("one row")
