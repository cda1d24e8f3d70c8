"""What a page says on paper: all that it says on the screen, whole, and nothing that is pressed."""

import io
import re

import pypdf
import pytest

from enrolment import language
from enrolment.pages import DRAWINGS, PAGES

pytestmark = pytest.mark.browser
# A number as people read it, with what belongs to it: 6.549/10.084 and 64,94% are two.
_NUMBER = re.compile(r"\d[\d.,]*\d|\d")


def numbers(text: str) -> set[str]:
    return set(_NUMBER.findall(text))


def joined(text: str) -> str:
    """Without the blanks that a reader of paper finds between letters that are placed one by one."""
    return re.sub(r"\s", "", text)


@pytest.mark.parametrize("is_landscape", [False, True])
@pytest.mark.parametrize("name", PAGES)
def test_every_number_of_a_page_is_on_its_paper(server, visit, name, is_landscape):
    reader = visit()
    page = reader.open(f"{server}/{name}?as_of=2025-08-01")
    if name in DRAWINGS:
        page.wait_for_selector(".drawing .main-svg, .map .areas path", state="attached")
    shown = " ".join(page.locator(".stHtml:visible").all_inner_texts())
    paper = pypdf.PdfReader(io.BytesIO(page.pdf(format="A4", landscape=is_landscape)))
    sheets = [sheet.extract_text() for sheet in paper.pages]
    missing = numbers(shown) - numbers(" ".join(sheets))
    assert missing == set()
    title = joined(language.translate("vi", f"page-{name}"))
    for number, sheet in enumerate(map(joined, sheets), start=1):
        assert f"{number}/{len(sheets)}" in sheet and title in sheet
        assert "01/8/2025" in sheet or name in ("data", "definitions")
    said = joined(" ".join(sheets))
    for key in ("filter-lang", "link-here", "filter-replay"):
        assert joined(language.translate("vi", key)) not in said, "what is pressed stays on the screen"


def test_the_headers_of_a_sorted_table_come_again_and_dark_screens_print_in_ink(server, visit):
    page = visit(scheme="dark").open(f"{server}/comparison?lang=en")
    sheets = [sheet.extract_text() for sheet in pypdf.PdfReader(io.BytesIO(page.pdf(format="A5"))).pages]
    of_table = [sheet for sheet in sheets if len(re.findall(r"Thôn \d\d \d+/\d+", sheet)) > 1]
    assert len(of_table) > 1 and all("Against chance" in " ".join(sheet.split()) for sheet in of_table)
    page.emulate_media(media="print", color_scheme="dark")
    pale = page.evaluate(
        """() => [...document.querySelectorAll('.stApp :is(h1, h2, p, td, dd, text)')].filter((one) => {
            const colour = getComputedStyle(one)[one instanceof SVGElement ? 'fill' : 'color'].match(/[\\d.]+/g)
            return one.getBoundingClientRect().width && colour && Math.min(...colour.slice(0, 3)) > 150
        }).map((one) => one.textContent.slice(0, 40))"""
    )
    assert pale == []


def test_no_row_is_split_and_headers_come_again(server, visit):
    page = visit().open(f"{server}/goals?lang=en")
    page.wait_for_selector(".drawing .main-svg")
    sheets = [sheet.extract_text() for sheet in pypdf.PdfReader(io.BytesIO(page.pdf(format="A5"))).pages]
    rows = re.findall(r"Thôn \d\d \d+/\d+ \(\d+\.\d\d%\)", "\n".join(sheets))
    heat = [sheet for sheet in sheets if any(row in sheet for row in rows)]
    assert len(set(rows)) >= 38 and len(heat) > 1
    header = language.translate("en", "measure-place-name")
    assert all(header in sheet for sheet in heat)


def test_classes_have_the_colours_of_paper_though_the_screen_is_dark(server, visit):
    drawn = "[...document.querySelectorAll('.scatterlayer .point')].map(e => getComputedStyle(e).fill)"
    fills = {}
    for scheme in ("light", "dark"):
        page = visit(scheme=scheme).open(f"{server}/distance")
        page.wait_for_selector(".scatterlayer .point", state="attached")
        on_screen = page.evaluate(drawn)
        page.evaluate("dispatchEvent(new Event('beforeprint'))")
        fills[scheme] = page.evaluate(drawn)
        page.evaluate("dispatchEvent(new Event('afterprint'))")
        assert page.evaluate(drawn) == on_screen
        assert (fills[scheme] == on_screen) == (scheme == "light")
    assert fills["dark"] == fills["light"]
