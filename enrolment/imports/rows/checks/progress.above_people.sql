-- A new count that takes its place above the people there are: a slip of the keyboard, or running totals where new
-- counts belong; somebody has to say. Each count by itself is held against the people when its file is read.
-- grain: one row per question
select
    file_name, row_number, 'new_count' as column_name,
    concat(before_count, ' + ', coming_count, ' > ', people) as value, coming_count::varchar as cell
from staged.reached
where is_crossing and not is_above
order by file_name, row_number
