-- A new count that names no group is the place's whole day, and is not above what groups said of that day: it may be
-- another work, whose group should be named. (What is only now coming in is asked about, or refused.)
-- grain: one row per place, indicator and day
with of_groups as (
    select place_code, indicator_code, reported_on, sum(new_count) as new_count
    from increments
    where team_code is not null
    group by place_code, indicator_code, reported_on
)

select
    of_groups.place_code, of_groups.indicator_code, of_groups.reported_on, progress.new_count as found_count,
    of_groups.new_count as expected_count
from of_groups
inner join staged.progress
    on
        of_groups.place_code = coalesce(progress.village_code, progress.commune_code)
        and of_groups.indicator_code = progress.indicator_code
        and of_groups.reported_on = progress.reported_on
inner join staged.batches on progress.batch_number = batches.batch_number
where
    progress.team_code is null and not batches.is_whole_day and not coalesce(progress.is_correction, false)
    and progress.new_count <= of_groups.new_count and of_groups.new_count > 0
