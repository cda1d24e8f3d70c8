-- How evenly people are reached along the road: fifths of the people by distance, the index of Erreygers, and in how
-- many villages half of the people remaining live.
-- grain: one row per fifth
-- key: fifth
-- parameters: $place, $indicator, $as_of
-- analysis: equity
select place_code, done_count, target_count, road_km
from compared($place, $indicator, $as_of)
order by place_code
