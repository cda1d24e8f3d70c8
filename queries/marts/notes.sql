-- What people noted on findings of the data quality, and who did when.
-- grain: one row per check, place, indicator and day
-- key: check_name, place_code, indicator_code, reported_on
select
    notes.check_name, notes.place_code, notes.indicator_code, notes.reported_on, notes.finding_status, notes.note,
    batches.brought_by as noted_by, batches.brought_at as noted_at
from staged.notes
left join staged.batches on notes.batch_number = batches.batch_number
order by notes.check_name, notes.place_code, notes.indicator_code, notes.reported_on
