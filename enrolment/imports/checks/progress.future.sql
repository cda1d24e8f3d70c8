-- A report from a day that has not come yet is a slip of the keyboard.
-- grain: one row per mistake
-- parameters: $today
select file_name, row_number, 'reported_on' as column_name, reported_on::varchar as value
from staged.progress
where reported_on > $today
order by file_name, row_number
