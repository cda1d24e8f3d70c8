-- What moved an indicator of a place between the ends of two days, by its units and by what only the place itself
-- counted: together they are the difference of its two totals.
-- grain: one row per unit, and one for the rest
-- key: place_code
-- parameters: $place, $indicator, $since, $as_of
with then_now as (
    select
        place_code, parent_code,
        max(done_count) filter (where reported_on = $since::date) as then_count,
        max(done_count) filter (where reported_on = $as_of::date) as now_count
    from place_day
    where
        indicator_code = $indicator and (place_code = $place or parent_code = $place)
        and reported_on in ($since::date, $as_of::date)
    group by place_code, parent_code
),

units as (
    select
        then_now.place_code, places.place_name, places.level, then_now.then_count, then_now.now_count,
        then_now.now_count - coalesce(then_now.then_count, goals.baseline_count, 0) as moved_count
    from then_now
    inner join places on then_now.place_code = places.place_code
    left join goals on then_now.place_code = goals.place_code and goals.indicator_code = $indicator
    where then_now.place_code <> $place and then_now.now_count is not null
),

whole as (
    select
        then_now.now_count - coalesce(then_now.then_count, goals.baseline_count, 0)
        - coalesce((select sum(moved_count) from units), 0) as moved_count
    from then_now
    left join goals on then_now.place_code = goals.place_code and goals.indicator_code = $indicator
    where then_now.place_code = $place and then_now.now_count is not null
)

select place_code, place_name, level, then_count, now_count, moved_count from units
union all
select
    $place as place_code, null as place_name, 'rest' as level, null as then_count, null as now_count, moved_count
from whole
where moved_count <> 0
order by abs(moved_count) desc, place_code
