-- Attainment inside and outside each gap, with its counts; `is_inside` is null for villages of which it is not known.
-- grain: one row per gap and side
-- key: gap, is_inside
-- parameters: $place, $indicator, $as_of
with villages as (
    select * from compared($place, $indicator, $as_of)
),

sides as (
    select 'electricity' as gap, is_unlit as is_inside, villages.* from villages
    union all
    select 'signal' as gap, is_weak as is_inside, villages.* from villages
    union all
    select 'distance' as gap, is_far as is_inside, villages.* from villages
)

select
    $place as place_code, $indicator as indicator_code, $as_of::date as reported_on, gap, is_inside,
    count(*) as village_count,
    sum(done_count) as done_count, sum(target_count) as target_count,
    sum(target_count) - sum(done_count) as remaining_count, sum(short_count) as short_count,
    attainment(sum(done_count), sum(target_count)) as attainment_share
from sides
group by gap, is_inside
order by list_position(['electricity', 'signal', 'distance'], gap), is_inside desc nulls last
