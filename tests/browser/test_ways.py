"""People's ways through the dashboard, in a real Chromium."""

import csv
import io
import json
import re
import urllib.request
from html import unescape
from math import cos, hypot, radians

import openpyxl
import pytest

from enrolment import language
from enrolment.changes.commit import build
from enrolment.pages import DRAWINGS, PAGES
from enrolment.view import drawn
from tests.browser.conftest import wait_until
from tests.conftest import SAMPLE, rewrite

pytestmark = pytest.mark.browser
UNITS = ("village", "commune")
NOTICE = json.loads((SAMPLE / "datapackage.json").read_text(encoding="utf-8"))["notice"]


@pytest.mark.parametrize("name", PAGES)
def test_every_page_by_deep_link_on_a_fresh_server(stores, serve, visit, name):
    page = visit().open(f"{serve(stores['sample'])}/{name}")
    assert page.inner_text(".head h1") == language.translate("vi", f"page-{name}")
    assert page.get_by_role("link", name=language.translate("vi", "page-overview")).count() == 1
    assert NOTICE["vi"] in page.inner_text(".stApp")


def test_the_first_start_builds_the_sample(tmp_path, serve, visit):
    page = visit().open(serve(tmp_path / "store"))
    assert "6.549/10.084 (64,94%)" in page.inner_text(".headline")


def test_a_page_without_reports_takes_over_from_its_stand_in(stores, serve, visit):
    page = visit(width=390).page
    address = serve(stores["no_reports"])
    for _ in range(2):  # as a server that knows no page yet, and as one that knows it
        page.goto(f"{address}/goals?lang=en")
        page.wait_for_selector(".stApp .notice a", timeout=20_000)
        page.wait_for_selector("#early", state="detached", timeout=20_000)
        assert page.inner_text(".stApp h1") == "Goals"


def test_a_projector_gets_charts_that_fill_their_place(server, visit):
    page = visit(width=1920).open(f"{server}/goals?lang=en&large=yes")
    page.wait_for_selector(".chart .main-svg", state="attached")
    heights = "[...document.querySelectorAll('.chart')].map(one => [one, one.querySelector('.main-svg')])"
    wait_until(page, f"{heights}.every(([box, svg]) => svg && Math.abs(box.clientHeight - svg.clientHeight) < 2)")
    assert page.evaluate("document.querySelector('.chart').clientHeight") > 550


def test_a_projector_gets_large_type_and_the_keys_of_a_remote(server, visit):
    page = visit(width=1920).open(f"{server}/?lang=en")
    size = "parseFloat(getComputedStyle(document.querySelector('.headline')).fontSize)"
    usual = page.evaluate(size)
    page.get_by_text("Presentation", exact=True).click()
    wait_until(page, f"{size} > {1.5 * usual}")
    assert "large=yes" in page.url and not page.locator("[data-testid=stSidebar]").is_visible()
    page.keyboard.press("PageDown")
    page.wait_for_selector(".map .areas path")
    wait_until(page, f"document.querySelector('.stApp h1')?.textContent === 'Map' && {size} > {1.5 * usual}")
    page.keyboard.press("ArrowLeft")
    wait_until(page, "document.querySelector('.stApp h1')?.textContent === 'Overview'")
    page.keyboard.press("Escape")
    wait_until(page, f"{size} === {usual}")
    assert "large" not in page.url and page.locator("[data-testid=stSidebar]").is_visible()


def test_no_table_is_cut_on_a_laptop(server, visit):
    reader, cut = visit(width=1366), {}
    for name in PAGES:
        page = reader.open(f"{server}/{name}")
        cut[name] = page.evaluate(
            "[...document.querySelectorAll('.scroll')].filter(one => one.scrollWidth > one.clientWidth + 1)"
            ".map(one => one.innerText.slice(0, 40))"
        )
    assert not any(cut.values()), cut


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", PAGES)
def test_a_phone_shows_every_page_without_scrolling_sideways(server, visit, name, scheme):
    page = visit(width=390, scheme=scheme).open(f"{server}/{name}?lang=en")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    wide = page.evaluate(
        """[...document.querySelectorAll('.stHtml > *, .drawing')].filter(e =>
            e.getBoundingClientRect().right > innerWidth + 1).map(e => e.className)"""
    )
    assert wide == []
    background = page.evaluate("getComputedStyle(document.querySelector('.stApp')).backgroundColor")
    assert background == ("rgb(251, 250, 247)" if scheme == "light" else "rgb(17, 22, 29)")


