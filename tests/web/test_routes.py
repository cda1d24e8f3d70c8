"""Routes beside the pages: what they send, and the one sentence that they send instead."""

import io
import json
import shutil
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlencode

import anyio
import pandas as pd
import pytest
from starlette.applications import Starlette
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.uploaded_file_manager import UploadedFileRec

from enrolment import language
from enrolment.imports.meaning import cells
from enrolment.imports.rows.read import trimmed
from enrolment.imports.scratch import scratch
from enrolment.query import door, downloads
from enrolment.view import zone
from enrolment.web.hosts import KnownHosts
from enrolment.web.middleware import ContentPolicy
from enrolment.web.routes import routes
from enrolment.web.uploads import UploadsWhereAsked
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


def test_the_map_is_played_by_days_in_the_readers_words(use_store):
    use_store("sample")
    for version, kept in ((door.newest_version(), "immutable"), ("000000000000", "no-store")):
        status, headers, text = get(f"/replay/{version}/01864/vneid_level2.json", lang="en")
        told = json.loads(text)
        assert status == 200 and kept in headers["cache-control"]
        assert told["days"][0] == "21 Jul 2025" and len(told["units"]) == 38
        assert {len(signs) for signs in told["units"].values()} == {len(told["days"])}
    assert get("/replay/x/01864/vneid_level2.json")[0] == 404
    assert json.loads(get(f"/replay/{door.newest_version()}/*/vneid_level2.json")[2])["units"] == {}


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


def handshake(host: str, origin: str = "", kind: str = "http") -> list[Message]:
    """What the server sends to whoever asks for a host, from a page of an origin."""
    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": "websocket.connect"}

    async def send(message: Message) -> None:
        sent.append(message)

    async def inside(scope: Scope, receive: Receive, send: Send) -> None:
        await send({"type": "inside"})

    headers = [(b"host", host.encode()), *([(b"origin", origin.encode())] if origin else [])]
    scope = {"type": kind, "method": "GET", "path": "/", "headers": headers, "query_string": b""}
    with ThreadPoolExecutor(max_workers=1) as beside:
        beside.submit(anyio.run, lambda: KnownHosts(inside)(scope, receive, send)).result()
    return sent


@pytest.mark.parametrize(
    "host", ["localhost:8501", "127.0.0.1:8501", "192.168.1.20:8501", "[::1]:8501", "10.0.0.5", ""]
)
def test_this_machines_names_and_numbers_are_answered(host):
    for kind in ("http", "websocket"):
        assert handshake(host, f"http://{host}" if host else "", kind) == [{"type": "inside"}]


@pytest.mark.parametrize(
    "host", ["evil.test:8501", "evil.test", "127.0.0.1.evil.test", "localhost.evil.test:80", "1.2.3.4.5"]
)
def test_other_names_get_no_page_and_no_socket(host, monkeypatch, use_store):
    start, body = handshake(host)
    assert start["status"] == 421 and b"ENROLMENT_HOSTS" in body["body"]
    assert handshake(host, f"http://{host}", "websocket") == [{"type": "websocket.close", "code": 1008}]
    assert handshake("localhost:8501", f"http://{host}", "websocket") == [{"type": "websocket.close", "code": 1008}]
    monkeypatch.setenv("ENROLMENT_HOSTS", "other.test, Evil.test,127.0.0.1.evil.test,localhost.evil.test,1.2.3.4.5")
    use_store("sample")
    assert handshake(host) == [{"type": "inside"}]


def test_a_page_of_another_origin_is_answered_as_little(monkeypatch, use_store):
    for origin in ("http://203.0.113.7", "http://192.168.1.20:9999", "null"):
        assert handshake("192.168.1.20:8501", origin, "websocket") == [{"type": "websocket.close", "code": 1008}]
        assert handshake("192.168.1.20:8501", origin)[0]["status"] == 421
    monkeypatch.setenv("ENROLMENT_HOSTS", "enrol.office.test")
    use_store("sample")
    assert handshake("127.0.0.1:8501", "https://enrol.office.test", "websocket") == [{"type": "inside"}], "a proxy"


@pytest.mark.parametrize("version", ["*", "0000*", "000000000000-1", "..", "%00", "0" * 400])
def test_shapes_are_found_by_their_exact_name_alone(use_store, version):
    use_store("sample")
    for name in (f"/shapes/{version}/01864.geojson", f"/shapes/{version}/01864/outline.geojson"):
        assert get(name)[0] == 404
    assert get(f"/shapes/{door.newest_version()}/*.geojson")[2].count('"Feature"') == 0


