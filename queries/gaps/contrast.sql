-- Attainment inside and outside each gap, with its counts.
-- grain: one row per gap and side
-- parameters: $place, $indicator, $as_of
with villages as (
    select
        place_code, unlit_village_count = 1 as is_unlit, weak_signal_village_count = 1 as is_weak,
        road_km >= 10 as is_far
    from places
    where level = 'village' and (parent_code = $place or province_code = $place)
),

chosen as (
    select villages.*, standing.done_count, standing.target_count, standing.remaining_count
    from villages
    left join standing
        on
            villages.place_code = standing.place_code
            and standing.indicator_code = $indicator
            and standing.reported_on = $as_of::date
),

sides as (
    select 'electricity' as gap, is_unlit as is_inside, chosen.* from chosen
    union all
    select 'signal' as gap, is_weak as is_inside, chosen.* from chosen
    union all
    select 'distance' as gap, is_far as is_inside, chosen.* from chosen where is_far is not null
)

select
    $place as place_code, $indicator as indicator_code, $as_of::date as reported_on, gap, is_inside,
    count(*) as village_count, sum(done_count) as done_count, sum(target_count) as target_count,
    sum(remaining_count) as remaining_count, sum(done_count) / nullif(sum(target_count), 0) as attainment_share
from sides
group by gap, is_inside
order by list_position(['electricity', 'signal', 'distance'], gap), is_inside desc
