"""Every page × language × data: it runs, it says something, and it says it in the reader's language."""

import csv
import io
import json
import re
import shutil
from datetime import date, timedelta
from html import unescape
from pathlib import Path

import openpyxl
import pytest
from streamlit.testing.v1 import AppTest

from enrolment import clock, language
from enrolment.changes.commit import build
from enrolment.contract import schema
from enrolment.pages import PAGES
from enrolment.query import door, downloads, errors
from enrolment.query.reader import Reader
from enrolment.snapshot.current import current
from enrolment.view import zone
from tests.asking import run
from tests.conftest import SAMPLE
from tests.little import FILES

ROOT = Path(__file__).resolve().parents[2]
NOTICE = json.loads((SAMPLE / "datapackage.json").read_text(encoding="utf-8"))["notice"]
SHELL = str(ROOT / "enrolment" / "shell.py")
VIETNAMESE_ONLY = re.compile(r"[ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]", re.IGNORECASE)


def open_page(page: str, **query: str) -> AppTest:
    at = AppTest.from_file(SHELL, default_timeout=60)
    for key, value in query.items():
        at.query_params[key] = value
    at.run()
    if page != "overview":
        at.switch_page(str(ROOT / "pages" / f"{page}.py")).run()
    return at


def html_of(at: AppTest) -> str:
    return "\n".join(block.proto.body for block in at.get("html"))


@pytest.mark.parametrize("store", ["sample", "province", "no_reports", "no_communes", "nothing"])
@pytest.mark.parametrize("lang", list(language.LANGUAGES))
@pytest.mark.parametrize("page", PAGES)
def test_page_runs(use_store, store, lang, page):
    use_store(store)
    at = open_page(page, **({"lang": lang} if lang != "vi" else {}))
    assert not at.exception
    assert not at.error
    shown = html_of(at)
    if store in ("sample", "province"):
        assert language.translate(lang, f"page-{page}") in shown
        assert NOTICE[lang] in shown
        assert page == "definitions" or "&lt;" not in shown  # none of our own HTML is shown as text
        assert page != "overview" or '<th scope="row"><a href="/' in shown
    elif store == "nothing":
        assert language.translate(lang, "no-data-yet") in shown
    elif store == "no_communes":
        assert language.translate(lang, "no-communes") in shown
    else:
        assert language.translate(lang, "no-reports-at-all", villages="38") in shown
    assert "nan" not in re.sub(r"<[^>]*>", " ", shown).lower().split()
    assert "None" not in re.sub(r"<(pre|style)[^>]*>.*?</\1>|<[^>]*>", " ", shown, flags=re.DOTALL).split()


@pytest.mark.parametrize("page", [page for page in PAGES if page != "definitions"])
def test_no_vietnamese_words_on_english_pages(use_store, page):
    use_store("sample")
    at = open_page(page, lang="en")
    text = re.sub(r"<style.*?</style>|<[^>]*>", " ", html_of(at), flags=re.DOTALL)
    # What stays as it is: names of places and groups.
    left = re.sub(r"Thôn \d\d|[Xx]ã Bằng Thành|Tổ lưu động số \d", " ", text)
    found = [word for word in left.split() if VIETNAMESE_ONLY.search(word)]
    assert found == []


def test_every_page_of_one_commune_in_a_province(use_store):
    use_store("province")
    for page in PAGES:
        at = open_page(page, place="01864", indicator="organisation_id")
        assert not at.exception
        assert not at.error


@pytest.mark.parametrize("indicator", ["online_service", "health_record", "organisation_id"])
@pytest.mark.parametrize("page", PAGES)
def test_indicators_without_target_reports_or_villages(use_store, page, indicator):
    use_store("sample")
    at = open_page(page, indicator=indicator)
    assert not at.exception
    assert not at.error


