-- What of one layer of the map lies around a place.
-- grain: one row, or none
-- parameters: $place, $layer
select place_code, geometry_json
from layers
where place_code = $place and layer_code = $layer
