-- Attainment inside and outside each gap, with its counts; `is_inside` is null for villages of which it is not known.
-- grain: one row per gap and side
-- parameters: $place, $indicator, $as_of
with villages as (
    select place_code, is_unlit, is_weak, is_far
    from places
    where level = 'village' and (parent_code = $place or province_code = $place)
),

-- Villages that report, and have a target where any of them has: the same in every column.
compared as (
    select villages.*, standing.done_count, standing.target_count, standing.short_count
    from villages
    inner join standing on villages.place_code = standing.place_code
    where
        standing.indicator_code = $indicator and standing.reported_on = $as_of::date
        and standing.done_count is not null
    qualify standing.target_count is not null or max(standing.target_count) over () is null
),

sides as (
    select 'electricity' as gap, is_unlit as is_inside, compared.* from compared
    union all
    select 'signal' as gap, is_weak as is_inside, compared.* from compared
    union all
    select 'distance' as gap, is_far as is_inside, compared.* from compared
)

select
    $place as place_code, $indicator as indicator_code, $as_of::date as reported_on, gap, is_inside,
    count(*) as village_count,
    sum(done_count) as done_count, sum(target_count) as target_count,
    sum(target_count) - sum(done_count) as remaining_count, sum(short_count) as short_count,
    sum(done_count) / nullif(sum(target_count), 0) as attainment_share
from sides
group by gap, is_inside
order by list_position(['electricity', 'signal', 'distance'], gap), is_inside desc nulls last
