-- A new count that names no group is the place's whole day: it cannot be below what groups say of that day, where one
-- of the two is only now coming in.
-- grain: one row per mistake
select
    file_name, row_number, 'new_count' as column_name, concat(whole_count, ' < ', groups_count) as value,
    whole_count::varchar as cell
from staged.whole_days
where is_fresh and whole_count < groups_count
order by file_name, row_number
