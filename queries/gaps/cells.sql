-- How many people are still to reach, by electricity, signal and distance band of their village.
-- grain: one row per combination that has villages which can be compared
-- parameters: $place, $indicator, $as_of
with villages as (
    select place_code, distance_band, is_unlit, is_weak
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
    is_unlit, is_weak, distance_band, count(*) as village_count,
    sum(done_count) as done_count, sum(target_count) as target_count,
    sum(target_count) - sum(done_count) as remaining_count, sum(short_count) as short_count,
    sum(done_count) / nullif(sum(target_count), 0) as attainment_share
from compared
group by is_unlit, is_weak, distance_band
order by
    is_unlit, is_weak, list_position(['under_5', '5_to_10', '10_to_20', 'over_20', 'unknown'], distance_band)
