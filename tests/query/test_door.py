"""The one door: locked, limited, fresh."""

import shutil
import threading
from datetime import UTC, datetime
from functools import partial

import duckdb
import pytest

from enrolment.changes.commit import build
from enrolment.query import catalogue, door, errors
from enrolment.query.answer import Answer
from enrolment.query.reader import Reader
from enrolment.snapshot.current import current
from enrolment.snapshot.travel import ErasedSince
from enrolment.store.batches import Damaged
from enrolment.store.damage import Damage
from enrolment.store.ledger import DamagedLedger
from tests.asking import run
from tests.conftest import forget, rewrite

WHAT = {"place": "01864", "indicator": "vneid_level2", "as_of": "2025-08-02"}


@pytest.mark.parametrize(
    "statement",
    [
        "copy (select 1) to 'leak.csv'",
        "select * from read_csv('/etc/passwd')",
        "select * from read_text('/etc/passwd')",
        "create table x (a int)",
        "with x as (insert into places select * from places returning *) select * from x",
        "attach 'other.duckdb'",
        "install httpfs",
        "set enable_external_access = true",
        "set memory_limit = '64GB'",
        "select * from some_python_frame",
    ],
)
def test_nothing_gets_in_or_out(use_store, statement):
    some_python_frame = door  # noqa: F841
    con = door.open_locked(current(use_store("sample")))
    with pytest.raises(duckdb.Error):
        con.cursor().execute(statement).fetchall()


def test_a_file_that_a_reader_still_holds_can_be_opened_again(use_store):
    snapshot = current(use_store("sample"))
    held = door.open_locked(snapshot)
    again = door.open_locked(snapshot)
    assert held.sql("select 1").fetchall() == again.sql("select 1").fetchall()
    with pytest.raises(duckdb.Error):
        again.execute("set enable_external_access = true")


def test_parameters_are_bound_never_formatted(use_store):
    use_store("sample")
    assert run("units/standing", **{**WHAT, "place": "01864' or '1'='1"}).empty


def test_missing_excess_and_wrong_parameters(use_store):
    use_store("sample")
    with pytest.raises(errors.WrongParameters):
        run("units/standing", place="01864")
    with pytest.raises(errors.WrongParameters):
        run("frame/about", place="01864")
    with pytest.raises(errors.UnknownQuery):
        run("../marts/places")
    with pytest.raises(errors.BadValue):
        run("units/standing", **{**WHAT, "as_of": "2025-02-31"})


def test_no_data(use_store):
    use_store("nothing")
    with pytest.raises(errors.NoData):
        run("frame/about")


def test_the_row_cap_cuts_and_says_so(use_store, monkeypatch):
    use_store("sample")
    assert door.ask(Reader(), "units/standing", **WHAT).is_cut is False
    monkeypatch.setenv("ENROLMENT_QUERY_ROW_CAP", "5")
    forget()
    answer = door.ask(Reader(), "units/standing", **WHAT)
    assert len(answer) == 5
    assert answer.is_cut is True


def test_an_unsorted_answer_is_not_cut_short(use_store, monkeypatch):
    use_store("sample")
    loose = catalogue.parse("loose", "-- Loose.\n-- grain: one row\nselect * from place_day where new_count % 3 = 1\n")
    monkeypatch.setattr(door, "query", lambda name: loose)
    con = door.open_locked(current(use_store("sample")))
    all_rows = con.execute(f"select count(*) from ({loose.sql})").fetchone()[0]
    assert len(run("loose")) == all_rows
    monkeypatch.setenv("ENROLMENT_QUERY_ROW_CAP", "50")
    forget()
    assert len(run("loose")) == 50


def test_the_time_limit_strikes(use_store, monkeypatch, tmp_path):
    shutil.copytree(use_store("sample"), tmp_path / "store")  # one file cannot be open with two time limits
    use_store(tmp_path / "store")
    slow = catalogue.parse(
        "slow", "-- Slow.\n-- grain: one row\nselect sum(a.i * b.i) from range(3000000) a(i), range(3000000) b(i)\n"
    )
    monkeypatch.setenv("ENROLMENT_QUERY_TIMEOUT_MS", "200")
    forget()
    monkeypatch.setattr(door, "query", lambda name: slow)
    with pytest.raises(errors.TooSlow):
        run("slow")


def test_too_little_memory_is_a_question_too_large(use_store, monkeypatch, tmp_path):
    shutil.copytree(use_store("sample"), tmp_path / "store")  # one file cannot be open with two limits
    use_store(tmp_path / "store")
    monkeypatch.setenv("ENROLMENT_QUERY_MEMORY", "1MB")
    forget()
    with pytest.raises(errors.TooLarge) as full:
        run("units/standing", **WHAT)
    assert "1MB" in errors.sentence(full.value, "en")


def test_an_answer_knows_its_question(use_store):
    use_store("sample")
    answer = door.ask(Reader(), "units/standing", **WHAT)
    assert (answer.query, dict(answer.parameters), answer.version) == ("units/standing", WHAT, door.newest_version())
    few = answer.showing(answer.frame.head(3))
    assert isinstance(few, Answer) and len(few) == 3 and few.query == answer.query
    with pytest.raises(AttributeError):
        answer.query = "another"  # type: ignore[misc]


