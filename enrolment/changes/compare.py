"""What a change set would change of what counts: rows new, replaced, said again; and what somebody should look at."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import duckdb

from enrolment.changes import running
from enrolment.changes.prepare import Prepared
from enrolment.changes.propose import ChangeSet, proposed
from enrolment.contract import TABLES, Schema, schema
from enrolment.imports.rows.check import contract_columns, row_number
from enrolment.imports.scratch import quoted, scratch
from enrolment.imports.sources import Source
from enrolment.language import count, day, translate
from enrolment.settings import settings
from enrolment.snapshot.current import Snapshot, current
from enrolment.snapshot.outlook import Outlook
from enrolment.snapshot.stage import overlay
from enrolment.store.batches import Batch

_MOST_SHOWN = 5


@dataclass(frozen=True)
class Change:
    """What one file would do: rows new to the store, rows that replace another value, rows that say it again.

    Of these, nothing is wrong with, but somebody should look at: `beside_count` whose day and place have counts of
    another group, to which they add; `below_count` cumulative ones below what the place had reached; `above_count`
    above the village's people of 14 and over; `apart_count` beside which the file says another total than what is known
    and they come to; `below`, `above` and `apart`: row, place, count, and what it was held against, of the first of
    these. `corrected`: place, day (ISO), what stands, and what the correction adds to it, of the first rows that
    correct a count; `corrected_count` of them all. `doubts`: row, column, what a total says, and what its rows come to.
    `left_out`: row, why and text of what is not taken. `notes`: text key, what, how many, of what was mended.
    """

    file_name: str
    table: str
    new_count: int
    replaced_count: int
    same_count: int
    rejected_count: int
    beside_count: int = 0
    below_count: int = 0
    above_count: int = 0
    below: tuple[tuple[int, str, int, int], ...] = ()
    above: tuple[tuple[int, str, int, int], ...] = ()
    apart_count: int = 0
    apart: tuple[tuple[int, str, int, int], ...] = ()
    corrected_count: int = 0
    corrected: tuple[tuple[str, str, int, int], ...] = ()
    doubts: tuple[tuple[int, str, int, int], ...] = ()
    left_out: tuple[tuple[int, str, str], ...] = ()
    notes: tuple[tuple[str, str, int], ...] = ()

    def warnings(self, lang: str) -> list[str]:
        """A sentence for each kind of row that somebody should look at before it comes in."""
        doubted = [doubt_told(lang, *doubt) for doubt in self.doubts]
        said = [translate(lang, "warn-beside", count=count(lang, self.beside_count))] if self.beside_count else []
        held = {"below": (self.below_count, self.below), "above": (self.above_count, self.above)}
        for kind, (number, rows) in {**held, "apart": (self.apart_count, self.apart)}.items():
            said += [
                translate(lang, f"warn-{kind}", row=row, place=place, count=count(lang, told), known=count(lang, known))
                for row, place, told, known in rows
            ]
            if more := number - len(rows):
                said.append(translate(lang, f"warn-{kind}-more", count=count(lang, more)))
        sums = [
            translate(
                lang, "warn-corrected", place=place, day=day(lang, date.fromisoformat(on)), sum=_sum(lang, *counts)
            )
            for place, on, *counts in self.corrected
        ]
        if more := max(0, self.corrected_count - len(self.corrected)):
            sums.append(translate(lang, "warn-corrected-more", count=count(lang, more)))
        return [*doubted, *said, *sums]

    def told_left_out(self, lang: str) -> list[str]:
        """A sentence for each row, sheet and columns that are not taken, and for what was mended."""
        mended = [note_told(lang, *note) for note in self.notes]
        return [*mended, *(translate(lang, f"left-out-{why}", row=row, text=text) for row, why, text in self.left_out)]

    def as_row(self) -> dict[str, Any]:
        return asdict(self)

    def sentence(self, lang: str) -> str:
        told = {name: count(lang, value) for name, value in asdict(self).items() if name.endswith("_count")}
        return translate(
            lang,
            "preview-change",
            file=self.file_name,
            new=told["new_count"],
            replaced=told["replaced_count"],
            same=told["same_count"],
            rejected=told["rejected_count"],
        )


def note_told(lang: str, key: str, what: str, number: int) -> str:
    """What was taken or mended on the way, in a sentence; a day as people write it."""
    said = day(lang, date.fromisoformat(what)) if key == "note-day-taken" else what
    return translate(lang, key, what=said, count=count(lang, number))


def doubt_told(lang: str, row: int, column: str, said: int, summed: int) -> str:
    """That a total is not what its rows come to."""
    return translate(lang, "doubt-total", row=row, column=column, said=count(lang, said), summed=count(lang, summed))


def _sum(lang: str, before: int, by: int) -> str:
    """`70 − 5 = 65`."""
    return f"{count(lang, before)} {'−' if by < 0 else '+'} {count(lang, abs(by))} = {count(lang, before + by)}"


def preview(store: Path, sources: Sequence[Source]) -> tuple[list[Change], list[Outlook]]:
    """The change that each file would make, and where places would stand. Raises BadInput with every mistake, as the
    import itself would."""
    with proposed(store, sources) as change_set:
        change_set.must_hold()
        return [change for change in compare(change_set) if change], outlook(change_set)


def compare(change_set: ChangeSet) -> list[Change | None]:
    """The change that each file of a change set would make; None for one that cannot come in yet."""
    shown = current(change_set.store)
    return [_of_file(file, change_set.present, shown) if file.batch else None for file in change_set.prepared]


def outlook_told(lang: str, row: Outlook, indicator: str) -> str:
    """Where a place would stand in one sentence. `indicator`: what to call it."""
    return translate(lang, "outlook-line", place=row.place_name, indicator=indicator, **outlook_counts(lang, row))


def outlook_counts(lang: str, row: Outlook) -> dict[str, str]:
    """`before`, `after` and `by` as people read them."""
    before, after = ("–" if value is None else count(lang, value) for value in (row.before, row.after))
    told = {"before": before, "after": after, "by": "–"}
    if row.before is not None and row.after is not None:
        by = row.after - row.before
        told["by"] = f"{'−' if by < 0 else '+'}{count(lang, abs(by))}"
    return told


def outlook(change_set: ChangeSet) -> list[Outlook]:
    """Where places would stand if those files came in that can: nothing where they do not fit, or are of no counts."""
    tables = {batch.table for batch in change_set.batches}
    if change_set.mistakes or not tables & {"progress", "targets", "villages", "communes"}:
        return []
    return change_set.building.outlook()


def _of_file(file: Prepared, present: Sequence[Batch], shown: Snapshot | None) -> Change:
    """The change of a file that could come in, with what of it is not taken."""
    assert file.batch is not None
    doubts = tuple((one["row"], one["column"], one["said"], one["summed"]) for one in file.batch.doubts)
    left = file.reading.left_out if file.reading else ()
    left_out = tuple((one.row, one.why, one.text) for one in left)
    apart = running.apart(file.reading.running, shown) if file.reading and shown else []
    return replace(
        _change(file.batch, present, shown),
        doubts=doubts,
        left_out=left_out,
        notes=file.notes,
        apart_count=len(apart),
        apart=tuple(apart[:_MOST_SHOWN]),
    )


def _change(batch: Batch, present: Sequence[Batch], shown: Snapshot | None) -> Change:
    if batch.code in {batch.code for batch in present}:
        return Change(batch.file_name, batch.table, 0, 0, batch.row_count, batch.rejected_count)
    if batch.table not in TABLES:
        return Change(batch.file_name, batch.table, batch.row_count, 0, 0, batch.rejected_count)
    beside, doubts = 0, _Doubts()
    table, is_of_counts = schema(batch.table), batch.table == "progress"
    alike = [one for one in present if one.table == batch.table]
    with scratch(settings().import_memory) as con:
        incoming = contract_columns(con, batch.rows_path, table)
        con.execute("create table incoming as select distinct * from (" + _rows(incoming) + ")", _of(batch))
        _stand(con, "earlier", table, alike, batch)
        if is_of_counts and shown:
            beside, doubts = _doubts(con, batch, shown)
        if is_of_counts and _has_corrections(con):
            # What they come to, the import itself tells: by what is laid out once they are among the batches.
            _stand(con, "later", table, [*alike, batch], batch)
        else:
            con.execute("create view later as select * from incoming")
        new, replaced, again = _new_replaced_same(con, table, batch.lacking)
        corrected = _corrected(con, table.primary_key) if is_of_counts else []
    return Change(
        *(batch.file_name, batch.table, new, replaced, again, batch.rejected_count, beside),
        below_count=len(doubts.below),
        above_count=len(doubts.above),
        below=doubts.below[:_MOST_SHOWN],
        above=doubts.above[:_MOST_SHOWN],
        corrected_count=len(corrected),
        corrected=tuple(corrected[:_MOST_SHOWN]),
    )


def _stand(con: duckdb.DuckDBPyConnection, name: str, table: Schema, batches: Sequence[Batch], batch: Batch) -> None:
    """Make the table `name`: what stands for each key, laid out from the batches in a fresh `staged`; of counts, those
    of the places and indicators that `batch` speaks of."""
    con.execute("detach database if exists staged; attach ':memory:' as staged")
    if table.name == "progress":
        place = "coalesce(village_code, commune_code) as place_code"
        for renewed, column in (("renewed_places", place), ("renewed_indicators", "indicator_code")):
            con.execute(
                f"create table staged.{renewed} as select distinct {column} from read_parquet($incoming)", _of(batch)
            )
    overlay(con, batches, changed=[batch.code] if table.name == "progress" else None)
    con.execute(f"create table {name} as select {', '.join(table.column_names)} from staged.{table.name}")


def _new_replaced_same(con: duckdb.DuckDBPyConnection, table: Schema, lacking: Sequence[str]) -> tuple[int, int, int]:
    """How many of the rows in `incoming` are new beside `earlier`, replace what stood there, or say it again."""
    key = table.identity
    said = [name for name in table.column_names if name not in lacking]
    same = " and ".join(f"earlier.{name} is not distinct from later.{name}" for name in said)
    return con.execute(
        f"""with known as (
            select *, true as is_known from earlier qualify row_number() over (partition by {", ".join(key)}) = 1
        )
        select
            count(*) filter (where earlier.is_known is null),
            count(*) filter (where earlier.is_known and not ({same})),
            count(*) filter (where earlier.is_known and ({same}))
        from incoming
        left join known as earlier on {_matched("incoming", "earlier", key)}
        left join later on {_matched("incoming", "later", key)}"""
    ).fetchall()[0]


def _has_corrections(con: duckdb.DuckDBPyConnection) -> bool:
    found = con.execute("select count(*) from incoming where is_correction and new_count is not null").fetchone()
    return bool(found and found[0])


def _rows(columns: str) -> str:
    return f"select {columns} from read_parquet($incoming)"


def _of(batch: Batch) -> dict[str, str]:
    return {"incoming": str(batch.rows_path)}


def _matched(one: str, other: str, key: Sequence[str]) -> str:
    return " and ".join(f"{one}.{name} is not distinct from {other}.{name}" for name in key)


def _corrected(con: duckdb.DuckDBPyConnection, key: Sequence[str]) -> list[tuple[str, str, int, int]]:
    """The rows that add to a count: place, day, what stands, what they add to it; from `earlier` and `later`."""
    count = "coalesce({0}.new_count, {0}.cumulative_count)"
    by = f"{count.format('later')} - {count.format('earlier')}"
    return con.execute(
        f"""select
            coalesce(incoming.village_code, incoming.commune_code), incoming.reported_on::varchar,
            {count.format("earlier")}, {by}
        from incoming
        inner join earlier on {_matched("incoming", "earlier", key)}
        inner join later on {_matched("incoming", "later", key)}
        where incoming.is_correction and incoming.new_count is not null and {by} = incoming.new_count
        order by all"""
    ).fetchall()


@dataclass(frozen=True)
class _Doubts:
    """Row, place, count, and what it was held against: what had been reached, or the people of 14 and over."""

    below: tuple[tuple[int, str, int, int], ...] = ()
    above: tuple[tuple[int, str, int, int], ...] = ()


def _doubts(con: duckdb.DuckDBPyConnection, batch: Batch, shown: Snapshot) -> tuple[int, _Doubts]:
    """The count `beside` of a Change, and its rows below and above; what counts already is staged."""
    try:
        con.execute(f"attach {quoted(shown.path)} as shown (read_only)")
    except duckdb.Error:  # a damaged snapshot is built anew by whatever comes in
        return 0, _Doubts()
    con.execute(
        f"""create temp table counted as
        select *, {row_number(con, batch.rows_path)} as sheet_row, coalesce(village_code, commune_code) as place_code
        from read_parquet($incoming, file_row_number = true)""",
        _of(batch),
    )
    ((beside,),) = con.execute(
        """with counts as (
            select coalesce(village_code, commune_code) as place_code, indicator_code, reported_on, team_code
            from staged.progress as groups where new_count is not null and team_code is not null and not exists (
                select 1 from staged.progress as whole
                where whole.team_code is null and whole.new_count is not null
                    and whole.reported_on = groups.reported_on and whole.indicator_code = groups.indicator_code
                    and whole.village_code is not distinct from groups.village_code
                    and whole.commune_code is not distinct from groups.commune_code
            )
        )
        select count(*) from counted
        semi join counts
            on counted.place_code = counts.place_code and counted.indicator_code = counts.indicator_code
            and counted.reported_on = counts.reported_on and counted.team_code is distinct from counts.team_code
        where counted.new_count is not null and counted.team_code is not null"""
    ).fetchall()
    held = con.execute(
        """with known as (
            select place_day.* from shown.place_day
            semi join counted
                on place_day.place_code = counted.place_code and place_day.indicator_code = counted.indicator_code
        )
        select
            counted.sheet_row, coalesce(places.place_name, counted.place_code), counted.cumulative_count,
            case when not coalesce(counted.is_correction, false) then reached.done_count end,
            case when indicators.stage <> 'guided' then places.residents_14_plus end
        from counted
        asof left join known as reached
            on counted.place_code = reached.place_code and counted.indicator_code = reached.indicator_code
            and counted.reported_on >= reached.reported_on
        left join shown.places on counted.place_code = places.place_code
        left join shown.indicators on counted.indicator_code = indicators.indicator_code
        where counted.cumulative_count is not null and counted.team_code is null
        order by counted.sheet_row"""
    ).fetchall()
    below = tuple((row, place, count, reached) for row, place, count, reached, _ in held if reached and count < reached)
    above = tuple((row, place, count, people) for row, place, count, _, people in held if people and count > people)
    return beside, _Doubts(below, above)
