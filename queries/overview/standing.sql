-- Where one place stands on every indicator: done, target, plan, and the pace of the last seven days.
-- grain: one row per indicator
-- parameters: $place, $as_of
with chosen as (
    select * from standing
    where place_code = $place and reported_on = $as_of::date
),

last_days as (
    select place_day.indicator_code, place_day.new_count, working_days.is_working, place_day.reported_on
    from place_day
    inner join working_days on place_day.reported_on = working_days.day_on
    where
        place_day.place_code = $place
        and place_day.reported_on between $as_of::date - 6 and $as_of::date
),

last_week as (
    select
        indicator_code, sum(new_count) as last_week_count,
        sum(new_count) / nullif(sum(case when is_working then 1 else 0 end), 0) as recent_pace
    from last_days
    group by indicator_code
)

select
    $place as place_code, $as_of::date as reported_on, indicators.indicator_code,
    indicators.name_vi, indicators.name_en, indicators.unit_vi, indicators.unit_en, indicators.stage,
    chosen.baseline_count, chosen.new_count, chosen.done_count, chosen.target_count, chosen.remaining_count,
    chosen.attainment_share, chosen.expected_count, chosen.working_days_left, chosen.required_pace,
    chosen.status, chosen.starts_on, chosen.due_on, last_week.last_week_count, last_week.recent_pace
from indicators
left join chosen on indicators.indicator_code = chosen.indicator_code
left join last_week on indicators.indicator_code = last_week.indicator_code
order by
    chosen.remaining_count desc nulls last, chosen.done_count desc nulls last, indicators.indicator_code
