"""A picture of every page in every language, theme and width, and as paper: `python -m tests.browser.sheets FOLDER`
takes them of the sample, for somebody to look at."""

import itertools
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from enrolment.changes.commit import build
from enrolment.language import LANGUAGES
from enrolment.pages import PAGES
from tests.browser.axe import SCHEMES
from tests.browser.conftest import Launcher, Visit, serving
from tests.conftest import SAMPLE

WIDTHS = {320: 640, 390: 844, 1440: 900, 1920: 1080}  # of windows, and their heights
_WHOLE = "document.querySelector('[data-testid=stMain]').scrollHeight"
_HIGHEST = 9000


def whole(page: Page, path: Path) -> None:
    """A picture of all that can be scrolled to."""
    before = page.viewport_size
    assert before is not None
    page.set_viewport_size({"width": before["width"], "height": min(page.evaluate(_WHOLE) + 20, _HIGHEST)})
    page.wait_for_timeout(800)  # charts and the map are laid out anew
    page.screenshot(path=path)
    page.set_viewport_size(before)


def main(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as kept, sync_playwright() as playwright:
        build(SAMPLE, Path(kept) / "store")
        launcher = Launcher(playwright)
        with serving(Path(kept) / "store") as address:
            for lang, scheme, (width, height) in itertools.product(LANGUAGES, SCHEMES, WIDTHS.items()):
                context = launcher.browser.new_context(viewport={"width": width, "height": height}, color_scheme=scheme)
                for name in PAGES:
                    page = Visit(context, context.new_page()).open(f"{address}/{name}?lang={lang}")
                    whole(page, folder / f"{name}-{lang}-{scheme}-{width}.png")
                    if (scheme, width) == ("light", 1440):
                        page.pdf(path=folder / f"{name}-{lang}.pdf", format="A4", prefer_css_page_size=True)
                    page.close()
                context.close()
        launcher.browser.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
