-- An indicator that only the commune reports cannot be reported by a village.
-- grain: one row per mistake
select
    progress.file_name, progress.row_number, 'village_code, indicator_code' as column_name,
    progress.village_code as value
from staged.progress
inner join staged.indicators on progress.indicator_code = indicators.indicator_code
where progress.village_code is not null and indicators.level = 'commune'
order by progress.file_name, progress.row_number
