-- A report from more than a year before the first plan begins is a slip of the year, where it is only now coming in.
-- grain: one row per mistake
select progress.file_name, progress.row_number, 'reported_on' as column_name, progress.reported_on::varchar as value
from staged.progress
inner join staged.batches on progress.batch_number = batches.batch_number
where batches.is_fresh and progress.reported_on < (select min(starts_on) from staged.targets) - interval 1 year
order by progress.file_name, progress.row_number
