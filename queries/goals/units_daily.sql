-- How each unit came along, every $step-th day back from $as_of.
-- grain: one row per unit and day kept
-- key: place_code, reported_on
-- parameters: $place, $indicator, $as_of, $step
select
    standing.place_code, places.place_name, standing.indicator_code, standing.reported_on, standing.done_count,
    standing.target_count, standing.remaining_count, standing.attainment_share
from standing
inner join places on standing.place_code = places.place_code
where
    standing.parent_code = $place
    and standing.indicator_code = $indicator
    and standing.reported_on <= $as_of::date
    and standing.done_count is not null
    and date_diff('day', standing.reported_on, $as_of::date) % $step::integer = 0
order by standing.place_code, standing.reported_on
