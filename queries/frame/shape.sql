-- The outlines of the communes of a province, or the catchments of the villages of a commune.
-- grain: one row per unit that has a place
-- key: place_code
-- parameters: $place
select place_code, geometry_json
from shapes
where parent_code = $place
order by place_code
