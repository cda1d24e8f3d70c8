"""Stores to test against, built once for each worker, and a way to point the process at one of them."""

import csv
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from enrolment import settings as settings_module
from enrolment.changes.commit import build
from enrolment.query import door
from enrolment.sample.generate import generate
from tests.little import FILES

os.environ["ENROLMENT_PLAN_AHEAD"] = "false"  # else each server would solve a plan beside its test

ROOT = Path(__file__).resolve().parent.parent
SAMPLE = ROOT / "data" / "sample"


@pytest.fixture(scope="session")
def stores(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Folders of built stores: `sample`, `province` (six communes), `no_reports`, `no_communes`, `nothing`."""
    base = tmp_path_factory.mktemp("stores")
    province = base / "province-files"
    generate(6, 20, province)
    no_reports = base / "no-reports-files"
    shutil.copytree(SAMPLE, no_reports)
    for table in ("progress", "visits", "targets"):
        for path in no_reports.glob(f"{table}.*"):
            path.unlink()
    no_communes = base / "no-communes-files"
    no_communes.mkdir()
    for table in ("communes", "villages", "indicators"):
        header = (SAMPLE / f"{table}.csv").read_text(encoding="utf-8").splitlines()[0]
        (no_communes / f"{table}.csv").write_text(header + "\n", encoding="utf-8")
    folders = {"sample": SAMPLE, "province": province, "no_reports": no_reports, "no_communes": no_communes}
    for name, folder in folders.items():
        build(folder, base / name)
    return {**{name: base / name for name in folders}, "nothing": base / "nothing"}


@pytest.fixture
def use_store(stores: dict[str, Path], monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str | Path], Path]]:
    """Point this process at a store, by its name in `stores` or by its folder."""

    def use(name: str | Path) -> Path:
        folder = stores[name] if isinstance(name, str) else name
        monkeypatch.setenv("ENROLMENT_STORE", str(folder))
        forget()
        return folder

    yield use
    monkeypatch.undo()
    forget()


def forget() -> None:
    """Forget settings and answers, as a new process would."""
    settings_module.settings.cache_clear()
    door._rows.cache_clear()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the sample's files to spoil."""
    copied = tmp_path / "files"
    shutil.copytree(SAMPLE, copied)
    return copied


def rewrite(path: Path, change: Callable[[list[dict[str, str]]], object]) -> None:
    """Change the rows of a CSV file in place."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    names = list(rows[0])
    change(rows)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, names, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


@pytest.fixture(scope="session")
def little_files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("little")
    for name, text in FILES.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def little_store(little_files: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    store = tmp_path_factory.mktemp("little-store")
    build(little_files, store)
    return store


@pytest.fixture
def little(little_store: Path, use_store) -> Path:
    return use_store(little_store)


@pytest.fixture(scope="session")
def sample_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of the sample that tests look at and do not change."""
    store = tmp_path_factory.mktemp("sample-store")
    build(SAMPLE, store)
    return store
