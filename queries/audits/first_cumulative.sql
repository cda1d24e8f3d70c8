-- A place's first cumulative count has no baseline to be held against: nobody knows what of it is new, so it counts in
-- the standing and in no pace. A commune's own count matters only where its number is taken from it.
-- grain: one row per place and indicator
-- key: place_code, indicator_code
select
    increments.place_code, increments.indicator_code, increments.reported_on,
    progress.cumulative_count as found_count, null as expected_count
from increments
inner join staged.progress
    on
        increments.place_code = coalesce(progress.village_code, progress.commune_code)
        and increments.indicator_code = progress.indicator_code
        and increments.reported_on = progress.reported_on
        and progress.team_code is null
inner join place_day
    on
        increments.place_code = place_day.place_code
        and increments.indicator_code = place_day.indicator_code
        and increments.reported_on = place_day.reported_on
where
    increments.unadded_count is not null and progress.cumulative_count is not null
    and place_day.source in ('own', 'both') and place_day.unadded_count = increments.unadded_count
