-- A positive new count marked as a correction of one that counts already may be the right count, or one to be added:
-- somebody has to say, where it is only now coming in.
-- grain: one row per question
select
    file_name, row_number, 'new_count, is_correction' as column_name,
    concat(earlier_count, ' · ', new_count) as value, new_count::varchar as cell
from staged.corrections
where new_count >= 0 and not is_told and is_fresh and earlier_count is not null
order by file_name, row_number
