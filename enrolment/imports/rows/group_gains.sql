-- What each report of a group adds: its new count, or what its own running total, which starts at zero, has gained.
-- Of places with a count that names no group, or below zero: no check asks of others. Only groups with a running total
-- pay for the windows.
-- grain: one row per day, place, indicator and group
with asked as (
    select distinct village_code, commune_code, indicator_code from staged.progress
    where new_count is not null and (team_code is null or new_count < 0)
),

counted as (
    select
        coalesce(progress.village_code, progress.commune_code) as place_code, progress.indicator_code,
        progress.team_code, progress.reported_on, progress.new_count, progress.cumulative_count, progress.file_name,
        progress.row_number, progress.batch_number
    from staged.progress
    semi join asked
        on
            progress.indicator_code = asked.indicator_code
            and progress.village_code is not distinct from asked.village_code
            and progress.commune_code is not distinct from asked.commune_code
    where progress.team_code is not null
),

with_totals as (
    select distinct place_code, indicator_code, team_code from counted
    where cumulative_count is not null
),

standings as (
    select
        counted.*,
        sum(coalesce(counted.new_count, 0)) over (
            partition by counted.place_code, counted.indicator_code, counted.team_code order by counted.reported_on
        ) as new_so_far
    from counted
    semi join with_totals
        on
            counted.place_code = with_totals.place_code
            and counted.indicator_code = with_totals.indicator_code
            and counted.team_code = with_totals.team_code
),

gained as (
    select
        standings.* exclude (new_so_far, new_count),
        cumulative_count - coalesce(lag(cumulative_count) over anchored, 0)
        - (new_so_far - coalesce(lag(new_so_far) over anchored, 0)) as gained_count
    from standings
    where cumulative_count is not null
    window anchored as (partition by place_code, indicator_code, team_code order by reported_on)
)

select place_code, indicator_code, team_code, reported_on, gained_count, file_name, row_number, batch_number
from gained
union all by name
select
    place_code, indicator_code, team_code, reported_on, new_count as gained_count, file_name, row_number, batch_number
from counted
where new_count is not null
