-- Done and planned for each day of the plan: done up to $as_of, planned to the last day. Before its first day the plan
-- stands at the baseline, after its last at the target.
-- grain: one row per day
-- key: reported_on
-- parameters: $place, $indicator, $as_of
with goal as (
    select * from goals where place_code = $place and indicator_code = $indicator
),

done as (
    select reported_on, done_count, new_count, source from place_day
    where place_code = $place and indicator_code = $indicator and reported_on <= $as_of::date
)

select
    $place as place_code, $indicator as indicator_code, working_days.day_on as reported_on,
    done.new_count, done.done_count, done.source, goal.target_count,
    coalesce(
        mixed_plans.expected_count,
        planned_count(goal.baseline_count, goal.target_count, plans.passed_share)
    ) as expected_count
from working_days
inner join goal
    on working_days.day_on <= greatest(coalesce(goal.due_on, $as_of::date), $as_of::date)
left join plans
    on
        goal.starts_on = plans.starts_on
        and goal.due_on = plans.due_on
        and working_days.day_on = plans.day_on
left join mixed_plans
    on
        goal.place_code = mixed_plans.place_code
        and goal.indicator_code = mixed_plans.indicator_code
        and working_days.day_on = mixed_plans.reported_on
left join done on working_days.day_on = done.reported_on
where done.reported_on is not null or working_days.day_on between goal.starts_on and goal.due_on
order by working_days.day_on
