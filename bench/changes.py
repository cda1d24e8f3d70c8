"""How long a change of the store takes, from the command to the finished snapshot."""

import csv
import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

from bench.sets import OUT, ROOT, files, run


def office_file(store: Path, rows: int = 1000) -> tuple[float, float, float]:
    """Seconds to bring in a file of that many counts beside the province, to undo it, and to undo it where no earlier
    snapshot is kept; on a copy of the store."""
    copy = OUT / "store-changes"
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(store, copy)
    counts = OUT / "progress-office.csv"
    with (files("province") / "villages.csv").open(encoding="utf-8", newline="") as villages:
        codes = [row["village_code"] for row in csv.DictReader(villages)][:rows]
    lines = [f"2025-10-20,{code},vneid_level2,1\n" for code in codes]
    counts.write_text("reported_on,village_code,indicator_code,new_count\n" + "".join(lines), encoding="utf-8")
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
