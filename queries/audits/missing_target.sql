-- A place that reports an indicator without a target, although others of its commune or province have one.
-- grain: one row per place and indicator
-- key: place_code, indicator_code
with with_target as (
    select distinct parent_code, level, indicator_code from goals where target_count is not null
)

select
    goals.place_code, goals.indicator_code, null::date as reported_on, null as found_count, null as expected_count
from goals
semi join with_target
    on
        goals.parent_code = with_target.parent_code
        and goals.level = with_target.level
        and goals.indicator_code = with_target.indicator_code
where goals.target_count is null
