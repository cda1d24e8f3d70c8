-- The units of a place that are behind their plan or past its due day, with what may hold them back: who is to be
-- helped first, and whether they lie beyond what chance does. `silent_days`, `unvisited_days`: since the last report of
-- the indicator, since the last visit of a group; null where there is none.
-- grain: one row per unit that is behind
-- key: place_code
-- parameters: $place, $indicator, $as_of
-- analysis: late
with chosen as (
    select * from standing
    where parent_code = $place and indicator_code = $indicator and reported_on = $as_of::date
),

reports as (
    select place_code, max(reported_on) as last_reported_on
    from place_day
    where
        parent_code = $place and indicator_code = $indicator
        and reporting_count > 0 and reported_on <= $as_of::date
    group by place_code
),

last_visits as (
    select village_code, max(visited_on) as last_visited_on
    from visits
    where visited_on <= $as_of::date
    group by village_code
)

select
    chosen.place_code, places.place_name, places.level, chosen.status, chosen.done_count, chosen.target_count,
    chosen.remaining_count, chosen.expected_count, places.electricity, places.mobile_signal,
    places.unlit_village_count, places.weak_signal_village_count, places.unlit_unknown_count,
    places.weak_unknown_count, places.road_km, places.is_road_estimated, teams.team_name,
    reports.last_reported_on, last_visits.last_visited_on,
    $as_of::date - reports.last_reported_on as silent_days,
    $as_of::date - last_visits.last_visited_on as unvisited_days
from chosen
inner join places on chosen.place_code = places.place_code
left join teams on places.team_code = teams.team_code
left join reports on chosen.place_code = reports.place_code
left join last_visits on chosen.place_code = last_visits.village_code
order by chosen.remaining_count desc, chosen.place_code