def through(app: ASGIApp, method: str, path: str, **headers: str) -> tuple[int, dict[str, str]]:
    """Status and headers of what an application answers."""
    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Message) -> None:
        sent.append(message)

    lines = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    scope = {"type": "http", "method": method, "path": path, "headers": lines, "query_string": b""}
    with ThreadPoolExecutor(max_workers=1) as beside:
        beside.submit(anyio.run, lambda: app(scope, receive, send)).result()
    return sent[0]["status"], {name.decode(): value.decode() for name, value in sent[0]["headers"]}


async def taken(scope: Scope, receive: Receive, send: Send) -> None:
    await send({"type": "http.response.start", "status": 204, "headers": []})


async def broken(scope: Scope, receive: Receive, send: Send) -> None:
    raise RuntimeError(f"0912{345_678}")


def test_a_fault_has_the_headers_of_every_answer_and_its_sentence(use_store, caplog):
    use_store("sample")
    status, headers = through(ContentPolicy(broken), "GET", "/shapes/x")
    assert status == 500 and "default-src 'self'" in headers["content-security-policy"]
    assert "0912345678" not in caplog.text


def test_uploads_come_only_from_a_session_that_shows_the_zone_and_only_as_much_as_may_lie_there(use_store, monkeypatch):
    monkeypatch.setenv("ENROLMENT_OFFICE_MEGABYTES", "2")
    monkeypatch.setenv("ENROLMENT_ZONES_MEGABYTES", "3")
    use_store("sample")
    seen, unseen = zone.Zone(is_shown=True), zone.Zone()
    monkeypatch.setattr(zone, "_zones", {"seen": seen, "unseen": unseen})
    app = UploadsWhereAsked(taken)

    def put(session: str, **headers: str) -> int:
        return through(app, "PUT", f"/_stcore/upload_file/{session}/1-2", **headers)[0]

    assert put("seen", content_length="1000000") == 204
    assert put("unseen", content_length="10") == put("nobody", content_length="10") == 403
    assert put("seen") == 411
    assert put("seen", content_length="2100000") == 413, "a file may have two"
    unseen.files.append(("other.csv", b"x" * 1_500_000))
    assert put("seen", content_length="1900000") == 413, "all of them three"
    assert put("seen", content_length="1400000") == 204
    assert through(app, "GET", "/_stcore/upload_file/nobody/1")[0] == 204, "nothing but uploads"


def test_what_lies_in_a_zone_is_given_back_when_its_session_is_gone(monkeypatch):
    here, gone = zone.Zone(files=[("a.csv", b"a")]), zone.Zone(files=[("b.csv", b"b")], made={"b": 1})
    monkeypatch.setattr(zone, "_zones", {"here": here, "gone": gone})
    now = 100.0
    monkeypatch.setattr(zone.time, "monotonic", lambda: now)
    streamlits = MemoryUploadedFileManager("")
    for session in ("here", "gone", "never"):
        streamlits.add_file(session, UploadedFileRec(file_id="1", name="x", type="", data=b"x"))
    zone.give_back("here".__eq__, streamlits)
    assert gone.files, "a window on a weak network may come back"
    now += zone.GRACE_SECONDS
    zone.give_back("here".__eq__, streamlits)
    assert (here.files, gone.files, gone.made) == ([("a.csv", b"a")], [], {})
    assert set(streamlits.file_storage) == {"here"}


def test_health_says_what_is_wrong_with_the_ledger(use_store, tmp_path):
    store = use_store(tmp_path)
    (store / "ledger.json").write_text('{"events":[],"snapshot":5,"version":7}', encoding="utf-8")
    for path in ("/health", STANDING):
        status, _, text = get(path, **(WHAT if path == STANDING else {}), lang="en")
        assert status == 503 and "restore" in text


def test_cells_that_a_spreadsheet_might_run_are_marked_and_come_back(little, tmp_path):
    texts = ["=1", " =1", "\n=1", "\u200b=1", "\uff1d1", "\uff20x", "+1", "-1", "@x", "\ufeff-1", "1=1", "a"]
    lines = downloads.csv_text(pd.DataFrame({"x": texts}))
    marked = pd.read_csv(io.StringIO(lines)).x.tolist()
    assert [text.startswith("'") for text in marked] == [True] * 10 + [False] * 2
    assert [cells.plain(text) for text in marked] == [cells.plain(text) for text in texts]
    with scratch("64MB") as con:
        for text in marked:
            read = con.execute(f"select {trimmed('x')} from (select $text as x)", {"text": text}).fetchone()
            assert not (read[0] or "").startswith("'")
