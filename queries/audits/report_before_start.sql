-- A report from before the plan's first day: the baseline should hold it already, so it may be counted twice.
-- grain: one row per place, indicator and day
-- key: place_code, indicator_code, reported_on
select
    increments.place_code, increments.indicator_code, increments.reported_on,
    sum(increments.new_count) as found_count, null as expected_count
from increments
inner join goals
    on increments.place_code = goals.place_code and increments.indicator_code = goals.indicator_code
where increments.reported_on < goals.starts_on and goals.baseline_count > 0
group by increments.place_code, increments.indicator_code, increments.reported_on
having sum(increments.new_count) <> 0
