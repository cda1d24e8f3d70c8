"""The sets to measure on, made once and kept in bench/out."""

import csv
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "bench" / "out"
SIZES = {"commune": (1, 13), "province": (92, 90), "nation": (3321, 365)}


def files(name: str) -> Path:
    """The folder of contract files of that size, generated where it is missing."""
    folder = OUT / name
    communes, days = SIZES[name]
    if not (folder / "datapackage.json").exists():
        run("sample", "--communes", str(communes), "--days", str(days), "--out", str(folder))
    return folder


def build(name: str, *, again: bool = False) -> tuple[Path, float | None]:
    """The built store of that size, and the seconds that the build took if it was built now."""
    store = OUT / f"store-{name}"
    if again:
        shutil.rmtree(store, ignore_errors=True)
    folder, start = files(name), time.perf_counter()
    was_built = (store / "current.json").exists()
    run("build", str(folder), store=store)
    return store, None if was_built else time.perf_counter() - start


def villages(name: str) -> list[str]:
    """The codes of the villages of that set."""
    with (files(name) / "villages.csv").open(encoding="utf-8", newline="") as file:
        return [row["village_code"] for row in csv.DictReader(file)]


def run(*arguments: str, store: Path | None = None) -> None:
    environment = {**os.environ, **({"ENROLMENT_STORE": str(store)} if store else {})}
    command = [sys.executable, "-m", "enrolment", *arguments]
    subprocess.run(command, cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL)
