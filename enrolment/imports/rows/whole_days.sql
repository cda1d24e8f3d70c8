-- New counts that name no group, the place's whole day, beside what groups say of that day. The row is that of the one
-- that is only now coming in; `is_told`: a person has said that it is the whole day.
-- grain: one row per place, indicator and day that has both
with whole_days as (
    select
        coalesce(progress.village_code, progress.commune_code) as place_code, progress.*, batches.is_fresh,
        batches.is_whole_day
    from staged.progress
    inner join staged.batches on progress.batch_number = batches.batch_number
    where
        progress.team_code is null and progress.new_count is not null and not coalesce(progress.is_correction, false)
),

of_groups as (
    select
        group_gains.place_code, group_gains.indicator_code, group_gains.reported_on,
        sum(group_gains.gained_count) as new_count, bool_or(batches.is_fresh) as is_fresh,
        bool_or(batches.is_whole_day) as is_whole_day,
        arg_max(group_gains.file_name, (batches.is_fresh, group_gains.row_number)) as file_name,
        arg_max(group_gains.row_number, (batches.is_fresh, group_gains.row_number)) as row_number
    from staged.group_gains
    inner join staged.batches on group_gains.batch_number = batches.batch_number
    semi join whole_days
        on
            group_gains.place_code = whole_days.place_code
            and group_gains.indicator_code = whole_days.indicator_code
            and group_gains.reported_on = whole_days.reported_on
    group by group_gains.place_code, group_gains.indicator_code, group_gains.reported_on
)

select
    case when whole_days.is_fresh then whole_days.file_name else of_groups.file_name end as file_name,
    case when whole_days.is_fresh then whole_days.row_number else of_groups.row_number end as row_number,
    whole_days.new_count as whole_count, of_groups.new_count as groups_count,
    whole_days.is_fresh or of_groups.is_fresh as is_fresh, whole_days.is_whole_day or of_groups.is_whole_day as is_told
from whole_days
inner join of_groups
    on
        whole_days.place_code = of_groups.place_code
        and whole_days.indicator_code = of_groups.indicator_code
        and whole_days.reported_on = of_groups.reported_on