@pytest.mark.parametrize("name", DRAWINGS)
def test_charts_are_drawn_and_tell_what_they_are(server, visit, name):
    page = visit().open(f"{server}/{name}")
    page.wait_for_selector(".drawing .main-svg, .map .areas path", state="attached", timeout=20_000)
    drawings = page.locator(".drawing :is(.chart, .map)")
    assert drawings.count() >= 1
    assert all(drawings.nth(number).get_attribute("aria-label") for number in range(drawings.count()))


@pytest.mark.parametrize("width", [390, 1440])
@pytest.mark.parametrize("name", ["overview", "map", "goals"])
def test_the_headline_is_there_before_the_page_and_nothing_jumps(server, visit, name, width):
    address = f"{server}/{'' if name == 'overview' else name}?lang=en"
    visit().open(address)
    with urllib.request.urlopen(address) as answer:
        document = answer.read().decode()
    headline = re.search(r'<p class="headline">(.*?)</p>', document)[1]
    reader = visit(width=width)
    reader.page.add_init_script(
        "window.shifted = 0; new PerformanceObserver(list => list.getEntries().forEach(shift => "
        "{ if (!shift.hadRecentInput) window.shifted += shift.value })).observe({type: 'layout-shift', buffered: true})"
    )
    page = reader.open(address)
    assert page.inner_text(".headline") == unescape(headline), "the page says what was read before it"
    assert page.locator("#early").count() == 0 and page.locator(".head h1").count() == 1
    assert page.evaluate("window.shifted") < 0.05


@pytest.mark.parametrize("name", ["distance", "comparison"])
def test_a_mark_of_a_chart_opens_its_village(server, visit, name):
    """By a click, and by the keys: an arrow, then Enter."""
    page = visit().open(f"{server}/{name}?lang=en")
    chart = page.locator(".chart.opens").first
    chart.locator(".point").first.wait_for(state="attached")
    chart.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    page.wait_for_url("**/village?*village=01864-*")

    page = visit().open(f"{server}/{name}?lang=en")
    point = page.locator(".chart.opens").first.locator(".point").first
    point.scroll_into_view_if_needed()
    box = point.bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.down()
    page.mouse.up()
    page.wait_for_url("**/village?*village=01864-*")


def test_a_table_is_sorted_by_its_columns_and_kept_by_words(server, visit):
    page = visit().open(f"{server}/overview?lang=en")
    column = (
        "[...document.querySelectorAll('table.facts tbody tr:not([hidden])')].map(row => row.cells[{}].textContent)"
    )
    remaining = [int(text.replace(",", "")) for text in page.evaluate(column.format(1))]
    assert remaining == sorted(remaining, reverse=True)
    page.get_by_role("button", name="Road").or_(page.get_by_role("button", name="By road (km)")).first.click()
    roads = [float(text.split(" ")[0]) for text in page.evaluate(column.format(6))]
    assert roads == sorted(roads, reverse=True)
    page.keyboard.press("Enter")
    assert [float(text.split(" ")[0]) for text in page.evaluate(column.format(6))] == sorted(roads)
    assert page.locator("th[aria-sort=ascending]").count() == 1

    page = visit().open(f"{server}/definitions?lang=en")
    page.locator(".find.whole-page input").fill("erreygers")
    shown = page.locator(".definition:visible, .query:visible")
    assert 0 < shown.count() < 6 and all("rreygers" in text for text in shown.all_text_contents())

    page = visit().open(f"{server}/electricity?lang=en")
    field = page.locator(".find input").first
    before = page.locator(".find + .scroll tbody tr:not([hidden])").count()
    field.fill("thon 2")
    after = page.locator(".find + .scroll tbody tr:not([hidden])").count()
    assert 0 < after < before


def test_on_a_phone_one_line_says_what_is_chosen_and_opens(server, visit):
    page = visit(width=390).open(f"{server}/?lang=en")
    assert page.locator(".headline").bounding_box()["y"] < 300
    line = page.locator(".fold label")
    assert "Bằng Thành" in line.inner_text() and "2 Aug 2025" in line.inner_text()
    choice = page.locator(".st-key-choose_place")
    assert not choice.is_visible()
    page.locator("#fold").check()
    assert choice.is_visible()
    assert not visit().open(f"{server}/?lang=en").locator(".fold label").is_visible()


