"""How fast counts come in: millions of them from a CSV file, and an office's file from drop to redrawn overview."""

import os
import resource
import shutil
import subprocess
import sys
import time
from pathlib import Path

import duckdb
import openpyxl
from playwright.sync_api import Browser

from bench.browser import serving
from bench.sets import OUT, ROOT

ROWS = 20_000_000
_TYPES = {"reported_on": "DATE", "village_code": "VARCHAR", "commune_code": "VARCHAR", "indicator_code": "VARCHAR"}
_TYPES |= {"team_code": "VARCHAR", "new_count": "BIGINT", "cumulative_count": "BIGINT", "is_correction": "BOOLEAN"}


def long_file(rows: int = ROWS) -> Path:
    """A progress CSV of that many rows, all of them right, no key twice."""
    path = OUT / f"progress_20{rows}.csv"
    if not path.exists():
        OUT.mkdir(exist_ok=True)
        duckdb.sql(
            f"""copy (
                select (date '2025-01-01' + (i % 365)::integer)::varchar as reported_on,
                    lpad((1 + (i // 365) % 3300)::varchar, 5, '0') || '-' || lpad((1 + i // 1204500)::varchar, 2, '0')
                        as village_code,
                    null as commune_code, 'vneid_level2' as indicator_code, 'T' || i % 8 as team_code,
                    (i % 17)::integer as new_count, null as cumulative_count, null as is_correction
                from range({rows}) as t(i)
            ) to '{path}' (header)"""
        )
    return path


def read_csv(path: Path) -> float:
    """Seconds that DuckDB's `read_csv` with given types takes into a table of a file, in a process of its own."""
    return _timed("read_csv", path)[0]


def validated(path: Path) -> tuple[float, float]:
    """Seconds from the file to a checked batch (copied, hashed, every cell and key checked); and resident MB."""
    return _timed("validated", path)


def _timed(what: str, path: Path) -> tuple[float, float]:
    command = [sys.executable, "-m", "bench.imports", what, str(path)]
    done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, encoding="utf-8")
    seconds, megabytes = map(float, done.stdout.split())
    return seconds, megabytes


def _read_csv(path: Path, folder: Path) -> None:
    with duckdb.connect(folder / "table.duckdb") as con:
        con.execute(
            "create table x as select * from read_csv($path, header = true, auto_detect = false, columns = $columns)",
            {"path": str(path), "columns": _TYPES},
        )


def _validated(path: Path, folder: Path) -> None:
    from enrolment.changes.prepare import Workplace, prepare, repeated
    from enrolment.imports.sources import Source

    prepared = prepare(Source(path, "progress"), Workplace(folder, folder))
    assert prepared.batch and prepared.batch.row_count == ROWS
    assert repeated([prepared]) == []


def office_file(browser: Browser, store: Path, villages: list[str], rows: int = 1000) -> dict[str, float]:
    """Seconds of an XLSX of that many counts: drop until what it would change is shown, button until the overview is
    redrawn with it. On a copy of the store."""
    copy = OUT / "store-office"
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(store, copy)
    book = openpyxl.Workbook()
    book.active.append(["Ngày", "Mã thôn", "Nội dung", "Số mới"])
    for number in range(rows):
        day, village = number // len(villages), villages[number % len(villages)]
        book.active.append([f"2025-{11 + day // 28:02d}-{1 + day % 28:02d}", village, "vneid_level2", 1])
    path = OUT / "office.xlsx"
    book.save(path)
    with serving(copy) as (address, _):
        page = browser.new_page()
        page.goto(f"{address}/data?lang=en")
        page.wait_for_selector(".head h1")
        page.wait_for_timeout(3000)  # a person looks for the file
        start = time.perf_counter()
        page.set_input_files("input[type=file]", path)
        page.wait_for_selector(f"text={rows:,} new,")
        looked = time.perf_counter() - start
        page.get_by_label("Person or office").fill("bench")
        page.get_by_label("Person or office").press("Enter")
        button = page.get_by_role("button", name="Bring in 1 file")
        page.wait_for_selector(".st-key-import button:not([disabled])")
        page.wait_for_timeout(4000)  # and reads what it would change
        start = time.perf_counter()
        button.click()
        page.wait_for_selector(".outcome.ahead", timeout=60_000)
        page.get_by_role("link", name="Overview").click()
        page.wait_for_selector(".cards .card")
        brought = time.perf_counter() - start
        page.close()
    return {"looked": looked, "brought": brought}


if __name__ == "__main__":
    os.chdir(ROOT)
    what, where = sys.argv[1], Path(sys.argv[2])
    aside = OUT / "imports"
    shutil.rmtree(aside, ignore_errors=True)
    aside.mkdir(parents=True)
    began = time.perf_counter()
    {"read_csv": _read_csv, "validated": _validated}[what](where, aside)
    print(time.perf_counter() - began, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
    shutil.rmtree(aside, ignore_errors=True)
