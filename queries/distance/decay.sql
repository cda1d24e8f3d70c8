-- How the share that is reached falls along the road: a regression over the villages that can be compared, with its
-- band of 95 %, and by how many points ten kilometres further go with.
-- grain: one row per point of the curve; one with `why` where nothing can be said
-- key: road_km
-- parameters: $place, $indicator, $as_of
-- analysis: decay
select place_code, done_count, target_count, road_km
from compared($place, $indicator, $as_of)
order by place_code
