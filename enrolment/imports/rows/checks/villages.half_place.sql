-- A village with a latitude needs a longitude, and the other way round.
-- grain: one row per mistake
select
    file_name, row_number, 'latitude, longitude' as column_name, concat_ws(' · ', latitude, longitude) as value
from staged.villages
where (latitude is null) <> (longitude is null)
order by file_name, row_number
