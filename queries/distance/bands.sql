-- How many people are still to reach in the villages of each distance band, by road to their commune's centre.
-- `remaining_count` is target − done of the row; `short_count` what its villages below target lack.
-- grain: one row per distance band that has villages which can be compared
-- parameters: $place, $indicator, $as_of
with villages as (
    select place_code, distance_band, residents_14_plus, is_road_estimated
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

banded as (
    select
        distance_band, count(*) as village_count, sum(residents_14_plus) as residents_14_plus,
        sum(done_count) as done_count, sum(target_count) as target_count,
        sum(target_count) - sum(done_count) as remaining_count, sum(short_count) as short_count,
        bool_or(is_road_estimated) as is_road_estimated
    from compared
    group by distance_band
)

select
    $place as place_code, $indicator as indicator_code, $as_of::date as reported_on, distance_band,
    village_count, residents_14_plus, done_count, target_count, remaining_count, short_count,
    done_count / nullif(target_count, 0) as attainment_share,
    remaining_count / nullif(sum(remaining_count) over (), 0) as remaining_share,
    short_count / nullif(sum(short_count) over (), 0) as short_share, is_road_estimated
from banded
order by list_position(['under_5', '5_to_10', '10_to_20', 'over_20', 'unknown'], distance_band)
