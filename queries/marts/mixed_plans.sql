-- What was to be reached by the end of each day in places whose parts follow different plans, and whether the day lies
-- in one of them: the sum over the parts. Few places do; all others follow from their own target and dates.
-- grain: one row per such place, indicator and day of any plan
-- key: place_code, indicator_code, reported_on
with targeted as (
    select goals.place_code, goals.parent_code, goals.province_code, goals.indicator_code, goals.baseline_count,
        goals.target_count, goals.starts_on, goals.due_on, goals.level, goals.plan_source
    from goals
    where goals.target_count is not null and goals.level <> 'province'
),

from_villages as (
    select villages.* from targeted as villages
    semi join targeted as communes
        on
            villages.parent_code = communes.place_code
            and villages.indicator_code = communes.indicator_code
            and communes.plan_source <> 'own'
    where villages.level = 'village'
),

parts as (
    select parent_code as place_code, indicator_code, starts_on, due_on, baseline_count, target_count
    from from_villages
    union all
    select province_code as place_code, indicator_code, starts_on, due_on, baseline_count, target_count
    from from_villages
    union all
    select province_code as place_code, indicator_code, starts_on, due_on, baseline_count, target_count
    from targeted
    where level = 'commune' and plan_source = 'own'
),

plan_sums as (
    select
        place_code, indicator_code, starts_on, due_on, sum(baseline_count) as baseline_count,
        sum(target_count) as target_count
    from parts
    group by place_code, indicator_code, starts_on, due_on
    qualify count(*) over (partition by place_code, indicator_code) > 1
)

select
    plan_sums.place_code, plan_sums.indicator_code, plans.day_on as reported_on,
    -- As decimals: a sum of doubles depends on their order in its last digits.
    sum(planned_count(plan_sums.baseline_count, plan_sums.target_count, plans.passed_share)::decimal(38, 9))::double
        as expected_count,
    bool_or(plans.is_in_plan) as is_in_plan
from plan_sums
inner join plans on plan_sums.starts_on = plans.starts_on and plan_sums.due_on = plans.due_on
group by plan_sums.place_code, plan_sums.indicator_code, plans.day_on
order by plan_sums.place_code, plan_sums.indicator_code, plans.day_on
