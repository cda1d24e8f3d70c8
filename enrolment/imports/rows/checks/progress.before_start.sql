-- A report from more than a month before the first plan begins, and less than a year: a slip of the year or the month,
-- or what was counted before all plans; somebody has to say. Of a folder, which is all that counts, nobody is asked.
-- grain: one row per question
with plans as (
    select min(starts_on) as first_on from staged.targets
),

known as (
    select count(*) as batch_count from staged.batches
    where not is_fresh
)

select progress.file_name, progress.row_number, 'reported_on' as column_name, progress.reported_on::varchar as value
from staged.progress
inner join staged.batches on progress.batch_number = batches.batch_number
cross join plans
cross join known
where
    batches.is_fresh and not batches.is_early and known.batch_count > 0
    and progress.reported_on between plans.first_on - interval 1 year and plans.first_on - interval 32 day
order by progress.file_name, progress.row_number
