-- The same correction of the same count, from another file that counts already: it may be said twice, or meant twice;
-- somebody has to say, where it is only now coming in.
-- grain: one row per question
select distinct
    one.file_name, one.row_number, 'new_count, is_correction' as column_name, one.new_count::varchar as value
from staged.corrections as one
inner join staged.corrections as before
    on
        one.reported_on = before.reported_on and one.village_code is not distinct from before.village_code
        and one.commune_code is not distinct from before.commune_code
        and one.indicator_code = before.indicator_code and one.team_code is not distinct from before.team_code
        and one.new_count = before.new_count and one.batch_number > before.batch_number
inner join staged.corrected
    on
        one.reported_on = corrected.reported_on and one.village_code is not distinct from corrected.village_code
        and one.commune_code is not distinct from corrected.commune_code
        and one.indicator_code = corrected.indicator_code
        and one.team_code is not distinct from corrected.team_code
        and before.batch_number > coalesce(corrected.plain_number, 0)
where one.is_adding and (one.is_fresh or before.is_fresh) and one.again = ''
order by one.file_name, one.row_number
