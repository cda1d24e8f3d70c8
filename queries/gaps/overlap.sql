-- Which gaps villages have at once: no grid electricity, weak signal, 10 km or more by road.
-- grain: one row per combination that has villages which can be compared
-- parameters: $place, $indicator, $as_of
with villages as (
    select place_code, place_name, is_unlit, is_weak, is_far
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
)

select
    $place as place_code, $indicator as indicator_code, $as_of::date as reported_on,
    is_unlit, is_weak, is_far, count(*) as village_count,
    sum(done_count) as done_count, sum(target_count) as target_count,
    sum(target_count) - sum(done_count) as remaining_count, sum(short_count) as short_count,
    sum(done_count) / nullif(sum(target_count), 0) as attainment_share,
    list(place_name order by short_count desc nulls last, place_code)[1:50] as village_names
from compared
group by is_unlit, is_weak, is_far
order by village_count desc, is_unlit, is_weak, is_far
