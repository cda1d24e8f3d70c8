-- The villages that lack grid electricity or a good signal, those with most people remaining first.
-- grain: one row per village
-- key: place_code
-- parameters: $place, $indicator, $as_of, $row_count
with villages as (
    select places.*, communes.place_name as commune_name
    from places
    inner join places as communes on places.parent_code = communes.place_code
    where
        places.level = 'village' and (places.parent_code = $place or places.province_code = $place)
        and (places.is_unlit or places.is_weak)
),

chosen as (
    select standing.* from standing
    semi join villages on standing.place_code = villages.place_code
    where standing.indicator_code = $indicator and standing.reported_on = $as_of::date
)

select
    villages.place_code, villages.parent_code, villages.place_name, villages.commune_name, $indicator as indicator_code,
    $as_of::date as reported_on, villages.electricity, villages.mobile_signal, villages.road_km,
    villages.is_road_estimated, chosen.done_count, chosen.target_count, chosen.remaining_count,
    chosen.short_count, chosen.attainment_share, chosen.status, count(*) over () as total_count
from villages
left join chosen on villages.place_code = chosen.place_code
order by chosen.remaining_count desc nulls last, villages.place_code
limit $row_count::integer