def test_a_reader_of_some_places_reads_no_others(use_store):
    use_store("province")
    communes = list(run("frame/places", place=None).query("level == 'commune'").place_code)
    mine = Reader(places=frozenset(communes[:1]))
    day = str(run("frame/days").day_on.iloc[0].date())
    village = run("data/villages", place=communes[0]).place_code.iloc[0]
    what = {"indicator": "vneid_level2", "as_of": day}
    assert len(door.ask(mine, "units/standing", place=communes[0], **what))
    assert len(door.ask(mine, "village/profile", village=village)) == 1
    assert len(door.ask(mine, "frame/about"))
    for name, asked in (
        ("units/standing", {"place": communes[1], **what}),
        ("units/standing", {"place": communes[0][:2], **what}),
        ("village/profile", {"village": run("data/villages", place=communes[1]).place_code.iloc[0]}),
        ("data/villages", {"place": None}),
        ("data/villages", {"place": "nowhere"}),
        ("frame/status", {}),
        ("definitions/audits", {}),
    ):
        with pytest.raises(errors.NotPermitted):
            door.ask(mine, name, **asked)
        door.ask(Reader(), name, **asked)


def test_a_snapshot_of_another_software_is_to_be_rebuilt_not_a_wrong_value(use_store, tmp_path):
    shutil.copytree(use_store("sample"), tmp_path / "store")
    with duckdb.connect(current(tmp_path / "store").path) as con:
        con.execute("drop macro table compared; drop macro attainment_class")
    use_store(tmp_path / "store")
    with pytest.raises(errors.Unreadable) as older:
        run("distance/bands", **WHAT)
    assert "rebuild" in errors.sentence(older.value, "en")


def test_a_version_that_is_gone_is_not_nothing_built(use_store):
    use_store("sample")
    with pytest.raises(errors.Gone):
        door.ask(Reader(version="000000000000"), "frame/about")


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_every_error_has_a_sentence_and_a_status(lang):
    made = {
        errors.UnknownQuery: ("no/such", ("map/centre",)),
        errors.WrongParameters: ("map/centre", ["place"], []),
        errors.NothingKnown: (datetime(2001, 1, 1, tzinfo=UTC),),
        Damaged: ("abc", "rows.parquet"),
        DamagedLedger: ("ledger.json",),
        ErasedSince: (),
    }
    for kind in (*errors.TOLD, *Damage.__subclasses__()):
        assert issubclass(kind, errors.KINDS)
        error = kind(*made.get(kind, ("what",)))
        assert errors.sentence(error, lang)
        assert 400 <= errors.status(error) < 600
    kinds = {kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, errors.QueryError)}
    assert kinds - {errors.QueryError} <= set(errors.KINDS)


def test_a_caller_cannot_change_the_cached_answer(use_store):
    use_store("sample")
    frame = run("units/standing", **WHAT)
    frame.loc[:, "done_count"] = -1
    assert (run("units/standing", **WHAT).done_count >= 0).all()


def test_a_new_snapshot_is_taken_up_at_the_next_call(use_store, folder, tmp_path):
    store = tmp_path / "store"
    build(folder, store)
    use_store(store)
    before = run("frame/status").set_index("indicator_code").done["organisation_id"]
    rewrite(folder / "targets.csv", lambda rows: rows[-1].__setitem__("baseline", "5"))
    build(folder, store)
    assert run("frame/status").set_index("indicator_code").done["organisation_id"] == before + 5


def set_baseline(baseline: str, rows: list[dict[str, str]]) -> None:
    rows[-1]["baseline"] = baseline


def test_only_the_latest_few_snapshots_stay(folder, tmp_path, monkeypatch):
    monkeypatch.setenv("ENROLMENT_SNAPSHOTS_KEPT", "1")
    forget()
    store = tmp_path / "store"
    for number in range(4):
        rewrite(folder / "targets.csv", partial(set_baseline, str(number)))
        build(folder, store)
    assert len(list(store.glob("*.duckdb"))) == 2
    monkeypatch.undo()
    forget()


def test_the_same_files_give_the_same_version_and_no_second_build(folder, tmp_path):
    first = build(folder, tmp_path / "store")
    written = first.path.stat().st_ino
    assert build(folder, tmp_path / "store") == first
    assert first.path.stat().st_ino == written
    copied = tmp_path / "copied"
    shutil.copytree(folder, copied)
    assert build(copied, tmp_path / "other").version == first.version


def test_many_threads_ask_at_once(use_store):
    use_store("sample")
    wrong: list[object] = []

    def ask(number: int) -> None:
        day = f"2025-07-{21 + number % 10}"
        for _ in range(5):
            door._rows.cache_clear()
            try:
                frame = run("units/standing", **{**WHAT, "as_of": day})
            except errors.QueryError as error:  # too large together, where one alone is not
                wrong.append(error)
            else:
                wrong.extend([day] if len(frame) != 38 or str(frame.reported_on.iloc[0].date()) != day else [])

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(24)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


def test_a_header_that_disagrees_with_its_sql_is_refused():
    with pytest.raises(ValueError, match="declares"):
        catalogue.parse("x", "-- Meaning.\n-- grain: one row\n-- parameters: $a\nselect $b")
    with pytest.raises(ValueError, match="grain"):
        catalogue.parse("x", "-- Meaning.\nselect 1")


def test_every_query_file_has_a_true_header():
    for name in catalogue.names():
        assert catalogue.query(name).grain.startswith("one row")
