"""What is measured side by side: our pages, those of another checkout, what peers make of the same questions."""

import json
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
import venv
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil
from playwright.sync_api import Locator, Page

from bench.sets import OUT, ROOT
from enrolment.pages import DRAWINGS
from enrolment.snapshot.current import current

PAGES = ("overview", "map", "distance", "goals")
PEERS = ROOT / "bench" / "peers"
_DRAWN = ".drawing .main-svg, .map svg [data-code], .js-plotly-plot .main-svg, .js-plotly-plot canvas"
_OURS = {"vneid_level2": "Level-2 e-ID accounts", "id_card": "Identity-card records"}


@dataclass(frozen=True)
class Subject:
    """`command`: starts its server, with `{port}`. `route`: of a page. `drawn`: a selector of what a page shows last.
    `choose`: has a page show another indicator, as a reader would; the moment of the last click, ms."""

    name: str
    command: list[str]
    folder: Path
    environment: dict[str, str]
    pages: tuple[str, ...]
    route: Callable[[str], str]
    drawn: Callable[[str], str]
    choose: Callable[[Page, str], float]


@contextmanager
def serving(subject: Subject) -> Iterator[tuple[str, psutil.Process]]:
    """Its server: address and process."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [part.format(port=port) for part in subject.command]
    environment = {**os.environ, **subject.environment, "PEER_PORT": str(port)}
    process = subprocess.Popen(
        command, cwd=subject.folder, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    address = f"http://localhost:{port}"
    try:
        while process.poll() is None:
            try:
                urllib.request.urlopen(address, timeout=1)
                break
            except urllib.error.HTTPError:
                break
            except OSError:
                time.sleep(0.05)
        if process.poll() is not None:
            raise RuntimeError(f"{subject.name} does not start: {' '.join(command)}")
        yield address, psutil.Process(process.pid)
    finally:
        process.terminate()
        process.wait(20)


def ours(name: str, checkout: Path, store: Path) -> Subject:
    """A checkout of ours, on a store that it built."""
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", "{port}"]
    environment = {"ENROLMENT_STORE": str(store), "PYTHONPATH": str(checkout)}

    def route(page: str) -> str:
        return f"/{'' if page == 'overview' else page}?lang=en"

    def choose(page: Page, indicator: str) -> float:
        page.locator(".st-key-choose_indicator input").click()
        return _clicked(page.get_by_role("option", name=_OURS[indicator]))

    def drawn(page: str) -> str:
        return _DRAWN if page in DRAWINGS else "#root .cards .card"

    return Subject(name, command, checkout, environment, PAGES, route, drawn, choose)


def peers(store: Path) -> list[Subject]:
    """Those that can be installed from the package index, each with the same questions, and Streamlit's floor."""
    python = _installed()
    database = current(store)
    assert database, store
    environment = {"PEER_DATABASE": str(database.path)}
    return [
        _streamlit("Streamlit's floor", "floor.py", ("text", "chart"), environment),
        _streamlit("naive Streamlit", "naive.py", PAGES, environment),
        Subject(
            "Dash",
            [python, "dash_app.py"],
            PEERS,
            environment,
            PAGES,
            lambda page: f"/?page={page}",
            lambda page: "td" if page == "overview" else ".js-plotly-plot .main-svg, .js-plotly-plot canvas",
            lambda page, indicator: _clicked(page.get_by_text(indicator, exact=True).first),
        ),
        _datasette(python, environment),
    ]


def _clicked(place: Locator) -> float:
    """Click, once the place is still; the moment before, ms."""
    place.wait_for()
    place.page.wait_for_timeout(250)
    before = place.page.evaluate("Date.now()")
    place.click()
    return before


def _streamlit(name: str, script: str, pages: tuple[str, ...], environment: dict[str, str]) -> Subject:
    command = [sys.executable, "-m", "streamlit", "run", script, "--server.port", "{port}", "--server.headless", "true"]
    command += ["--browser.gatherUsageStats", "false"]

    def choose(page: Page, indicator: str) -> float:
        page.locator("[data-testid=stSelectbox] input").click()
        return _clicked(page.get_by_role("option", name=indicator))

    def drawn(page: str) -> str:
        is_chart = page in ("chart", "map", "distance", "goals")
        return ".js-plotly-plot .main-svg, .js-plotly-plot canvas" if is_chart else "h1"

    return Subject(name, command, PEERS, environment, pages, lambda page: f"/?page={page}", drawn, choose)


def _datasette(python: str, environment: dict[str, str]) -> Subject:
    folder = OUT / "datasette"
    folder.mkdir(parents=True, exist_ok=True)
    for path in folder.iterdir():
        path.unlink()
    subprocess.run(
        [python, "datasette_files.py", str(folder)], cwd=PEERS, env={**os.environ, **environment}, check=True
    )
    command = [str(Path(python).parent / "datasette"), "enrolment.db", "-m", "datasette.json", "-p", "{port}"]

    def choose(page: Page, indicator: str) -> float:
        before = page.evaluate("Date.now()")
        page.goto(f"{page.url.partition('?')[0]}?indicator={indicator}", wait_until="commit")
        return before

    def drawn(page: str) -> str:
        return "table" if page == "overview" else ".vega-embed svg, .vega-embed canvas"

    return Subject("Datasette", command, folder, {}, PAGES, lambda page: f"/-/dashboards/{page}", drawn, choose)


def _installed() -> str:
    """The Python of an environment that has the peers."""
    folder = ROOT / ".venv" / "peers"
    python = folder / ("Scripts" if os.name == "nt" else "bin") / "python"
    if not (folder / "installed.json").exists():
        venv.EnvBuilder(with_pip=True, clear=True).create(folder)
        wanted = ["dash", "pandas", "duckdb", "datasette", "datasette-dashboards"]
        subprocess.run([str(python), "-m", "pip", "install", "--quiet", *wanted], check=True)
        listed = subprocess.run([str(python), "-m", "pip", "list", "--format", "json"], check=True, capture_output=True)
        (folder / "installed.json").write_text(json.dumps(json.loads(listed.stdout)), encoding="utf-8")
    return str(python)
