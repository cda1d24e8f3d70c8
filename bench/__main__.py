"""`python -m bench [--minutes 10] [--nation]`: measure, print a table."""

import argparse
import os
import platform
import statistics
from pathlib import Path

from bench import browser as web
from bench import changes, crowd, imports, pages, scripts, sets, subjects


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--minutes", type=float, default=10, help="of clicking before the memory is read")
    parser.add_argument("--nation", action="store_true", help="also build and query a nation: minutes, and gigabytes")
    chosen = parser.parse_args()
    rows: list[tuple[str, str, str]] = []

    def tell(what: str, value: str, limit: str = "") -> None:
        rows.append((what, value, limit))
        print(f"{what:<60}{value:>16}  {limit}", flush=True)

    tell(
        "machine",
        f"{os.cpu_count()} cores",
        f"{platform.machine()}, {platform.system()}, Python {platform.python_version()}",
    )
    builds = [sets.build("province", again=True)[1] or 0 for _ in range(3)]
    tell("build of the province set", f"{min(builds):.1f} s", "≤ 5 s")
    stores = {name: sets.build(name)[0] for name in ("commune", "province")}
    imported, undone, anew = changes.office_file(stores["province"])
    tell("import of 1,000 rows, 32 communes of the province, command line", f"{imported:.1f} s")
    tell("undo of it", f"{undone:.1f} s", "≤ 3 s")
    tell("undo of it, no earlier snapshot kept", f"{anew:.1f} s", "≤ 3 s")
    tell(
        "import of 1,000 rows, one commune of the province, command line",
        f"{changes.office_file(stores['province'], of_one_commune=True)[0]:.1f} s",
        "≤ 1.5 s",
    )
    counts = imports.long_file()
    base = min(imports.read_csv(counts) for _ in range(2))
    taken, held = min(imports.validated(counts) for _ in range(2))
    tell("read_csv of 20 M rows into a table", f"{base:.1f} s", f"{imports.ROWS / base / 1e6:.1f} M rows/s")
    tell(
        "validated import of 20 M rows",
        f"{taken:.1f} s",
        f"≤ {2 * base:.1f} s; {imports.ROWS / taken / 1e6:.1f} M rows/s",
    )
    tell("memory of it", f"{held:.0f} MB", "≤ 2000 MB")
    with web.browsing() as chromium:
        for name in ("commune", "province"):
            codes = sets.villages(name)
            runs = [imports.office_file(chromium, stores[name], codes) for _ in range(3)]
            seen = sorted(runs, key=lambda run: sum(run.values()))[1]
            tell(f"1,000-row office file, {name}: drop to preview", f"{seen['looked']:.1f} s")
            tell(f"1,000-row office file, {name}: button to overview", f"{seen['brought']:.1f} s")
            tell(f"1,000-row office file, {name}: both", f"{sum(seen.values()):.1f} s", "≤ 3 s")
        tell(
            "first start ever to overview drawn",
            f"{web.first_start(chromium, sets.OUT / 'store-first'):.1f} s",
            "≤ 6 s",
        )
        for name, limit in (("commune", 100), ("province", 250)):
            for page, taken in scripts.reruns(stores[name]).items():
                tell(f"warm rerun, {name}: {page}", f"{taken:.0f} ms", f"≤ {limit} ms")
        forecast = scripts.forecasts(stores["commune"], "01864")
        tell("forecasts of all indicators, commune", f"{forecast:.0f} ms", "≤ 30 ms")
        told = pages.measure(chromium, [subjects.ours("ours", sets.ROOT, stores["province"])])
        for (_, page, what), values in told.items():
            tell(
                f"province, {page}: {what}", f"{statistics.median(values):.0f}", f"{min(values):.0f}–{max(values):.0f}"
            )
        with web.serving(stores["commune"]) as (address, _):
            seen = crowd.clicks(address)
            tell(f"50 people, a click each 5 s, {seen['clicks']} clicks: p95", f"{seen['p95']:.0f} ms", "≤ 1000 ms")
        with web.serving(stores["province"]) as (address, server):
            alone, held, count = web.memory(chromium, address, server, chosen.minutes)
            both = f"{alone:.0f} · {held:.0f} MB"
            tell(f"server · with workers after {chosen.minutes:g} min, {count} clicks", both, "≤ 300 · 420 MB")
    if chosen.nation:
        store, built = sets.build("nation")
        if built:
            tell("build of the nation set", f"{built:.0f} s")
        tell("nation snapshot", f"{_size(store) / 1e9:.2f} GB")
        for place in ("19", "01864"):
            slowest = max(scripts.queries(store, place, "01864-05").items(), key=lambda item: item[1])
            tell(f"slowest query, nation, {place}: {slowest[0]}", f"{slowest[1]:.0f} ms", "≤ 200 ms")


def _size(store: Path) -> int:
    return sum(path.stat().st_size for path in store.glob("*.duckdb"))


main()
