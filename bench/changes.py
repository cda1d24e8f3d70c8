"""How long a change of the store takes, from the command to the finished snapshot."""

import csv
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from itertools import islice, product
from pathlib import Path

from bench.sets import OUT, ROOT, files, run


def _keys(of_one_commune: bool) -> Iterator[tuple[str, ...]]:
    """Day, village, indicator and group of counts that nobody has reported yet."""
    villages = _rows("villages.csv")
    day, own = "2025-10-20", villages[0]["commune_code"]
    if not of_one_commune:
        return ((day, row["village_code"], "vneid_level2", "") for row in villages)
    codes = [row["village_code"] for row in villages if row["commune_code"] == own]
    teams = [row["team_code"] for row in _rows("teams.csv") if row["commune_code"] == own]
    return product([day], codes, ["id_card", "vneid_level2", "health_record", "insurance_signature"], teams)


def _rows(file: str) -> list[dict[str, str]]:
    with (files("province") / file).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def office_file(store: Path, rows: int = 1000, *, of_one_commune: bool = False) -> tuple[float, float, float]:
    """Seconds to bring in a file of that many counts beside the province, to undo it, and to undo it where no earlier
    snapshot is kept; on a copy of the store. The file speaks of one day: of as many communes as that takes, or of one
    commune, by indicator and group."""
    copy = OUT / "store-changes"
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(store, copy)
    counts = OUT / "progress-office.csv"
    lines = [f"{','.join(key)},1\n" for key in islice(_keys(of_one_commune), rows)]
    counts.write_text(
        "reported_on,village_code,indicator_code,team_code,new_count\n" + "".join(lines), encoding="utf-8"
    )
    start = time.perf_counter()
    run("import", str(counts), store=copy)
    imported = time.perf_counter() - start
    listed = subprocess.run(
        [sys.executable, "-m", "enrolment", "batches", "--json"],
        cwd=ROOT,
        env={**os.environ, "ENROLMENT_STORE": str(copy)},
        check=True,
        capture_output=True,
    )
    newest = json.loads(listed.stdout)["batches"][0]["batch_code"]
    start = time.perf_counter()
    run("undo", newest, store=copy)
    undone = time.perf_counter() - start
    run("redo", newest, store=copy)
    present = json.loads((copy / "ledger.json").read_text(encoding="utf-8"))["snapshot"]
    for snapshot in copy.glob("snapshot-*.duckdb"):
        if snapshot.name != present:
            snapshot.unlink()
    start = time.perf_counter()
    run("undo", newest, store=copy)
    return imported, undone, time.perf_counter() - start
