"""Nothing of a person stays anywhere: not in the store, not in a backup, not in temporary folders, not in a log."""

import json
import logging
import multiprocessing
import os
import shutil
import signal
import sys
import tempfile
import time
import types
from contextlib import suppress
from pathlib import Path

import pytest

from enrolment.changes import commit, otherwise, refusal, requests, tidy
from enrolment.changes.backup import backup, restore
from enrolment.changes.verify import verify
from enrolment.imports.files.upload import Upload
from enrolment.imports.meaning.reading import choices
from enrolment.imports.mistakes import BadInput
from enrolment.imports.sources import handed_over
from enrolment.snapshot import travel
from enrolment.store import batches, ledger
from enrolment.store.history import forgotten, history
from tests.changes import hiding
from tests.looking import look, seen

CAME_IN_AT_LEAST = 30  # of the places; in the others the person stands in what would be taken, and is refused


@pytest.fixture
def tempdir(tmp_path, monkeypatch):
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


def test_forty_hiding_places(little_store, tmp_path, tempdir, caplog):
    store, copies = tmp_path / "store", tmp_path / "copies"
    shutil.copytree(little_store, store)
    caplog.set_level(logging.DEBUG)
    places = list(hiding.places())
    assert len(places) >= 40
    came_in = []
    for where, name, content in places:
        with suppress(BadInput):
            made = choices({"leave_out": True, "above": "yes", "are_new": "yes"})
            found = handed_over(Upload(name, content), choices=made)
            look(store, found)
            outcome = commit.bring_in(found, store, f"{hiding.NAME[0]} {hiding.PHONE}")
            came_in += [batch.code for batch in outcome.batches]
        assert hiding.found_in(store, tempdir) == [], where
    assert len(came_in) >= CAME_IN_AT_LEAST
    backup(store, copies)
    for code in came_in[::3]:
        with suppress(commit.Needed):
            commit.undo(store, code, f"x {hiding.ID}")
            commit.erase(store, code, f"of {hiding.ID}", f"x {hiding.ID}")
    backup(store, copies)
    commit.rebuild(store)
    assert hiding.found_in(store, tempdir, copies) == []
    assert not any(secret in caplog.text for secret in hiding.SECRETS)
    assert verify(store) == []


def test_answers_about_columns_keep_no_header_that_is_not_taken(little_store, tmp_path, use_store):
    store = tmp_path / "store"
    shutil.copytree(little_store, store)
    use_store(store)
    content = f"Ngày,Thôn,Nội dung,Số mới,{hiding.NAME}\n2025-01-05,A1,Thẻ,3,4\n".encode()
    key = seen("vi", [("a.csv", content)], {}, {})["files"][0]["key"]
    made = {key: {"columns": {hiding.NAME: "", "Số mới": "new_count"}, "accepted": {hiding.NAME: "-"}}}
    assert requests.bring_in("vi", [("a.csv", content)], made, {}, [key], "x").changed
    assert hiding.found_in(store) == []
    again = f"Ngày,Thôn,Nội dung,Số mới,{hiding.NAME}\n2025-01-06,A1,Thẻ,3,4\n".encode()
    told = seen("vi", [("b.csv", again)], {}, {})["files"][0]["columns"]
    assert [column["is_sure"] for column in told if column["header"] == hiding.NAME] == [True], "it is remembered"


def _bring(store: Path, temporary: Path, name: str, content: bytes) -> None:
    tempfile.tempdir = str(temporary)
    commit.bring_in(handed_over(Upload(name, content)), store, "x")


