"""Batches, ledger and snapshot: nothing lost, nothing half done."""

import json
import os
import shutil
import subprocess
import sys
from datetime import datetime, timedelta
from unittest.mock import Mock

import duckdb
import pytest

from enrolment import clock
from enrolment.changes import commit, compare, refusal
from enrolment.changes.backup import NotEmpty, backup, restore
from enrolment.changes.verify import Finding, verify
from enrolment.changes.vocabulary import remember, vocabulary
from enrolment.imports.meaning.reading import Choices
from enrolment.imports.mistakes import BadInput
from enrolment.imports.sources import named_sources
from enrolment.snapshot import travel
from enrolment.snapshot.build import Building
from enrolment.snapshot.current import current
from enrolment.snapshot.version import is_behind
from enrolment.store import batches as batch_store
from enrolment.store import ledger
from enrolment.store.batches import Damaged
from enrolment.store.history import history
from tests.conftest import ROOT
from tests.looking import look

HEADER = "reported_on,village_code,indicator_code,team_code,new_count\n"


@pytest.fixture
def store(tmp_path, little_files):
    commit.build(little_files, tmp_path / "store", "the office")
    return tmp_path / "store"


@pytest.fixture
def bring(tmp_path, store):
    def bring(name: str, rows: str):
        path = tmp_path / name
        path.write_text(HEADER + rows, encoding="utf-8")
        return commit.bring_in(named_sources([path]), store, "the chair")

    return bring


def asked(store, sql):
    with duckdb.connect(current(store).path, read_only=True) as con:
        return con.execute(sql).fetchall()


def done(store, place="A1", indicator="cards"):
    sql = f"select max_by(done_count, reported_on) from place_day where place_code = '{place}'"
    return asked(store, f"{sql} and indicator_code = '{indicator}'")[0][0]


def tables(store):
    names = [name for (name,) in asked(store, "select table_name from duckdb_tables() order by 1")]
    return {name: sorted(asked(store, f"from {name}"), key=repr) for name in names if name not in ("about", "batches")}


def test_a_later_batch_replaces_what_an_earlier_one_said_of_the_same_key(store, bring):
    assert done(store) == 40 + 10 + 20 - 5
    bring("progress_2025-01.csv", "2025-01-02,A1,cards,T1,30\n2025-01-04,A1,cards,T1,1\n")
    assert done(store) == 40 + 10 + 30 - 5 + 1


def test_undo_takes_it_back_and_redo_gives_the_same_marts(store, bring):
    before = tables(store)
    code = bring("progress_2025-01.csv", "2025-01-02,A1,cards,T1,30\n").batches[0].code
    after = tables(store)
    assert after != before
    commit.undo(store, code, "the chair")
    assert tables(store) == before
    commit.redo(store, code)
    assert tables(store) == after
    for path in store.glob("snapshot-*.duckdb"):
        path.unlink()
    commit.rebuild(store)
    assert tables(store) == after
    assert verify(store) == []


def test_redo_puts_a_batch_back_where_it_stood(store, bring):
    first = bring("progress_2025.csv", "2025-01-02,A1,cards,T1,30\n").batches[0].code
    bring("progress_2026.csv", "2025-01-02,A1,cards,T1,40\n")
    commit.undo(store, first)
    commit.redo(store, first)
    assert done(store) == 40 + 10 + 40 - 5


def test_what_counted_before_may_fall_and_what_comes_in_may_not(store, tmp_path, monkeypatch):
    """A store from before the check is never shut out of its own data."""
    header = "reported_on,village_code,indicator_code,cumulative_count\n"

    def bring(name: str, rows: str):
        path = tmp_path / name
        path.write_text(header + rows, encoding="utf-8")
        return commit.bring_in(named_sources([path], choices=Choices(above="yes")), store)

    with pytest.raises(BadInput) as bad:
        bring("progress_2025.csv", "2025-01-06,A2,cards,3\n")
    assert [mistake.reason for mistake in bad.value.mistakes] == ["falling"]
    checks = Building.stage
    monkeypatch.setattr(Building, "stage", lambda self, batches, _=(): checks(self, batches))  # as before
    bring("progress_2025.csv", "2025-01-06,A2,cards,3\n")
    monkeypatch.undo()
    commit.rebuild(store)
    assert verify(store) == []
    other = bring("progress_2026.csv", "2025-01-06,A1,cards,300\n").batches[0].code
    commit.undo(store, other)


