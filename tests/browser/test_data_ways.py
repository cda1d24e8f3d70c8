"""People's ways through the data: bring a file in, correct it, take it back, note a finding, look back."""

import io
import json
import shutil
import urllib.parse
import urllib.request

import openpyxl
import pytest

from enrolment import language
from enrolment.changes.verify import verify
from enrolment.store import ledger
from tests.browser.conftest import wait_until

pytestmark = pytest.mark.browser


def t(key: str, **values: object) -> str:
    return language.translate("vi", key, **values)


@pytest.fixture
def own(stores, tmp_path, serve):
    """A store of the test's own, and the address of its server."""
    store = tmp_path / "store"
    shutil.copytree(stores["sample"], store)
    return store, serve(store)


def drop(page, *files: tuple[str, bytes]) -> None:
    page.set_input_files(
        "input[type=file]",
        [{"name": name, "mimeType": "application/octet-stream", "buffer": content} for name, content in files],
    )
    page.wait_for_selector("h3.file", timeout=30_000)


def bring_in(reader, page) -> None:
    """Say who does it, and bring in the one file that lies in the zone."""
    page.get_by_label(t("ask-who")).fill("Công an xã")
    page.get_by_label(t("ask-who")).press("Enter")
    reader.settle()
    page.get_by_role("button", name=t("button-import", count=1)).click()
    page.wait_for_selector(".outcome.ahead", timeout=60_000)


def report() -> bytes:
    book = openpyxl.Workbook()
    for row in (
        ["KẾT QUẢ ngày 03/8/2025"],
        ["STT", "Tên thôn", "VNeID mức 2 trong ngày", "Căn cước trong ngày"],
        [1, "Thôn 01", 5, 1],
        [2, "thôn 02", "7", None],
        ["Cộng", None, 12, 1],
    ):
        book.active.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def test_an_office_file_from_drop_to_overview_and_back(own, visit):
    store, address = own
    reader = visit()
    page = reader.open(f"{address}/data")
    drop(page, ("báo cáo.xlsx", report()))
    told = t("file-change", table=t("table-name-progress"), new="3", replaced="0", same="0", rejected="0")
    page.wait_for_selector(f"text={told}", timeout=30_000)
    reader.settle()
    assert page.get_by_label(t("day-taken")).input_value() == "03/08/2025", "as its title says, with nothing asked"
    assert page.get_by_role("button", name=t("button-import", count=1)).is_disabled()
    bring_in(reader, page)
    reader.settle()
    assert "báo cáo.xlsx" in page.inner_text(".outcome.ahead")
    assert ledger.read(store).events[-1].who == "Công an xã"
    page.get_by_role("link", name=t("page-overview")).click()
    wait_until(page, "document.querySelector('.headline')?.innerText.includes('6.561/10.084')")
    page.get_by_role("link", name=t("page-data")).click()
    page.wait_for_selector(".batch")
    for way in ("undo", "redo"):
        page.get_by_role("button", name=t(way), exact=True).first.click()
        page.get_by_role("button", name=t(f"{way}-confirm")).click()
        page.wait_for_selector(f"text={t(f'outcome-{way}')}", timeout=60_000)
        reader.settle()
    assert [event.kind for event in ledger.read(store).events] == ["replace", "import", "undo", "redo"]
    assert verify(store) == []


def test_roads_are_dropped_and_drawn_on_the_map(own, visit):
    _, address = own
    reader = visit()
    page = reader.open(f"{address}/data")
    line = {"type": "LineString", "coordinates": [[105.6, 22.6], [105.67, 22.61], [105.7, 22.65]]}
    feature = {"type": "Feature", "properties": {"ten": "QL 279"}, "geometry": line}
    drop(page, ("duong.geojson", json.dumps({"type": "FeatureCollection", "features": [feature]}).encode()))
    page.wait_for_selector(f"text={t('file-layers', table=t('table-name-layers'), new='1')}", timeout=30_000)
    bring_in(reader, page)
    page.get_by_role("link", name=t("page-map")).click()
    page.wait_for_selector(".map .areas path")
    page.get_by_text(t("layer-road"), exact=True).click()
    page.wait_for_selector(".map .own path.road")
    reader.url_has("layers=own-duong")
    assert t("layer-road") in page.inner_text(".legend")
    assert page.eval_on_selector(".map .own .road", "line => line.getBBox().width > 50"), "it runs across the map"


