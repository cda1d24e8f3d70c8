"""What pages say where numbers are missing, all alike or odd: a reason in words, and never an empty axis or `nan`."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from enrolment.changes.commit import build
from tests.conftest import SAMPLE
from tests.pages.test_pages import html_of, open_page

ONE = "01864-01"
NO_NUMBERS = {"nan", "NaN", "None", "<NA>", "NaT", "inf"}


def changed(name: str, change: Callable[[pd.DataFrame], pd.DataFrame]) -> Callable[[Path], None]:
    def spoil(folder: Path) -> None:
        path = folder / name
        change(pd.read_csv(path, dtype=str, keep_default_na=False)).to_csv(path, index=False)

    return spoil


def all_zero(folder: Path) -> None:
    changed("progress.csv", lambda rows: rows.assign(new_count=rows.new_count.where(rows.new_count == "", "0")))(folder)
    changed("targets.csv", lambda rows: rows.assign(baseline="0"))(folder)


def of_one_village(folder: Path) -> None:
    for name in ("villages", "progress", "targets"):
        changed(f"{name}.csv", lambda rows: rows[rows.village_code.isin([ONE, ""])])(folder)
    visits = pd.read_parquet(folder / "visits.parquet")
    visits[visits.village_code == ONE].to_parquet(folder / "visits.parquet", index=False)


SPOILT: dict[str, Callable[[Path], None]] = {
    "no target": lambda folder: (folder / "targets.csv").unlink(),
    "one day": changed("progress.csv", lambda rows: rows[rows.reported_on == rows.reported_on.min()]),
    "all zero": all_zero,
    "one village": of_one_village,
    "all lit": changed("villages.csv", lambda rows: rows.assign(electricity="grid")),
    "due day passed": changed("targets.csv", lambda rows: rows.assign(due_on="2025-07-28")),
}
SAID = {
    "no target": {
        "alerts": "No target is set: what is behind its plan is not told.",
        "electricity": "no village has a target and all that it takes",
    },
    "one day": {"alerts": "Whether the pace has turned is not told of", "goals": "of reports"},
    "all zero": {
        "tomorrow": "how many register cannot be expected, since nobody has registered",
        "overview": "0 on 2 Aug 2025",
        "alerts": "nothing has moved from the end of",
    },
    "one village": {"comparison": "", "overview": "", "tomorrow": ""},
    "all lit": {"electricity": "not told: nearly all on one side"},
    "due day passed": {"goals": "Overdue", "overview": "Overdue"},
}


@pytest.fixture(scope="module")
def spoilt(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    built: dict[str, Path] = {}

    def store(name: str) -> Path:
        if name not in built:
            folder = tmp_path_factory.mktemp("spoilt")
            shutil.copytree(SAMPLE, folder / "files")
            SPOILT[name](folder / "files")
            build(folder / "files", folder / "store")
            built[name] = folder / "store"
        return built[name]

    return store


@pytest.mark.filterwarnings("error::pandas.errors.Pandas4Warning")
@pytest.mark.parametrize(("name", "page"), [(name, page) for name, said in SAID.items() for page in said])
def test_a_page_says_what_it_cannot_say(spoilt, use_store, name, page):
    use_store(spoilt(name))
    at = open_page(page, lang="en")
    assert not at.exception and not at.error
    shown = html_of(at)
    assert SAID[name][page] in shown
    assert NO_NUMBERS.isdisjoint(re.sub(r"<style.*?</style>|<[^>]*>", " ", shown, flags=re.DOTALL).split())
