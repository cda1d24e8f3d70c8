"""A real server and a real Chromium."""

import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, sync_playwright

from tests.conftest import ROOT

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "msedge")


class Launcher:
    """The browser of this process; a new one where asked for."""

    def __init__(self, playwright: Playwright) -> None:
        self._playwright = playwright
        self.browser = self._launch()

    def anew(self) -> None:
        self.browser.close()
        self.browser = self._launch()

    def _launch(self) -> Browser:
        found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
        arguments = ["--no-sandbox", "--use-gl=swiftshader", "--enable-unsafe-swiftshader"]
        # Without one of its own on the machine, Playwright takes the one that `playwright install chromium` fetched.
        return self._playwright.chromium.launch(executable_path=found, args=arguments)


@pytest.fixture(scope="session")
def launcher() -> Iterator[Launcher]:
    with sync_playwright() as playwright:
        launched = Launcher(playwright)
        yield launched
        launched.browser.close()


@pytest.fixture
def browser(launcher: Launcher, request: pytest.FixtureRequest) -> Browser:
    if getattr(request.node, "execution_count", 1) > 1:  # tried once more, after it failed
        launcher.anew()
    return launcher.browser


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A browser test that fails is tried once more, and named at the end of the run, to be mended next."""
    for item in items:
        if item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.flaky(reruns=1))


@contextmanager
def serving(store: Path) -> Iterator[str]:
    """Start `streamlit run app.py` on a free port as a person would; yields its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = {**os.environ, "ENROLMENT_STORE": str(store)}
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port)]
    process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    address = f"http://localhost:{port}"
    try:
        for _ in range(300):
            try:
                urllib.request.urlopen(f"{address}/health", timeout=1)
                break
            except OSError:
                time.sleep(0.1)
        yield address
    finally:
        process.terminate()
        process.wait(20)


@pytest.fixture(scope="session")
def server(stores: dict[str, Path]) -> Iterator[str]:
    with serving(stores["sample"]) as address:
        yield address


@pytest.fixture(scope="session")
def province_server(stores: dict[str, Path]) -> Iterator[str]:
    with serving(stores["province"]) as address:
        yield address


@pytest.fixture
def serve() -> Iterator[Callable[[Path], str]]:
    """Start servers of a test's own. They outlive its windows: a page whose server is gone complains, and rightly."""
    with ExitStack() as servers:
        yield lambda store: servers.enter_context(serving(store))


# Resolves once nothing in the page has changed for a tenth of a second; after ten seconds in any case.
_WHEN_STILL = """() => new Promise(done => {
    let quiet
    const finish = () => { observer.disconnect(); clearTimeout(quiet); clearTimeout(latest); done() }
    const wait = () => { clearTimeout(quiet); quiet = setTimeout(finish, 100) }
    const observer = new MutationObserver(wait)
    const latest = setTimeout(finish, 10000)
    observer.observe(document.body, {subtree: true, childList: true, attributes: true, characterData: true})
    wait()
})"""


def wait_until(page: Page, expression: str, seconds: float = 30) -> None:
    """Wait until an expression holds in the page. Playwright's own way runs text as a script, as the pages forbid.

    While a page is drawn anew, what the expression speaks of may be gone for a moment: then it does not hold yet.
    """
    end = time.monotonic() + seconds
    holds = f"() => {{ try {{ return Boolean({expression}) }} catch (gone) {{ return false }} }}"
    while not page.evaluate(holds):
        assert time.monotonic() < end, expression
        page.wait_for_timeout(50)


@dataclass
class Visit:
    """One reader's browser, and everything that went wrong in it."""

    context: BrowserContext
    page: Page
    wrong: list[str] = field(default_factory=list)

    def open(self, address: str) -> Page:
        self.page.goto(address)
        self.page.wait_for_selector(".head h1", timeout=30_000)
        self.settle()
        return self.page

    def settle(self) -> None:
        """Wait until the page's script is done and nothing is drawn any more."""
        self.page.wait_for_selector(".stApp[data-test-script-state='notRunning']", timeout=30_000)
        self.page.evaluate(_WHEN_STILL)
        self.page.wait_for_selector(".stApp[data-test-script-state='notRunning']", timeout=30_000)

    def url_has(self, text: str) -> None:
        self.page.wait_for_url(re.compile(re.escape(text)), timeout=15_000)


@pytest.fixture
def visit(browser: Browser, serve: Callable[[Path], str]) -> Iterator[Callable[..., Visit]]:
    """Open a browser window; at the end nothing may have gone wrong and no request may have left the machine."""
    opened: list[Visit] = []

    def open_window(width: int = 1440, scheme: Literal["light", "dark"] = "light", touch: bool = False) -> Visit:
        context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme, has_touch=touch)
        reader = Visit(context, context.new_page())
        own = re.compile(r"^(https?|wss?)://(localhost|127\.0\.0\.1)[:/]|^(data|blob|about):")
        page = reader.page
        page.on("request", lambda r: None if own.match(r.url) else reader.wrong.append(f"request to {r.url}"))
        page.on("console", lambda m: reader.wrong.append(m.text) if m.type == "error" else None)
        page.on("pageerror", lambda error: reader.wrong.append(str(error)))
        opened.append(reader)
        return reader

    yield open_window
    for reader in opened:
        reader.context.close()
        assert reader.wrong == []
