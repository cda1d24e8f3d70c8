-- Plans that were taken, beside what happened: whether the group was there, and what the village registered that day.
-- `is_reported`: any group of the commune reported a visit that day; before that, nothing is said of who was where.
-- grain: one row per day, group and village of the last seven days that were planned
-- key: planned_on, team_code, village_code
-- parameters: $place, $as_of
with planned as (
    select * from assignments
    where parent_code = $place and planned_on <= $as_of::date
    qualify dense_rank() over (order by planned_on desc) <= 7
),

days as (
    select distinct visits.visited_on from visits
    inner join teams on visits.team_code = teams.team_code and teams.commune_code = $place
)

select
    planned.planned_on, planned.team_code, teams.team_name, planned.village_code, places.place_name,
    planned.indicator_code, planned.expected_count,
    coalesce(
        (
            select sum(team_day.new_count) from increments as team_day
            where
                team_day.place_code = planned.village_code and team_day.team_code = planned.team_code
                and team_day.indicator_code = planned.indicator_code and team_day.reported_on = planned.planned_on
        ),
        place_day.new_count
    ) as new_count,
    visits.visited_on is not null as is_visited, days.visited_on is not null as is_reported
from planned
inner join teams on planned.team_code = teams.team_code
inner join places on planned.village_code = places.place_code
left join visits
    on
        planned.team_code = visits.team_code
        and planned.village_code = visits.village_code and planned.planned_on = visits.visited_on
left join days on planned.planned_on = days.visited_on
left join place_day
    on
        planned.village_code = place_day.place_code
        and planned.indicator_code = place_day.indicator_code and planned.planned_on = place_day.reported_on
order by planned.planned_on desc, planned.team_code, planned.village_code
