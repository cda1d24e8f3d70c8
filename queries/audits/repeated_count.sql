-- The same count, five or more, on four reports in a row: copied rather than counted. `found_count` is how often,
-- `expected_count` the count itself, the day that of the first: notes stay with a run that goes on.
-- grain: one row per village, indicator and run of equal counts
-- key: place_code, indicator_code, reported_on
with daily as (
    select place_code, indicator_code, reported_on, new_count
    from place_day
    where level = 'village' and reporting_count > 0 and new_count is not null
),

candidates as (
    select place_code, indicator_code, new_count
    from daily
    where new_count >= 5
    group by place_code, indicator_code, new_count
    having count(*) >= 4
),

-- The distance between the place among all reports and among the equal ones is the same within one run.
placed as (
    select
        daily.*,
        row_number() over (partition by place_code, indicator_code order by reported_on)
        - row_number() over (partition by place_code, indicator_code, new_count order by reported_on) as run
    from daily
    semi join candidates
        on daily.place_code = candidates.place_code and daily.indicator_code = candidates.indicator_code
)

select
    place_code, indicator_code, min(reported_on) as reported_on, count(*) as found_count, new_count as expected_count
from placed
where new_count >= 5
group by place_code, indicator_code, new_count, run
having count(*) >= 4
