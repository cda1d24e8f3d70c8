"""Corrections of counts: a negative new count marked as one adds to what stands for its day, place, indicator, group.

A plain count said later replaces that and the corrections before it. A positive new count marked as a correction is the
right count, unless whoever brought it in said that it is to be added. The same correction said by two batches counts
twice, unless whoever brought in the second said that it is the same.
"""

import duckdb

from enrolment.contract import schema

_KEY = schema("progress").primary_key
_SAME = " and ".join(f"{{one}}.{name} is not distinct from {{other}}.{name}" for name in _KEY)
_KEYS = ", ".join(_KEY)


def take_off(con: duckdb.DuckDBPyConnection) -> bool:
    """Take corrections off `staged.progress`, so that the plain counts can be laid over each other; whether any stands.

    `staged.corrections` keeps every row marked as a correction of a new count: whether it `is_adding`, whether a person
    has told so (`is_told`), and the count that stood before it, `earlier_count`. `staged.corrected` is what they come
    to for each key: `total_count`, and `plain_number`, the batch of the plain count that they add to (null where none).
    """
    con.execute(
        f"""create table staged.corrections as
        with marked as (
            select one.* exclude (cumulative_count, is_correction), batches.is_fresh, batches.again,
                batches.corrections <> '' as is_told,
                one.new_count < 0 or batches.corrections = 'add' as is_adding
            from staged.progress as one inner join staged.batches on one.batch_number = batches.batch_number
            where one.is_correction and one.new_count is not null
        )
        select one.*, arg_max(coalesce(other.new_count, other.cumulative_count), other.batch_number) as earlier_count
        from marked as one
        left join staged.progress as other
            on {_SAME.format(one="one", other="other")} and other.batch_number < one.batch_number
        group by all"""
    )
    _drop_repeats(con)
    con.execute(
        "update staged.progress as one set is_correction = false from staged.corrections as other"
        " where one.is_correction and one.new_count is not null and not other.is_adding"
        f" and one.batch_number = other.batch_number and {_SAME.format(one='one', other='other')}"
    )
    con.execute(
        f"""create table staged.corrected as
        with plain as (
            select {_KEYS}, max(batch_number) as plain_number
            from staged.progress as one
            semi join staged.corrections as other on {_SAME.format(one="one", other="other")}
            where not coalesce(is_correction, false) or new_count is null
            group by all
        )
        select {", ".join(f"one.{name}" for name in _KEY)}, plain.plain_number, sum(one.new_count) as total_count,
            max(one.batch_number) as batch_number, arg_max(one.file_name, one.batch_number) as file_name,
            arg_max(one.row_number, one.batch_number) as row_number
        from staged.corrections as one
        left join plain on {_SAME.format(one="one", other="plain")}
        where one.is_adding and (plain.plain_number is null or one.batch_number > plain.plain_number)
        group by all"""
    )
    con.execute("delete from staged.progress where is_correction and new_count is not null")
    found = con.execute("select count(*) from staged.corrected").fetchone()
    return bool(found and found[0])


def _drop_repeats(con: duckdb.DuckDBPyConnection) -> None:
    """Take out the corrections that another batch had said before, where a person said that they are the same."""
    for table in ("progress", "corrections"):
        con.execute(
            f"""delete from staged.{table} where rowid in (
                select this.rowid from staged.{table} as this
                inner join staged.corrections as one
                    on this.batch_number = one.batch_number and {_SAME.format(one="this", other="one")}
                inner join staged.corrections as other
                    on {_SAME.format(one="one", other="other")}
                    and one.new_count = other.new_count and one.batch_number > other.batch_number
                where one.again = 'no' and one.is_adding and other.is_adding and not exists (
                    select 1 from staged.progress as plain
                    where {_SAME.format(one="plain", other="one")}
                        and plain.batch_number > other.batch_number and plain.batch_number < one.batch_number
                        and (plain.cumulative_count is not null or not coalesce(plain.is_correction, false))
                )
            )"""
        )


def put_on(con: duckdb.DuckDBPyConnection) -> None:
    """Add what corrections come to. A count that they change is then spoken of by the last of them; one that found
    nothing to correct stands by itself, marked."""
    con.execute(
        f"""update staged.progress as one set
            new_count = one.new_count + other.total_count,
            cumulative_count = one.cumulative_count + other.total_count,
            is_correction = one.cumulative_count is not null,
            file_name = other.file_name, row_number = other.row_number, batch_number = other.batch_number
        from staged.corrected as other
        where other.plain_number is not null and {_SAME.format(one="one", other="other")}"""
    )
    con.execute(
        f"""insert into staged.progress by name
        select {_KEYS}, total_count as new_count, true as is_correction, file_name, row_number, batch_number
        from staged.corrected where plain_number is null"""
    )