def test_the_same_file_twice_changes_nothing(store, bring):
    bring("progress_2025-01.csv", "2025-01-02,A1,cards,T1,30\n")
    before = (store / ledger.FILE).read_bytes()
    outcome = bring("progress-by-another-name.csv", "2025-01-02,A1,cards,T1,30\n")
    assert outcome.event is None
    assert (store / ledger.FILE).read_bytes() == before


def test_a_batch_that_others_need_stays(store):
    village_batch = next(row["batch_code"] for row in history(store) if row["table_name"] == "villages")
    before = (store / ledger.FILE).read_bytes()
    with pytest.raises(commit.Needed) as needed:
        commit.undo(store, village_batch)
    assert needed.value.files == ["progress.csv", "targets.csv", "visits.csv"]
    assert "progress.csv" in command(store, "undo", village_batch, expect=2).stderr
    assert (store / ledger.FILE).read_bytes() == before
    with pytest.raises(commit.UnknownBatch):
        commit.undo(store, "0" * 12)


def test_what_is_simulated_never_counts_without_the_batch_that_says_so(tmp_path, little_files):
    folder, store = tmp_path / "simulated", tmp_path / "store"
    shutil.copytree(little_files, folder)
    (folder / "datapackage.json").write_text('{"simulated": true}', encoding="utf-8")
    commit.build(folder, store)
    codes = {row["table_name"]: row["batch_code"] for row in history(store)}
    with pytest.raises(commit.Needed) as needed:
        commit.undo(store, codes["description"])
    assert "progress.csv" in needed.value.files
    for table in ("visits", "progress", "targets", "team_members", "contributions", "villages", "teams", "indicators"):
        if table in codes:
            commit.undo(store, codes[table])
    assert asked(store, "select is_simulated from about") == [(True,)]
    rest = [row["batch_code"] for row in history(store) if row["is_counted"] and row["table_name"] != "description"]
    for code in rest:
        commit.undo(store, code)
    commit.undo(store, codes["description"])
    with pytest.raises(commit.NeedsFirst):
        commit.redo(store, codes["indicators"])
    assert "datapackage.json" in command(store, "redo", codes["indicators"], expect=2).stderr
    commit.redo(store, codes["description"])
    commit.redo(store, codes["indicators"])
    assert asked(store, "select is_simulated from about") == [(True,)]


def test_a_real_campaign_is_not_held_by_a_simulated_one_before_it(tmp_path, little_files):
    folder, store = tmp_path / "simulated", tmp_path / "store"
    shutil.copytree(little_files, folder)
    (folder / "datapackage.json").write_text('{"simulated": true}', encoding="utf-8")
    commit.build(folder, store)
    other = tmp_path / "datapackage.json"
    other.write_text('{"simulated": false}', encoding="utf-8")
    commit.bring_in(named_sources([other]), store)
    assert asked(store, "select is_simulated from about") == [(True,)]  # whatever a later description says
    (folder / "datapackage.json").unlink()
    commit.build(folder, store)
    assert asked(store, "select is_simulated from about") == [(False,)]
    visits = next(row["batch_code"] for row in history(store) if row["table_name"] == "visits")
    commit.undo(store, visits)
    commit.redo(store, visits)


def test_a_refused_file_leaves_nothing_behind(store, bring):
    before = sorted(store.rglob("*"))
    with pytest.raises(BadInput):
        bring("progress_2025-01.csv", "2025-01-02,A9,cards,T1,30\n")
    assert sorted(store.rglob("*")) == before


