-- A village without coordinates is missing from the map.
-- grain: one row per village
-- key: place_code
select
    place_code, null as indicator_code, null::date as reported_on, null as found_count, null as expected_count
from places
where level = 'village' and latitude is null
