-- Where a commune's centre is.
-- grain: one row
-- parameters: $place
select place_code, latitude, longitude
from places
where place_code = $place
