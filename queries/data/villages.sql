-- The villages of a commune, of a province, or all of them where no place is named.
-- grain: one row per village
-- parameters: $place
select place_code, place_name, parent_code
from places
where level = 'village' and ($place is null or parent_code = $place or province_code = $place)
order by province_code, parent_code, place_code
