-- When each unit of a place last reported an indicator, and for how many days it has been silent; the commune itself
-- where only communes report it.
-- grain: one row per unit
-- key: place_code
-- parameters: $place, $indicator, $as_of
with heard as (
    select
        place_code, level, max(reported_on) as last_reported_on, count(*) as report_count
    from place_day
    where
        (parent_code = $place or place_code = $place)
        and indicator_code = $indicator and reporting_count > 0 and reported_on <= $as_of::date
    group by place_code, level
),

asked as (
    select
        level = 'commune'
        or (
            exists (select 1 from heard where place_code = $place and level = 'commune')
            and not exists (select 1 from heard where level = 'village')
        ) as is_commune_only
    from indicators
    where indicator_code = $indicator
)

select
    places.place_code, places.place_name, heard.last_reported_on,
    $as_of::date - heard.last_reported_on as silent_days, coalesce(heard.report_count, 0) as report_count
from places
cross join asked
left join heard on places.place_code = heard.place_code
where
    (places.parent_code = $place and (places.level = 'commune' or not asked.is_commune_only))
    or (places.place_code = $place and places.level = 'commune' and asked.is_commune_only)
order by heard.last_reported_on nulls first, places.place_code
