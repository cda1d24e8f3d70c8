"""Batches, ledger and snapshot: nothing lost, nothing half done."""

import json
import os
import subprocess
import sys

import duckdb
import pytest

from enrolment.imports.folder import named_sources
from enrolment.imports.mistakes import BadInput
from enrolment.store import batches as batch_store
from enrolment.store import keeper, ledger, preview
from enrolment.store.backup import NotEmpty, backup, restore
from enrolment.store.batches import Damaged
from enrolment.store.current import current
from enrolment.store.history import history
from enrolment.store.verify import Finding, verify
from enrolment.store.version import is_behind
from tests.conftest import ROOT

HEADER = "reported_on,village_code,indicator_code,team_code,new_count\n"


@pytest.fixture
def store(tmp_path, little_files):
    keeper.build(little_files, tmp_path / "store", "the office")
    return tmp_path / "store"


@pytest.fixture
def bring(tmp_path, store):
    def bring(name: str, rows: str):
        path = tmp_path / name
        path.write_text(HEADER + rows, encoding="utf-8")
        return keeper.bring_in(named_sources([path]), store, "the chair")

    return bring


def asked(store, sql):
    with duckdb.connect(current(store).path, read_only=True) as con:
        return con.execute(sql).fetchall()


def done(store, place="A1", indicator="cards"):
    sql = f"select max_by(done_count, reported_on) from place_day where place_code = '{place}'"
    return asked(store, f"{sql} and indicator_code = '{indicator}'")[0][0]


def tables(store):
    names = [name for (name,) in asked(store, "select table_name from duckdb_tables() order by 1")]
    return {name: asked(store, f"from {name}") for name in names if name not in ("about", "batches")}


def test_a_later_batch_replaces_what_an_earlier_one_said_of_the_same_key(store, bring):
    assert done(store) == 40 + 10 + 20 - 5
    bring("progress_2025-01.csv", "2025-01-02,A1,cards,T1,30\n2025-01-04,A1,cards,T1,1\n")
    assert done(store) == 40 + 10 + 30 - 5 + 1


def test_undo_takes_it_back_and_redo_gives_the_same_marts(store, bring):
    before = tables(store)
    code = bring("progress_2025-01.csv", "2025-01-02,A1,cards,T1,30\n").batches[0].code
    after = tables(store)
    assert after != before
    keeper.undo(store, code, "the chair")
    assert tables(store) == before
    keeper.redo(store, code)
    assert tables(store) == after
    for path in store.glob("snapshot-*.duckdb"):
        path.unlink()
    keeper.rebuild(store)
    assert tables(store) == after
    assert verify(store) == []


def test_redo_puts_a_batch_back_where_it_stood(store, bring):
    first = bring("progress_2025.csv", "2025-01-02,A1,cards,T1,30\n").batches[0].code
    bring("progress_2026.csv", "2025-01-02,A1,cards,T1,40\n")
    keeper.undo(store, first)
    keeper.redo(store, first)
    assert done(store) == 40 + 10 + 40 - 5


def test_what_counted_before_may_fall_and_what_comes_in_may_not(store, tmp_path, monkeypatch):
    """A store from before the check is never shut out of its own data."""
    header = "reported_on,village_code,indicator_code,cumulative_count\n"

    def bring(name: str, rows: str):
        path = tmp_path / name
        path.write_text(header + rows, encoding="utf-8")
        return keeper.bring_in(named_sources([path]), store)

    with pytest.raises(BadInput) as bad:
        bring("progress_2025.csv", "2025-01-06,A2,cards,3\n")
    assert [mistake.reason for mistake in bad.value.mistakes] == ["falling"]
    checks = keeper.snapshot.build
    monkeypatch.setattr(keeper.snapshot, "build", lambda *given: checks(*given[:2]))  # as before there was the check
    bring("progress_2025.csv", "2025-01-06,A2,cards,3\n")
    monkeypatch.undo()
    keeper.rebuild(store)
    assert verify(store) == []
    other = bring("progress_2026.csv", "2025-01-06,A1,cards,300\n").batches[0].code
    keeper.undo(store, other)


def test_the_same_file_twice_changes_nothing(store, bring):
    bring("progress_2025-01.csv", "2025-01-02,A1,cards,T1,30\n")
    before = (store / ledger.FILE).read_bytes()
    outcome = bring("progress-by-another-name.csv", "2025-01-02,A1,cards,T1,30\n")
    assert outcome.event is None
    assert (store / ledger.FILE).read_bytes() == before


def test_a_batch_that_others_need_stays(store):
    village_batch = next(row["batch_code"] for row in history(store) if row["table_name"] == "villages")
    before = (store / ledger.FILE).read_bytes()
    with pytest.raises(BadInput) as bad:
        keeper.undo(store, village_batch)
    assert {mistake.reason for mistake in bad.value.mistakes} == {"unknown-code"}
    assert (store / ledger.FILE).read_bytes() == before
    with pytest.raises(keeper.UnknownBatch):
        keeper.undo(store, "0" * 12)


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
    keeper.undo(store, newest["batch_code"])
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
    change = preview.preview(store, named_sources([path]))[0]
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
        con.execute("update place_day set done_count = done_count + 1 where place_code = 'A1'")
    assert verify(store) == [Finding("snapshot-differs", "place_day")]
    keeper.rebuild(store)
    assert verify(store) == []
    current(store).path.write_bytes(b"not a database")
    assert [finding.reason for finding in verify(store)] == ["snapshot-damaged"]
    keeper.rebuild(store)
    current(store).path.unlink()
    assert [finding.reason for finding in verify(store)] == ["snapshot-missing"]
    assert is_behind(store)


def test_backup_and_restore(store, bring, tmp_path):
    copied = backup(store, tmp_path / "copy")
    assert copied == len(ledger.read(store).known())
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
        keeper.rebuild(store)
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
    keeper.build(little_files, store)
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
    assert json.loads(command(store, "verify", "--json").stdout) == {"findings": []}
    command(store, "backup", str(tmp_path / "copy"))
    command(store, "restore", str(tmp_path / "copy"))
    assert "000000000000" in command(store, "undo", "000000000000", expect=2).stderr
    assert "nowhere" in command(store, "restore", str(tmp_path / "nowhere"), expect=2).stderr
    assert "gone.csv" in command(store, "import", str(tmp_path / "gone.csv"), expect=2).stderr
    office = tmp_path / "report.csv"
    office.write_text("Ngày;Thôn;Nội dung;Số mới\n2/1/2025;Thôn Một;Thẻ;4\n3/1/2025;Thôn 3;Thẻ;x\n", encoding="utf-8")
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
