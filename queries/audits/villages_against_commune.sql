-- What the villages come to differs from the total that the commune itself reported, on the day of its last report,
-- once each village has reported: their sum where each has a standing, else the commune's baseline and what they added.
-- grain: one row per commune and indicator
-- key: place_code, indicator_code
with own_totals as (
    select
        increments.place_code, increments.indicator_code,
        sum(increments.step_count) + coalesce(any_value(goals.baseline_count), 0) as own_count,
        any_value(goals.baseline_count) as baseline_count, max(increments.reported_on) as reported_on
    from increments
    inner join goals
        on increments.place_code = goals.place_code and increments.indicator_code = goals.indicator_code
    where increments.level = 'commune'
    group by increments.place_code, increments.indicator_code
),

added as (
    select
        own_totals.place_code, own_totals.indicator_code, sum(increments.new_count) as new_count
    from own_totals
    inner join places on own_totals.place_code = places.parent_code
    inner join increments
        on
            places.place_code = increments.place_code
            and own_totals.indicator_code = increments.indicator_code
            and own_totals.reported_on >= increments.reported_on
    group by own_totals.place_code, own_totals.indicator_code
),

compared as (
    select
        own_totals.place_code, own_totals.indicator_code, own_totals.own_count,
        case place_day.source
            when 'villages' then place_day.done_count + place_day.left_out_count
            when 'both' then own_totals.baseline_count + added.new_count
        end as villages_count
    from own_totals
    inner join place_day
        on
            own_totals.place_code = place_day.place_code
            and own_totals.indicator_code = place_day.indicator_code
            and own_totals.reported_on = place_day.reported_on
    left join added
        on own_totals.place_code = added.place_code and own_totals.indicator_code = added.indicator_code
)

select
    place_code, indicator_code, null::date as reported_on, villages_count as found_count, own_count as expected_count
from compared
where villages_count <> own_count