@pytest.mark.skipif(os.name == "nt", reason="signals of Linux")
def test_an_import_that_is_killed_leaves_nothing_of_the_file(little_store, tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "__main__", types.ModuleType("__main__"))
    store, temporary = tmp_path / "store", tmp_path / "temporary"
    temporary.mkdir()
    shutil.copytree(little_store, store)
    days = [f"{day}/{month}/2024" for month in range(1, 13) for day in range(1, 29)]
    rows = "".join(f"{day},A1,cards,1,{hiding.NAME} {hiding.ID}\n" for day in days for _ in range(60))
    files = [("a.csv", f"Ngày,Thôn,Nội dung,Số mới,Tên\n{rows}".encode())]
    files.append(("progress.csv", f"reported_on,village_code,indicator_code,new_count\n{rows}".encode()))
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.changes.test_nothing_kept"])
    killed = 0
    for number in range(16):
        process = context.Process(target=_bring, args=(store, temporary, *files[number % 2]))
        process.start()
        time.sleep(0.02 + 0.05 * (number // 2))
        if process.is_alive():
            os.kill(process.pid, signal.SIGKILL)
            killed += 1
        process.join()
        assert hiding.found_in(store, temporary) == []
    assert killed > 4
    commit.rebuild(store)
    assert not [path for path in store.rglob("*") if path.name.startswith((".aside", "building-"))]


def test_a_fault_that_nobody_foresaw_logs_no_cell():
    from enrolment import faults

    message = f"cannot read {hiding.NAME} {hiding.ID}"
    try:
        raise ValueError(message)
    except ValueError as error:
        told = faults.traced(error)
    assert "ValueError" in told and "test_nothing_kept" in told and hiding.ID not in told


def test_what_is_erased_is_gone_and_stays_gone(little_store, tmp_path):
    store, copy = tmp_path / "store", tmp_path / "copy"
    shutil.copytree(little_store, store)
    found = handed_over(Upload("a.csv", b"reported_on,village_code,indicator_code,new_count\n2025-01-05,A1,cards,3\n"))
    code = commit.bring_in(found, store, "x").batches[0].code
    when = ledger.read(store).events[-1].at
    with pytest.raises(commit.StillCounts):
        commit.erase(store, code, "wrong file", "the office")
    backup(store, copy)
    assert travel.moments(store)[0]["files"] == "a.csv"
    commit.undo(store, code, "x")
    assert commit.erase(store, code, "wrong file", "the office").event.sha256
    assert commit.erase(store, code, "again").event is None
    with pytest.raises(commit.UnknownBatch):
        commit.redo(store, code)
    assert not (store / "batches" / code).exists() and verify(store) == []
    assert code not in ledger.read(store).counted(when), "nor looking back"
    assert not any("a.csv" in one["files"] for one in travel.moments(store)), "nor a running server"
    assert travel.erased_since(store, when) == 1 and travel.build_as_known(store, when)
    row = next(row for row in history(store) if row["batch_code"] == code)
    assert (row["erased"]["why"], row["erased"]["who"], row["is_counted"]) == ("wrong file", "the office", False)
    restore(store, copy)  # an older backup still has it
    assert code not in ledger.read(store).counted() and verify(store) == []
    backup(store, copy)
    assert not (copy / "batches" / code).exists() and verify(copy) == []
    again = commit.bring_in(found, store, "x").batches[0]  # the right way back is to bring it in again
    assert again.code in ledger.read(store).counted() and verify(store) == []
    assert again.code != code, "whoever has the erased rows open must not take these for them"


OLDER = Path(__file__).parent / "older"  # a store of a version that kept files as they came


def originals(folder: Path) -> list[Path]:
    return [path for path in folder.glob("batches/*/original/*") if path.is_file()]


def test_files_that_earlier_versions_kept_go_at_the_first_change(tmp_path):
    store = tmp_path / "store"
    shutil.copytree(OLDER, store)
    kept = {path.parent.parent.name for path in originals(store)}
    counted = ledger.read(store).counted()
    assert kept and {finding.what for finding in verify(store) if finding.reason == "leftover"} == {
        f"batches/{code}/original" for code in kept
    }
    commit.rebuild(store)
    assert originals(store) == [] and not list(store.glob("batches/*/original")) and verify(store) == []
    assert ledger.read(store).counted() == counted and otherwise.read(store) == []
    assert [(event.kind, event.why) for event in ledger.read(store).events][-1] == ("forget", str(len(kept)))
    assert [told["count"] for told in forgotten(store)] == [str(len(kept))]
    commit.rebuild(store)
    assert len(forgotten(store)) == 1, "said once"


def test_batches_that_would_be_read_otherwise_are_named_before_their_files_go(little_store, tmp_path):
    store = tmp_path / "store"
    shutil.copytree(little_store, store)
    lines = "Ngày,Thôn,Nội dung,Số mới\n5/1/2025,A1,Thẻ,3\n5/1/2025,A2,Thẻ,4\n"
    found = handed_over(Upload("a.csv", lines.encode()), choices=choices({"dates": "dmy"}))
    code = commit.bring_in(found, store, "x").batches[0].code
    _put_original(store, code, "a.csv", f"{lines}5/1/2025,A3,Thẻ,20\n")
    commit.rebuild(store)
    (told,) = otherwise.read(store)
    assert told["before"] == {"rows": 2, "new_count": 7} and told["after"] == {"rows": 3, "new_count": 27}
    (finding,) = verify(store)
    assert (finding.reason, finding.part) == ("reads-otherwise", "rows 2, new_count 7 → rows 3, new_count 27")
    assert originals(store) == []
    commit.undo(store, code)
    assert verify(store) == [], "what does not count is nobody's trouble"


def test_a_file_that_today_is_asked_about_is_named_too(little_store, tmp_path):
    store = tmp_path / "store"
    shutil.copytree(little_store, store)
    found = handed_over(Upload("a.csv", b"reported_on,village_code,indicator_code,new_count\n2025-01-05,A1,cards,3\n"))
    code = commit.bring_in(found, store, "x").batches[0].code
    _put_original(store, code, "a.csv", "Ngày,Thôn,Nội dung,Số mới\n2/3/2025,A1,Thẻ,3\n")
    commit.rebuild(store)
    assert [(told["code"], told["after"]) for told in otherwise.read(store)] == [(code, None)]


def _put_original(store: Path, code: str, name: str, text: str) -> None:
    (store / "batches" / code / "original").mkdir()
    (store / "batches" / code / "original" / name).write_text(text, encoding="utf-8")


def test_a_backup_of_an_earlier_version_loses_its_files_when_it_is_restored(tmp_path):
    store = tmp_path / "store"
    restore(store, OLDER)
    assert originals(store) == [] and verify(store) == [] and len(forgotten(store)) == 1


def test_a_backup_takes_no_original_along_and_loses_those_it_had(tmp_path):
    store, copy = tmp_path / "store", tmp_path / "copy"
    shutil.copytree(OLDER, store)
    backup(store, copy)
    assert originals(copy) == [] and originals(store)
    shutil.rmtree(copy)
    shutil.copytree(OLDER, copy)
    backup(store, copy)
    assert originals(copy) == [] and verify(copy) == []


def test_a_store_on_a_disk_that_only_reads_can_be_verified(little_store, monkeypatch):
    monkeypatch.setattr("os.access", lambda *_: False)
    monkeypatch.setattr("enrolment.changes.verify.held", None)
    assert verify(little_store) == []


COUNTS = b"reported_on,village_code,indicator_code,new_count\n2025-01-05,A1,cards,3\n"


@pytest.fixture
def with_one(little_store, tmp_path):
    """A store with one more batch, an earlier backup, and one that has it."""
    store, earlier, later = tmp_path / "store", tmp_path / "earlier", tmp_path / "later"
    shutil.copytree(little_store, store)
    backup(store, earlier)
    code = commit.bring_in(handed_over(Upload("a.csv", COUNTS)), store, "x").batches[0].code
    backup(store, later)
    return store, code, earlier, later


def test_a_tombstone_outlives_every_restore(with_one):
    store, code, earlier, later = with_one
    commit.undo(store, code)
    commit.erase(store, code, "wrong")
    for folder in (earlier, later, earlier, later):
        restore(store, folder)
        assert code in ledger.read(store).erased() and code not in ledger.read(store).counted()
        assert not (store / "batches" / code).exists() and verify(store) == []
    assert sum(event.kind == "erase" for event in ledger.read(store).events) == 1


def test_what_was_brought_in_again_is_not_lost_by_a_restore(with_one, tmp_path):
    store, code, *_ = with_one
    commit.undo(store, code)
    commit.erase(store, code, "wrong")
    backup(store, tmp_path / "erased")
    again = commit.bring_in(handed_over(Upload("a.csv", COUNTS)), store, "x").batches[0].code
    restore(store, tmp_path / "erased")
    assert (store / "batches" / again).exists() and again not in ledger.read(store).counted()
    assert commit.bring_in(handed_over(Upload("a.csv", COUNTS)), store, "x").batches[0].code == again


def test_a_store_without_a_snapshot_erases_all_the_same(with_one):
    store, code, *_ = with_one
    commit.undo(store, code)
    for path in store.glob("snapshot-*"):
        path.unlink()
    assert commit.erase(store, code, "wrong").event is not None
    assert not (store / "batches" / code).exists() and verify(store) == []


def test_a_backup_of_another_store_keeps_the_ledger_that_was_there(with_one, tmp_path, little_files):
    store, _, earlier, later = with_one
    other = tmp_path / "other"
    commit.build(little_files, other, "another office")
    before = (later / "ledger.json").read_bytes()
    backup(other, later)
    assert before in [path.read_bytes() for path in later.glob("ledger-*.json")]
    backup(store, earlier)
    assert not list(earlier.glob("ledger-*.json")), "a later state of the same store"


@pytest.mark.parametrize(
    "spoilt", ['"kind": "freeze"', '"kind": "erase", "batches": ["*"]', '"at": "2025-08-01T00:00:00"']
)
def test_a_ledger_that_this_version_does_not_know_counts_nothing(with_one, spoilt):
    store, *_ = with_one
    document = json.loads((store / "ledger.json").read_text(encoding="utf-8"))
    document["events"].append({**document["events"][-1], **json.loads("{" + spoilt + "}")})
    (store / "ledger.json").write_text(json.dumps(document), encoding="utf-8")
    with pytest.raises(ledger.DamagedLedger) as unknown:
        ledger.read(store)
    told = refusal.sentence(unknown.value, "en")
    assert ("later version" in told, "restore" in told) == (("freeze" in spoilt), ("freeze" not in spoilt))


def test_a_batch_that_no_ledger_names_can_be_erased(with_one):
    store, code, earlier, _ = with_one
    restore(store, earlier)
    assert (store / "batches" / code).exists()
    commit.erase(store, code, "wrong")
    assert not (store / "batches" / code).exists() and verify(store) == []


def test_an_erasure_that_is_cut_off_is_finished_by_the_next_change(with_one, monkeypatch):
    store, code, *_ = with_one
    commit.undo(store, code)
    with monkeypatch.context() as cut_off:
        real, calls = commit.tidy, []

        def once(*arguments):
            calls.append(arguments)
            return real(*arguments) if len(calls) == 1 else (_ for _ in ()).throw(KeyboardInterrupt)

        cut_off.setattr(commit, "tidy", once)
        with pytest.raises(KeyboardInterrupt):
            commit.erase(store, code, "wrong")
    assert {finding.reason for finding in verify(store)} == {"leftover"}
    commit.rebuild(store)
    assert verify(store) == [] and not (store / "batches" / code).exists()
    assert len(list(store.glob("snapshot-*.duckdb"))) == 1, "an earlier one shows what was erased"


def test_a_damaged_batch_elsewhere_does_not_keep_another_from_being_erased(with_one):
    store, code, *_ = with_one
    commit.undo(store, code)
    other = ledger.read(store).counted()[-1]
    (store / "batches" / other / "rows.parquet").write_bytes(b"x")
    commit.erase(store, code, "wrong")
    assert not (store / "batches" / code).exists()


def test_what_calls_data_simulated_is_erased_last(little_files, tmp_path):
    folder, store = tmp_path / "files", tmp_path / "store"
    shutil.copytree(little_files, folder)
    (folder / "datapackage.json").write_text('{"simulated": true}', encoding="utf-8")
    commit.build(folder, store)
    code = next(row["batch_code"] for row in history(store) if row["table_name"] == "description")
    commit.build(little_files, store)
    with pytest.raises(commit.Needed):
        commit.erase(store, code, "x")


def test_a_damaged_batch_keeps_every_original_until_it_is_mended(tmp_path):
    store = tmp_path / "store"
    shutil.copytree(OLDER, store)
    kept = originals(store)
    code = kept[0].parent.parent.name
    (store / "batches" / code / "rows.parquet").write_bytes(b"x")
    with pytest.raises(batches.Damaged):
        commit.rebuild(store)
    assert originals(store) == kept


@pytest.mark.parametrize("spoilt", [{"choices": None}, {"choices": [1]}, {"rows": 5}, {"row_count": "abc"}, {"at": 5}])
def test_a_receipt_that_is_none_is_damage(with_one, spoilt):
    store, code, *_ = with_one
    receipt = store / "batches" / code / "receipt.json"
    receipt.write_text(json.dumps({**json.loads(receipt.read_text(encoding="utf-8")), **spoilt}), encoding="utf-8")
    assert [finding.reason for finding in verify(store)] == ["batch-damaged"]
    with pytest.raises(batches.Damaged):
        commit.rebuild(store)


def test_answers_that_a_file_has_no_use_for_are_not_kept(little_store, tmp_path):
    store = tmp_path / "store"
    shutil.copytree(little_store, store)
    said = {"columns": {hiding.NAME: "village_code"}, "accepted": {hiding.NAME: "A1"}}
    outline = json.dumps({"type": "FeatureCollection", "features": [hiding.outline()]}).encode()
    for name, content in (("a.csv", COUNTS), ("b.geojson", outline), ("datapackage.json", b'{"notice": {"vi": "x"}}')):
        commit.bring_in(handed_over(Upload(name, content), choices=choices(said)), store, "x")
    assert hiding.found_in(store) == []


def test_a_refused_contract_file_is_laid_on_no_disk(little_store, tmp_path, monkeypatch):
    rows = "".join(f",10001,{hiding.NAME} {hiding.ID},{n},kg\n" for n in range(2000))
    content = f"received_on,commune_code,item,quantity,unit\n{rows}".encode()
    store, temporary, on_disk = tmp_path / "store", tmp_path / "temporary", []
    temporary.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    shutil.copytree(little_store, store)
    remove = shutil.rmtree

    def look_first(*arguments, **keywords):
        on_disk.extend(hiding.found_in(store, temporary))
        remove(*arguments, **keywords)

    monkeypatch.setattr(shutil, "rmtree", look_first)  # what is thrown away now lay there while the file was read
    assert look(store, handed_over(Upload("contributions.csv", content))).prepared[0].mistakes
    assert on_disk == []


def test_an_erasure_that_the_disk_refuses_says_so_and_is_finished_later(little_store, tmp_path, monkeypatch):
    store = tmp_path / "store"
    shutil.copytree(little_store, store)
    found = handed_over(Upload("a.csv", b"reported_on,village_code,indicator_code,new_count\n2025-01-05,A1,cards,3\n"))
    code = commit.bring_in(found, store, "x").batches[0].code
    commit.undo(store, code, "x")
    monkeypatch.setattr(tidy, "clear", lambda paths: None)
    for _ in range(2):
        with pytest.raises(commit.StillThere) as refused:
            commit.erase(store, code, "wrong file")
    assert code in refusal.sentence(refused.value, "en")
    assert code in ledger.read(store).erased() and [finding.reason for finding in verify(store)]
    monkeypatch.undo()
    assert commit.erase(store, code, "wrong file").event is None
    assert not (store / "batches" / code).exists() and verify(store) == []
