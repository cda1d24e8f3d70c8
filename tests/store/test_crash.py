"""Pull the plug at any moment: the store opens, nothing acknowledged is lost, nothing counts in part."""

import multiprocessing
import os
import random
import shutil
import signal
import subprocess
import sys
import time
import types
from contextlib import suppress
from pathlib import Path

import duckdb
import pytest

from enrolment.changes import commit
from enrolment.changes.verify import Finding, verify
from enrolment.imports.meaning.reading import Choices
from enrolment.imports.sources import named_sources
from enrolment.snapshot.current import current
from enrolment.store import ledger
from tests.changes.test_commit import HEADER

pytestmark = pytest.mark.skipif(os.name == "nt", reason="signals and small disks of Linux")
KILLS, SHARES = 200, 4
MEANT = Choices(above="yes", are_new="yes")  # whatever the counts are


def amiss(store: Path) -> list[Finding]:
    """What is wrong with a store, but for what whoever died left behind: the next change clears that away."""
    return [finding for finding in verify(store) if finding.reason != "leftover"]


def change(store: Path, folder: Path, number: int, acknowledged) -> None:
    """One of the things that people do, in a process of its own; tells when it is done."""
    kind = ("import", "undo", "redo", "rebuild", "import", "undo", "erase")[number % 7]
    mine = [event.batches[0] for event in ledger.read(store).events if event.kind == "import"]
    if kind == "import" or not mine:
        path = folder / f"progress_2025-{number}.csv"
        path.write_text(f"{HEADER}2025-01-03,A2,cards,T1,{number}\n2025-01-03,A3,cards,T1,{number}\n", encoding="utf-8")
        outcome = commit.bring_in(named_sources([path], choices=MEANT), store, "someone")
        acknowledged.send(("import", outcome.batches[0].code))
    elif kind == "rebuild":
        commit.rebuild(store)
        acknowledged.send(("rebuild", ""))
    elif kind == "erase":
        with suppress(commit.StillCounts):
            commit.erase(store, mine[-1], "a trial", "someone")
        acknowledged.send((kind, mine[-1]))
    else:
        with suppress(commit.UnknownBatch):  # erased
            getattr(commit, kind)(store, mine[-1], "someone")
        acknowledged.send((kind, mine[-1]))


@pytest.fixture(autouse=True)
def plain_main(monkeypatch):
    """AppTest leaves a page's script as `__main__`, which a child process would run once more."""
    monkeypatch.setitem(sys.modules, "__main__", types.ModuleType("__main__"))


@pytest.mark.parametrize("share", range(SHARES))
def test_kill_at_random_moments(little_store, tmp_path, share):
    store = tmp_path / "store"
    shutil.copytree(little_store, store)
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.store.test_crash"])
    chance = random.Random(share)
    killed = 0
    for number in range(KILLS // SHARES):
        before = ledger.read(store)
        hear, tell = context.Pipe(duplex=False)
        process = context.Process(target=change, args=(store, tmp_path, number, tell))
        process.start()
        tell.close()
        process.join(chance.uniform(0.01, 0.35))
        if process.is_alive():
            os.kill(process.pid, signal.SIGKILL)
            killed += 1
        process.join()
        try:
            told = hear.recv()
        except EOFError:
            told = None
        after = ledger.read(store)
        assert after.events[: len(before.events)] == before.events, "history only grows"
        assert len(after.events) - len(before.events) <= 1
        if told:
            kind, code = told
            is_there = code in after.counted()
            assert kind in ("rebuild", "redo", "erase") or is_there == (kind != "undo"), "acknowledged, and not there"
            assert kind != "redo" or is_there or code in after.erased()
        with duckdb.connect(current(store).path, read_only=True) as con:
            shown = con.execute("select batch_code from batches order by batch_number").fetchall()
        assert tuple(code for (code,) in shown) == after.counted(), "the snapshot shows just what counts"
    assert killed > KILLS // SHARES // 10, "a test that never strikes in the middle proves nothing"
    assert amiss(store) == []
    commit.rebuild(store)  # whoever changes the store next clears away what the dead left half done
    assert not [path for path in store.rglob("*") if path.name.startswith((".aside", "building-"))]


def test_a_full_disk(little_files, tmp_path):
    disk = tmp_path / "disk"
    disk.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64m", "tmpfs", str(disk)], capture_output=True).returncode:
        pytest.skip("no right to mount a small disk")
    try:
        store = disk / "store"
        commit.build(little_files, store)
        before = ledger.read(store)
        failures = 0
        for spare in range(0, 9_000, 300):  # kilobytes left: the disk is full at one step or another
            filler = disk / "filler"
            free = os.statvfs(disk).f_bavail * 4096
            filler.write_bytes(b"\0" * max(0, free - spare * 1024))
            path = tmp_path / f"progress_2025-{spare}.csv"
            path.write_text(f"{HEADER}2025-01-03,A2,cards,T1,{spare // 300}\n", encoding="utf-8")
            failures += not _managed(path, store)
            filler.unlink()
            after = ledger.read(store)
            assert after.counted()[: len(before.counted())] == before.counted()
            assert current(store) is not None
            assert amiss(store) == []
        assert failures
        commit.bring_in(named_sources([path]), store)
    finally:
        subprocess.run(["umount", "-l", str(disk)], check=False)


def _managed(path: Path, store: Path) -> bool:
    try:
        commit.bring_in(named_sources([path]), store)
    except (OSError, duckdb.Error):
        return False
    return True


def test_two_import_at_once_while_ten_read(little_store, tmp_path):
    store = tmp_path / "store"
    shutil.copytree(little_store, store)
    context = multiprocessing.get_context("forkserver")
    stop = context.Event()
    wrong, total = tmp_path / "wrong", ledger.read(store).events[-1].totals["cards"]
    readers = [context.Process(target=read_on, args=(store, total, stop, wrong)) for _ in range(10)]
    writers = [context.Process(target=bring_many, args=(store, tmp_path, name, wrong)) for name in ("one", "two")]
    for process in readers + writers:
        process.start()
    for process in writers:
        process.join()
    stop.set()
    for process in readers:
        process.join()
    assert not wrong.exists(), wrong.read_text()
    brought = [event for event in ledger.read(store).events if event.kind == "import"]
    assert len(brought) == 12
    assert amiss(store) == []


def bring_many(store: Path, folder: Path, name: str, wrong: Path) -> None:
    for number in range(6):
        path = folder / f"progress-{name}-{number}.csv"
        # the two rows of a batch cancel out: a reader that sees half a batch sees another total
        rows = f"2025-01-1{number},A2,cards,T1,5,\n2025-01-1{number},A1,cards,T1,-5,true\n"
        header = "reported_on,village_code,indicator_code,team_code,new_count,is_correction\n"
        path.write_text(header + rows.replace("T1", "T1" if name == "one" else "T2"), encoding="utf-8")
        try:
            commit.bring_in(named_sources([path]), store, name)
        except Exception as error:
            complain(wrong, f"{name}: {error!r}")


def complain(wrong: Path, what: str) -> None:
    with wrong.open("a") as file:
        print(what, file=file)


def read_on(store: Path, total: float, stop, wrong: Path) -> None:
    os.environ["ENROLMENT_STORE"] = str(store)
    from tests.asking import run
    from tests.conftest import forget

    forget()
    while not stop.is_set():
        try:
            frame = run("frame/status").set_index("indicator_code")
            if frame.done["cards"] != total:
                complain(wrong, f"half a batch: {frame.done['cards']}")
        except Exception as error:
            complain(wrong, repr(error))
        time.sleep(0.01)
