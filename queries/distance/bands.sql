-- How many people remain in the villages of each distance band, by road to their commune's centre.
-- grain: one row per distance band that has villages
-- parameters: $place, $indicator, $as_of
with villages as (
    select place_code, distance_band, residents_14_plus from places
    where level = 'village' and (parent_code = $place or province_code = $place)
),

chosen as (
    select standing.* from standing
    semi join villages on standing.place_code = villages.place_code
    where standing.indicator_code = $indicator and standing.reported_on = $as_of::date
    qualify standing.target_count is not null or max(standing.target_count) over () is null
),

banded as (
    select
        villages.distance_band, count(*) as village_count, sum(villages.residents_14_plus) as residents_14_plus,
        sum(chosen.done_count) as done_count, sum(chosen.target_count) as target_count,
        sum(chosen.short_count) as remaining_count
    from villages
    left join chosen on villages.place_code = chosen.place_code
    group by villages.distance_band
)

select
    $place as place_code, $indicator as indicator_code, $as_of::date as reported_on, distance_band,
    village_count, residents_14_plus, done_count, target_count, remaining_count,
    done_count / nullif(target_count, 0) as attainment_share,
    remaining_count / nullif(sum(remaining_count) over (), 0) as remaining_share
from banded
order by list_position(['under_5', '5_to_10', '10_to_20', 'over_20', 'unknown'], distance_band)
