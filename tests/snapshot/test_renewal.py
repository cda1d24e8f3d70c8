"""A snapshot renewed says what one built from the start says, whatever came in or was taken back before."""

import random
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import duckdb
import pandas as pd
import pytest

from enrolment.changes import commit
from enrolment.changes.verify import _digests
from enrolment.imports.files.upload import Upload
from enrolment.imports.mistakes import BadInput
from enrolment.imports.sources import handed_over
from enrolment.snapshot import build as snapshot
from enrolment.snapshot.current import current
from enrolment.store import batches as batch_store
from enrolment.store import ledger
from tests.conftest import forget
from tests.oracle.campaigns import SmallCampaign, indicator_table, random_campaign

PROVINCES = ("31", "31", "31", "32")
STEPS = 10
KEY = ["reported_on", "village_code", "commune_code", "indicator_code", "team_code"]


def files(small: list[SmallCampaign], folder: Path) -> Path:
    """The tables that a campaign begins with, as a contract folder: communes beside each other, no counts yet."""
    folder.mkdir()
    for name in ("communes", "villages", "targets", "teams", "visits"):
        texts = [one.tables[name].to_csv(index=False) for one in small]
        lines = [texts[0], *(text.split("\n", 1)[1] for text in texts[1:])]
        (folder / f"{name}.csv").write_text("".join(lines), encoding="utf-8")
    (folder / "indicators.csv").write_text(indicator_table().to_csv(index=False), encoding="utf-8")
    return folder


def as_built_anew(store: Path, aside: Path) -> dict:
    counted = [batch_store.read(store, code) for code in ledger.read(store).counted()]
    return _digests(snapshot.build_anew(aside, counted).path)


def kind_of(store: Path, before: object) -> str:
    """How the store's snapshot came to be, and whether its last day moved."""
    with duckdb.connect(current(store).path, read_only=True) as con:
        count, last = con.execute("select renewal_count, last_reported_on from about").fetchone()
    moved = "same" if None in (before, last) or last == before else "longer" if last > before else "shorter"
    return f"renewed, {moved}" if count else "anew"


def last_day(store: Path) -> object:
    with duckdb.connect(current(store).path, read_only=True) as con:
        return con.execute("select last_reported_on from about").fetchone()[0]


def walk(seed: int, folder: Path) -> Counter:
    """Imports, undos and redos by chance; after each, both ways must come to the same rows in every table.

    Half of the rows are there before the first step, as a campaign that runs; the others come in commune by commune, a
    day or several at a time, and often one indicator alone.
    """
    rng = random.Random(seed)
    small = [random_campaign(seed * 10 + number, number, province) for number, province in enumerate(PROVINCES)]
    store = folder / "store"
    commit.build(files(small, folder / "files"), store)
    rows = {one.commune_code: pd.concat(one.batches).drop_duplicates(KEY) for one in small if one.batches}
    cut = sorted(day for frame in rows.values() for day in frame.reported_on)[sum(map(len, rows.values())) // 2]
    coming = []
    for code, frame in rows.items():
        bring_in(store, f"{code}-0", frame[frame.reported_on <= cut])
        later = frame[frame.reported_on > cut]
        for number, day in enumerate(later.reported_on.drop_duplicates(), start=1):
            of_day = as_guests(rng, later[later.reported_on == day], small)
            apart = list(of_day.groupby("indicator_code")) if rng.random() < 0.5 else [("all", of_day)]
            coming += [(f"{code}-{number}-{name}", frame) for name, frame in apart]
    coming.sort(key=lambda one: (one[1].reported_on.iloc[0], rng.random()), reverse=True)
    kinds: Counter = Counter()
    brought: list[str] = []
    for step in range(STEPS):
        before = last_day(store)
        if coming and (step < STEPS // 2 or rng.random() < 0.4):
            brought += bring_in(store, *coming.pop())
        elif brought:
            toggle(store, rng.choice(brought))
        kinds[kind_of(store, before)] += 1
        aside = folder / f"anew-{step}"
        aside.mkdir()
        assert _digests(current(store).path) == as_built_anew(store, aside), (seed, step)
    return kinds


def as_guests(rng: random.Random, frame: pd.DataFrame, small: list[SmallCampaign]) -> pd.DataFrame:
    """Counts of one day, one of whose groups came, now and then, from another commune."""
    teams = [code for one in small for code in one.tables["teams"].team_code]
    own = frame.index[frame.team_code.fillna("") != ""]
    if len(own) and rng.random() < 0.4:
        frame = frame.copy()
        frame.loc[own[0], "team_code"] = rng.choice(teams)
    return frame.drop_duplicates(KEY)


def bring_in(store: Path, name: str, frame: pd.DataFrame) -> list[str]:
    """The codes of what came in; none where days of one commune in another order do not fit."""
    upload = Upload(f"progress_{name}.csv", frame.to_csv(index=False).encode())
    try:
        return [batch.code for batch in commit.bring_in(handed_over(upload), store).batches]
    except BadInput:
        return []


def toggle(store: Path, code: str) -> None:
    """Take a batch off, or put it back, unless others stand on it."""
    with suppress(commit.Needed, BadInput):
        (commit.undo if code in ledger.read(store).counted() else commit.redo)(store, code)


@pytest.fixture(scope="module")
def found() -> Iterator[Counter]:
    """How the snapshots of this module's walks came to be: all ways have to be among them."""
    kinds: Counter = Counter()
    yield kinds
    assert {"renewed, same", "renewed, longer", "renewed, shorter"} <= set(kinds) or sum(kinds.values()) < 50, kinds


@pytest.fixture
def without_earlier_snapshots(monkeypatch) -> Iterator[None]:
    """Else an undo is a matter of turning back."""
    with monkeypatch.context() as patched:
        patched.setenv("ENROLMENT_SNAPSHOTS_KEPT", "0")
        forget()
        yield
    forget()


@pytest.mark.xdist_group("renewal")
@pytest.mark.parametrize("seed", range(6))
def test_both_ways_come_to_the_same_rows(seed, tmp_path, without_earlier_snapshots, found):
    found += walk(seed, tmp_path)


if __name__ == "__main__":
    import sys
    from tempfile import TemporaryDirectory

    total: Counter = Counter()
    for number in range(int(sys.argv[1]), int(sys.argv[2])):
        with TemporaryDirectory() as aside:
            total += walk(number, Path(aside))
    print(dict(total))
