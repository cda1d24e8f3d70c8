-- A correction that would take a place below zero, where something of it is only now coming in.
-- grain: one row per place and indicator
with doubted as (
    select distinct coalesce(village_code, commune_code) as place_code, indicator_code from staged.progress
    where new_count < 0
),

series as (
    select
        coalesce(progress.village_code, progress.commune_code) as place_code, progress.*,
        progress.team_code is null and progress.new_count is not null and not coalesce(progress.is_correction, false)
            as is_whole_day,
        batches.is_fresh
    from staged.progress
    semi join doubted
        on
            coalesce(progress.village_code, progress.commune_code) = doubted.place_code
            and progress.indicator_code = doubted.indicator_code
    inner join staged.batches on progress.batch_number = batches.batch_number
),

of_groups as (
    select
        group_gains.place_code, group_gains.indicator_code, group_gains.reported_on,
        sum(group_gains.gained_count) as gained_count
    from staged.group_gains
    semi join doubted
        on group_gains.place_code = doubted.place_code and group_gains.indicator_code = doubted.indicator_code
    group by group_gains.place_code, group_gains.indicator_code, group_gains.reported_on
),

daily as (
    select
        series.place_code, series.indicator_code, series.reported_on,
        coalesce(
            sum(series.new_count) filter (where series.is_whole_day), any_value(of_groups.gained_count), 0
        ) + coalesce(sum(series.new_count) filter (where series.team_code is null and not series.is_whole_day), 0)
            as new_count,
        max(series.cumulative_count) filter (where series.team_code is null) as cumulative_count
    from series
    left join of_groups
        on
            series.place_code = of_groups.place_code
            and series.indicator_code = of_groups.indicator_code
            and series.reported_on = of_groups.reported_on
    group by series.place_code, series.indicator_code, series.reported_on
),

baselines as (
    select coalesce(village_code, commune_code) as place_code, indicator_code, baseline from staged.targets
    union all
    select villages.commune_code, targets.indicator_code, sum(targets.baseline) as baseline
    from staged.targets
    inner join staged.villages on targets.village_code = villages.village_code
    anti join staged.targets as own
        on villages.commune_code = own.commune_code and targets.indicator_code = own.indicator_code
    group by villages.commune_code, targets.indicator_code
),

anchored as (
    select
        daily.*, coalesce(baselines.baseline, 0) as baseline,
        count(daily.cumulative_count) over (
            partition by daily.place_code, daily.indicator_code order by daily.reported_on
        ) as anchor
    from daily
    left join baselines
        on daily.place_code = baselines.place_code and daily.indicator_code = baselines.indicator_code
),

standing as (
    select
        place_code, indicator_code, reported_on,
        coalesce(first_value(cumulative_count) over after_anchor, baseline)
        + sum(case when cumulative_count is null then new_count else 0 end) over after_anchor as done_count
    from anchored
    window after_anchor as (partition by place_code, indicator_code, anchor order by reported_on)
),

below as (
    select
        place_code, indicator_code, min(reported_on) as reported_on, arg_min(done_count, reported_on) as done_count
    from standing
    where done_count < 0
    group by place_code, indicator_code
)

select
    series.file_name, series.row_number,
    case when series.new_count is null then 'cumulative_count' else 'new_count' end as column_name,
    concat(coalesce(corrections.new_count, series.new_count, series.cumulative_count), ' → ', below.done_count)
        as value,
    coalesce(corrections.new_count, series.new_count, series.cumulative_count)::varchar as cell
from below
inner join series
    on below.place_code = series.place_code and below.indicator_code = series.indicator_code
left join staged.corrections
    on series.file_name = corrections.file_name and series.row_number = corrections.row_number
where series.is_fresh and series.reported_on <= below.reported_on
qualify row_number() over (
    partition by below.place_code, below.indicator_code
    order by corrections.new_count < 0 desc nulls last, series.new_count < 0 desc nulls last, series.reported_on desc
) = 1
order by series.file_name, series.row_number
