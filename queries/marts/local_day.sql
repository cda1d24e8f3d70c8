-- How far each village and commune had come by the end of each day, for every day between the first report and the
-- last. A day of one commune depends on no other commune.
-- A village: its last cumulative count and what was added after it; else its baseline and all that was added.
-- A commune, by `source`:
--   villages  the sum over its villages, once each has reported and has a standing (a cumulative count, or a baseline)
--   own       its own last count, until each of its villages has reported
--   both      its own last count, and what its villages are known to have added after it
--   added     its baseline, and what its villages are known to have added; also where its own count has grown stale
--             and is below that. Without any baseline, the sum over the villages that have reported
-- `new_count` is what is known to be new on the day; a step from one source to another is not. Both are null where
-- nobody reported. `left_out_count` is what parts without a target did while others have one: it stands beside the
-- ratio, not in it. `short_count`, `required_pace`, `overdue_count` and `no_day_left_count` are of communes here,
-- summed over their parts; a village's follow from its own row.
-- Built province by province, so that a nation needs no more memory than its largest province.
-- grain: one row per place, indicator and day; kept in the order in which pages ask
-- key: place_code, indicator_code, reported_on
-- parameters: $province_code
with days as (
    select working_days.day_on as reported_on
    from working_days
    cross join about
    where working_days.day_on between about.first_reported_on and about.last_reported_on
),

-- One number for place and indicator, since days are many and text is slow.
series as (
    select row_number() over (order by place_code, indicator_code) as series_number, goals.*
    from goals
    where province_code = $province_code and level in ('village', 'commune')
),

parents as (
    select villages.series_number, communes.series_number as parent_number
    from series as villages
    inner join series as communes
        on villages.parent_code = communes.place_code and villages.indicator_code = communes.indicator_code
    where villages.level = 'village' and communes.level = 'commune'
),

daily as (
    select
        series.series_number, increments.reported_on, sum(increments.step_count) as step_count,
        sum(increments.new_count) as new_count, sum(increments.unadded_count) as unadded_count,
        sum(increments.new_count) filter (where increments.kind = 'new') as plain_new_count,
        bool_or(increments.kind = 'total') as has_total
    from increments
    inner join series
        on increments.place_code = series.place_code and increments.indicator_code = series.indicator_code
    where increments.province_code = $province_code
    group by series.series_number, increments.reported_on
),

-- When each series began, and when its place first gave a cumulative count.
firsts as (
    select
        series_number, min(reported_on) as first_on, min(reported_on) filter (where has_total) as first_total_on
    from daily
    group by series_number
),

-- Villages all have days of their own; a commune only where it reports.
series_days as (
    select
        series.series_number, days.reported_on, series.level, series.baseline_count, firsts.first_on,
        firsts.first_total_on, daily.new_count, daily.unadded_count, daily.plain_new_count,
        daily.step_count is not null as is_reported,
        sum(daily.step_count) over (partition by series.series_number order by days.reported_on) as gained_count
    from series
    cross join days
    left join firsts on series.series_number = firsts.series_number
    left join daily on series.series_number = daily.series_number and days.reported_on = daily.reported_on
    where series.level = 'village' or firsts.first_on is not null
),

own_days as (
    select
        series_number, reported_on, level, baseline_count, new_count, unadded_count, plain_new_count, is_reported,
        case when reported_on >= first_on then coalesce(baseline_count, 0) + gained_count end as done_count,
        reported_on >= first_on and (baseline_count is not null or coalesce(reported_on >= first_total_on, false))
            as has_standing
    from series_days
),

-- What each village lacks, and how fast it would have to go; one without a report stands with its baseline.
villages_short as (
    select
        own_days.*, series.target_count, plans.working_days_left, own_days.reported_on > series.due_on as is_overdue,
        parents.parent_number,
        case
            when series.target_count is not null -- `greatest` takes an unknown number for a small one
                then greatest(0, series.target_count - coalesce(own_days.done_count, own_days.baseline_count))
        end as short_count
    from own_days
    inner join series on own_days.series_number = series.series_number
    inner join parents on own_days.series_number = parents.series_number
    left join plans
        on
            series.starts_on = plans.starts_on and series.due_on = plans.due_on
            and own_days.reported_on = plans.day_on
),

in_villages as (
    select
        parent_number as series_number, reported_on, count(done_count) as reported_count,
        count(*) filter (where has_standing) as standing_count, sum(done_count) as done_count,
        sum(new_count) as new_count, sum(unadded_count) as unadded_count,
        count(*) filter (where is_reported) as reporting_count,
        count(done_count) filter (where target_count is not null) as planned_reported_count,
        sum(coalesce(done_count, baseline_count)) filter (where target_count is not null) as planned_done_count,
        sum(new_count) filter (where target_count is not null) as planned_new_count,
        sum(unadded_count) filter (where target_count is not null) as planned_unadded_count,
        sum(done_count) filter (where target_count is null) as unplanned_done_count,
        sum(short_count) as short_count,
        sum(short_count / working_days_left) filter (where short_count > 0 and not is_overdue and working_days_left > 0)
            as required_pace,
        coalesce(sum(short_count) filter (where is_overdue), 0) as overdue_count,
        coalesce(sum(short_count) filter (where not is_overdue and working_days_left = 0), 0) as no_day_left_count
    from villages_short
    group by parent_number, reported_on
),

