"""Nothing on any page that axe-core objects to: each page once, the ways of reading in turn."""

import itertools

import pytest

from enrolment.language import LANGUAGES
from enrolment.pages import PAGES
from tests.browser import axe

pytestmark = pytest.mark.browser
WAYS = list(itertools.product(LANGUAGES, axe.SCHEMES, axe.WIDTHS))


@pytest.fixture(scope="session")
def script() -> str:
    try:
        return axe.script()
    except OSError as error:
        pytest.skip(f"axe-core is not here, and its registry cannot be reached: {error}")


@pytest.mark.parametrize(("name", "way"), [(name, WAYS[number % len(WAYS)]) for number, name in enumerate(PAGES)])
def test_axe_finds_nothing(server, visit, script, name, way):
    lang, scheme, width = way
    page = visit(width=width, scheme=scheme).open(f"{server}/{name}?lang={lang}")
    assert axe.faults(page, script) == []


def test_axe_finds_what_is_wrong(server, visit, script):
    page = visit().open(f"{server}/goals")
    page.evaluate(
        """() => {
            const pale = document.querySelector('.scroll td')
            pale.style.color = 'rgb(170, 170, 170)'
            document.querySelector('.panel h2').outerHTML = '<h5>x</h5>'
        }"""
    )
    found = axe.faults(page, script)
    assert any("heading-order" in fault for fault in found)
    assert any(fault.partition(":")[0].replace(".", "").isdigit() and "color-contrast" in fault for fault in found)
