-- A note speaks of numbers, not of people: an identity or telephone number in it is refused.
-- grain: one row per mistake
select file_name, row_number, 'note' as column_name, note as value
from staged.notes
where regexp_matches(note, '[0-9]{9}|[0-9]{3}[ .-][0-9]{3}[ .-][0-9]{3,4}')
order by file_name, row_number
