-- A negative count that nobody marked as a correction.
-- grain: one row per mistake
select file_name, row_number, 'new_count' as column_name, new_count::varchar as value
from staged.progress
where new_count < 0 and not coalesce(is_correction, false)
order by file_name, row_number
