-- Villages that stand in no column of a comparison: without a report, or without a target where others have one.
-- grain: one row per village
-- key: place_code
-- parameters: $place, $indicator, $as_of
with villages as (
    select places.place_code, places.place_name, standing.done_count, standing.target_count
    from places
    left join standing
        on
            places.place_code = standing.place_code
            and standing.indicator_code = $indicator
            and standing.reported_on = $as_of::date
    where places.level = 'village' and (places.parent_code = $place or places.province_code = $place)
),

judged as (
    select
        villages.*, max(target_count) filter (where done_count is not null) over () is not null as is_by_target
    from villages
)

select place_code, place_name, case when done_count is null then 'no_report' else 'no_target' end as reason
from judged
where done_count is null or (is_by_target and target_count is null)
order by reason, place_code
