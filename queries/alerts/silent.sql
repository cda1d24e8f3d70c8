-- The units of a place that have not reported anything for longer than units of this place usually do, while others
-- did. Days count on which a third or more of as many units reported as on the place's best day: rest days are nobody's
-- silence.
-- grain: one row per unit that is silent
-- key: place_code
-- parameters: $place, $as_of
-- analysis: silent
with reports as (
    select distinct place_code, reported_on
    from place_day
    where
        parent_code = $place and reporting_count > 0
        and reported_on between $as_of::date - 34 and $as_of::date
),

by_day as (
    select reported_on, count(*) as unit_count from reports
    group by reported_on
),

active as (
    select reported_on from by_day
    qualify 3 * unit_count >= max(unit_count) over ()
),

heard as (
    select place_code, min(reported_on) as first_on, max(reported_on) as last_reported_on, count(*) as report_count
    from reports
    where reported_on in (select reported_on from active)
    group by place_code
)

select
    heard.place_code, places.place_name, places.level, heard.last_reported_on,
    count(active.reported_on) filter (where active.reported_on <= heard.last_reported_on) as active_days,
    heard.report_count,
    count(active.reported_on) filter (where active.reported_on > heard.last_reported_on) as silent_days
from heard
inner join places on heard.place_code = places.place_code
left join active on heard.first_on <= active.reported_on
group by heard.place_code, places.place_name, places.level, heard.last_reported_on, heard.report_count
order by silent_days desc, heard.place_code
