-- Plans that were taken, beside what happened: whether the group was there, or one that was not planned, and what the
-- village registered that day, all groups together: a village that two groups were planned for has two rows of it.
-- `is_reported`: a group of the commune reported a visit that day, or one of the planned villages a count; before that,
-- nothing is said of who was where.
-- grain: one row per day, group and village of the last seven days that were planned
-- key: planned_on, team_code, village_code
-- parameters: $place, $as_of
with planned as (
    select * from assignments
    where parent_code = $place and planned_on <= $as_of::date
    qualify dense_rank() over (order by planned_on desc) <= 7
),

visited as (
    select visits.visited_on, visits.village_code, visits.team_code from visits
    inner join teams on visits.team_code = teams.team_code and teams.commune_code = $place
),

added as (
    select
        increments.place_code as village_code, increments.indicator_code, increments.reported_on,
        sum(increments.new_count) as new_count
    from increments
    semi join planned
        on
            increments.place_code = planned.village_code and increments.indicator_code = planned.indicator_code
            and increments.reported_on = planned.planned_on
    group by all
)

select
    planned.planned_on, planned.team_code, teams.team_name, planned.village_code, places.place_name,
    planned.indicator_code, planned.expected_count, added.new_count,
    exists(
        select 1 from visited
        where
            visited.visited_on = planned.planned_on and visited.village_code = planned.village_code
            and visited.team_code = planned.team_code
    ) as is_visited,
    exists(
        select 1 from visited
        where
            visited.visited_on = planned.planned_on and visited.village_code = planned.village_code
            and visited.team_code not in (
                select own.team_code from planned as own
                where own.village_code = planned.village_code and own.planned_on = planned.planned_on
            )
    ) as is_visited_by_others,
    planned.planned_on in (
        select visited_on from visited
        union all
        select reported_on from increments where place_code in (select village_code from assignments)
    ) as is_reported
from planned
inner join teams on planned.team_code = teams.team_code
inner join places on planned.village_code = places.place_code
left join added
    on
        planned.village_code = added.village_code and planned.indicator_code = added.indicator_code
        and planned.planned_on = added.reported_on
order by planned.planned_on desc, planned.team_code, planned.village_code
