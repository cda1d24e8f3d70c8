-- How one place came along, day by day.
-- grain: one row per indicator and day
-- key: indicator_code, reported_on
-- parameters: $place, $as_of
select place_code, indicator_code, reported_on, new_count, done_count, attainment_share
from standing
where place_code = $place and reported_on <= $as_of::date
order by indicator_code, reported_on
