-- How many people are still to reach, by electricity, signal and distance band of their village.
-- grain: one row per combination that has villages which can be compared
-- key: is_unlit, is_weak, distance_band
-- parameters: $place, $indicator, $as_of
select
    $place as place_code, $indicator as indicator_code, $as_of::date as reported_on,
    villages.is_unlit, villages.is_weak, villages.distance_band, count(*) as village_count,
    sum(villages.done_count) as done_count, sum(villages.target_count) as target_count,
    sum(villages.target_count) - sum(villages.done_count) as remaining_count,
    sum(villages.short_count) as short_count,
    attainment(sum(villages.done_count), sum(villages.target_count)) as attainment_share
from compared($place, $indicator, $as_of) as villages
inner join distance_bands on villages.distance_band = distance_bands.distance_band
group by villages.is_unlit, villages.is_weak, villages.distance_band, distance_bands.band_number
order by villages.is_unlit, villages.is_weak, distance_bands.band_number
