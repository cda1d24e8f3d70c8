-- How many people are still to reach in the villages of each distance band, by road to their commune's centre.
-- `remaining_count` is target − done of the row; `short_count` what its villages below target lack.
-- `from_km`: where the band begins, null for unknown distances; `overall_share`: attainment of all bands together.
-- grain: one row per distance band that has villages which can be compared
-- key: distance_band
-- parameters: $place, $indicator, $as_of
with banded as (
    select
        distance_band, count(*) as village_count, sum(residents_14_plus) as residents_14_plus,
        sum(done_count) as done_count, sum(target_count) as target_count,
        sum(target_count) - sum(done_count) as remaining_count, sum(short_count) as short_count,
        bool_or(is_road_estimated) as is_road_estimated
    from compared($place, $indicator, $as_of)
    group by distance_band
)

select
    $place as place_code, $indicator as indicator_code, $as_of::date as reported_on, banded.distance_band,
    distance_bands.from_km, banded.village_count, banded.residents_14_plus, banded.done_count, banded.target_count,
    banded.remaining_count, banded.short_count,
    attainment(banded.done_count, banded.target_count) as attainment_share,
    banded.remaining_count / nullif(sum(banded.remaining_count) over (), 0) as remaining_share,
    banded.short_count / nullif(sum(banded.short_count) over (), 0) as short_share, banded.is_road_estimated,
    attainment(sum(banded.done_count) over (), sum(banded.target_count) over ()) as overall_share
from banded
inner join distance_bands on banded.distance_band = distance_bands.distance_band
order by distance_bands.band_number
