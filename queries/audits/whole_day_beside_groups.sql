-- A new count that names no group is the place's whole day, and is not above what groups said of that day: it may be
-- another work, whose group should be named. (What is only now coming in is asked about, or refused.)
-- grain: one row per place, indicator and day
-- key: place_code, indicator_code, reported_on
with whole_days as (
    select
        coalesce(progress.village_code, progress.commune_code) as place_code, progress.indicator_code,
        progress.reported_on, progress.new_count
    from staged.progress
    inner join staged.batches on progress.batch_number = batches.batch_number
    where
        progress.team_code is null and progress.new_count is not null and not batches.is_whole_day
        and not coalesce(progress.is_correction, false)
),

of_groups as (
    select
        increments.place_code, increments.indicator_code, increments.reported_on,
        sum(increments.new_count) as new_count
    from increments
    semi join whole_days
        on
            increments.place_code = whole_days.place_code
            and increments.indicator_code = whole_days.indicator_code
            and increments.reported_on = whole_days.reported_on
    where increments.team_code is not null
    group by increments.place_code, increments.indicator_code, increments.reported_on
)

select
    whole_days.place_code, whole_days.indicator_code, whole_days.reported_on, whole_days.new_count as found_count,
    of_groups.new_count as expected_count
from whole_days
inner join of_groups
    on
        whole_days.place_code = of_groups.place_code
        and whole_days.indicator_code = of_groups.indicator_code
        and whole_days.reported_on = of_groups.reported_on
where whole_days.new_count <= of_groups.new_count and of_groups.new_count > 0
