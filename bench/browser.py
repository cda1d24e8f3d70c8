"""What a reader waits for and pays for, in a real Chromium on this machine."""

import os
import random
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
from playwright.sync_api import Browser, Page, sync_playwright

from bench.sets import ROOT
from enrolment.pages import PAGES

_READERS = 5  # who click in turn while the memory is watched
# The time of the last change to the page's content, to a drawing's shapes, or on a canvas, in ms since navigation.
_WATCH = """
const changed = () => { window.__last = performance.now(); }
const shapes = ['d', 'fill', 'points', 'transform', 'cx', 'cy', 'r', 'x', 'y', 'width', 'height'];
new MutationObserver(changed).observe(document, {childList: true, subtree: true, characterData: true});
new MutationObserver(changed).observe(document, {subtree: true, attributeFilter: shapes});
for (const kind of [WebGLRenderingContext, WebGL2RenderingContext]) {
  for (const name of ['drawArrays', 'drawElements']) {
    const draw = kind.prototype[name];
    kind.prototype[name] = function (...given) { changed(); return draw.apply(this, given); };
  }
}
"""


@contextmanager
def browsing() -> Iterator[Browser]:
    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path=found, args=["--no-sandbox", "--enable-unsafe-swiftshader"])


@contextmanager
def serving(store: Path) -> Iterator[tuple[str, psutil.Process]]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port)]
    process = subprocess.Popen(
        command, cwd=ROOT, env={**os.environ, "ENROLMENT_STORE": str(store)}, stdout=subprocess.DEVNULL
    )
    address = f"http://localhost:{port}"
    try:
        while True:
            try:
                urllib.request.urlopen(f"{address}/health", timeout=1)
                break
            except OSError:
                time.sleep(0.02)
        yield address, psutil.Process(process.pid)
    finally:
        process.terminate()
        process.wait(20)


class Meter:
    """A window whose bytes over the wire are counted, websocket frames as they are packed."""

    def __init__(self, browser: Browser) -> None:
        self.context = browser.new_context(viewport={"width": 1440, "height": 900})
        self.page = self.context.new_page()
        self.page.add_init_script(_WATCH)
        self.bytes = 0
        session = self.context.new_cdp_session(self.page)
        session.send("Network.enable")
        session.on("Network.loadingFinished", lambda event: self._add(event["encodedDataLength"]))
        session.on("Network.webSocketFrameReceived", lambda event: self._add_frame(event["response"]))
        session.on("Network.webSocketFrameSent", lambda event: self._add_frame(event["response"]))

    def _add(self, count: float) -> None:
        self.bytes += int(count)

    def _add_frame(self, frame: dict) -> None:
        import base64
        import zlib

        data = frame["payloadData"]
        raw = base64.b64decode(data) if frame["opcode"] == 2 else data.encode()
        self.bytes += min(len(raw), len(zlib.compress(raw, 6))) + 6

    def take(self) -> int:
        count, self.bytes = self.bytes, 0
        return count


def settled(page: Page, quiet_ms: int = 400) -> float:
    """Wait until nothing changes for a while; the time of the last change, ms since navigation."""
    if page.locator("[data-testid=stApp]").count():
        page.wait_for_selector("[data-testid=stApp][data-test-script-state='notRunning']", timeout=60_000)
    while page.evaluate("performance.now() - window.__last") < quiet_ms:
        page.wait_for_timeout(40)
    return page.evaluate("window.__last")


def first_start(browser: Browser, store: Path) -> float:
    """Seconds from `streamlit run` to the sample's overview drawn, with nothing there before."""
    shutil.rmtree(store, ignore_errors=True)
    start = time.perf_counter()
    with serving(store) as (address, _):
        page = browser.new_page()
        page.goto(address)
        page.wait_for_selector(".cards .card")
        taken = time.perf_counter() - start
        page.close()
    return taken


def memory(browser: Browser, address: str, server: psutil.Process, minutes: float) -> tuple[float, float, int]:
    """Megabytes that the server holds after `minutes` of clicking by five readers, and those with its workers; and the
    clicks."""
    chance, readers, count = random.Random(1), [browser.new_page() for _ in range(_READERS)], 0
    for page in readers:
        page.goto(f"{address}/?lang=en")
        page.wait_for_selector(".head h1")
    end = time.monotonic() + 60 * minutes
    while time.monotonic() < end:
        page = chance.choice(readers)
        if chance.random() < 0.5:
            page.get_by_test_id("stSidebarNavLink").nth(chance.randrange(len(PAGES))).click()
        else:
            key = chance.choice(["indicator", "as_of", "place"])
            page.locator(f".st-key-choose_{key} input").first.click()
            options = page.get_by_role("option")
            options.first.wait_for()
            options.nth(chance.randrange(min(8, options.count()))).click()
        page.wait_for_timeout(300)
        page.wait_for_selector(".stApp[data-test-script-state='notRunning']", timeout=60_000)
        if page.locator(".st-key-choose_place").count() == 0:
            page.get_by_test_id("stSidebarNavLink").first.click()
            page.wait_for_selector(".st-key-choose_place")
        count += 1
    alone, with_workers = _held(server), _held(server, *server.children(recursive=True))
    for page in readers:
        page.close()
    return alone, with_workers, count


def _held(*parts: psutil.Process) -> float:
    """Megabytes of processes: what two of them share counts once."""
    return sum(getattr(part.memory_full_info(), "pss", part.memory_info().rss) for part in parts) / 1e6
