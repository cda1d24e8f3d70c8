-- How many people remain, by electricity, signal and distance band of their village.
-- grain: one row per combination that has villages
-- parameters: $place, $indicator, $as_of
with villages as (
    select place_code, distance_band, is_unlit, is_weak
    from places
    where level = 'village' and (parent_code = $place or province_code = $place)
),

chosen as (
    select standing.* from standing
    semi join villages on standing.place_code = villages.place_code
    where standing.indicator_code = $indicator and standing.reported_on = $as_of::date
    qualify standing.target_count is not null or max(standing.target_count) over () is null
)

select
    $place as place_code, $indicator as indicator_code, $as_of::date as reported_on,
    villages.is_unlit, villages.is_weak, villages.distance_band, count(*) as village_count,
    sum(chosen.done_count) as done_count, sum(chosen.target_count) as target_count,
    sum(chosen.short_count) as remaining_count,
    sum(chosen.done_count) / nullif(sum(chosen.target_count), 0) as attainment_share
from villages
left join chosen on villages.place_code = chosen.place_code
group by villages.is_unlit, villages.is_weak, villages.distance_band
order by
    villages.is_unlit, villages.is_weak,
    list_position(['under_5', '5_to_10', '10_to_20', 'over_20', 'unknown'], villages.distance_band)