communes_joined as (
    select
        series.*, days.reported_on, places.village_count, own.done_count as own_done_count,
        own.new_count as own_new_count, own.unadded_count as own_unadded_count,
        own.plain_new_count as own_plain_new_count,
        max(case when own.is_reported then own.reported_on end) over so_far as own_on,
        coalesce(own.is_reported, false) as is_own_reported,
        villages.* exclude (series_number, reported_on),
        places.village_count > 0 and coalesce(villages.reported_count, 0) = places.village_count as is_whole,
        coalesce(sum(villages.new_count) over so_far, 0) as gained_count
    from series
    inner join places on series.place_code = places.place_code
    cross join days
    left join own_days as own on series.series_number = own.series_number and days.reported_on = own.reported_on
    left join in_villages as villages
        on series.series_number = villages.series_number and days.reported_on = villages.reported_on
    where series.level = 'commune'
    window so_far as (partition by series.series_number order by days.reported_on)
),

communes_anchored as (
    select
        *,
        last_value(case when is_own_reported then gained_count end ignore nulls) over (
            partition by series_number order by reported_on
        ) as gained_before_own_count,
        case
            when plan_source = 'some_parts' then case when planned_reported_count > 0 then 'villages' end
            when is_whole and standing_count = village_count then 'villages'
            when own_on is not null and is_whole then 'both'
            when own_on is not null then 'own'
            when reported_count > 0 then 'added'
        end as fresh_source
    from communes_joined
),

communes_held as (
    select
        communes_anchored.*,
        case fresh_source
            when 'own' then own_done_count
            when 'both' then own_done_count + gained_count - gained_before_own_count
        end as own_count_held,
        case
            when own_on < reported_on - about.stale_after_days and reported_count > 0
                then baseline_count + gained_count
        end as instead_count
    from communes_anchored
    cross join about
),

communes_sourced as (
    select
        communes_held.*,
        case when instead_count > own_count_held then 'added' else fresh_source end as source
    from communes_held
),

communes_standing as (
    select
        *,
        case source
            when 'villages' then case plan_source when 'some_parts' then planned_done_count else done_count end
            when 'added' then coalesce(baseline_count + gained_count, done_count)
            else own_count_held
        end as held_count,
        plan_source in ('parts', 'some_parts') and coalesce(source, 'villages') in ('villages', 'added')
            as is_by_parts
    from communes_sourced
),

communes_before as (
    select
        *, lag(source) over in_order as source_before, lag(held_count) over in_order as done_before_count
    from communes_standing
    window in_order as (partition by series_number order by reported_on)
),

communes_lacking as (
    select
        communes_before.*, communes_before.reported_on > communes_before.due_on as is_overdue,
        plans.working_days_left,
        case
            when communes_before.target_count is not null
                then greatest(
                    0, communes_before.target_count
                    - coalesce(communes_before.held_count, communes_before.baseline_count)
                )
        end as own_short_count
    from communes_before
    left join plans
        on
            communes_before.starts_on = plans.starts_on and communes_before.due_on = plans.due_on
            and communes_before.reported_on = plans.day_on
),

commune_days as (
    select
        place_code, parent_code, province_code, level, indicator_code, reported_on, source, own_on, baseline_count,
        target_count, is_counted,
        case
            when source is null then null
            when source in ('villages', 'added')
                then case plan_source when 'some_parts' then planned_new_count else new_count end
            when source = 'own' and source_before = 'added' then own_plain_new_count
            when source = 'own' then own_new_count
            when not is_own_reported then new_count
            when source_before = 'both' then held_count - done_before_count
            when source_before = 'own' then own_new_count
            else new_count
        end as new_count,
        case
            when source = 'own' or (source = 'both' and source_before = 'own' and is_own_reported)
                then own_unadded_count
            when source = 'both' and source_before = 'both' and is_own_reported then null
            when plan_source = 'some_parts' then planned_unadded_count
            else unadded_count
        end as unadded_count,
        held_count as done_count,
        case plan_source when 'some_parts' then coalesce(unplanned_done_count, 0) else 0 end as left_out_count,
        coalesce(reporting_count, 0) + case when is_own_reported then 1 else 0 end as reporting_count,
        case
            when part_count is null then null
            when plan_source = 'some_parts' then coalesce(planned_reported_count, 0)
            else coalesce(reported_count, 0)
        end as reported_part_count,
        case when is_by_parts then short_count else own_short_count end as short_count,
        case
            when is_by_parts then required_pace
            when own_short_count > 0 and not is_overdue then own_short_count / nullif(working_days_left, 0)
        end as required_pace,
        case when is_by_parts then overdue_count when is_overdue then own_short_count else 0 end as overdue_count,
        case
            when is_by_parts then no_day_left_count
            when not is_overdue and working_days_left = 0 then own_short_count
            else 0
        end as no_day_left_count
    from communes_lacking
),

village_days as (
    select
        series.place_code, series.parent_code, series.province_code, series.level, series.indicator_code,
        own_days.reported_on, case when own_days.done_count is not null then 'own' end as source, null::date as own_on,
        own_days.new_count, own_days.unadded_count, own_days.done_count, 0 as left_out_count,
        case when own_days.is_reported then 1 else 0 end as reporting_count
    from own_days
    inner join series on own_days.series_number = series.series_number
    where own_days.level = 'village'
),

all_days as (
    select * from village_days
    union all by name
    select * exclude (baseline_count, target_count, is_counted) from commune_days
)

select
    province_code, parent_code, level, indicator_code, reported_on, place_code, source, own_on,
    new_count::bigint as new_count, unadded_count::bigint as unadded_count, done_count::bigint as done_count,
    left_out_count::bigint as left_out_count, reporting_count::integer as reporting_count,
    reported_part_count::integer as reported_part_count, short_count::bigint as short_count,
    round(required_pace, 9) as required_pace, overdue_count::bigint as overdue_count,
    no_day_left_count::bigint as no_day_left_count
from all_days
order by province_code, parent_code, indicator_code, reported_on, place_code
