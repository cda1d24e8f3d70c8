-- What each report adds. `step_count` moves the standing; `new_count` is what of it is known to be new. They differ
-- where a place's first cumulative count has no baseline to be held against: that step is `unadded_count`.
-- `kind`: `new`, `group_total` or `total`, as the report gives it.
-- A count that names no group is the place's. A new one is its whole day: what groups said of that day is in it, and
-- its row here holds the rest. A cumulative one is its standing at the end of that day; it adds the difference to the
-- standing before. A group's own running total starts at zero.
-- A later batch's word on the same day, place, indicator and group has replaced the earlier one already, and
-- corrections have been added to it; a correction that found nothing to correct stands by itself.
-- Built province by province, so that a nation needs no more memory than its largest province.
-- grain: one row per day, place, indicator and group
-- key: place_code, indicator_code, reported_on, team_code
-- parameters: $province_code
with numbered as ( -- to sort by: text is slow
    select place_code, level, province_code, row_number() over (order by place_code) as place_number
    from places
    where province_code = $province_code
),

reports as materialized (
    select
        progress.reported_on, numbered.place_code, numbered.level, numbered.province_code, numbered.place_number,
        progress.indicator_code, progress.team_code, progress.new_count, progress.cumulative_count,
        progress.team_code is null and progress.new_count is not null and not coalesce(progress.is_correction, false)
            as is_whole_day
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

-- A whole day without what its groups said of it.
whole_days as (
    select * exclude (cumulative_count) from reports
    where is_whole_day
),

group_rows as (
    select * exclude (cumulative_count), 'new' as kind from reports
    where team_code is not null and new_count is not null
    union all by name
    select *, 'group_total' as kind from group_gains
),

groups_days as (
    select
        group_rows.place_number, group_rows.indicator_code, group_rows.reported_on,
        sum(group_rows.new_count) as new_count
    from group_rows
    semi join whole_days
        on
            group_rows.place_number = whole_days.place_number
            and group_rows.indicator_code = whole_days.indicator_code
            and group_rows.reported_on = whole_days.reported_on
    group by group_rows.place_number, group_rows.indicator_code, group_rows.reported_on
),

rests as (
    select
        whole_days.* exclude (new_count), 'new' as kind,
        whole_days.new_count - coalesce(groups_days.new_count, 0) as new_count
    from whole_days
    left join groups_days
        on
            whole_days.place_number = groups_days.place_number
            and whole_days.indicator_code = groups_days.indicator_code
            and whole_days.reported_on = groups_days.reported_on
),

corrections as (
    select * exclude (cumulative_count), 'new' as kind from reports
    where team_code is null and new_count is not null and not is_whole_day
),

gains as (
    select * from group_rows
    union all by name
    select * from rests
    union all by name
    select * from corrections
),

-- The place's own running total: all that was added until the end of that day is in it.
places_with_totals as (
    select distinct place_code, indicator_code from reports
    where cumulative_count is not null and team_code is null
),

own_reports as (
    select reports.*, 'total' as kind from reports
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

own_steps as (
    select
        own_standings.* exclude (new_count, cumulative_count, new_so_far),
        own_standings.cumulative_count
        - coalesce(lag(own_standings.cumulative_count) over anchored, goals.baseline_count, 0)
        - (own_standings.new_so_far - coalesce(lag(own_standings.new_so_far) over anchored, 0)) as step_count,
        lag(own_standings.cumulative_count) over anchored is not null or goals.baseline_count is not null as is_known
    from own_standings
    inner join goals
        on own_standings.place_code = goals.place_code and own_standings.indicator_code = goals.indicator_code
    where own_standings.cumulative_count is not null
    window anchored as (
        partition by own_standings.place_code, own_standings.indicator_code order by own_standings.reported_on
    )
),

added as (
    select
        place_number, reported_on, province_code, place_code, level, indicator_code, team_code,
        kind, new_count as step_count, new_count, null as unadded_count
    from gains
    union all by name
    select
        place_number, reported_on, province_code, place_code, level, indicator_code, team_code,
        kind, step_count, case when is_known then step_count end as new_count,
        case when not is_known then step_count end as unadded_count
    from own_steps
)

select
    reported_on, province_code, place_code, level, indicator_code, team_code, kind, step_count::bigint as step_count,
    new_count::bigint as new_count, unadded_count::bigint as unadded_count
from added
order by place_number, indicator_code, reported_on, team_code
