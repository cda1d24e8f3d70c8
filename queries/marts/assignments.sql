-- The plans that count: of one day and commune the one that was taken last.
-- grain: one row per day, group and village
-- key: planned_on, team_code, village_code
select
    assignments.planned_on, places.parent_code, assignments.team_code, assignments.village_code,
    assignments.indicator_code, assignments.expected_count
from staged.assignments
inner join places on assignments.village_code = places.place_code
qualify
    assignments.batch_number
    = max(assignments.batch_number) over (partition by assignments.planned_on, places.parent_code)
order by assignments.planned_on, places.parent_code, assignments.team_code, assignments.village_code
