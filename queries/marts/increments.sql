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

-- Only series that hold a cumulative count pay for the windows below.
cumulative_series as (
    select distinct place_code, indicator_code, team_code from reports where cumulative_count is not null
),

cumulative_reports as (
    select
        cumulative_series.place_code, cumulative_series.indicator_code, cumulative_series.team_code,
        reports.reported_on, reports.level, reports.province_code, reports.place_number,
        case
            when coalesce(reports.team_code, '') = coalesce(cumulative_series.team_code, '')
                then reports.cumulative_count
        end as cumulative_count,
        sum(coalesce(reports.new_count, 0)) over (
            partition by cumulative_series.place_code, cumulative_series.indicator_code, cumulative_series.team_code
            order by reports.reported_on
        ) as new_so_far
    from reports
    inner join cumulative_series
        on
            reports.place_code = cumulative_series.place_code
            and reports.indicator_code = cumulative_series.indicator_code
            and (
                cumulative_series.team_code is null
                or reports.team_code = cumulative_series.team_code
            )
),

anchors as (
    select
        cumulative_reports.*,
        lag(cumulative_reports.cumulative_count) over anchored as previous_cumulative,
        cumulative_reports.new_so_far - coalesce(lag(cumulative_reports.new_so_far) over anchored, 0) as new_between,
        case when cumulative_reports.team_code is null then coalesce(targets.baseline, 0) else 0 end as start_count
    from cumulative_reports
    left join staged.targets
        on
            cumulative_reports.place_code = coalesce(targets.village_code, targets.commune_code)
            and cumulative_reports.indicator_code = targets.indicator_code
    where cumulative_reports.cumulative_count is not null
    window anchored as (
        partition by cumulative_reports.place_code, cumulative_reports.indicator_code, cumulative_reports.team_code
        order by cumulative_reports.reported_on
    )
),

added as (
    select reported_on, province_code, place_number, place_code, level, indicator_code, team_code, new_count
    from reports
    where new_count is not null
    union all
    select
        reported_on, province_code, place_number, place_code, level, indicator_code, team_code,
        cumulative_count - coalesce(previous_cumulative, start_count) - new_between as new_count
    from anchors
)

select reported_on, province_code, place_code, level, indicator_code, team_code, new_count
from added
order by place_number, indicator_code, reported_on, team_code
