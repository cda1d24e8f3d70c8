-- The groups of a commune and what they registered of an indicator where they were: people and minutes of stay, of
-- those of the last 28 days of which the village's count is known. A working day of 480 minutes, less the way to the
-- day's furthest village and back (the commune's mean where none is known), is shared among its villages; a village's
-- count of the day among its groups.
-- `day_variance`: of the people registered on a group's days.
-- grain: one row per group
-- key: team_code
-- parameters: $place, $indicator, $as_of
with visited as (
    select distinct
        visits.team_code, visits.visited_on, visits.village_code,
        coalesce(places.travel_minutes, places.road_km / 22 * 60) as minutes
    from visits
    inner join teams on visits.team_code = teams.team_code and teams.commune_code = $place
    inner join places on visits.village_code = places.place_code
    where visits.visited_on between $as_of::date - 27 and $as_of::date
),

usual as (
    select coalesce(avg(coalesce(travel_minutes, road_km / 22 * 60)), 0) as minutes from places
    where parent_code = $place
),

shared as (
    select
        visited.team_code, visited.visited_on, visited.village_code,
        greatest(90, 480 - 2 * coalesce(max(visited.minutes) over of_day, any_value(usual.minutes) over ()))
        / count(*) over of_day as stay_minutes,
        count(*) over (partition by village_code, visited_on) as group_count
    from visited cross join usual
    window of_day as (partition by visited.team_code, visited.visited_on)
),

by_day as (
    select
        shared.team_code, shared.visited_on, sum(place_day.new_count / shared.group_count) as registered_count,
        sum(shared.stay_minutes) as stay_minutes
    from shared
    inner join place_day
        on
            shared.village_code = place_day.place_code
            and shared.visited_on = place_day.reported_on
            and place_day.indicator_code = $indicator
    where place_day.new_count is not null
    group by shared.team_code, shared.visited_on
),

worked as (
    select
        team_code, sum(registered_count) as registered_count, sum(stay_minutes) as stay_minutes,
        count(*) as group_days, var_samp(registered_count) as day_variance
    from by_day
    group by team_code
)

select
    teams.team_code, teams.team_name, coalesce(worked.registered_count, 0) as registered_count,
    coalesce(worked.stay_minutes, 0) as stay_minutes, coalesce(worked.group_days, 0) as group_days,
    worked.day_variance
from teams
left join worked on teams.team_code = worked.team_code
where teams.commune_code = $place
order by teams.team_code
