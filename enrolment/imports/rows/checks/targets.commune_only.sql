-- An indicator that only the commune reports cannot have a village's target.
-- grain: one row per mistake
select
    targets.file_name, targets.row_number, 'village_code, indicator_code' as column_name,
    targets.village_code as value
from staged.targets
inner join staged.indicators on targets.indicator_code = indicators.indicator_code
where targets.village_code is not null and indicators.level = 'commune'
order by targets.file_name, targets.row_number
