"""What a file says that new counts have come to, held against what is known: where the two are apart, reports are
missing, or one of the two is wrong."""

from collections.abc import Sequence
from dataclasses import astuple

import duckdb
import pandas as pd

from enrolment.imports.meaning.reading import Running
from enrolment.imports.scratch import quoted, scratch
from enrolment.settings import settings
from enrolment.snapshot.current import Snapshot

# Of places and indicators that reported before the first day of the file and not since: else nobody can tell here.
_APART = """
with told as (
    select
        place, indicator, total, number, min(day::date) over series as first_on,
        sum(new) over (series order by day::date, number) as new_count
    from said
    window series as (partition by place, indicator)
),

known as (
    select place_code, indicator_code, max(reported_on) as last_on from shown.increments group by all
)

select told.number, coalesce(places.place_name, told.place), told.total, reached.done_count + told.new_count
from told
inner join known on told.place = known.place_code and told.indicator = known.indicator_code
inner join shown.place_day as reached
    on
        known.place_code = reached.place_code and known.indicator_code = reached.indicator_code
        and known.last_on = reached.reported_on
left join shown.places on told.place = places.place_code
where known.last_on < told.first_on and told.total <> reached.done_count + told.new_count
order by told.number
"""


def apart(told: Sequence[Running], shown: Snapshot) -> list[tuple[int, str, int, int]]:
    """Row, place, what the file says that all have come to, and what is known with the new counts, of those that
    differ."""
    rows = [one for one in told if one.place and one.indicator]
    if not any(one.total is not None for one in rows):
        return []
    names = ["number", "place", "indicator", "day", "new", "total"]
    frame = pd.DataFrame(list(map(astuple, rows)), columns=names).astype({"total": "Int64"})
    with scratch(settings().import_memory) as con:
        con.register("said", frame)
        try:
            con.execute(f"attach {quoted(shown.path)} as shown (read_only)")
            return con.execute(_APART).fetchall()
        except duckdb.Error:  # a damaged snapshot is built anew by whatever comes in, and a day may be none
            return []
