"""A snapshot renewed: where only counts changed, what they say of some indicators in some communes is computed anew,
all else is taken over from the snapshot before.

A day of a commune and an indicator depends on no other, see `queries/marts/local_day.sql`; what does depend on others,
plans and calendars, is the same before and after, or the snapshot is built anew from the start. `tests/snapshot` holds
that both ways come to the same rows.
"""

import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

from enrolment import clock
from enrolment.imports.scratch import quoted
from enrolment.snapshot.current import Snapshot, current
from enrolment.snapshot.marts import (
    MOST_FINDINGS,
    audits,
    fill_mart,
    sql_of,
    write_audits,
    write_batches,
    write_macros,
    write_mart,
)
from enrolment.snapshot.version import version_of
from enrolment.store import batches as batch_store
from enrolment.store import ledger
from enrolment.store.batches import Batch

MOST_ROWS = 200_000  # of changed batches; with more, building anew is as quick
MOST_RENEWALS = 100  # after so many, what was deleted and appended is laid out in order again
_OF_SERIES = ("increments", "local_day")
_OF_THESE_INDICATORS = "indicator_code in (select indicator_code from staged.renewed_indicators)"
_BESIDE_EACH_OTHER = ("id_card", "vneid_level2")  # an audit holds the one against the other
_OF_COUNTS = (
    "increments",
    "local_day",
    "province_day",
    "place_day",
    "team_day",
    "staged.progress",
    "staged.corrections",
)
_LATER_INCREMENTS = """
create table later.increments as
with own_counts as (
    select place_code as commune_code, indicator_code, max(reported_on) as own_on
    from base.increments
    where level = 'commune'
    group by place_code, indicator_code
),
own_days as ( -- of each place, the last day on which its commune gave a count of its own
    select places.place_code, own_counts.indicator_code, own_counts.own_on
    from base.places
    inner join own_counts
        on
            own_counts.commune_code
            = case places.level when 'village' then places.parent_code else places.place_code end
)
select
    case when increments.reported_on <= own_days.own_on then own_days.own_on end as own_on,
    coalesce(
        any_value(case when increments.reported_on <= own_days.own_on then own_days.own_on end),
        any_value(earlier.last_reported_on)
    ) as reported_on,
    any_value(increments.province_code) as province_code, increments.place_code, any_value(increments.level) as level,
    increments.indicator_code, null::varchar as team_code, increments.kind,
    sum(increments.step_count)::bigint as step_count, sum(increments.new_count)::bigint as new_count,
    sum(increments.unadded_count)::bigint as unadded_count
from base.increments
left join own_days
    on increments.place_code = own_days.place_code and increments.indicator_code = own_days.indicator_code
cross join base.about as earlier
where (increments.place_code, increments.indicator_code) not in (from staged.renewed_series)
group by 1, increments.place_code, increments.indicator_code, increments.kind
"""


@dataclass(frozen=True)
class Renewal:
    """`base`: the snapshot before. `changed`: the batches of counts that only one of the two has, by their codes."""

    base: Snapshot
    changed: Mapping[str, Batch]


def renewal(store: Path, batches: Sequence[Batch]) -> Renewal | None:
    """How the store's snapshot becomes that of these batches; None where it has to be built anew."""
    base, counted = current(store), list(ledger.read(store).counted())
    if base is None or version_of(counted) != base.version:
        return None
    coming = {batch.code: batch for batch in batches}
    if [code for code in counted if code in coming] != [code for code in coming if code in set(counted)]:
        return None  # their order decides which word is the latest
    try:
        gone = {code: batch_store.whole(store, code) for code in counted if code not in coming}
    except batch_store.Damaged:
        return None
    changed = {**gone, **{code: batch for code, batch in coming.items() if code not in set(counted)}}
    is_of_counts = all(batch.table == "progress" for batch in changed.values())
    is_small = sum(batch.row_count for batch in changed.values()) <= MOST_ROWS
    return Renewal(base, changed) if changed and is_of_counts and is_small else None


def lay_out_communes(con: duckdb.DuckDBPyConnection, change: Renewal) -> bool:
    """Attach the snapshot before as `base`, and fill `staged.renewed_communes`, `staged.renewed_places`,
    `staged.renewed_indicators` and `staged.renewed_series`, each indicator of each of these places: what the changed
    batches speak of. False where that snapshot cannot be read, or a first look tells that all has to be built
    anew: then nothing is staged twice."""
    paths = [str(batch.rows_path) for batch in change.changed.values()]
    try:
        con.execute(f"attach {quoted(change.base.path)} as base (read_only)")
        con.execute(
            """create table staged.renewed_communes as
            select distinct case level when 'village' then parent_code else place_code end as commune_code
            from base.places
            where level <> 'province' and place_code in (
                select coalesce(village_code, commune_code) from read_parquet($paths)
            )""",
            {"paths": paths},
        )
        if _begins_something(con, paths):
            return False
    except duckdb.Error:
        return False
    _lay_out_series(con, paths)
    return True


