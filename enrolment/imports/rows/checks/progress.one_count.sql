-- A row needs either a new or a cumulative count, not both, not neither.
-- grain: one row per mistake
select
    file_name, row_number, 'new_count, cumulative_count' as column_name,
    concat_ws(' · ', new_count, cumulative_count) as value
from staged.progress
where (new_count is null) = (cumulative_count is null)
order by file_name, row_number
