-- What each report adds. A cumulative count adds its difference to the standing before it: the last cumulative count
-- of the same series plus the new counts since, or the baseline where none came before (a group's own total starts
-- at zero). A count that names no group is the place's: the new counts of all its groups are in it. A later batch's
-- word on the same day, place, indicator and group has replaced the earlier one already.
-- Built province by province, so that a nation needs no more memory than its largest province.
-- grain: one row per day, place, indicator and group
-- parameters: $province_code
with numbered as ( -- to sort by: text is slow
    select place_code, level, province_code, row_number() over (order by place_code) as place_number
    from places
    where province_code = $province_code
),

reports as (
    select
        progress.reported_on, numbered.place_code, numbered.level, numbered.province_code, numbered.place_number,
        progress.indicator_code, progress.team_code, progress.new_count, progress.cumulative_count
    from staged.progress
    inner join numbered on coalesce(progress.village_code, progress.commune_code) = numbered.place_code
),

-- A group's own running total. Only series that hold a cumulative count pay for the windows below.
groups_with_totals as (
    select distinct place_code, indicator_code, team_code from reports
    where cumulative_count is not null and team_code is not null
),

group_standings as (
    select
        reports.*,
        sum(coalesce(reports.new_count, 0)) over (
            partition by reports.place_code, reports.indicator_code, reports.team_code order by reports.reported_on
        ) as new_so_far
    from reports
    semi join groups_with_totals
        on
            reports.place_code = groups_with_totals.place_code
            and reports.indicator_code = groups_with_totals.indicator_code
            and reports.team_code = groups_with_totals.team_code
),

group_gains as (
    select
        group_standings.* exclude (new_count, cumulative_count, new_so_far),
        cumulative_count - coalesce(lag(cumulative_count) over anchored, 0)
        - (new_so_far - coalesce(lag(new_so_far) over anchored, 0)) as new_count
    from group_standings
    where cumulative_count is not null
    window anchored as (partition by place_code, indicator_code, team_code order by reported_on)
),

gains as (
    select * exclude (cumulative_count) from reports
    where new_count is not null
    union all by name
    select * from group_gains
),

-- The place's own running total: what its groups added is in it.
places_with_totals as (
    select distinct place_code, indicator_code from reports
    where cumulative_count is not null and team_code is null
),

own_reports as (
    select reports.* from reports
    where reports.cumulative_count is not null and reports.team_code is null
    union all by name
    select gains.* from gains
    semi join places_with_totals
        on gains.place_code = places_with_totals.place_code and gains.indicator_code = places_with_totals.indicator_code
),

own_standings as (
    select
        own_reports.*,
        sum(coalesce(new_count, 0)) over (partition by place_code, indicator_code order by reported_on) as new_so_far
    from own_reports
),

own_gains as (
    select
        own_standings.* exclude (new_count, cumulative_count, new_so_far),
        own_standings.cumulative_count
        - coalesce(lag(own_standings.cumulative_count) over anchored, targets.baseline, 0)
        - (own_standings.new_so_far - coalesce(lag(own_standings.new_so_far) over anchored, 0)) as new_count
    from own_standings
    left join staged.targets
        on
            own_standings.place_code = coalesce(targets.village_code, targets.commune_code)
            and own_standings.indicator_code = targets.indicator_code
    where own_standings.cumulative_count is not null
    window anchored as (
        partition by own_standings.place_code, own_standings.indicator_code order by own_standings.reported_on
    )
),

added as (
    select * from gains
    union all by name
    select * from own_gains
)

select reported_on, province_code, place_code, level, indicator_code, team_code, new_count
from added
order by place_number, indicator_code, reported_on, team_code
