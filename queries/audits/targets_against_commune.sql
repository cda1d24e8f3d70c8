-- The sum of the villages' targets differs from the target that the commune itself gave.
-- grain: one row per commune and indicator
-- key: place_code, indicator_code
select
    goals.place_code, goals.indicator_code, null::date as reported_on, goals.target_count as found_count,
    targets.target as expected_count
from goals
inner join staged.targets
    on goals.place_code = targets.commune_code and goals.indicator_code = targets.indicator_code
where goals.plan_source = 'parts' and targets.target <> goals.target_count