def test_history_tells_who_and_what_moved(store, bring):
    bring("progress_2025-01.csv", "2025-01-02,A1,cards,T1,30\n")
    newest = history(store)[0]
    assert (newest["who"], newest["file_name"], newest["row_count"]) == ("the chair", "progress_2025-01.csv", 1)
    assert newest["changed"] == {"cards": 10}
    assert newest["is_counted"]
    commit.undo(store, newest["batch_code"])
    assert not history(store)[0]["is_counted"]


def test_what_counted_at_an_earlier_moment(store, bring):
    before = ledger.read(store)
    bring("progress_2025-01.csv", "2025-01-02,A1,cards,T1,30\n")
    assert ledger.read(store).counted(before.events[-1].at) == before.counted()
    assert len(ledger.read(store).counted()) == len(before.counted()) + 1


def test_a_preview_tells_new_replaced_and_same_and_changes_nothing(store, tmp_path):
    path = tmp_path / "progress_2025-01.csv"
    rows = [
        "2025-01-01,A1,cards,T1,10",
        "2025-01-02,A1,cards,T1,30",
        "2025-01-05,A1,cards,T1,3",
        "2025-01-05,A2,cards,,3",
    ]
    path.write_text(HEADER + "\n".join(rows) + "\n", encoding="utf-8")
    before = sorted(store.rglob("*"))
    change = compare.preview(store, named_sources([path]))[0][0]
    assert (change.new_count, change.replaced_count, change.same_count) == (2, 1, 1)
    assert sorted(store.rglob("*")) == before


def test_verify_names_what_was_changed(store):
    code = ledger.read(store).counted()[0]
    batch = batch_store.read(store, code)
    batch.rows_path.write_bytes(batch.rows_path.read_bytes() + b" ")
    assert verify(store) == [Finding("batch-damaged", code, "rows.parquet")]
    batch.folder.joinpath(batch_store.RECEIPT).unlink()
    assert verify(store) == [Finding("batch-damaged", code, "receipt.json")]


def test_verify_finds_a_snapshot_that_does_not_say_what_the_batches_say(store):
    with duckdb.connect(current(store).path) as con:
        con.execute("update local_day set done_count = done_count + 1 where place_code = 'A1'")
    assert verify(store) == [Finding("snapshot-differs", "local_day")]
    commit.rebuild(store)
    assert verify(store) == []
    current(store).path.write_bytes(b"not a database")
    assert [finding.reason for finding in verify(store)] == ["snapshot-damaged"]
    commit.rebuild(store)
    current(store).path.unlink()
    assert [finding.reason for finding in verify(store)] == ["snapshot-missing"]
    assert is_behind(store)


def test_backup_and_restore(store, bring, tmp_path):
    copied = backup(store, tmp_path / "copy")
    assert copied == len(ledger.read(store).ever_counted())
    before = tables(store)
    extra = bring("progress_2025-01.csv", "2025-01-02,A1,cards,T1,30\n").batches[0].code
    restore(tmp_path / "new", tmp_path / "copy")
    assert tables(tmp_path / "new") == before
    assert verify(tmp_path / "new") == []
    restore(store, tmp_path / "copy")
    assert tables(store) == before
    assert extra in batch_store.codes(store), "nothing is deleted"
    assert list(store.glob("ledger-*.json")), "the ledger that was replaced is kept"
    assert backup(store, tmp_path / "copy") == 0


def test_a_backup_is_checked_before_it_counts(store, tmp_path):
    backup(store, tmp_path / "copy")
    rows = next((tmp_path / "copy" / "batches").glob("*/rows.parquet"))
    rows.write_bytes(b"PAR1")
    before = (store / ledger.FILE).read_bytes()
    with pytest.raises(Damaged):
        restore(tmp_path / "fresh", tmp_path / "copy")
    with pytest.raises(FileNotFoundError):
        restore(store, tmp_path)
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "letter.txt").write_text("dear")
    with pytest.raises(NotEmpty):
        backup(store, tmp_path / "full")
    assert (store / ledger.FILE).read_bytes() == before


