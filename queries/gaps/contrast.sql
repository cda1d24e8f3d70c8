-- Attainment inside and outside each gap, with its counts; `is_inside` is null for villages of which it is not known.
-- Villages without a target stand outside the comparison where others have one.
-- grain: one row per gap and side
-- parameters: $place, $indicator, $as_of
with villages as (
    select
        place_code, is_unlit, is_weak, is_far
    from places
    where level = 'village' and (parent_code = $place or province_code = $place)
),

chosen as (
    select villages.*, standing.done_count, standing.target_count, standing.short_count
    from villages
    left join standing
        on
            villages.place_code = standing.place_code
            and standing.indicator_code = $indicator
            and standing.reported_on = $as_of::date
    qualify standing.target_count is not null or max(standing.target_count) over () is null
),

sides as (
    select 'electricity' as gap, is_unlit as is_inside, chosen.* from chosen
    union all
    select 'signal' as gap, is_weak as is_inside, chosen.* from chosen
    union all
    select 'distance' as gap, is_far as is_inside, chosen.* from chosen
)

select
    $place as place_code, $indicator as indicator_code, $as_of::date as reported_on, gap, is_inside,
    count(*) as village_count, sum(done_count) as done_count, sum(target_count) as target_count,
    sum(short_count) as remaining_count, sum(done_count) / nullif(sum(target_count), 0) as attainment_share
from sides
group by gap, is_inside
order by list_position(['electricity', 'signal', 'distance'], gap), is_inside desc nulls last
