-- Where each place stood at the end of each day. Every measure that compares is defined here and nowhere else; all are
-- null where the place has no report yet.
--   remaining   target − done
--   short       what is still to reach in the parts below target: what one place has too many is nobody else's
--   attainment  done / target, above 1 where it is above 1
--   expected    baseline + (target − baseline) × share of the plan's working days passed; parts with plans of their own
--               are summed
--   required    what is short, by the working days left of each part's own plan, summed over the parts that are below
--   pace        target and not past their due day; what the others lack is `overdue_count` and `no_day_left_count`
--   status      none, reached, not begun, overdue; else done against expected, in points of the target, within a band
--               that counts as on schedule
-- kept as a view: cheap to compute, dear to store
-- grain: one row per place, indicator and day
-- key: place_code, indicator_code, reported_on
with planned as (
    select
        place_day.*, goals.baseline_count, goals.target_count, goals.starts_on, goals.due_on, goals.plan_source,
        goals.part_count, plans.working_days_left, about.status_band_share,
        mixed_plans.expected_count is not null as has_mixed_plans,
        case when place_day.done_count is not null then coalesce(
            mixed_plans.expected_count,
            planned_count(goals.baseline_count, goals.target_count, plans.passed_share)
        ) end as expected_count,
        place_day.reported_on > goals.due_on as is_overdue,
        case
            when place_day.done_count is null or goals.target_count is null then null
            when place_day.level = 'village' then greatest(0, goals.target_count - place_day.done_count)
            else place_day.short_count
        end as lacking_count
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
    province_code, parent_code, level, place_code, indicator_code, reported_on, source, own_on,
    new_count, unadded_count, done_count, left_out_count, reporting_count, reported_part_count, part_count,
    baseline_count, target_count, starts_on, due_on, plan_source, has_mixed_plans,
    target_count - done_count as remaining_count,
    lacking_count as short_count,
    attainment(done_count, target_count) as attainment_share,
    expected_count, working_days_left,
    case
        when lacking_count is null then null
        when lacking_count = 0 then 0
        when level <> 'village' then required_pace
        when not is_overdue then lacking_count / nullif(working_days_left, 0)
    end as required_pace,
    case
        when lacking_count is null then null
        when level <> 'village' then overdue_count
        when is_overdue then lacking_count
        else 0
    end as overdue_count,
    case
        when lacking_count is null then null
        when level <> 'village' then no_day_left_count
        when not is_overdue and working_days_left = 0 then lacking_count
        else 0
    end as no_day_left_count,
    case
        when done_count is null or coalesce(target_count, 0) = 0 then null
        when done_count >= target_count then 'reached'
        when reported_on < starts_on then 'not_begun'
        when is_overdue then 'overdue'
        when (done_count - expected_count) / target_count > status_band_share + 1e-9 then 'ahead'
        when (done_count - expected_count) / target_count < -status_band_share - 1e-9 then 'behind'
        else 'on'
    end as status,
    attainment_class(attainment(done_count, target_count)) as attainment_class
from planned