def test_nothing_optional_is_needed(use_store, tmp_path):
    """Empty means unknown: every cell that may be empty is empty, and every page still runs."""
    folder = tmp_path / "files"
    folder.mkdir()
    for name, text in FILES.items():
        table = schema(name.removesuffix(".csv"))
        needed = {field.name for field in table.fields if field.is_required} | {
            *("village_code", "commune_code", "new_count", "cumulative_count", "is_correction", "target", "due_on"),
            *("starts_on",),
        }
        rows = list(csv.DictReader(text.splitlines()))
        lines = [",".join(rows[0])]
        lines += [",".join(value if key in needed else "" for key, value in row.items()) for row in rows]
        (folder / name).write_text("\n".join(lines) + "\n", encoding="utf-8")
    build(folder, tmp_path / "store")
    use_store(tmp_path / "store")
    for page in PAGES:
        for place in ("10", "10001"):
            at = open_page(page, place=place, indicator="cards")
            assert not at.exception, page
            assert not at.error, page
    at = open_page("electricity", place="10001", indicator="cards")
    assert language.translate("vi", "gaps-unknown", count="3") in html_of(at)


def test_what_stands_beside_the_ratio_is_said(little):
    at = open_page("overview", place="10001", indicator="cards", lang="en")
    assert language.translate("en", "left-out", count="25", indicator="Cards") in html_of(at)


def test_an_indicator_of_communes_says_so_where_villages_would_stand(use_store):
    use_store("sample")
    for page in ("distance", "map"):
        text = html_of(open_page(page, indicator="organisation_id", lang="en"))
        assert "only the commune reports this" in text
    assert "remaining: 17 establishments" in html_of(open_page("overview", indicator="organisation_id", lang="en"))


def test_a_village_stays_chosen_when_the_indicator_changes(use_store):
    use_store("sample")
    at = open_page("village")
    first = at.selectbox(key="choose_village").value
    at.selectbox(key="choose_village").set_value("01864-07").run()
    at.selectbox(key="choose_village").set_value(first).run()
    assert at.query_params["village"] in (first, [first])


def test_an_unreadable_snapshot_says_what_to_do(tmp_path, little_store, use_store):
    shutil.copytree(little_store, tmp_path / "store")
    current(tmp_path / "store").path.write_bytes(b"not a database")
    use_store(tmp_path / "store")
    with pytest.raises(errors.Unreadable):
        run("frame/about")


def test_a_link_with_unknown_choices_falls_back(use_store):
    use_store("sample")
    at = open_page("overview", place="99999", indicator="gone", as_of="2031-01-01", lang="xx", village="?")
    assert not at.exception
    assert "6.549/10.084 (64,94%)" in re.sub(r"<[^>]*>", "", html_of(at))


def test_filters_write_the_url_and_defaults_stay_out_of_it(use_store):
    use_store("sample")
    at = open_page("overview")
    assert dict(at.query_params) == {}
    at.selectbox(key="choose_indicator").set_value("id_card").run()
    assert at.query_params["indicator"] in ("id_card", ["id_card"])
    assert "10.033/10.084 (99,49%)" in html_of(at).split("</header>")[0]
    at.selectbox(key="choose_indicator").set_value("vneid_level2").run()
    assert dict(at.query_params) == {}


def test_replay_shows_an_earlier_day(use_store):
    use_store("sample")
    at = open_page("map", as_of="2025-07-21")
    assert at.select_slider(key="slide_as_of").value == "2025-07-21"
    assert at.selectbox(key="choose_as_of").value == "2025-07-21"


def test_the_map_compares_two_days(use_store):
    use_store("sample")
    at = open_page("map", since="2025-07-26", lang="en")
    text = html_of(at)
    assert at.selectbox(key="choose_since").value == "2025-07-26"
    change = run("map/change", place="01864", indicator="vneid_level2", as_of=date(2025, 8, 2), since="2025-07-26")
    assert f"{change.whole_points[0]:+.1f} points" in text and "Times the pace of all" in text
    assert "/download/map/change.csv" in text
    for since in ("2025-08-02", "2031-01-01", "x"):  # no earlier day
        at = open_page("map", since=since, lang="en")
        assert not at.exception and at.selectbox(key="choose_since").value == ""


def test_two_communes_stand_side_by_side_with_their_ranks(use_store):
    use_store("province")
    at = open_page("comparison", lang="en")
    ranks = run("comparison/ranks", **_chosen(at), since=at.selectbox(key="choose_since").value)
    first, last = ranks.iloc[0], ranks.iloc[-1]
    assert at.selectbox(key="choose_commune").value == first.place_code and f"1 of {len(ranks)}" in html_of(at)
    at.selectbox(key="choose_beside").set_value(last.place_code).run()
    text = html_of(at)
    assert language.reached("en", last.done_count, last.target_count) in text
    assert f"{last.rank_number} of {len(ranks)}" in text
    assert at.query_params["beside"] in (last.place_code, [last.place_code])
    at = open_page("comparison", lang="en", place=first.place_code)
    assert "side by side" not in html_of(at), "villages are no competitors"


