-- A negative count that nobody marked as a correction. What corrections have taken below zero is another matter.
-- grain: one row per mistake
select progress.file_name, progress.row_number, 'new_count' as column_name, progress.new_count::varchar as value
from staged.progress
anti join staged.corrected
    on
        progress.reported_on = corrected.reported_on and progress.indicator_code = corrected.indicator_code
        and progress.village_code is not distinct from corrected.village_code
        and progress.commune_code is not distinct from corrected.commune_code
        and progress.team_code is not distinct from corrected.team_code
where progress.new_count < 0 and not coalesce(progress.is_correction, false)
order by progress.file_name, progress.row_number
