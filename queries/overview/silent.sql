-- How many units of a place have not reported an indicator in the last days, and when the place last heard of it.
-- An indicator that only communes report is asked of the commune itself.
-- grain: one row
-- parameters: $place, $indicator, $as_of, $days
with asked as (
    select level from indicators where indicator_code = $indicator
),

units as (
    select places.place_code from places
    cross join asked
    where
        case
            when asked.level = 'commune' and places.level <> 'village'
                then places.place_code = $place and places.level = 'commune' or places.parent_code = $place
            else asked.level = 'village' and places.parent_code = $place
        end
),

heard as (
    select units.place_code, max(place_day.reported_on) as last_reported_on
    from units
    left join place_day
        on
            units.place_code = place_day.place_code
            and place_day.indicator_code = $indicator
            and place_day.reporting_count > 0
            and place_day.reported_on <= $as_of::date
    group by units.place_code
)

select
    count(*) as unit_count,
    count(*) filter (
        where last_reported_on is null or last_reported_on <= $as_of::date - $days::integer
    ) as silent_count,
    max(last_reported_on) as last_reported_on
from heard
