-- How many of a place's parts have reported an indicator yet, and whose count its number is.
-- grain: one row, or none
-- parameters: $place, $indicator, $as_of
select part_count, reported_part_count, source, own_on, left_out_count
from standing
where
    place_code = $place and indicator_code = $indicator and reported_on = $as_of::date and level <> 'village'
    and done_count is not null
