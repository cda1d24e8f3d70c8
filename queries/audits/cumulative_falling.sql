-- A cumulative count below the one before it, not marked as a correction.
-- grain: one row per report that falls
with reports as (
    select
        coalesce(progress.village_code, progress.commune_code) as place_code, progress.indicator_code,
        progress.reported_on, progress.cumulative_count, progress.is_correction,
        lag(progress.cumulative_count) over (
            partition by progress.village_code, progress.commune_code, progress.indicator_code, progress.team_code
            order by progress.reported_on
        ) as previous_count
    from staged.progress
    where progress.cumulative_count is not null
)

select place_code, indicator_code, reported_on, cumulative_count as found_count, previous_count as expected_count
from reports
where cumulative_count < previous_count and not coalesce(is_correction, false)
