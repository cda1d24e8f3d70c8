"""What an index page carries of its page: of that address, of what counts now, and of nobody's session."""

import shutil
from datetime import timedelta

import pytest
from streamlit.testing.v1 import AppTest

from enrolment import clock
from enrolment.changes import requests
from enrolment.view import early
from tests.pages.test_pages import SHELL, open_page

REPORT = b"reported_on,village_code,indicator_code,new_count\n2025-08-03,01864-01,vneid_level2,3\n"


@pytest.fixture(autouse=True)
def nothing_kept():
    early._kept.clear()
    yield
    early._kept.clear()


def test_the_next_reader_of_an_address_gets_what_the_first_saw(use_store):
    use_store("sample")
    assert early.document("overview", {}) == ""
    open_page("overview")
    assert "6.549/10.084 (64,94%)" in early.document("overview", {})
    assert early.document("overview", {"utm": "x"}) == early.document("overview", {}), "what is no choice says nothing"
    assert early.document("overview", {"lang": "en"}) == early.document("goals", {}) == ""
    open_page("overview", lang="en", indicator="id_card")
    found = early.document("overview", {"lang": "en", "indicator": "id_card"})
    assert "10,033/10,084 (99.49%)" in found and "6.549" not in found


def test_what_a_session_does_after_its_first_page_is_its_own(use_store):
    use_store("sample")
    at = open_page("overview", lang="en")
    at.session_state["indicator"] = "id_card"
    at.run()
    assert early.document("overview", {"lang": "en", "indicator": "id_card"}) == ""


def test_it_is_never_of_data_that_does_not_count_any_more(use_store, stores, tmp_path):
    store = tmp_path / "store"
    shutil.copytree(stores["sample"], store)
    use_store(store)
    open_page("overview")
    before = early.document("overview", {})
    assert before
    files = [("a.csv", REPORT)]
    keys = [file.key for file in requests.preview("vi", files, {}, {}).files]
    code = requests.bring_in("vi", files, {}, {}, keys, "x").batches[0].code
    assert early.document("overview", {}) == ""
    open_page("overview")
    assert early.document("overview", {}) not in ("", before)
    requests.undo("vi", code, "x")
    assert early.document("overview", {}) == before


def test_it_is_of_today(use_store, monkeypatch):
    use_store("sample")
    open_page("overview")
    today = clock.today()
    monkeypatch.setattr(clock, "today", lambda: today + timedelta(days=1))
    assert early.document("overview", {}) == ""


@pytest.mark.parametrize("store", ["nothing", "no_communes"])
def test_where_there_is_nothing_nothing_is_kept_or_found(use_store, store):
    use_store(store)
    open_page("overview")
    assert "card" not in early.document("overview", {}).partition("</style>")[2].partition("<script>")[0]


def test_the_page_with_files_is_never_kept(use_store):
    use_store("sample")
    at = AppTest.from_file(SHELL, default_timeout=60)
    at.run()
    with early.kept("data"):
        pass
    assert early.document("data", {}) == ""


def test_no_more_is_kept_than_there_is_room_for(use_store, monkeypatch):
    use_store("sample")
    addresses = [{}, {"lang": "en"}]
    for choices in addresses:
        open_page("overview", **choices)
    sizes = [len(early.document("overview", choices)) for choices in addresses]
    early._kept.clear()
    monkeypatch.setattr(early, "_MOST_BYTES", sum(sizes) - 1)
    for choices in addresses:
        open_page("overview", **choices)
    assert [bool(early.document("overview", choices)) for choices in addresses] == [False, True]
