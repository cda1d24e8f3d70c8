"""Every question, mart and audit has the rows that its header promises: no two of one key, on every kind of data."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import duckdb
import pytest

from enrolment import classes, palette
from enrolment.changes.commit import build
from enrolment.classes import Span
from enrolment.imports.scratch import quoted
from enrolment.narrative import sentences
from enrolment.narrative.chosen import choose
from enrolment.narrative.words import Words
from enrolment.query import catalogue, door
from enrolment.query.reader import Reader
from enrolment.settings import ROOT
from enrolment.snapshot.current import current
from enrolment.snapshot.marts import marts
from tests.asking import run
from tests.little import FILES

CASES = Path(__file__).parent.parent / "oracle" / "cases"
WITHOUT_KEY = {"teams/gifts"}  # two gifts of one day may be alike


@pytest.fixture(scope="module")
def odd(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    found = {}
    for case in ("a", "b"):
        found[case] = tmp_path_factory.mktemp(f"grain-{case}")
        build(CASES / case, found[case])
    return found


@pytest.fixture(params=["sample", "province", "a", "b", "no_reports"])
def store(request, use_store, odd) -> Path:
    return use_store(odd.get(request.param, request.param))


def test_every_question_keeps_its_grain(store):
    places, villages = run("frame/places", place=None), run("data/villages", place=None)
    indicators, days = list(run("frame/indicators").indicator_code), run("frame/days").day_on
    day = days.iloc[0].date() if len(days) else "2025-08-02"
    asked = {"as_of": day, "row_count": 100_000, "days": 3, "step": 1, "since": "2025-07-25", "factor": 1.5}
    asked["layer"] = "own-roads"
    asked["classes"] = " ".join(classes.codes(classes.ATTAINMENT_CLASSES))
    for name in catalogue.names():
        query = catalogue.query(name)
        for place, village in zip(places.place_code[:4], villages.place_code[:4], strict=False):
            for indicator in indicators[:2] if "indicator" in query.parameters else [""]:
                known = {**asked, "place": place, "village": village, "indicator": indicator}
                frame = door.ask(Reader(), name, **{key: known[key] for key in query.parameters}).frame
                if query.key:
                    assert not frame.duplicated(list(query.key)).any(), name
                elif name not in WITHOUT_KEY:
                    assert query.grain.startswith("one row") and len(frame) <= 1, name


def test_every_mart_is_built_and_keeps_its_grain(store):
    before, after = marts()
    files = {path.stem for path in (ROOT / "queries" / "marts").glob("*.sql")}
    assert files == {*before, *after}
    with opened(store) as con:
        built = {name for (name,) in con.execute("select table_name from information_schema.tables").fetchall()}
        assert files <= built
        for mart in files:
            query = catalogue.parse(mart, _text("marts", mart))
            assert query.key, mart
            _must_not_repeat(con, mart, query.key)


def test_every_audit_keeps_its_grain(store):
    with opened(store) as con:
        for path in (ROOT / "queries" / "audits").glob("*.sql"):
            query = catalogue.parse(path.stem, _text("audits", path.stem))
            assert query.key, path.stem
            _must_not_repeat(con, f"(select * from audits where audit_name = '{path.stem}')", query.key)


def test_every_band_and_class_has_its_text_and_colour_and_the_sentence_its_edges():
    assert set(palette.ATTAINMENT) == set(classes.codes(classes.ATTAINMENT_CLASSES))
    for spans in (classes.DISTANCE_BANDS, classes.ATTAINMENT_CLASSES):
        assert spans[0].start == 0 and spans[-1].end is None
        assert [span.end for span in spans[:-1]] == list(classes.edges(spans)), "no gap, no overlap"
    assert {classes.FAR_KM, classes.VERY_FAR_KM} <= set(classes.edges(classes.DISTANCE_BANDS))
    assert classes.LOW_SHARE in classes.edges(classes.ATTAINMENT_CLASSES)


def test_a_further_band_is_counted_by_its_kilometres(tmp_path, monkeypatch, use_store):
    """A band is one line of `classes`: the sentence of who lives far away goes by kilometres, not by names."""
    last = classes.DISTANCE_BANDS[-1]
    further = (*classes.DISTANCE_BANDS[:-1], Span(last.code, last.start, 30), Span("over_30", 30, None))
    monkeypatch.setattr(classes, "DISTANCE_BANDS", further)
    folder = tmp_path / "files"
    folder.mkdir()
    for name, text in FILES.items():
        (folder / name).write_text(text.replace("grid,good,4.9", "grid,good,31"), encoding="utf-8")
    build(folder, tmp_path / "store")
    use_store(tmp_path / "store")
    what = {"place": "10001", "indicator": "cards", "as_of": "2025-01-04"}
    bands = door.ask(Reader("en"), "distance/bands", **what)
    assert list(bands.frame.distance_band) == ["over_20", "over_30"]
    assert list(bands.frame.from_km) == [20, 30]
    words = Words("en")
    places = door.ask(Reader(), "frame/places", place=None)
    chosen = choose(words, places, door.ask(Reader(), "frame/indicators"), "10001", "cards", date(2025, 1, 4))
    said = sentences.distance(chosen, bands, door.ask(Reader(), "overview/standing", place="10001", as_of="2025-01-04"))
    short = int(bands.frame.short_count.sum())
    assert f"{short} (100.00%) live 10 km" in said and f"{short} (100.00%) 20 km" in said, said


@contextmanager
def opened(store: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as con:  # attached, not opened: the door of this process may hold it open with its limits
        con.execute(f"attach {quoted(current(store).path)} as snapshot (read_only); use snapshot")
        yield con


def _text(folder: str, name: str) -> str:
    return (ROOT / "queries" / folder / f"{name}.sql").read_text(encoding="utf-8")


def _must_not_repeat(con: duckdb.DuckDBPyConnection, table: str, key: tuple[str, ...]) -> None:
    names = ", ".join(key)
    twice = con.execute(f"select {names} from {table} group by {names} having count(*) > 1 limit 1").fetchall()
    assert twice == [], table