@pytest.mark.parametrize(
    "text", ['{"events": [', "null", '{"events": [{"kind": 1, "batches": [3], "who": "", "at": 5}]}']
)
def test_a_damaged_ledger_is_said_and_restored(store, tmp_path, text):
    backup(store, tmp_path / "copy")
    before = tables(store)
    (store / ledger.FILE).write_text(text)
    with pytest.raises(ledger.DamagedLedger):
        commit.rebuild(store)
    assert "ledger.json" in command(store, "status", expect=2).stderr
    restore(store, tmp_path / "copy")
    assert tables(store) == before
    assert [path.read_text() for path in store.glob("ledger-*.json")] == [text]


def test_a_damaged_batch_is_restored(store, tmp_path):
    backup(store, tmp_path / "copy")
    batch = batch_store.read(store, ledger.read(store).counted()[0])
    batch.rows_path.write_bytes(b"PAR1")
    batch.folder.joinpath(batch_store.RECEIPT).write_text("null")
    restore(store, tmp_path / "copy")
    assert verify(store) == []


def test_a_snapshot_of_junk_is_built_anew(store, little_files):
    current(store).path.write_bytes(b"junk")
    commit.build(little_files, store)
    assert verify(store) == []


def command(store, *words, expect=0, **settings):
    environment = {**os.environ, "ENROLMENT_STORE": str(store), "PYTHONIOENCODING": "utf-8", **settings}
    done = subprocess.run(
        [sys.executable, "-m", "enrolment", *words], cwd=ROOT, env=environment, capture_output=True, encoding="utf-8"
    )
    assert done.returncode == expect, done.stderr
    assert "Traceback" not in done.stderr
    return done


def test_every_command_from_the_terminal(store, tmp_path):
    path = tmp_path / "counts.csv"
    path.write_text(HEADER + "2025-01-02,A1,cards,T1,30\n", encoding="utf-8")
    dry = json.loads(command(store, "import", str(path), "--table", "progress", "--dry-run", "--json").stdout)
    assert dry["changes"][0]["replaced_count"] == 1
    brought = json.loads(
        command(store, "import", str(path), "--table", "progress", "--as", "the police", "--json").stdout
    )
    code = brought["batches"][0]["code"]
    assert brought["batches"][0]["who"] == "the police"
    assert f"● {code}" in command(store, "batches").stdout
    assert json.loads(command(store, "undo", code, "--json").stdout)["changed"] is True
    assert f"○ {code}" in command(store, "batches").stdout
    assert json.loads(command(store, "undo", code, "--json").stdout)["changed"] is False
    command(store, "redo", code)
    command(store, "rebuild", "--json")
    assert json.loads(command(store, "verify", "--json").stdout) == {"findings": [], "erased": 0}
    command(store, "backup", str(tmp_path / "copy"))
    command(store, "restore", str(tmp_path / "copy"))
    assert "000000000000" in command(store, "undo", "000000000000", expect=2).stderr
    assert "nowhere" in command(store, "restore", str(tmp_path / "nowhere"), expect=2).stderr
    assert "gone.csv" in command(store, "import", str(tmp_path / "gone.csv"), expect=2).stderr
    office = tmp_path / "report.csv"
    office.write_text("Ngày;Thôn;Nội dung;Số mới\n4/1/2025;Thôn Một;Thẻ;4\n3/1/2025;Thôn 3;Thẻ;x\n", encoding="utf-8")
    assert "--choose dates=dmy | mdy" in command(store, "import", str(office), expect=2).stderr
    answers = ("--choose", "dates=dmy", "--choose", "accepted:Thôn Một=A1", "--leave-out")
    assert "1 dòng" in command(store, "import", str(office), *answers).stdout
    command(store, "import", str(office), "--choose", "colour=red", expect=2)
    for words in (
        ("import", str(ROOT / "README.md"), "--table", "progress"),
        ("query", "units/standing", "name=3"),
        ("query", "frame/about", "word"),
        ("query", "frame/about", "--format", "xml"),
        ("sample", "--out", str(path)),
    ):
        command(store, *words, expect=2)
    next((store / "batches").glob("*/rows.parquet")).unlink()
    assert command(store, "verify", "--json", expect=1)