def _chosen(at) -> dict[str, str]:
    return {name: at.selectbox(key=f"choose_{name}").value for name in ("place", "indicator", "as_of")}


def test_sentences_have_the_short_name_and_tables_the_whole(use_store):
    use_store("sample")
    text = html_of(open_page("overview", lang="en"))
    assert "Level-2 accounts: by 2 Aug 2025" in text and "Level-2 e-ID accounts (VNeID)" in text


def test_an_indicator_without_a_short_name_has_its_own_in_sentences(little):
    assert "Cards: by 4 Jan 2025" in html_of(open_page("overview", place="10001", indicator="cards", lang="en"))


def test_the_map_crosses_coverage_with_distance(use_store):
    use_store("sample")
    at = open_page("map", colour="crossed", lang="en")
    text = html_of(at)
    units = run("units/standing", place="01864", indicator="vneid_level2", as_of=date(2025, 8, 2))
    both = units[(units.attainment_share < 0.65) & (units.road_km >= 20)]
    assert f"{len(both)} villages are both below 65%" in text and both.place_name.iloc[0] in text
    assert str(int(both.remaining_count.sum())) in text and at.selectbox(key="choose_colour").value == "crossed"
    compared = open_page("map", colour="crossed", since="2025-07-26", lang="en")
    assert not compared.exception and "pace of all" in html_of(compared), "two days come first"
    assert not open_page("map", colour="crossed", indicator="health_record").exception


def test_a_click_on_the_map_opens_the_village(use_store):
    use_store("sample")
    at = open_page("map", village="01864-07")
    assert at.selectbox(key="choose_village").value == "01864-07"
    assert "Thôn 07" in html_of(at)


def test_a_stale_report_is_said(use_store, folder, tmp_path, monkeypatch):
    from enrolment.changes.commit import build

    (folder / "datapackage.json").unlink()  # an office's own folder
    build(folder, tmp_path / "store")
    use_store(tmp_path / "store")
    monkeypatch.setenv("ENROLMENT_TODAY", "2025-08-09")
    from tests.conftest import forget

    forget()
    shown = html_of(open_page("overview"))
    assert language.translate("vi", "notice-stale", day="02/8/2025", days="7") in shown
    assert NOTICE["vi"] not in shown


def test_one_number_reads_the_same_on_card_chart_table_and_download(use_store):
    from enrolment.charts import goals

    use_store("sample")
    for lang in language.LANGUAGES:
        for indicator, done, target in (
            ("vneid_level2", 6549, 10084),
            ("id_card", 10033, 10084),
            ("organisation_id", 24, 41),
        ):
            text = language.reached(lang, done, target)
            query = {"lang": lang, "indicator": indicator}
            card = re.sub(r"\s+", " ", re.sub(r"<[^>]*>", "", html_of(open_page("overview", **query))))
            assert card.count(text) >= 2, "headline and card"
            assert text in html_of(open_page("goals", **query)), "table"
            what = {"place": "01864", "as_of": "2025-08-02"}
            days, ahead = (
                door.ask(Reader(), f"goals/{name}", **what, indicator=indicator) for name in ("burn_up", "forecast")
            )
            figure = goals.burn_up(days, ahead, lang)
            assert any(text in hover for trace in figure.data for hover in trace.hovertext or ()), "chart"
            standing = door.ask(Reader(), "overview/standing", **what)
            csv = downloads.csv_bytes(standing, lang).decode("utf-8-sig")
            assert text in csv, "download"
            local = downloads.local_csv_bytes(standing, lang).decode("utf-8-sig")
            assert text in local and "place_code;level;" in local
            book = openpyxl.load_workbook(io.BytesIO(downloads.excel_bytes(standing, lang)))
            cells = [cell for row in book.active.iter_rows(values_only=True) for cell in row]
            assert text in cells and "01864" in cells and done in cells, "Excel"