def test_filters_go_to_the_url_and_back(server, visit):
    reader = visit()
    page = reader.open(server)
    assert "indicator" not in page.url
    label = language.translate("vi", "filter-indicator")
    page.get_by_label(label).first.click()
    page.get_by_role("option", name="Hồ sơ căn cước").click()
    reader.url_has("indicator=id_card")
    reader.settle()
    assert "10.033/10.084 (99,49%)" in page.inner_text(".headline")

    page.get_by_role("link", name=language.translate("vi", "page-goals")).click()
    page.wait_for_selector("text=Kết quả từng nội dung")
    reader.url_has("indicator=id_card")
    assert "10.033/10.084" in page.inner_text(".headline")

    page.go_back()
    page.wait_for_selector(f"h1:text-is('{language.translate('vi', 'page-overview')}')")
    reader.settle()
    page.go_back()
    wait_until(page, "document.querySelector('.headline').innerText.includes('6.549')")
    assert "indicator" not in page.url

    other = visit().open(f"{server}/distance?indicator=id_card&as_of=2025-07-25")
    assert "25/7/2025" in other.inner_text(".stApp")


def test_the_language_switch(server, visit):
    reader = visit()
    page = reader.open(server)
    page.get_by_role("radio", name="English").or_(page.get_by_text("English", exact=True)).first.click()
    page.wait_for_selector("h1:text-is('Overview')")
    reader.url_has("lang=en")
    wait_until(page, "document.documentElement.lang === 'en'")
    assert "6,549/10,084 (64.94%)" in page.inner_text(".headline")
    page.get_by_role("link", name="Distance", exact=True).click()
    page.wait_for_selector("h1:text-is('Distance')")
    reader.url_has("lang=en")


def test_a_click_on_the_map_opens_the_village_and_a_list_choice_too(server, visit):
    reader = visit()
    page = reader.open(f"{server}/map")
    village = units(server, "place=01864&indicator=vneid_level2&as_of=2025-08-02")[3]
    area = page.locator(f".areas [data-code='{village['place_code']}']")
    area.hover()
    page.wait_for_selector(f".tip:has-text('{village['place_name']}')")
    assert village["reached"] in page.inner_text(".tip")
    area.click()
    reader.url_has(f"village={village['place_code']}")
    page.wait_for_selector(f".panel h2:text-is('{village['place_name']}')")
    assert village["reached"].split(" ")[0] in page.inner_text(".card .big")

    page.locator(".st-key-choose_village input").click()
    page.locator(".st-key-choose_village input").fill("Thôn 07")
    page.get_by_role("option", name="Thôn 07").click()
    reader.url_has("village=01864-07")
    page.wait_for_selector(".panel h2:text-is('Thôn 07')")


def test_the_map_is_read_and_opened_by_keys(server, visit):
    reader = visit()
    page = reader.open(f"{server}/map?lang=en")
    page.wait_for_selector(".areas path", state="attached")
    by_remaining = sorted(
        units(server, "place=01864&indicator=vneid_level2&as_of=2025-08-02&lang=en"),
        key=lambda row: -int(row["remaining_count"]),
    )
    page.locator(".map").focus()
    for key in ("ArrowRight", "ArrowRight", "ArrowLeft", "ArrowRight"):
        page.keyboard.press(key)
    assert page.inner_text(".said").startswith(f"{by_remaining[1]['place_name']}, {by_remaining[1]['reached']}")
    page.keyboard.press("+")
    assert "scale(1.5)" in page.locator(".areas").get_attribute("transform")
    page.keyboard.press("Enter")
    reader.url_has(f"village={by_remaining[1]['place_code']}")


def test_the_map_is_played_through_its_days_and_is_then_what_it_was(server, visit):
    page = visit().open(f"{server}/map?shape=circles")
    page.wait_for_selector(".discs [data-code]")
    button, fills = (
        page.locator("[data-name=play]"),
        "[...document.querySelectorAll('.discs [data-code]')].map(one => one.getAttribute('fill')).join()",
    )
    before = page.evaluate(fills)
    button.click()
    page.wait_for_selector(".map .day:text-is('21/7/2025')")
    assert page.evaluate(fills) != before and button.get_attribute("aria-label") == "Dừng"
    wait_until(page, "document.querySelector('.map .day').textContent !== '21/7/2025'")
    button.click()
    assert page.evaluate(fills) == before and page.locator(".map .day").is_hidden()
    page.goto(f"{server}/map?since=2025-07-26")
    page.wait_for_selector(".areas [data-code]")
    assert button.is_hidden(), "what is compared is of two days"