@pytest.mark.parametrize(
    ("setting", "value"),
    [("TODAY", "2025-13-01"), ("REST_WEEKDAYS", "9"), ("QUERY_MEMORY", "zz"), ("BUILD_MEMORY", "4")],
)
def test_a_wrong_setting_is_named(store, setting, value):
    assert f"ENROLMENT_{setting}" in command(store, "status", expect=2, **{f"ENROLMENT_{setting}": value}).stderr


def test_a_file_that_counts_keeps_its_place_when_it_comes_again_beside_a_new_one(store, bring, tmp_path):
    bring("first.csv", "2025-01-02,A1,cards,T1,30\n")
    bring("correction.csv", "2025-01-02,A1,cards,T1,33\n")
    (tmp_path / "new.csv").write_text(HEADER + "2025-01-05,A1,cards,T1,1\n", encoding="utf-8")
    both = named_sources([tmp_path / "first.csv", tmp_path / "new.csv"])
    told = {change.file_name: (change.new_count, change.replaced_count) for change in compare.preview(store, both)[0]}
    assert told == {"first.csv": (0, 0), "new.csv": (1, 0)}
    outcome = commit.bring_in(both, store, "the chair")
    assert len(outcome.event.batches) == 1
    assert done(store) == 40 + 10 + 33 - 5 + 1
    # A file and its correction in one go: the first counts already, so nothing stands twice.
    again = named_sources([tmp_path / "first.csv", tmp_path / "correction.csv"])
    assert commit.bring_in(again, store, "the chair").event is None


def test_a_clock_that_was_ahead_lets_nothing_count_twice(tmp_path, little_files, monkeypatch):
    real = clock.now
    monkeypatch.setattr(clock, "now", lambda: real() + timedelta(hours=8))
    store = tmp_path / "store"
    commit.build(little_files, store)
    monkeypatch.setattr(clock, "now", real)
    path = tmp_path / "correction.csv"
    path.write_text(HEADER + "2025-01-02,A1,cards,T1,33\n", encoding="utf-8")
    commit.bring_in(named_sources([path]), store)
    assert done(store) == 40 + 10 + 33 - 5
    present = ledger.read(store)
    first, second = (event.at for event in present.events)
    assert second < first, "what came later is not put into the future"
    assert [finding.reason for finding in verify(store)] == ["clock-ahead"]
    assert present.counted(second) == present.counted(), "the place in the ledger says what came first"
    assert present.counted("2020-01-01T00:00:00+00:00") == ()
    assert [moment["at"] for moment in travel.moments(store)] == [second, first]
    assert travel.moments(store, after=second) == []


def test_a_snapshot_of_a_change_that_was_cut_off_is_not_taken_up(store, tmp_path, monkeypatch):
    path = tmp_path / "cut.csv"
    path.write_text(HEADER + "2025-01-05,A1,cards,T1,3\n", encoding="utf-8")

    def fails(*_):
        raise OSError("the power is gone")

    with monkeypatch.context() as cut_off:
        cut_off.setattr(batch_store, "seal", fails)
        with pytest.raises(OSError):
            commit.bring_in(named_sources([path]), store, "the first")
    commit.bring_in(named_sources([path]), store, "the second")
    assert verify(store) == []
    assert asked(store, "select brought_by from batches where file_name = 'cut.csv'") == [("the second",)]


