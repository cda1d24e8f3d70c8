-- A cumulative count below the one before it, not marked as a correction, where one of the two is only now coming in.
-- Of the two, the one that came later is named. What counted before and falls is a finding of the data quality.
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
    case when reports.previous_batch > reports.batch_number then reports.previous_file else reports.file_name end
        as file_name,
    case when reports.previous_batch > reports.batch_number then reports.previous_row else reports.row_number end
        as row_number,
    'cumulative_count' as column_name, concat(reports.previous_count, ' → ', reports.cumulative_count) as value,
    case
        when reports.previous_batch > reports.batch_number then reports.previous_count else reports.cumulative_count
    end::varchar as cell
from reports
where
    reports.cumulative_count < reports.previous_count
    and not reports.is_correction
    and exists (
        select 1 from staged.batches
        where batches.is_fresh and batches.batch_number in (reports.batch_number, reports.previous_batch)
    )
order by file_name, row_number
