-- How far each unit is on every indicator that has a target.
-- grain: one row per unit and indicator
-- key: place_code, indicator_code
-- parameters: $place, $as_of
select
    standing.place_code, places.place_name, standing.indicator_code, standing.reported_on, standing.done_count,
    standing.target_count, standing.remaining_count, standing.attainment_share, standing.attainment_class
from standing
inner join places on standing.place_code = places.place_code
where
    standing.parent_code = $place
    and standing.reported_on = $as_of::date
    and standing.target_count is not null
order by standing.indicator_code, standing.place_code
