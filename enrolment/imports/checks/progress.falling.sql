-- A cumulative count below the one before it, not marked as a correction. Of the two, the one that came later is named.
-- grain: one row per mistake
with reports as (
    select
        reported_on, cumulative_count, coalesce(is_correction, false) as is_correction, file_name, row_number,
        batch_number, lag(cumulative_count) over series as previous_count, lag(file_name) over series as previous_file,
        lag(row_number) over series as previous_row, lag(batch_number) over series as previous_batch
    from staged.progress
    where cumulative_count is not null
    window series as (
        partition by village_code, commune_code, indicator_code, team_code order by reported_on
    )
)

select
    case when previous_batch > batch_number then previous_file else file_name end as file_name,
    case when previous_batch > batch_number then previous_row else row_number end as row_number,
    'cumulative_count' as column_name, concat(previous_count, ' → ', cumulative_count) as value
from reports
where cumulative_count < previous_count and not is_correction
order by 1, 2
