-- A cumulative count below what had been reached before it, counts of groups and the baseline included, not marked as
-- a correction. (Below the last cumulative count a new one does not come in at all.)
-- grain: one row per report that falls
-- key: place_code, indicator_code, reported_on
select
    increments.place_code, increments.indicator_code, increments.reported_on,
    progress.cumulative_count as found_count, progress.cumulative_count - increments.step_count as expected_count
from increments
inner join staged.progress
    on
        increments.place_code = coalesce(progress.village_code, progress.commune_code)
        and increments.indicator_code = progress.indicator_code
        and increments.reported_on = progress.reported_on
        and increments.team_code is not distinct from progress.team_code
where
    progress.cumulative_count is not null and increments.step_count < 0
    and not coalesce(progress.is_correction, false)
