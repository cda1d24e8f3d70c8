-- A cumulative count below the one before it, or the first below the baseline it should hold, not marked as a
-- correction.
-- grain: one row per report that falls
with reports as (
    select
        coalesce(progress.village_code, progress.commune_code) as place_code, progress.indicator_code,
        progress.team_code, progress.reported_on, progress.cumulative_count, progress.is_correction,
        lag(progress.cumulative_count) over (
            partition by progress.village_code, progress.commune_code, progress.indicator_code, progress.team_code
            order by progress.reported_on
        ) as previous_count
    from staged.progress
    where progress.cumulative_count is not null
),

compared as (
    select
        reports.*,
        coalesce(reports.previous_count, case when reports.team_code is null then targets.baseline end)
            as least_count
    from reports
    left join staged.targets
        on
            reports.place_code = coalesce(targets.village_code, targets.commune_code)
            and reports.indicator_code = targets.indicator_code
)

select place_code, indicator_code, reported_on, cumulative_count as found_count, least_count as expected_count
from compared
where cumulative_count < least_count and not coalesce(is_correction, false)