def _lay_out_series(con: duckdb.DuckDBPyConnection, paths: Sequence[str]) -> None:
    """Fill `staged.renewed_places`, `staged.renewed_indicators` and `staged.renewed_series`."""
    con.execute(
        """create table staged.renewed_places as
        select place_code from base.places
        where level <> 'province' and (
            place_code in (select commune_code from staged.renewed_communes)
            or parent_code in (select commune_code from staged.renewed_communes)
        )"""
    )
    con.execute(
        """create table staged.renewed_indicators as
        with spoken_of as (select distinct indicator_code from read_parquet($paths))
        select indicator_code from spoken_of
        union
        select unnest($beside) where (select count(*) from spoken_of where indicator_code in $beside) > 0""",
        {"paths": list(paths), "beside": list(_BESIDE_EACH_OTHER)},
    )
    con.execute(
        "create view staged.renewed_series as"
        " select place_code, indicator_code from staged.renewed_places cross join staged.renewed_indicators"
    )


def _begins_something(con: duckdb.DuckDBPyConnection, paths: Sequence[str]) -> bool:
    """Whether rows are of an indicator that their place never reported, or of days after the last report and all plans:
    what `is_enough` would refuse in any case."""
    found = con.execute(
        """with said as (
            select coalesce(village_code, commune_code) as place_code, indicator_code, max(reported_on) as last_on
            from read_parquet($paths)
            group by all
        ),
        planned as (select max(coalesce(due_on, starts_on)) as last_on from base.goals)
        select
            (select count(*) from said anti join base.increments using (place_code, indicator_code)) > 0
            or (select max(last_on) from said) > greatest(about.last_reported_on, planned.last_on)
        from planned cross join base.about""",
        {"paths": list(paths)},
    ).fetchone()
    return bool(found and found[0])


def renewed(con: duckdb.DuckDBPyConnection, base: Path, aside: Path, version: str) -> bool:
    """Write the snapshot that the staged counts come to into the file `aside`; False where it has to be built anew.

    `staged` holds the counts of the indicators and communes that changed, and all of the other tables; its batches are
    those of the new snapshot. The connection's own tables are written over.
    """
    if not is_enough(con):
        return False
    shutil.copyfile(base, aside)
    con.execute("detach base")
    con.execute(f"attach {quoted(aside)} as base")
    compute(con)
    _take_in(con)
    _bring_up_to_date(con, version)
    con.execute("detach base")
    return True


def is_enough(con: duckdb.DuckDBPyConnection) -> bool:
    """Whether nothing but the indicators and communes that changed can say otherwise now."""
    return not _has_other_series(con) and _is_of_the_same_calendar(con) and not _has_cut_findings(con)


def _has_other_series(con: duckdb.DuckDBPyConnection) -> bool:
    """Whether a place begins or ceases to report an indicator: plans of others may depend on that."""
    now = "select distinct coalesce(village_code, commune_code) as place_code, indicator_code from staged.progress"
    of_places = "semi join staged.renewed_series using (place_code, indicator_code)"
    before = f"select distinct place_code, indicator_code from base.increments {of_places}"
    found = con.execute(
        f"select count(*) from ((({now}) except ({before})) union all (({before}) except ({now})))"
    ).fetchone()
    return bool(found and found[0])


def _is_of_the_same_calendar(con: duckdb.DuckDBPyConnection) -> bool:
    """Whether the first report is that of before, and the last lies, as before, within the plans."""
    return bool(
        con.execute(
            f"""with others as (
                select min(reported_on) as first_on, max(reported_on) as last_on
                from base.increments anti join staged.renewed_series using (place_code, indicator_code)
            ),
            reported as (
                select
                    least(any_value(others.first_on), min(progress.reported_on)) as first_on,
                    greatest(any_value(others.last_on), max(progress.reported_on)) as last_on
                from staged.progress cross join others
            ),
            planned as (select max(coalesce(due_on, starts_on)) as last_on from staged.targets)
            select reported.first_on = about.first_reported_on and (
                reported.last_on = about.last_reported_on
                or greatest(reported.last_on, about.last_reported_on) <= planned.last_on
            )
            from reported cross join planned cross join base.about
            where about.renewal_count < {MOST_RENEWALS}"""
        ).fetchall()
        == [(True,)]
    )


