-- A visit on a day that has not come yet is a slip of the keyboard, where it is only now coming in: what counted
-- before came in by another clock.
-- grain: one row per mistake
-- parameters: $today
select visits.file_name, visits.row_number, 'visited_on' as column_name, visits.visited_on::varchar as value
from staged.visits
inner join staged.batches on visits.batch_number = batches.batch_number
where visits.visited_on > $today and batches.is_fresh
order by visits.file_name, visits.row_number