def test_the_ways_of_a_plan_are_on_the_map(server, visit):
    page = visit().open(f"{server}/tomorrow?lang=en")
    page.wait_for_selector(".sheet")
    wait_until(
        page, "document.querySelectorAll('.map .ways path').length === document.querySelectorAll('.sheet').length"
    )
    assert "Enter" not in (page.locator(".map").get_attribute("aria-label") or ""), "nothing opens there"
    shown = page.locator(".map .names .way").all_text_contents()
    assert set(shown) <= {f"T{number}" for number in range(1, 9)} and len(shown) >= 6


def test_what_is_told_of_a_tapped_village_comes_into_view(server, visit):
    page = visit(width=390, touch=True).open(f"{server}/map?lang=en")
    page.wait_for_selector(".areas path", state="attached")
    page.locator(".areas path").nth(20).tap(force=True)
    card = page.locator(".st-key-atlas_more .card").first
    card.wait_for()
    wait_until(
        page, "document.querySelector('.st-key-atlas_more .card').getBoundingClientRect().top < innerHeight - 40"
    )


def test_the_way_to_a_page_is_seen_by_who_walks_with_the_keyboard(server, visit):
    page = visit().open(server)
    link = page.locator("[data-testid=stSidebar] a").nth(3)
    for _ in range(40):
        page.keyboard.press("Tab")
        if link.evaluate("link => link === document.activeElement"):
            break
    assert link.evaluate("link => getComputedStyle(link).outlineStyle") == "solid"


@pytest.mark.parametrize("lang", language.LANGUAGES)
def test_an_address_that_is_none_is_told_in_the_readers_language(server, visit, lang):
    reader = visit()
    page = reader.open(f"{server}/nopage?lang={lang}")
    dialog = page.get_by_role("dialog")
    dialog.wait_for()
    told = dialog.inner_text()
    assert all(language.translate(lang, f"chrome-{key}") in told for key in ("no-page", "main-page"))
    assert page.evaluate("document.documentElement.lang") == lang
    assert [text for text in reader.wrong if language.translate(lang, "chrome-no-page-more") not in text] == []
    reader.wrong.clear()  # Streamlit tells the console, too


def test_one_finger_scrolls_the_page_and_two_move_the_map(server, visit):
    page = visit(width=390, touch=True).open(f"{server}/map")
    page.wait_for_selector(".areas path", state="attached")
    page.locator(".map svg").evaluate("map => map.scrollIntoView({block: 'end'})")
    session = page.context.new_cdp_session(page)

    def fingers(*paths) -> None:
        """Each finger's way in ten steps: where it starts, and how far it goes."""
        box = page.locator(".map svg").bounding_box()
        at = [
            [
                {"x": box["x"] + x + by_x * step / 10, "y": box["y"] + y + by_y * step / 10, "id": number}
                for number, (x, y, by_x, by_y) in enumerate(paths)
            ]
            for step in range(11)
        ]
        session.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": at[0]})
        for points in at[1:]:
            session.send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": points})
        session.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})

    scrolled = "document.querySelector('[data-testid=stMain]').scrollTop"
    before = page.evaluate(scrolled)
    fingers((150, 200, 0, -150))
    wait_until(page, f"{scrolled} > {before + 30}")
    assert page.locator(".areas").get_attribute("transform") == "translate(0,0) scale(1)"
    fingers((120, 150, -60, 0), (180, 150, 60, 0))
    zoomed = "Number(document.querySelector('.areas').getAttribute('transform').match(/scale.([0-9.]+)/)[1])"
    wait_until(page, f"{zoomed} > 1.3")


def test_the_bar_says_how_long_a_kilometre_is(server, visit):
    """The bar of kilometres beside the distance of two villages, reckoned on the sphere."""
    page = visit(width=1200).open(f"{server}/map?shape=circles&lang=en")
    page.wait_for_selector(".scale path", state="attached")
    with (SAMPLE / "villages.csv").open(encoding="utf-8", newline="") as rows:
        places = {
            row["village_code"]: (float(row["latitude"]), float(row["longitude"])) for row in csv.DictReader(rows)
        }
    (lat, lon), (far_lat, far_lon) = places["01864-01"], places["01864-38"]
    (x, y), (far_x, far_y) = (
        page.locator(f".discs [data-code='{code}']").evaluate("disc => [disc.cx.baseVal.value, disc.cy.baseVal.value]")
        for code in ("01864-01", "01864-38")
    )
    narrow = cos(radians((lat + far_lat) / 2))
    km = 6371.0088 * hypot(radians(far_lat - lat), radians(far_lon - lon) * narrow)

    def said() -> float:
        length = page.locator(".scale path").first.evaluate("line => line.getBBox().width")
        return length / float(page.locator(".measures text").first.text_content().removesuffix(" km"))

    assert said() == pytest.approx(hypot(far_x - x, far_y - y) / km, rel=0.01)
    before = said()
    page.locator(".map button[data-name='in']").click()
    wait_until(page, "document.querySelector('.areas').getAttribute('transform') !== 'translate(0,0) scale(1)'")
    page.wait_for_timeout(400)
    assert said() == pytest.approx(1.5 * before, rel=0.02)
    assert page.locator(".measures text").last.text_content() == "N"