def _has_cut_findings(con: duckdb.DuckDBPyConnection) -> bool:
    """Whether an audit found more than are kept."""
    most = con.execute("select count(*) from base.audits group by audit_name order by 1 desc limit 1").fetchone()
    return bool(most and most[0] >= MOST_FINDINGS)


def compute(con: duckdb.DuckDBPyConnection, is_preview: bool = False) -> None:
    """The marts of the indicators and communes that changed and, but for a preview, what audits of counts find."""
    con.execute(
        """create table about as
        select * replace (greatest(
            (
                select max(reported_on)
                from base.increments anti join staged.renewed_series using (place_code, indicator_code)
            ),
            (select max(reported_on) from staged.progress)
        ) as last_reported_on) from base.about"""
    )
    for name in ("working_days", "plans", "mixed_plans"):
        con.execute(f"create view {name} as from base.{name}")
    of_places = "level = 'province' or place_code in (select place_code from staged.renewed_places)"
    con.execute(f"create table places as select * from base.places where {of_places}")
    con.execute(f"create table goals as select * from base.goals where ({of_places}) and {_OF_THESE_INDICATORS}")
    write_macros(con)
    for mart in _OF_SERIES if is_preview else (*_OF_SERIES, "province_day", "place_day"):
        write_mart(con, mart)
    if not is_preview:
        write_audits(con, audits(of=_OF_COUNTS))


def _take_in(con: duckdb.DuckDBPyConnection) -> None:
    """Put what was computed in place of what the snapshot before said of these indicators and communes."""
    of_places = f"place_code in (select place_code from staged.renewed_places) and {_OF_THESE_INDICATORS}"
    for mart in _OF_SERIES:
        con.execute(f"delete from base.{mart} where {of_places}")
        con.execute(f"insert into base.{mart} by name select * from {mart} where {of_places}")
    con.execute(f"delete from base.audits where {of_places} and audit_name in $names", {"names": audits(of=_OF_COUNTS)})
    con.execute(f"insert into base.audits select * from audits where {of_places}")


def _bring_up_to_date(con: duckdb.DuckDBPyConnection, version: str) -> None:
    """What is of the whole: its days, the sums over communes, the batches, its name."""
    ((own, is_longer),) = con.execute(
        """select current_database(), about.last_reported_on > earlier.last_reported_on
        from about cross join base.about as earlier"""
    ).fetchall()
    if is_longer:
        _append_days(con, own)
    con.execute("delete from base.local_day using about where local_day.reported_on > about.last_reported_on")
    con.execute(
        """update base.about set data_version = $version, built_at = $now, renewal_count = renewal_count + 1,
            last_reported_on = (select last_reported_on from about)""",
        {"version": version, "now": clock.now()},
    )
    con.execute("use base; delete from province_day")
    # A group may have worked in communes of which nothing was staged: so all that groups did for these indicators.
    con.execute(f"delete from team_day where {_OF_THESE_INDICATORS}")
    con.execute(f"insert into team_day by name select * from ({sql_of('team_day')}) where {_OF_THESE_INDICATORS}")
    fill_mart(con, "province_day")
    write_batches(con)
    con.execute(f'use "{own}"; checkpoint base')


def _append_days(con: duckdb.DuckDBPyConnection, own: str) -> None:
    """The days after the last of before, for the indicators and communes of which nothing new is said.

    What such a day says of a place is all that was added until then, and what had been when its commune last gave a
    count of its own. So what was added is summed up on these two days, and no other day is reckoned.
    """
    con.execute("create schema later")
    con.execute(_LATER_INCREMENTS)
    con.execute(
        """create table later.working_days as
        select working_days.* from base.working_days cross join base.about as earlier
        where day_on > earlier.last_reported_on or day_on in (select reported_on from later.increments)"""
    )
    con.execute("create view later.places as from base.places")
    con.execute(
        "create view later.goals as from base.goals anti join staged.renewed_series using (place_code, indicator_code)"
    )
    con.execute("create view later.plans as from base.plans")
    con.execute(f'create view later.about as from "{own}".main.about')
    con.execute(f'use "{own}".later')
    write_mart(con, "local_day")
    con.execute(
        """insert into base.local_day by name
        select local_day.* from local_day cross join base.about as earlier
        where local_day.reported_on > earlier.last_reported_on"""
    )
    con.execute(f'use "{own}".main')
