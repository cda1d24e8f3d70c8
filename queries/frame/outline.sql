-- The outline of one commune.
-- grain: one row, or none
-- parameters: $place
select place_code, geometry_json
from shapes
where place_code = $place
