-- The sum of the villages' targets differs from the commune's own target.
-- grain: one row per commune and indicator
select
    goals.place_code, goals.indicator_code, null::date as reported_on, goals.target_count as found_count,
    targets.target as expected_count
from goals
inner join staged.targets
    on goals.place_code = targets.commune_code and goals.indicator_code = targets.indicator_code
where goals.is_from_villages and goals.target_count is distinct from targets.target
