"""Pages in a real Chromium, ours beside other checkouts' and peers', one after the other in every round.

`python -m bench.pages [--against FOLDER] [--peers] [--rounds 5] [--network]` prints, for each page, the least, the
median and the most, and the median's share of the first subject's.
"""

import argparse
import os
import statistics
import subprocess
import sys
from collections import defaultdict
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

from playwright.sync_api import Browser

from bench import sets, subjects
from bench.browser import Meter, browsing, settled
from bench.subjects import Subject

# A weak network: round trips of 150 ms, 1.6 Mbit/s down, 0.75 up.
_WEAK = {"offline": False, "latency": 150, "downloadThroughput": 200_000, "uploadThroughput": 94_000}
_VITALS = """
window.vitals = {shift: 0, blocked: 0, largest: 0};
new PerformanceObserver(list => list.getEntries().forEach(one => {
  if (!one.hadRecentInput) vitals.shift += one.value;
}))
  .observe({type: 'layout-shift', buffered: true});
new PerformanceObserver(list => list.getEntries().forEach(one => { vitals.largest = one.startTime }))
  .observe({type: 'largest-contentful-paint', buffered: true});
new PerformanceObserver(list => list.getEntries().forEach(one => { vitals.blocked += Math.max(0, one.duration - 50) }))
  .observe({type: 'longtask', buffered: true});
"""
_PAINTED = "performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? NaN"

Told = dict[tuple[str, str, str], list[float]]  # by subject, page and what was measured


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--against", type=Path, help="a checkout of another commit, measured in the same run")
    parser.add_argument("--peers", action="store_true", help="also Streamlit's floor, naive Streamlit, Dash, Datasette")
    parser.add_argument("--size", default="province", choices=["commune", "province"])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--network", action="store_true", help="a weak one: 150 ms, 1.6 Mbit/s")
    chosen = parser.parse_args()
    store = sets.build(chosen.size)[0]
    measured = [subjects.ours("ours", sets.ROOT, store)]
    if chosen.against:
        measured.append(subjects.ours("before", chosen.against.resolve(), _built_by(chosen.against, chosen.size)))
    if chosen.peers:
        measured += subjects.peers(store)
    with browsing() as chromium:
        _print(measure(chromium, measured, chosen.rounds, chosen.network))


def measure(chromium: Browser, measured: Sequence[Subject], rounds: int = 5, is_weak: bool = False) -> Told:
    """Each subject's pages in turn, round after round; before the first, one that warms up. `is_weak`: the network."""
    told: Told = defaultdict(list)
    with ExitStack() as servers:
        served = [(subject, servers.enter_context(subjects.serving(subject))[0]) for subject in measured]
        for number in range(rounds + 1):
            for subject, address in served:
                for page in subject.pages:
                    seen = _visited(chromium, subject, address + subject.route(page), page, is_weak)
                    for what, value in seen.items() if number else ():
                        told[subject.name, page, what].append(value)
    return told


def _visited(chromium: Browser, subject: Subject, address: str, page: str, is_weak: bool) -> dict[str, float]:
    """What a reader waits for and pays for, with an empty cache, at a second visit, and for another indicator."""
    meter, found = Meter(chromium), {}
    meter.page.add_init_script(_VITALS)
    if is_weak:
        session = meter.context.new_cdp_session(meter.page)
        session.send("Network.enable")
        session.send("Network.emulateNetworkConditions", _WEAK)
    for visit in ("empty cache", "second visit"):
        meter.take()
        meter.page.goto(address, wait_until="commit")
        meter.page.wait_for_selector(subject.drawn(page), state="attached", timeout=120_000)
        found[f"{visit}, drawn, ms"] = settled(meter.page)
        found[f"{visit}, first text, ms"] = meter.page.evaluate(_PAINTED)
        found[f"{visit}, kB"] = meter.take() / 1000
        vitals = meter.page.evaluate("vitals")
        found |= {f"{visit}, {name}, ms": vitals[name] for name in ("largest", "blocked")}
        found[f"{visit}, shift, 1/1000"] = 1000 * vitals["shift"]
    if not is_weak:
        before = subject.choose(meter.page, "id_card")
        meter.page.wait_for_timeout(60)
        meter.page.wait_for_selector(subject.drawn(page), state="attached", timeout=120_000)
        settled(meter.page)
        found["click, ms"] = meter.page.evaluate("performance.timeOrigin + window.__last") - before
    meter.context.close()
    return found


def _built_by(checkout: Path, size: str) -> Path:
    """A store of that size that another checkout built."""
    store = sets.OUT / f"store-{size}-before"
    environment = {**os.environ, "PYTHONPATH": str(checkout.resolve()), "ENROLMENT_STORE": str(store)}
    command = [sys.executable, "-m", "enrolment", "build", str(sets.files(size))]
    subprocess.run(command, cwd=checkout, env=environment, check=True, stdout=subprocess.DEVNULL)
    return store


def _print(told: Told) -> None:
    first = next(iter(told))[0]
    for what in dict.fromkeys(what for _, _, what in told):
        print(f"\n{what}")
        for (subject, page, _), values in ((key, values) for key, values in told.items() if key[2] == what):
            middle, base = statistics.median(values), statistics.median(told.get((first, page, what), [0]))
            share = f"{middle / base:8.2f}" if base else ""
            print(f"  {subject:<18}{page:<10}{min(values):8.0f} –{middle:7.0f} –{max(values):7.0f}{share}")


if __name__ == "__main__":
    main()
