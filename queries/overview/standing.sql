-- Where one place stands on every indicator: done, target, plan, and the pace of the last seven days.
-- The pace: what is known to be new on those of the seven days that lie in the plan (in any plan of its parts; all
-- seven without one), by the working days among them. `projected_short_count`: what that pace leaves short on the due
-- day.
-- grain: one row per indicator
-- key: indicator_code
-- parameters: $place, $as_of
with chosen as (
    select * from standing
    where place_code = $place and reported_on = $as_of::date
),

planned as (
    select indicator_code, starts_on, due_on from goals
    where place_code = $place
),

last_days as (
    select
        indicators.indicator_code, working_days.day_on, working_days.is_working,
        case
            when mixed_plans.reported_on is not null then mixed_plans.is_in_plan
            else coalesce(working_days.day_on between planned.starts_on and planned.due_on, true)
        end as is_in_plan
    from indicators
    cross join working_days
    left join planned on indicators.indicator_code = planned.indicator_code
    left join mixed_plans
        on
            mixed_plans.place_code = $place
            and indicators.indicator_code = mixed_plans.indicator_code
            and working_days.day_on = mixed_plans.reported_on
    where working_days.day_on between $as_of::date - 6 and $as_of::date
),

last_week as (
    select
        last_days.indicator_code, sum(place_day.new_count) as last_week_count,
        sum(place_day.unadded_count) as last_week_unadded_count,
        sum(place_day.new_count) / nullif(sum(case when last_days.is_working then 1 else 0 end), 0) as recent_pace
    from last_days
    left join place_day
        on
            place_day.place_code = $place
            and last_days.indicator_code = place_day.indicator_code
            and last_days.day_on = place_day.reported_on
    where last_days.is_in_plan
    group by last_days.indicator_code
)

select
    $place as place_code, (select level from places where place_code = $place) as level,
    $as_of::date as reported_on, indicators.indicator_code,
    indicators.name_vi, indicators.name_en, indicators.short_name_vi, indicators.short_name_en,
    indicators.unit_vi, indicators.unit_en, indicators.stage,
    chosen.baseline_count, chosen.new_count, chosen.done_count, chosen.target_count, chosen.remaining_count,
    chosen.attainment_share, chosen.expected_count, chosen.working_days_left, chosen.required_pace,
    chosen.status, chosen.starts_on, chosen.due_on, last_week.last_week_count, last_week.recent_pace,
    chosen.short_count, chosen.overdue_count, chosen.no_day_left_count, last_week.last_week_unadded_count,
    case
        when
            not chosen.has_mixed_plans and chosen.status in ('ahead', 'on', 'behind')
            and last_week.recent_pace is not null
            then greatest(0, chosen.short_count - greatest(0, last_week.recent_pace) * chosen.working_days_left)
    end as projected_short_count,
    chosen.has_mixed_plans, chosen.source,
    chosen.own_on, chosen.left_out_count, chosen.part_count, chosen.reported_part_count
from indicators
left join chosen on indicators.indicator_code = chosen.indicator_code
left join last_week on indicators.indicator_code = last_week.indicator_code
order by
    chosen.remaining_count desc nulls last, chosen.done_count desc nulls last, indicators.indicator_code
