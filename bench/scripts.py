"""How long a warm rerun of each page's script takes, and each query behind the pages."""

import os
import statistics
import time
from pathlib import Path

from bench.sets import ROOT
from enrolment import settings
from enrolment.pages import PAGES
from enrolment.query import catalogue, door
from enrolment.query.reader import Reader


def _use(store: Path) -> dict:
    os.environ["ENROLMENT_STORE"] = str(store)
    settings.settings.cache_clear()
    door._rows.cache_clear()
    about = door.ask(Reader(), "frame/about").row
    return {"as_of": about.last_reported_on.date()}


def reruns(store: Path, times: int = 15) -> dict[str, float]:
    """Median milliseconds of a warm rerun, by page."""
    from streamlit.testing.v1 import AppTest

    _use(store)
    found = {}
    for page in PAGES:
        at = AppTest.from_file(str(ROOT / "enrolment" / "shell.py"), default_timeout=60).run()
        at.switch_page(str(ROOT / "pages" / f"{page}.py")).run()
        taken = []
        for _ in range(times):
            start = time.perf_counter()
            at.run()
            taken.append(1000 * (time.perf_counter() - start))
        found[page] = statistics.median(taken)
    return found


def forecasts(store: Path, place: str, times: int = 5) -> float:
    """Median milliseconds of the forecasts of all indicators of a place, none answered from the cache."""
    known, taken = {**_use(store), "place": place}, []
    codes = door.ask(Reader(), "frame/indicators").frame.indicator_code
    parameters = catalogue.query("goals/forecast").parameters
    for _ in range(times):
        door._rows.cache_clear()
        start = time.perf_counter()
        for code in codes:
            door.ask(Reader(), "goals/forecast", **{key: {**known, "indicator": code}[key] for key in parameters})
        taken.append(1000 * (time.perf_counter() - start))
    return statistics.median(taken)


def queries(store: Path, place: str, village: str, times: int = 5) -> dict[str, float]:
    """Median milliseconds of each query, none answered from the cache."""
    known = {**_use(store), "place": place, "village": village, "indicator": "vneid_level2"}
    known |= {"row_count": 200, "days": 3, "step": 7}
    found = {}
    for name in catalogue.names():
        parameters = {key: known[key] for key in catalogue.query(name).parameters}
        taken = []
        for _ in range(times):
            door._rows.cache_clear()
            start = time.perf_counter()
            door.ask(Reader(), name, **parameters)
            taken.append(1000 * (time.perf_counter() - start))
        found[name] = statistics.median(taken)
    return found
