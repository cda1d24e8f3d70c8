-- How many units of a place have not reported an indicator in the last days, and when the place last heard of it.
-- An indicator that only the commune reports is asked of the commune itself: `is_commune_only`.
-- grain: one row
-- parameters: $place, $indicator, $as_of, $days
with reports as (
    select place_code, level, max(reported_on) as last_reported_on
    from place_day
    where
        (parent_code = $place or place_code = $place)
        and indicator_code = $indicator and reporting_count > 0 and reported_on <= $as_of::date
    group by place_code, level
),

asked as (
    select
        indicators.level = 'commune'
        or (
            exists (select 1 from reports where place_code = $place and level = 'commune')
            and not exists (select 1 from reports where level = 'village')
        ) as is_commune_only
    from indicators
    where indicator_code = $indicator
),

units as (
    select places.place_code from places
    cross join asked
    where
        case
            when asked.is_commune_only
                then (places.place_code = $place and places.level = 'commune')
                or (places.parent_code = $place and places.level = 'commune')
            else places.parent_code = $place
        end
)

select
    count(*) as unit_count,
    count(*) filter (
        where reports.last_reported_on is null or reports.last_reported_on <= $as_of::date - $days::integer
    ) as silent_count,
    max(reports.last_reported_on) as last_reported_on,
    (select is_commune_only from asked) as is_commune_only
from units
left join reports on units.place_code = reports.place_code