def test_what_somebody_should_look_at_is_told_before_it_comes_in(store, tmp_path):
    def doubts(name: str, header: str, rows: str):
        path = tmp_path / name
        path.write_text(f"reported_on,village_code,indicator_code,{header}\n{rows}", encoding="utf-8")
        ((change,), _) = compare.preview(store, named_sources([path]))
        assert len(change.warnings("vi")) == bool(change.beside_count) + bool(change.below_count) + bool(
            change.above_count
        )
        return change.beside_count, change.below_count, change.above_count

    rows = "2025-01-02,A1,cards,T2,9\n2025-01-07,A1,cards,T2,9\n"
    assert doubts("a.csv", "team_code,new_count", rows) == (1, 0, 0)
    assert doubts("b.csv", "team_code,new_count", "2025-01-02,A1,cards,T1,9\n") == (0, 0, 0)
    # A1 had reached 65, of 100 people.
    assert doubts("c.csv", "cumulative_count", "2025-01-07,A1,cards,64\n") == (0, 1, 0)
    assert doubts("d.csv", "cumulative_count", "2025-01-07,A1,cards,65\n2025-01-08,A1,cards,101\n") == (0, 0, 1)


def test_gifts_told_twice_are_one_gift(store, tmp_path):
    path = tmp_path / "contributions.csv"
    known = "2025-01-01,10001,Sữa,21,thùng\n"
    path.write_text(
        f"received_on,commune_code,item,quantity,unit\n{known}2025-01-02,10001,Kẹo,4,hộp\n", encoding="utf-8"
    )
    change = compare.preview(store, named_sources([path]))[0][0]
    assert (change.new_count, change.replaced_count, change.same_count) == (1, 0, 1)
    commit.bring_in(named_sources([path]), store, "the chair")
    assert asked(store, "select item, quantity from contributions order by 1") == [("Kẹo", 4), ("Sữa", 21)]
    path.write_text(f"received_on,commune_code,item,quantity,unit,item_en\n{known[:-1]},Milk\n", encoding="utf-8")
    change = compare.preview(store, named_sources([path]))[0][0]
    assert (change.new_count, change.replaced_count, change.same_count) == (0, 1, 0), "its name in English is no gift"
    commit.bring_in(named_sources([path]), store, "the chair")
    assert asked(store, "select item, item_en from contributions order by 1") == [("Kẹo", None), ("Sữa", "Milk")]


def test_ticking_that_bad_rows_be_left_out_makes_no_other_batch_of_a_file_without_any(store, tmp_path):
    path = tmp_path / "report.csv"
    path.write_text("Ngày,Thôn,Nội dung,Số mới\n2025-01-05,Thôn 2,Thẻ,3\n", encoding="utf-8")
    first = commit.bring_in(named_sources([path], choices=Choices(leave_out=True)), store, "a")
    assert commit.bring_in(named_sources([path]), store, "b").event is None
    assert "leave_out" not in first.batches[0].choices


def test_rows_of_the_contracts_own_form_are_left_out_as_any_others(store, tmp_path):
    path = tmp_path / "progress.csv"
    path.write_text(HEADER + "2025-01-05,A1,cards,T1,1\n2025-01-05,ZZ,cards,T1,1\n", encoding="utf-8")
    seen = look(store, named_sources([path]))
    assert not seen.mistakes
    assert [(one.row, one.reason) for one in seen.prepared[0].mistakes] == [(3, "unknown-code")]
    with pytest.raises(BadInput):
        commit.bring_in(named_sources([path]), store)
    commit.bring_in(named_sources([path], choices=Choices(leave_out=True)), store)
    assert done(store) == 40 + 10 + 20 - 5 + 1 and verify(store) == []


def test_a_redone_count_must_fit_beside_what_came_since(store, tmp_path):
    def bring(name: str, day: str, count: int):
        path = tmp_path / name
        header = "reported_on,village_code,indicator_code,cumulative_count\n"
        path.write_text(f"{header}{day},A3,cards,{count}\n", encoding="utf-8")
        return commit.bring_in(named_sources([path]), store).batches[0].code

    first = bring("first.csv", "2025-01-06", 50)
    commit.undo(store, first)
    bring("second.csv", "2025-01-05", 60)
    with pytest.raises(BadInput) as refused:
        commit.redo(store, first)
    assert [one.reason for one in refused.value.found] == ["falling"]


