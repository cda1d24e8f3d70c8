-- What the groups are and did: members, villages and how far they are by road on average, visits, and registrations of
-- one indicator for each day worked.
-- A group-day is a day on which a group visited a village or reported a count above zero. Registrations a group-day are
-- over those group-days of which the group's count is known: a visit without a count says nothing of the count.
-- grain: one row per group of a commune, or per commune of a province
-- key: unit_code
-- parameters: $place, $indicator, $as_of
with working_groups as (
    select
        teams.team_code,
        case when teams.commune_code = $place then teams.team_code else teams.commune_code end as unit_code,
        case when teams.commune_code = $place then teams.team_name else communes.place_name end as unit_name
    from teams
    inner join places as communes on teams.commune_code = communes.place_code
    where teams.commune_code = $place or communes.province_code = $place
),

members as (
    select team_code, sum(member_count) as member_count from team_members group by team_code
),

served as (
    select
        places.team_code, count(*) as village_count, sum(places.road_km) as road_km, count(places.road_km) as road_count
    from places
    semi join working_groups on places.team_code = working_groups.team_code
    where places.level = 'village'
    group by places.team_code
),

visited as (
    select
        visits.team_code, count(*) as visit_count, sum(visits.households_visited) as households_visited,
        sum(visits.elderly_transported) as elderly_transported
    from visits
    semi join working_groups on visits.team_code = working_groups.team_code
    where visits.visited_on <= $as_of::date
    group by visits.team_code
),

registered as (
    select team_day.team_code, sum(team_day.new_count) as new_count from team_day
    semi join working_groups on team_day.team_code = working_groups.team_code
    where team_day.indicator_code = $indicator and team_day.reported_on <= $as_of::date
    group by team_day.team_code
),

days_worked as (
    select team_code, visited_on as day_on from visits
    semi join working_groups on visits.team_code = working_groups.team_code
    where visits.visited_on <= $as_of::date
    union
    select team_code, reported_on as day_on from team_day
    semi join working_groups on team_day.team_code = working_groups.team_code
    where team_day.new_count > 0 and team_day.reported_on <= $as_of::date
),

worked as (
    select
        days_worked.team_code, count(*) as group_days,
        count(*) filter (where team_day.reported_on is not null) as known_days
    from days_worked
    left join team_day
        on
            days_worked.team_code = team_day.team_code
            and days_worked.day_on = team_day.reported_on
            and team_day.indicator_code = $indicator
    group by days_worked.team_code
)

select
    working_groups.unit_code, working_groups.unit_name, $indicator as indicator_code, $as_of::date as reported_on,
    count(*) as group_count, sum(members.member_count) as member_count,
    sum(served.village_count) as village_count, sum(served.road_km) / nullif(sum(served.road_count), 0) as road_km,
    sum(registered.new_count) as new_count,
    sum(worked.group_days) as group_days, sum(worked.known_days) as known_days,
    sum(registered.new_count) / nullif(sum(worked.known_days), 0) as registrations_per_group_day,
    sum(visited.visit_count) as visit_count, sum(visited.households_visited) as households_visited,
    sum(visited.elderly_transported) as elderly_transported
from working_groups
left join members on working_groups.team_code = members.team_code
left join served on working_groups.team_code = served.team_code
left join visited on working_groups.team_code = visited.team_code
left join registered on working_groups.team_code = registered.team_code
left join worked on working_groups.team_code = worked.team_code
group by working_groups.unit_code, working_groups.unit_name
order by working_groups.unit_code
