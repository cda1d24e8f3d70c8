-- How far each place had come by the end of each day, for every day between the first report and the last.
-- A commune's count is the sum over its villages where they report, else its own. `left_out_count` is what parts
-- without a target did while others have one: it stands beside the ratio, not in it.
-- Built province by province, so that a nation needs no more memory than its largest province.
-- grain: one row per place, indicator and day; kept in the order in which pages ask
-- parameters: $province_code
with days as (
    select working_days.day_on as reported_on
    from working_days
    cross join about
    where working_days.day_on between about.first_reported_on and about.last_reported_on
),

-- Places that report themselves, each with each indicator: one number for both, since days are many and text is slow.
series as (
    select
        row_number() over (order by place_code, indicator_code) as series_number, place_code, parent_code,
        province_code, level, indicator_code, baseline_count, is_counted
    from goals
    where province_code = $province_code and (level = 'village' or (level = 'commune' and not is_from_villages))
),

daily as (
    select series.series_number, increments.reported_on, sum(increments.new_count) as new_count
    from increments
    inner join series
        on increments.place_code = series.place_code and increments.indicator_code = series.indicator_code
    where increments.province_code = $province_code
    group by series.series_number, increments.reported_on
),

series_days as (
    select
        series.series_number, days.reported_on, coalesce(daily.new_count, 0) as new_count,
        case when daily.new_count is null then 0 else 1 end as reporting_count
    from series
    cross join days
    left join daily on series.series_number = daily.series_number and days.reported_on = daily.reported_on
),

gained_days as (
    select
        series_number, reported_on, new_count, reporting_count,
        sum(new_count) over (partition by series_number order by reported_on) as gained_count
    from series_days
),

own_days as (
    select
        series.place_code, series.parent_code, series.province_code, series.level, series.indicator_code,
        series.baseline_count, series.is_counted,
        gained_days.reported_on, gained_days.new_count, gained_days.gained_count, gained_days.reporting_count
    from gained_days
    inner join series on gained_days.series_number = series.series_number
),

gained_in_villages as (
    select
        parent_code as place_code, indicator_code, reported_on,
        coalesce(sum(new_count) filter (where is_counted), 0) as new_count,
        coalesce(sum(gained_count) filter (where is_counted), 0) as gained_count,
        coalesce(sum(baseline_count + gained_count) filter (where not is_counted), 0) as left_out_count,
        sum(reporting_count) as reporting_count
    from own_days
    where level = 'village'
    group by parent_code, indicator_code, reported_on
),

-- The baseline is the commune's: where the villages have none of their own, it is what the commune itself gave.
summed_days as (
    select
        goals.place_code, goals.parent_code, goals.province_code, goals.level, goals.indicator_code,
        gained_in_villages.reported_on, gained_in_villages.new_count, gained_in_villages.reporting_count,
        goals.baseline_count + gained_in_villages.gained_count as done_count,
        gained_in_villages.left_out_count, goals.is_counted
    from gained_in_villages
    inner join goals
        on
            gained_in_villages.place_code = goals.place_code
            and gained_in_villages.indicator_code = goals.indicator_code
    where goals.is_from_villages
),

standing_days as (
    select
        place_code, parent_code, province_code, level, indicator_code, reported_on, new_count, reporting_count,
        baseline_count + gained_count as done_count, 0 as left_out_count, is_counted
    from own_days
),

commune_days as (
    select * from standing_days where level = 'commune'
    union all by name
    select * from summed_days
),

province_days as (
    select
        province_code as place_code, null as parent_code, province_code, 'province' as level, indicator_code,
        reported_on, coalesce(sum(new_count) filter (where is_counted), 0) as new_count,
        coalesce(sum(done_count) filter (where is_counted), 0) as done_count,
        sum(left_out_count) + coalesce(sum(done_count) filter (where not is_counted), 0) as left_out_count,
        sum(reporting_count) as reporting_count
    from commune_days
    group by province_code, indicator_code, reported_on
),

all_days as (
    select * from standing_days where level = 'village'
    union all by name
    select * from commune_days
    union all by name
    select * from province_days
)

select
    province_code, parent_code, level, indicator_code, reported_on, place_code,
    new_count::bigint as new_count, done_count::bigint as done_count,
    left_out_count::bigint as left_out_count, reporting_count::integer as reporting_count
from all_days
order by province_code, parent_code, indicator_code, reported_on, place_code
