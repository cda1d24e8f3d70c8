-- What parts of a place without a target did while others have one: it is not in the place's ratio.
-- grain: one row, or none
-- parameters: $place, $indicator, $as_of
select left_out_count from place_day
where place_code = $place and indicator_code = $indicator and reported_on = $as_of::date and left_out_count <> 0
