"""Routes beside the pages: what they send, and the one sentence that they send instead."""

import shutil
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlencode

import anyio
import pytest
from starlette.applications import Starlette
from starlette.types import Message

from enrolment import language
from enrolment.query import door
from enrolment.web.routes import routes
from tests.conftest import forget

WHAT = {"place": "01864", "indicator": "vneid_level2", "as_of": "2025-08-02"}
STANDING = "/download/units/standing.csv"


def get(path: str, **query: str) -> tuple[int, dict[str, str], str]:
    """Status, headers and text of an answer."""
    sent: list[Message] = []
    asked: list[Message] = [{"type": "http.request", "body": b"", "more_body": False}]

    async def receive() -> Message:
        if not asked:
            await anyio.sleep_forever()  # whoever asked stays
        return asked.pop()

    async def send(message: Message) -> None:
        sent.append(message)

    scope = {
        "type": "http",
        "method": "GET",
        "path": path,
        "raw_path": path.encode(),
        "query_string": urlencode(query).encode(),
        "headers": [],
        "server": ("localhost", 80),
        "scheme": "http",
    }
    app = Starlette(routes=routes())
    with ThreadPoolExecutor(max_workers=1) as beside:  # the browser tests of this process hold a loop of their own
        beside.submit(anyio.run, lambda: app(scope, receive, send)).result()
    headers = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
    return sent[0]["status"], headers, b"".join(message.get("body", b"") for message in sent[1:]).decode("utf-8-sig")


def test_a_download_is_the_answer_and_says_what_it_is(use_store):
    use_store("sample")
    status, headers, text = get(STANDING, **WHAT, lang="en")
    assert status == 200 and headers["content-type"].startswith("text/csv")
    assert text.count("\r\n") == 39 and "filter_place_name" in text.splitlines()[0]


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize(
    ("path", "query", "status", "key"),
    [
        ("/download/no/such.csv", {}, 404, "unknown-query"),
        (STANDING, {"place": "01864"}, 404, "wrong-parameters"),
        (STANDING, {**WHAT, "as_of": "2025-02-31"}, 400, "bad-value"),
        (STANDING, {**WHAT, "known": "yesterday"}, 400, "bad-value"),
        (STANDING, {**WHAT, "known": "2001-01-01"}, 404, "nothing-known"),
    ],
)
def test_what_cannot_be_answered_is_told_in_the_readers_language(use_store, path, query, status, key, lang):
    use_store("sample")
    got, _, text = get(path, **query, lang=lang)
    assert got == status
    parts = language.translate(lang, key, **dict.fromkeys(("name", "names", "wanted", "given", "moment"), "@")).split(
        "@"
    )
    assert all(part in text for part in parts), text


def test_nothing_built_and_too_little_memory_are_not_the_same(use_store, monkeypatch, tmp_path):
    use_store("nothing")
    assert get(STANDING, **WHAT, lang="en")[::2] == (404, language.translate("en", "no-data-yet"))
    shutil.copytree(use_store("sample"), tmp_path / "store")
    use_store(tmp_path / "store")
    monkeypatch.setenv("ENROLMENT_QUERY_MEMORY", "1MB")
    forget()
    assert get(STANDING, **WHAT, lang="en")[::2] == (503, language.translate("en", "too-large", limit="1MB"))


def test_shapes_of_a_version_are_kept_for_ever_and_those_of_another_are_not(use_store):
    use_store("sample")
    for version, kept in ((door.newest_version(), "immutable"), ("000000000000", "no-store")):
        status, headers, text = get(f"/shapes/{version}/01864.geojson")
        assert status == 200 and kept in headers["cache-control"] and text.count('"Feature"') == 38


def test_health_names_the_data_version(use_store):
    use_store("sample")
    assert door.newest_version() in get("/health")[2]


def test_a_whole_table_says_what_a_question_says_where_it_cannot_be_had(use_store, monkeypatch, tmp_path):
    store = tmp_path / "store"
    shutil.copytree(use_store("sample"), store)
    use_store(store)
    assert get("/table/progress.csv")[0] == 200 and get("/table/zzz.csv")[0] == 404
    monkeypatch.setenv("ENROLMENT_QUERY_MEMORY", "1MB")
    forget()
    assert get("/table/progress.csv")[::2] == (503, language.translate("vi", "too-large", limit="1MB"))
    monkeypatch.delenv("ENROLMENT_QUERY_MEMORY")
    forget()
    for rows in store.glob("batches/*/rows*"):
        rows.unlink()
    assert get("/table/progress.csv")[::2] == (503, language.translate("vi", "data-unreadable"))
    for receipt in store.glob("batches/*/receipt.json"):
        receipt.write_text("{}", encoding="utf-8")
    status, _, text = get("/table/progress.csv")
    assert status == 503 and "receipt.json" in text
