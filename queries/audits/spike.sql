-- A day's count far above the village's other days: robust z (0.6745 × distance from the median ÷ median absolute
-- deviation; Iglewicz and Hoaglin 1993) above 5, at least ten above the median, among eight reports or more. A
-- village that reports nearly the same each day is measured with a deviation of one.
-- grain: one row per village, indicator and day
with daily as (
    select place_code, indicator_code, reported_on, sum(new_count) as new_count
    from increments
    where level = 'village'
    group by place_code, indicator_code, reported_on
),

-- Only series whose highest day stands out pay for the medians.
candidates as (
    select place_code, indicator_code
    from daily
    group by place_code, indicator_code
    having count(*) >= 8 and max(new_count) >= 10 + avg(new_count)
),

series as (
    select daily.* from daily
    semi join candidates
        on daily.place_code = candidates.place_code and daily.indicator_code = candidates.indicator_code
),

medians as (
    select
        place_code, indicator_code, median(new_count) as median_count, mad(new_count) as deviation
    from series
    group by place_code, indicator_code
)

select
    series.place_code, series.indicator_code, series.reported_on,
    series.new_count as found_count, medians.median_count as expected_count
from series
inner join medians
    on series.place_code = medians.place_code and series.indicator_code = medians.indicator_code
where
    series.new_count - medians.median_count >= 10
    and 0.6745 * (series.new_count - medians.median_count) / greatest(medians.deviation, 1) > 5
