-- The layers that were brought in for the map, as far as something of them lies around a place.
-- grain: one row per layer
-- key: layer_code
-- parameters: $place
select layer_code, layer_name, layer_kind
from layers
where place_code = $place
order by layer_kind, layer_name
