-- A visit on a day that has not come yet is a slip of the keyboard.
-- grain: one row per mistake
-- parameters: $today
select file_name, row_number, 'visited_on' as column_name, visited_on::varchar as value
from staged.visits
where visited_on > $today
order by file_name, row_number