def test_what_lies_in_the_zone_stays_while_its_reader_looks_elsewhere(own, visit):
    _, address = own
    reader = visit()
    page = reader.open(f"{address}/data")
    drop(page, ("báo cáo.xlsx", report()))
    page.wait_for_selector("ul.outlook", timeout=30_000)
    assert "6.549 → 6.561 (+12)" in page.inner_text("ul.outlook")
    page.goto(f"{address}/data")  # another session: nothing of another's
    page.wait_for_selector(".head h1")
    reader.settle()
    assert page.locator("h3.file").count() == 0
    page.get_by_text(t("paste"), exact=True).click()
    page.get_by_label(t("paste-label")).fill("Tên thôn\tVNeID mức 2 ngày 03/8/2025\nThôn 01\t5\n")
    page.get_by_role("button", name=t("paste-take")).click()
    page.wait_for_selector("h3.file", timeout=30_000)
    reader.settle()
    assert t("paste-file", number=1) in page.inner_text("h3.file")
    page.get_by_role("link", name=t("page-overview")).click()
    page.wait_for_selector(".cards .card")
    page.get_by_role("link", name=t("page-data"), exact=True).click()
    page.wait_for_selector("h3.file", timeout=30_000)
    page.get_by_role("button", name=f"✕ {t('paste-file', number=1)}").click()
    page.wait_for_selector("h3.file", state="detached")


def test_a_wrong_guess_is_corrected_and_remembered(own, visit):
    store, address = own
    reader = visit()
    page = reader.open(f"{address}/data?lang=en")
    lines = "Date,Village,Indicator,Booked\n2025-08-03,Thôn 01,VNeID,4\n"
    drop(page, ("booked.csv", lines.encode()))
    page.wait_for_selector("text=What is the column “Booked”?")
    page.get_by_label("What is the column “Booked”?").first.click()
    page.keyboard.type("New")
    page.get_by_role("option", name="New", exact=True).click()
    page.wait_for_selector("text=1 new,", timeout=30_000)
    page.get_by_label("Person or office").fill("office")
    page.get_by_label("Person or office").press("Enter")
    reader.settle()
    page.get_by_role("button", name="Bring in 1 file").click()
    page.wait_for_selector(".outcome.ahead", timeout=60_000)
    assert '"booked": "new_count"' in (store / "headers.json").read_text(encoding="utf-8")
    reader.settle()
    drop(page, ("again.csv", lines.replace("08-03", "08-04").encode()))
    page.wait_for_selector("text=1 new,", timeout=30_000)


def test_two_columns_of_one_indicator_are_added_up_and_so_again_tomorrow(own, visit):
    store, address = own
    reader = visit(width=390)
    page = reader.open(f"{address}/data")
    lines = "Ngày,Thôn,Căn cước số mới nam,Căn cước số mới nữ\n2025-08-03,Thôn 01,2,3\n"
    drop(page, ("nam-nữ.csv", lines.encode()))
    assert t("file-asks", count=1) in page.inner_text(".stApp")
    page.get_by_text(t("answer-same-together"), exact=True).click()
    told = t("file-change", table=t("table-name-progress"), new="1", replaced="0", same="0", rejected="0")
    page.wait_for_selector(f"text={told}", timeout=30_000)
    bring_in(reader, page)
    assert '% can cuoc so moi nu": "+"' in (store / "headers.json").read_text(encoding="utf-8")
    reader.settle()
    drop(page, ("mai.csv", lines.replace("08-03", "08-04").encode()))
    page.wait_for_selector(f"text={told}", timeout=30_000)


def test_bad_rows_are_named_downloaded_and_left_out(own, visit):
    _, address = own
    reader = visit(width=390)
    page = reader.open(f"{address}/data")
    header = "reported_on,village_code,indicator_code,new_count\n"
    rows = (
        "2025-08-03,01864-01,vneid_level2,4\n2025-08-03,01864-99,vneid_level2,4\n2025-08-04,01864-02,vneid_level2,bốn\n"
    )
    drop(page, ("số mới.csv", (header + rows).encode()))
    page.wait_for_selector(".mistakes")
    shown = page.inner_text(".mistakes")
    assert "dòng 3" in shown
    assert "dòng 4" in shown
    with page.expect_download() as started:
        page.get_by_role("button", name=t("download-bad-rows")).click()
    lines = started.value.path().read_text(encoding="utf-8-sig").splitlines()
    assert len(lines) == 3
    assert lines[0].endswith("reason")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.get_by_text(t("leave-out", count=2)).click()
    page.wait_for_selector(f"text={t('button-who')}", timeout=30_000)