def test_a_clock_set_far_back_shuts_nobody_out(store, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: datetime(2020, 1, 1, tzinfo=clock.VIETNAM))
    commit.rebuild(store)
    assert {finding.reason for finding in verify(store)} == {"clock-ahead"}


def test_a_damaged_earlier_snapshot_is_built_anew(store, bring):
    before = current(store)
    batch = bring("later.csv", "2025-01-05,A1,cards,T1,3\n").batches[0]
    before.path.write_bytes(b"junk" * 5000)
    commit.undo(store, batch.code)
    assert done(store) == 40 + 10 + 20 - 5 and verify(store) == []


def test_a_backup_that_was_cut_off_can_be_finished(store, tmp_path, monkeypatch):
    with monkeypatch.context() as cut_off:
        cut_off.setattr(
            "enrolment.changes.backup._copy_batches", lambda *_, **__: (_ for _ in ()).throw(OSError("full"))
        )
        with pytest.raises(OSError):
            backup(store, tmp_path / "copy")
    assert backup(store, tmp_path / "copy") > 0


def test_an_empty_store_takes_no_backup_along_and_none_goes_into_the_store(store, tmp_path):
    backup(store, tmp_path / "copy")
    with pytest.raises(NotEmpty):
        backup(tmp_path / "lost", tmp_path / "copy")
    assert len(ledger.read(tmp_path / "copy").counted()) > 0
    for inside in (store, store / "copy"):
        with pytest.raises(NotEmpty):
            backup(store, inside)
    assert verify(store) == []


def test_counts_beyond_two_thousand_million_add_up(store, tmp_path):
    path = tmp_path / "targets.csv"
    header = "indicator_code,village_code,commune_code,baseline,target,starts_on,due_on\n"
    path.write_text(f"{header}cards,A1,,3000000000,3000000000,2025-01-01,2025-01-10\n", encoding="utf-8")
    commit.bring_in(named_sources([path]), store)
    assert done(store) == 3_000_000_000 + 10 + 20 - 5


def test_what_was_taught_of_headers_is_merged_when_a_backup_comes_back(store, tmp_path):
    remember(store, "progress", {"Số làm được": "new_count"})
    backup(store, tmp_path / "copy")
    remember(store, "progress", {"Số làm được": "cumulative_count", "Thôn bản": "village_code", "№": ""})
    restore(store, tmp_path / "copy")
    assert set(vocabulary(store).remembered["progress"].values()) == {"cumulative_count", "village_code"}


@pytest.mark.parametrize(
    "text",
    [
        '{"events":[],"snapshot":5,"version":7}',
        '{"events":[{"kind":"import","batches":["a"],"who":1,"at":"x","totals":{}}],"snapshot":null,"version":null}',
        '{"events":[{"kind":"import","batches":["a"],"who":"","at":"soon","totals":{}}],"snapshot":null,"version":null}',
        "[]",
        "{",
    ],
)
def test_a_ledger_that_is_none_says_restore(store, text):
    (store / ledger.FILE).write_text(text, encoding="utf-8")
    with pytest.raises(ledger.DamagedLedger) as damaged:
        ledger.read(store)
    assert "restore" in refusal.sentence(damaged.value, "en") and "rebuild" not in refusal.sentence(damaged.value, "en")


def test_a_full_disk_blames_no_file(store, tmp_path, monkeypatch):
    full = duckdb.IOException("IO Error: Could not write file: No space left on device")
    monkeypatch.setattr("enrolment.imports.rows.bulk._is_any_wrong", Mock(side_effect=full))
    path = tmp_path / "progress_2025-9.csv"
    path.write_text(HEADER + "2025-01-05,A1,cards,T1,3\n", encoding="utf-8")
    with pytest.raises(duckdb.IOException) as failed:
        commit.bring_in(named_sources([path]), store)
    assert "written" in refusal.sentence(failed.value, "en") and path.name not in refusal.sentence(failed.value, "en")
