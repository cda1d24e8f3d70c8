"""Changes from a page: a job is done once, wholly, and for whoever asked for it."""

import io
import shutil

import openpyxl
import pytest

from enrolment import settings
from enrolment.changes import requests
from enrolment.changes.verify import verify
from enrolment.language import translate
from enrolment.store import ledger
from tests.conftest import forget
from tests.looking import seen

OFFICE = "Ngày;Thôn;Nội dung;Số mới\n13/1/2025;Thôn 1;Thẻ;4\n14/1/2025;A2;Thẻ;5\n".encode()
MORE = "Ngày;Thôn;Nội dung;Số mới\n15/1/2025;A1;Thẻ;6\n".encode()


@pytest.fixture
def store(little_store, tmp_path, use_store):
    store = tmp_path / "store"
    shutil.copytree(little_store, store)
    return use_store(store)


def brought(*files: tuple[str, bytes], who: str = "x", made: dict | None = None, **more):
    answer = seen("vi", files, made or {}, {})
    keys = [file["key"] for file in answer["files"]]
    asked = made if made is not None else {key: {"accepted": {"Thôn 1": "A1"}} for key in keys}
    return requests.bring_in("vi", files, asked, {}, keys, who, **more)


def test_yesterdays_file_dropped_again_beside_todays_stays_what_it_was(store):
    brought(("bc.csv", OFFICE), who="the chair")
    assert verify(store) == []
    again = brought(("bc.csv", OFFICE), ("bc-2.csv", MORE), who="the police")
    assert again.changed
    assert verify(store) == []
    assert [row["who"] for row in requests.history()[:1]] == ["the police"]


def test_an_undone_file_is_no_known_one(store):
    code = brought(("bc-2.csv", MORE), made={}).batches[0].code
    (file,) = seen("vi", [("bc-2.csv", MORE)], {}, {})["files"]
    assert file["is_known"]
    requests.undo("vi", code, "x")
    (file,) = seen("vi", [("bc-2.csv", MORE)], {}, {})["files"]
    assert not file["is_known"]
    assert file["change"]["new_count"] == 1


def test_answers_are_offered_again_after_an_undo(store):
    lines = "Thôn;Thẻ trong ngày\nThôn 3;4\n".encode()
    (file,) = seen("vi", [("bc.csv", lines)], {}, {})["files"]
    assert [question["choice"] for question in file["questions"]] == ["day"]
    done = brought(("bc.csv", lines), made={file["key"]: {"day": "2025-01-13"}})
    requests.undo("vi", done.batches[0].code, "x")
    (again,) = seen("vi", [("bc.csv", lines)], {}, {})["files"]
    assert (again["questions"], again["made"]["day"], again["day"]) == ((), "2025-01-13", "2025-01-13")
    (other,) = seen("vi", [("bc.csv", lines)], {file["key"]: {}}, {})["files"]
    assert [question["choice"] for question in other["questions"]] == ["day"], "and can be given anew"


def test_warnings_name_row_place_count_and_what_was_expected(store):
    lines = "Ngày;Thôn;Nội dung;Lũy kế\n13/1/2025;A2;Thẻ;240\n14/1/2025;A3;Thẻ;20\n".encode()
    (file,) = seen("en", [("bc.csv", lines)], {}, {})["files"]
    told = [translate("en", "warn-below", row=3, place="Thôn 3", count="20", known="25")]
    told += [translate("en", "warn-above", row=2, place="Thôn 2", count="240", known="200")]
    assert list(file["warnings"]) == told


def test_answers_belong_to_a_content_not_to_a_name(store):
    first = seen("vi", [("bc.csv", OFFICE)], {}, {})["files"][0]["key"]
    second = seen("vi", [("bc.csv", MORE)], {}, {})["files"][0]["key"]
    twice = seen("vi", [("bc.csv", MORE), ("bc.csv", MORE)], {}, {})["files"]
    assert first != second
    assert len({file["key"] for file in twice}) == 2


def test_a_job_is_finished_though_nobody_listens_any_more(store):
    class Left(Exception):
        pass

    def leave(step: str, share: float) -> None:
        raise Left

    with pytest.raises(Left):
        brought(("bc-2.csv", MORE), made={}, progress=leave)
    assert ledger.read(store).events[-1].kind == "import"
    assert verify(store) == []


def test_a_worker_that_hangs_is_stopped(store, monkeypatch):
    monkeypatch.setattr(requests, "_environment", dict)
    command = "import sys, time; print('{}', flush=True); time.sleep(60)"
    import subprocess
    import sys

    worker = subprocess.Popen([sys.executable, "-c", command], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    monkeypatch.setenv("ENROLMENT_CLERK_SECONDS", "10")
    forget()
    assert requests._carried_out(worker, memoryview(b""), None) == {"is_late": True}
    assert worker.returncode != 0


def test_a_server_that_only_shows_changes_nothing(store, monkeypatch):
    monkeypatch.setenv("ENROLMENT_CHANGES", "false")
    forget()
    assert not settings.settings().changes
    with pytest.raises(requests.Refused):
        requests.undo("vi", ledger.read(store).counted()[0], "x")
    assert seen("vi", [("bc.csv", OFFICE)], {}, {})["files"]


def test_memory_is_bounded_while_reading_and_not_while_building(store, monkeypatch):
    """A worker held to little still builds: only what people send is bounded, what is checked already may spill."""
    monkeypatch.setenv("ENROLMENT_CLERK_MEGABYTES", "700")
    forget()
    book = openpyxl.Workbook()
    for row in (["Ngày", "Thôn", "Nội dung", "Số mới"], ["2025-01-15", "A1", "Thẻ", 6]):
        book.active.append(row)
    file = io.BytesIO()
    book.save(file)
    assert brought(("bc.xlsx", file.getvalue()), made={}).changed
