-- Where each place stood at the end of each day. Every measure that compares is defined here and nowhere else.
--   remaining   target − done
--   short       remaining, never below zero: what one place has too many is nobody else's
--   attainment  done / target, above 1 where it is above 1
--   expected    baseline + (target − baseline) × share of the plan's working days passed; parts with plans of their own
--               are summed
--   pace        remaining / working days left until the last plan ends
--   status      done against expected, in points of the target, within a band that counts as on schedule
-- grain: one row per place, indicator and day
with planned as (
    select
        place_day.*, goals.baseline_count, goals.target_count, goals.starts_on, goals.due_on,
        plans.working_days_left, about.status_band_share,
        coalesce(
            mixed_plans.expected_count,
            goals.baseline_count + (goals.target_count - goals.baseline_count) * plans.passed_share
        ) as expected_count
    from place_day
    inner join goals
        on place_day.place_code = goals.place_code and place_day.indicator_code = goals.indicator_code
    left join plans
        on
            goals.starts_on = plans.starts_on
            and goals.due_on = plans.due_on
            and place_day.reported_on = plans.day_on
    left join mixed_plans
        on
            place_day.place_code = mixed_plans.place_code
            and place_day.indicator_code = mixed_plans.indicator_code
            and place_day.reported_on = mixed_plans.reported_on
    cross join about
)

select
    province_code, parent_code, level, place_code, indicator_code, reported_on,
    new_count, done_count, left_out_count, reporting_count, baseline_count, target_count, starts_on, due_on,
    target_count - done_count as remaining_count,
    case when target_count is not null then greatest(0, target_count - done_count) end as short_count,
    done_count / nullif(target_count, 0) as attainment_share,
    expected_count, working_days_left,
    greatest(0, target_count - done_count) / nullif(working_days_left, 0) as required_pace,
    case
        when expected_count is null or target_count = 0 then null
        when (done_count - expected_count) / target_count > status_band_share then 'ahead'
        when (done_count - expected_count) / target_count < -status_band_share then 'behind'
        else 'on'
    end as status,
    case
        when target_count is null or target_count = 0 then null
        when done_count / target_count < 0.50 then 'under_50'
        when done_count / target_count < 0.65 then '50_to_65'
        when done_count / target_count < 0.80 then '65_to_80'
        when done_count / target_count < 0.95 then '80_to_95'
        else 'over_95'
    end as attainment_class
from planned