def test_names_that_find_no_room_are_counted(server, visit):
    page = visit(width=390).open(f"{server}/map?lang=en")
    page.wait_for_selector(".names .unit", state="attached")
    shown = page.locator(".names .unit").count()
    hidden = re.search(r": (\d+)", page.inner_text(".drawing .hidden") or ": 0")
    assert shown + int(hidden[1]) == 38
    boxes = [box for name in page.locator(".names text").all() if (box := name.bounding_box())]
    for one in boxes:
        for other in boxes:
            apart = (
                one["x"] + one["width"] <= other["x"] + 3
                or other["x"] + other["width"] <= one["x"] + 3
                or one["y"] + one["height"] <= other["y"] + 8
                or other["y"] + other["height"] <= one["y"] + 8
            )
            assert one is other or apart


def test_paper_gets_charts_at_its_own_width(server, visit):
    page = visit().open(f"{server}/distance?lang=en")
    page.wait_for_selector(".drawing .main-svg")
    width = "document.querySelector('.chart')._fullLayout.width"
    before = page.evaluate(width)
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    wait_until(page, f"{width} === 718 && document.querySelector('.chart .main-svg').hasAttribute('viewBox')")
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    wait_until(page, f"{width} === {before} && !document.querySelector('.chart .main-svg').hasAttribute('viewBox')")


def test_a_chart_is_read_by_keys(server, visit):
    page = visit().open(f"{server}/distance?lang=en")
    page.wait_for_selector(".drawing .main-svg")
    page.locator(".chart").first.focus()
    page.keyboard.press("ArrowRight")
    said = page.locator(".said").first
    first = said.inner_text()
    assert re.search(r"\d+/\d+ \(", first)
    page.keyboard.press("ArrowRight")
    assert said.inner_text() != first


def test_layers_and_circles_stand_in_the_url(server, visit):
    reader = visit()
    page = reader.open(f"{server}/map?layers=electricity.rings&shape=circles")
    page.wait_for_selector(".map .discs circle", state="attached")
    assert language.translate("vi", "layer-electricity") in page.inner_text(".legend")
    page.get_by_text(language.translate("vi", "layer-signal"), exact=True).click()
    reader.url_has("layers=electricity.rings.signal")


def test_a_province_opens_its_communes(province_server, visit):
    reader = visit()
    page = reader.open(province_server)
    lists = [[language.translate("vi", f"{key}-{unit}") for key in ("behind", "most-remaining")] for unit in UNITS]
    assert any(title in page.inner_text(".stApp") for title in lists[1])
    page.locator(".facts a").first.click()
    reader.url_has("place=")
    page.wait_for_selector(f"h2:text-is('{lists[0][0]}'), h2:text-is('{lists[0][1]}')")


def test_one_number_reads_the_same_everywhere(server, visit):
    for indicator, text in (
        ("vneid_level2", "6.549/10.084 (64,94%)"),
        ("id_card", "10.033/10.084 (99,49%)"),
        ("organisation_id", "24/41 (58,54%)"),
    ):
        page = visit().open(f"{server}/?indicator={indicator}")
        assert text in page.inner_text(".headline")
        assert text in re.sub(r"\s+", " ", page.inner_text(".cards"))
        page = visit().open(f"{server}/goals?indicator={indicator}")
        assert text in page.inner_text("table.facts")
        wait_until(page, "document.querySelector('.chart')?.data?.length")
        hover = page.evaluate("document.querySelector('.chart').data.flatMap(t => t.hovertext || [])")
        assert any(text in line for line in hover)
        address = page.locator("a[href*='/download/goals/burn_up']").first.get_attribute("href")
        with urllib.request.urlopen(server + address) as answer:
            assert text in answer.read().decode("utf-8-sig")


