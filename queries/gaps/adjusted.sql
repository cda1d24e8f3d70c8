-- What goes with power, signal and distance, each by itself and beside the others, over the villages that can be
-- compared and of which all three are known.
-- grain: one row per gap
-- key: gap
-- parameters: $place, $indicator, $as_of
-- analysis: adjusted
select place_code, done_count, target_count, road_km, is_unlit, is_weak
from compared($place, $indicator, $as_of)
order by place_code
