-- How many units have not reported an indicator in the last days, and when the place last heard from any.
-- grain: one row
-- parameters: $place, $indicator, $as_of, $days
with recent as (
    select place_code, max(case when reporting_count > 0 then reported_on end) as last_reported_on
    from place_day
    where
        parent_code = $place and indicator_code = $indicator
        and reported_on > $as_of::date - $days::integer and reported_on <= $as_of::date
    group by place_code
)

select
    count(*) as unit_count, count(*) - count(last_reported_on) as silent_count,
    max(last_reported_on) as last_reported_on
from recent
