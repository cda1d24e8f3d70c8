-- A new count that names no group and equals what groups say of that day may be the same work told twice, or another:
-- somebody has to say, where one of the two is only now coming in.
-- grain: one row per question
select
    file_name, row_number, 'new_count' as column_name, concat(whole_count, ' = ', groups_count) as value,
    whole_count::varchar as cell
from staged.whole_days
where is_fresh and whole_count = groups_count and groups_count > 0 and not is_told
order by file_name, row_number
