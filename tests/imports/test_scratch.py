"""What one piece of work leaves behind: nothing for the next, and nothing on the disk that anybody could read."""

from pathlib import Path

import duckdb
import pandas as pd
import pytest

from enrolment.imports.scratch import scratch


def test_the_next_piece_of_work_finds_nothing_of_this_one():
    with scratch("100MB") as con:
        con.register("texts", pd.DataFrame({"cell": ["0912345678"]}))
        con.execute("create temp table kept as from texts")
        con.execute("create table made as from texts; create macro twice(x) as 2 * x")
        con.execute("attach ':memory:' as beside; create table beside.far as select 1")
        assert con.execute("select is_personal(cell) from kept").fetchall() == [(True,)]
    with scratch("100MB") as con:
        for name in ("from texts", "from kept", "from made", "select twice(1)", "from beside.far"):
            with pytest.raises(duckdb.CatalogException):
                con.execute(name)
        assert con.execute("select is_personal('0912345678'), is_personal('12')").fetchall() == [(True, False)]


def test_two_at_a_time_know_nothing_of_each_other():
    with scratch("100MB") as one, scratch("100MB") as other:
        one.execute("create temp table kept as select 1")
        with pytest.raises(duckdb.CatalogException):
            other.execute("from kept")


def test_work_that_fails_does_not_stand_in_the_way_of_the_next():
    for _ in range(2):
        with pytest.raises(duckdb.ConversionException), scratch("100MB") as con:
            con.execute("select 'x'::integer").fetchall()
    with scratch("100MB") as con:
        assert con.execute("select 1").fetchall() == [(1,)]


def test_what_spills_cannot_be_read_and_is_gone_afterwards():
    with scratch("50MB") as con:
        (folder,) = con.execute("select current_setting('temp_directory')").fetchone()
        con.execute(
            "create temp table big as select 'planted-' || md5(range::varchar) as cell from range(700000) order by cell"
        )
        spilled = [path.read_bytes() for path in Path(folder).iterdir()]
        assert sum(map(len, spilled)) > 1_000_000 and not any(b"planted-" in one for one in spilled)
    assert not Path(folder).exists()
