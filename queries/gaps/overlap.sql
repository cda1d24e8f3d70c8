-- Which gaps villages have at once: no grid electricity, weak signal, more than 10 km by road.
-- grain: one row per combination that has villages
-- parameters: $place, $indicator, $as_of
with villages as (
    select
        place_code, place_name, unlit_village_count = 1 as is_unlit, weak_signal_village_count = 1 as is_weak,
        coalesce(road_km >= 10, false) as is_far
    from places
    where level = 'village' and (parent_code = $place or province_code = $place)
),

chosen as (
    select standing.* from standing
    semi join villages on standing.place_code = villages.place_code
    where standing.indicator_code = $indicator and standing.reported_on = $as_of::date
)

select
    $place as place_code, $indicator as indicator_code, $as_of::date as reported_on,
    villages.is_unlit, villages.is_weak, villages.is_far, count(*) as village_count,
    sum(chosen.done_count) as done_count, sum(chosen.target_count) as target_count,
    sum(chosen.remaining_count) as remaining_count,
    sum(chosen.done_count) / nullif(sum(chosen.target_count), 0) as attainment_share,
    list_sort(list(villages.place_name))[1:50] as village_names
from villages
left join chosen on villages.place_code = chosen.place_code
group by villages.is_unlit, villages.is_weak, villages.is_far
order by village_count desc, villages.is_unlit, villages.is_weak, villages.is_far
