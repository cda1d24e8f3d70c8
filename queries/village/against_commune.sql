-- A village's attainment beside its commune's, day by day.
-- grain: one row per day
-- key: reported_on
-- parameters: $village, $indicator, $as_of
with village as (
    select * from standing
    where place_code = $village and indicator_code = $indicator and reported_on <= $as_of::date
),

commune as (
    select * from standing
    where
        place_code = (select parent_code from places where place_code = $village)
        and indicator_code = $indicator and reported_on <= $as_of::date
)

select
    village.place_code, village.indicator_code, village.reported_on, village.new_count, village.done_count,
    village.target_count, village.attainment_share, commune.done_count as commune_done_count,
    commune.target_count as commune_target_count, commune.attainment_share as commune_attainment_share
from village
left join commune on village.reported_on = commune.reported_on
order by village.reported_on