def test_the_headline_says_where_it_stands_and_where_the_forecast_leads(use_store):
    use_store("sample")
    for page in ("overview", "goals"):
        text = unescape(html_of(open_page(page, lang="en")))
        assert "On the plan's line that day; forecast for 31 Aug 2025: 7,701–9,624/10,084 (76–95%)" in text
        assert "most likely 9,070 (89%): 1,014 short" in text
        assert "straight on at the pace of the last 7 days, optimistic: 254 short" in text
        assert "which is enough" not in text
        assert "the due day 31 Aug 2025 has passed since" in text
        assert text.count("Assumed or simulated: ") > 1


def test_downloads_say_what_they_are(use_store):
    use_store("sample")
    units = door.ask(Reader(), "units/standing", place="01864", indicator="vneid_level2", as_of="2025-08-02")
    told = {"filter_known": "01/8/2025 08:00", "filter_place_name": "Xã Bằng Thành"}
    shown = downloads.described(units, "vi", told)
    assert list(shown.filter_known.unique()) == ["01/8/2025 08:00"]
    assert set(shown.status_text) <= {"▼ Chậm tiến độ", "● Đúng tiến độ", "▲ Vượt tiến độ", "✓ Đạt chỉ tiêu"}
    row = shown.iloc[0]
    assert row.attainment_share_text == language.share("vi", row.attainment_share)
    assert row.attainment_share == row.done_count / row.target_count


def test_a_link_to_a_day_that_the_data_does_not_have_says_so(use_store):
    use_store("sample")
    text = html_of(open_page("overview", lang="en", as_of="2025-07-01"))
    assert "The link asks for 1 Jul 2025; reports run from 21 Jul 2025 to 2 Aug 2025" in text
    assert "The link asks for" not in html_of(open_page("overview", lang="en", as_of="2025-07-22"))
    assert "place=01864" in text and "as_of=2025-08-02" in text, "the link to the view names place and day"


def test_pages_are_tables_of_contents():
    for page in PAGES:
        source = (ROOT / "pages" / f"{page}.py").read_text(encoding="utf-8")
        assert len(source.splitlines()) <= 80
        assert not re.search(r"\bselect\b.*\bfrom\b|#[0-9a-fA-F]{6}|groupby|merge\(", source)


def test_charts_and_analysis_do_not_know_streamlit():
    for path in [
        path for part in ("charts", "narrative", "query") for path in (ROOT / "enrolment" / part).glob("*.py")
    ]:
        assert "streamlit" not in re.sub(r'""".*?"""', "", path.read_text(encoding="utf-8"), flags=re.DOTALL)


def test_a_server_that_only_shows_offers_no_change(use_store, monkeypatch):
    from tests.conftest import forget

    use_store("sample")
    monkeypatch.setenv("ENROLMENT_CHANGES", "false")
    forget()
    at = open_page("data")
    assert language.translate("vi", "changes-off") in html_of(at)
    assert [button.label for button in at.button] == []
    assert [button.label for button in open_page("quality").button] == []


def test_a_clock_that_is_behind_the_history_is_asked_about(use_store, tmp_path, monkeypatch, stores):
    shutil.copytree(stores["sample"], tmp_path / "store")
    use_store(tmp_path / "store")
    report = "reported_on,village_code,indicator_code,new_count\n2025-08-03,01864-01,vneid_level2,3\n"
    at = AppTest.from_file(SHELL, default_timeout=60)
    at.session_state["zone"] = zone.Zone(files=[("a.csv", report.encode())])
    at.session_state["by"] = "UBND"
    at.run()
    at.switch_page(str(ROOT / "pages" / "data.py")).run()
    assert not at.button(key="import").disabled
    now = clock.now()
    monkeypatch.setattr(clock, "now", lambda: now - timedelta(days=400))
    at.run()
    assert at.button(key="import").disabled
    assert language.translate("vi", "button-clock") in html_of(at)
    at.checkbox(key="clock_right").check().run()
    assert not at.button(key="import").disabled


def test_a_failing_page_says_one_sentence(use_store, monkeypatch):
    from enrolment.web.startup import say_what_failed

    said: list[str] = []
    monkeypatch.setattr("enrolment.web.startup.st.error", said.append)
    assert say_what_failed(ZeroDivisionError("secret detail")) is True
    assert said == [language.translate("vi", "something-failed")]
