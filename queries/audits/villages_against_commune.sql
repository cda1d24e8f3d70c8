-- The sum of the villages differs from the total that the commune itself reported.
-- grain: one row per commune and indicator
with own_totals as (
    select
        increments.place_code, increments.indicator_code, sum(increments.new_count) as new_count,
        max(increments.reported_on) as reported_on
    from increments
    inner join goals
        on increments.place_code = goals.place_code and increments.indicator_code = goals.indicator_code
    where increments.level = 'commune' and goals.is_from_villages
    group by increments.place_code, increments.indicator_code
),

with_baseline as (
    select own_totals.*, own_totals.new_count + coalesce(targets.baseline, 0) as own_count
    from own_totals
    left join staged.targets
        on own_totals.place_code = targets.commune_code and own_totals.indicator_code = targets.indicator_code
)

select
    with_baseline.place_code, with_baseline.indicator_code, null::date as reported_on,
    place_day.done_count + place_day.left_out_count as found_count, with_baseline.own_count as expected_count
from with_baseline
inner join place_day
    on
        with_baseline.place_code = place_day.place_code
        and with_baseline.indicator_code = place_day.indicator_code
        and with_baseline.reported_on = place_day.reported_on
where place_day.done_count + place_day.left_out_count <> with_baseline.own_count
