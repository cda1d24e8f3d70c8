-- How far each province had come by the end of each day: the sum over its communes, of which one without a report
-- stands with its baseline, and one without a target beside the ratio (`left_out_count`) where others have one.
-- Built province by province, so that a nation needs no more memory than its largest province.
-- grain: one row per province, indicator and day
-- key: place_code, indicator_code, reported_on
-- parameters: $province_code
with communes as (
    select local_day.*, goals.baseline_count, goals.is_counted
    from local_day
    inner join goals on local_day.place_code = goals.place_code and local_day.indicator_code = goals.indicator_code
    where local_day.level = 'commune' and local_day.province_code = $province_code
)

select
    province_code, null as parent_code, 'province' as level, indicator_code, reported_on, province_code as place_code,
    case when count(done_count) filter (where is_counted) > 0 then 'parts' end as source, null::date as own_on,
    (sum(new_count) filter (where is_counted))::bigint as new_count,
    (sum(unadded_count) filter (where is_counted))::bigint as unadded_count,
    (case
        when count(done_count) filter (where is_counted) > 0
            then sum(coalesce(done_count, baseline_count, 0)) filter (where is_counted)
    end)::bigint as done_count,
    (sum(left_out_count) + coalesce(sum(done_count) filter (where not is_counted), 0))::bigint as left_out_count,
    sum(reporting_count)::integer as reporting_count,
    (count(done_count) filter (where is_counted))::integer as reported_part_count,
    (sum(short_count) filter (where is_counted))::bigint as short_count,
    -- As a decimal: a sum of doubles depends on their order in its last digits.
    (sum(required_pace::decimal(30, 9)) filter (where is_counted))::double as required_pace,
    (sum(overdue_count) filter (where is_counted))::bigint as overdue_count,
    (sum(no_day_left_count) filter (where is_counted))::bigint as no_day_left_count
from communes
group by province_code, indicator_code, reported_on
order by province_code, indicator_code, reported_on