def test_a_list_of_persons_is_told_and_only_counted(own, visit):
    store, address = own
    page = visit().open(f"{address}/data")
    persons = "Họ và tên,Số CCCD,Thôn,Ngày kích hoạt\nNguyễn A,001099000123,Thôn 01,2025-08-03\n"
    drop(page, ("danh sách.csv", persons.encode()))
    page.wait_for_selector("text=không bao giờ được lưu")
    page.get_by_text(t("persons-count")).click()
    page.wait_for_selector(f"text={t('ask-indicator')}", timeout=30_000)
    stored = b"".join(path.read_bytes() for path in store.rglob("*") if path.is_file())
    assert b"001099000123" not in stored


def test_a_note_stays_with_the_data_and_shows_where_the_number_shows(own, visit):
    store, address = own
    path = store.parent / "progress_2025-08.csv"
    path.write_text(
        "reported_on,village_code,indicator_code,team_code,new_count\n2025-08-02,01864-02,vneid_level2,01864-T1,90\n",
        encoding="utf-8",
    )
    from enrolment.changes import commit
    from enrolment.imports.sources import named_sources

    commit.bring_in(named_sources([path]), store)
    reader = visit()
    page = reader.open(f"{address}/quality")
    assert "Thôn 02" in page.inner_text(".findings")
    page.get_by_label(t("note-text")).fill("nộp dồn ba ngày")
    page.get_by_label(t("ask-who")).fill("Trưởng công an xã")
    page.get_by_role("button", name=t("note-save")).click()
    page.wait_for_selector(".outcome.ahead", timeout=60_000)
    reader.settle()
    page.get_by_role("link", name=t("page-overview")).click()
    page.wait_for_selector("text=nộp dồn ba ngày")
    assert verify(store) == []


def test_looking_back_and_its_download(own, visit):
    store, address = own
    first = ledger.read(store).events[0].at
    from enrolment.changes import commit
    from enrolment.imports.files.upload import Upload
    from enrolment.imports.sources import handed_over

    late = (
        b"reported_on,village_code,indicator_code,team_code,new_count\n2025-08-02,01864-01,vneid_level2,01864-T2,50\n"
    )
    commit.bring_in(handed_over(Upload("late.csv", late)), store)
    reader = visit()
    page = reader.open(f"{address}/?known={urllib.parse.quote(first)}")
    assert "6.549/10.084" in page.inner_text(".headline")
    assert "late.csv" in page.text_content(".stApp")
    page.get_by_role("link", name=t("page-map"), exact=True).click()
    link = page.locator("a[href*='/download/units/standing']").first.get_attribute("href")
    with urllib.request.urlopen(address + link) as answer:
        then = answer.read().decode("utf-8-sig")
    head, line = then.splitlines()[:2]
    assert "filter_known" in head and "Xã Bằng Thành" in line, "the file says of when and where it is"
    page.wait_for_selector(f"text={t('known-back')}")
    page.get_by_role("link", name=t("known-back")).click()
    page.wait_for_selector(".head h1")
    reader.settle()
    assert "known=" not in page.url
    with urllib.request.urlopen(address + link.split("&known=")[0]) as answer:
        assert answer.read().decode("utf-8-sig") != then
    for moment, status in (("2001-01-01", 404), ("yesterday", 400)):
        with pytest.raises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(address + link.split("&known=")[0] + f"&known={moment}")
        assert refused.value.code == status


def test_forms_and_tables_download(server):
    for route in ("template/daily.xlsx?place=01864", "template/villages.xlsx", "template/targets.xlsx?lang=en"):
        with urllib.request.urlopen(f"{server}/{route}") as answer:
            assert openpyxl.load_workbook(io.BytesIO(answer.read())).active.max_row > 38
    with urllib.request.urlopen(f"{server}/table/villages.csv") as answer:
        assert answer.read().decode("utf-8-sig").count("\n") == 39
    for route in ("template/other.xlsx", "table/other.csv"):
        with pytest.raises(urllib.error.HTTPError):
            urllib.request.urlopen(f"{server}/{route}")
