-- How far each village had come on each indicator by the end of a day: what the next day's form shows beside its
-- empty cells.
-- grain: one row per village and indicator that had reported by then
-- key: place_code, indicator_code
-- parameters: $place, $as_of
select place_code, indicator_code, max_by(done_count, reported_on) as done_count, max(reported_on) as reported_on
from standing
where
    level = 'village' and reported_on <= $as_of::date and done_count is not null
    and ($place is null or parent_code = $place or province_code = $place)
group by place_code, indicator_code
order by place_code, indicator_code
