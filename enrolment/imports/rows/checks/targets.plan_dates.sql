-- A target needs a last day, and that day cannot come before the first.
-- grain: one row per mistake
select file_name, row_number, 'due_on' as column_name, due_on::varchar as value
from staged.targets
where (target is not null and due_on is null) or due_on < starts_on
order by file_name, row_number