def test_the_policy_keeps_every_page_at_home(server, visit, browser):
    page = browser.new_page()
    page.goto(f"{server}/")
    page.wait_for_selector(".head h1")
    outcome = page.evaluate("fetch('https://example.org/').then(() => 'left', () => 'kept')")
    assert outcome == "kept"
    socket = """new Promise(done => { document.addEventListener('securitypolicyviolation', () => done('kept'));
        try { new WebSocket('wss://example.org/').onopen = () => done('left') } catch { done('kept') } })"""
    assert page.evaluate(socket) == "kept"
    page.close()
    with urllib.request.urlopen(server) as answer:
        policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "http" not in policy
    assert re.search(r"connect-src 'self' ws://localhost:\d+ wss://localhost:\d+;", policy)


@pytest.mark.parametrize("whose", ["streamlit", "ours"])
def test_scripts_come_compressed_and_stay(server, whose):
    find = {
        "streamlit": lambda page: re.search(r'src="\./(static/js/index[^"]+)"', page)[1],
        "ours": lambda _: drawn.address("charts").removeprefix("/"),
    }[whose]
    with urllib.request.urlopen(server) as answer:
        script = find(answer.read().decode())
    sizes = {}
    for encoding in ("identity", "gzip", "br"):
        request = urllib.request.Request(f"{server}/{script}", headers={"Accept-Encoding": encoding})
        with urllib.request.urlopen(request) as answer:
            sizes[encoding] = len(answer.read())
            assert "immutable" in answer.headers["Cache-Control"]
            assert answer.headers.get("Content-Encoding", "identity") == encoding
    assert sizes["br"] < sizes["gzip"] < sizes["identity"] / 2.5


def test_a_running_dashboard_takes_up_new_data(folder, tmp_path, serve, visit):
    store = tmp_path / "store"
    build(folder, store)
    reader = visit()
    page = reader.open(f"{serve(store)}/?indicator=organisation_id")
    assert "24/41" in page.inner_text(".headline")
    rewrite(folder / "targets.csv", lambda rows: rows[-1].__setitem__("target", "50"))
    build(folder, store)
    page.get_by_label(language.translate("vi", "filter-indicator")).first.click()
    page.get_by_role("option", name="Hồ sơ căn cước").click()
    reader.url_has("indicator=id_card")
    wait_until(page, "document.querySelector('.cards').innerText.includes('24/50')")


def test_downloads_say_what_is_wrong(server):
    for query, status in (("units/standing.csv?place=01864", 404), ("no/such.csv", 404)):
        with pytest.raises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(f"{server}/download/{query}")
        assert refused.value.code == status
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(f"{server}/download/overview/standing.csv?place=01864&as_of=2025-02-31")
    assert refused.value.read().decode() == language.translate("vi", "bad-value")
    what = "place=B%E1%BA%B1ng&indicator=id_card&as_of=2025-08-02"
    with urllib.request.urlopen(f"{server}/download/units/standing.csv?{what}") as answer:
        assert "units-standing_B" in answer.headers["Content-Disposition"]
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(
            f"{server}/download/gaps/villages.csv?place=01864&indicator=x&as_of=2025-08-02&row_count=-1"
        )
    assert refused.value.code == 400
    with urllib.request.urlopen(f"{server}/health") as answer:
        assert json.load(answer)["data_version"]


def test_downloads_for_excel(server):
    what = "place=01864&indicator=vneid_level2&as_of=2025-08-02&lang=vi"
    with urllib.request.urlopen(f"{server}/download/units/standing.xlsx?{what}") as answer:
        rows = list(openpyxl.load_workbook(io.BytesIO(answer.read())).active.iter_rows(values_only=True))
    first = dict(zip(rows[0], rows[1], strict=True))
    assert first["place_code"].startswith("01864-") and isinstance(first["done_count"], int)
    assert first["attainment_share_text"] == language.share("vi", first["attainment_share"])
    with urllib.request.urlopen(f"{server}/download/units/standing.csv?separator=semicolon&{what}") as answer:
        local = list(csv.DictReader(io.StringIO(answer.read().decode("utf-8-sig")), delimiter=";"))
    assert local[0]["attainment_share"] == f"{first['attainment_share']}".replace(".", ",")
    assert local[0]["marks"].startswith("Giả định hoặc mô phỏng")


def units(server: str, what: str) -> list[dict[str, str]]:
    with urllib.request.urlopen(f"{server}/download/units/standing.csv?{what}") as answer:
        return list(csv.DictReader(io.StringIO(answer.read().decode("utf-8-sig"))))
