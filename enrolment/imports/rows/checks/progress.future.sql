-- A report from a day that has not come yet is a slip of the keyboard, where it is only now coming in: what counted
-- before came in by another clock.
-- grain: one row per mistake
-- parameters: $today
select progress.file_name, progress.row_number, 'reported_on' as column_name, progress.reported_on::varchar as value
from staged.progress
inner join staged.batches on progress.batch_number = batches.batch_number
where progress.reported_on > $today and batches.is_fresh
order by progress.file_name, progress.row_number
