"""What is staged, as where places would stand, beside where they stand now: for a preview, which writes nothing."""

from dataclasses import dataclass

import duckdb

from enrolment.snapshot.marts import write_mart

_MARTS = ("places", "goals", "working_days", "plans", "increments", "local_day")


@dataclass(frozen=True)
class Outlook:
    """A village or a commune and an indicator on the last day: how many were done by what counts now (`before`, None
    where it has no standing), and how many would be (`after`)."""

    level: str
    place_code: str
    place_name: str
    indicator_code: str
    before: int | None
    after: int | None


def write_marts(con: duckdb.DuckDBPyConnection) -> None:
    """The marts that say where places stand, of all that is staged; `about` is there."""
    for mart in _MARTS:
        write_mart(con, mart)


def outlook(con: duckdb.DuckDBPyConnection, has_base: bool) -> list[Outlook]:
    """The places whose standing moves, communes first. `has_base`: whether the present snapshot is attached as `base`;
    where only some indicators of some communes are staged, only these are compared."""
    before = (
        "select place_code, indicator_code, done_count from base.local_day"
        " inner join base.about on local_day.reported_on = about.last_reported_on"
        " semi join goals using (place_code, indicator_code)"
        if has_base
        else "select '' as place_code, '' as indicator_code, 0 as done_count where false"
    )
    rows = con.execute(
        f"""with earlier as ({before}),
        later as (
            select local_day.place_code, local_day.indicator_code, local_day.done_count
            from local_day inner join about on local_day.reported_on = about.last_reported_on
        ),
        moved as (
            select
                coalesce(later.place_code, earlier.place_code) as place_code,
                coalesce(later.indicator_code, earlier.indicator_code) as indicator_code,
                earlier.done_count as before, later.done_count as after
            from later
            full join earlier
                on later.place_code = earlier.place_code and later.indicator_code = earlier.indicator_code
            where earlier.done_count is distinct from later.done_count
        )
        select places.level, moved.place_code, places.place_name, moved.indicator_code,
            moved.before, moved.after
        from moved inner join places on moved.place_code = places.place_code
        where places.level <> 'province'
        order by places.level, moved.place_code, moved.indicator_code"""
    ).fetchall()
    return [Outlook(*row) for row in rows]
