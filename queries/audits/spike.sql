-- A day's count far above the village's other days: robust z (0.6745 × distance from the median ÷ median absolute
-- deviation; Iglewicz and Hoaglin 1993) above 3.5 and at least ten above the median, among eight reports or more.
-- Counts spread more where they are larger, so they are compared as 2 √(count + 3/8) (Anscombe 1948), whose spread by
-- chance is one; a village that reports nearly the same each day is given that spread. A day on which a group is known
-- to have been in the village needs no other explanation.
-- grain: one row per village, indicator and day
-- key: place_code, indicator_code, reported_on
with daily as (
    select place_code, indicator_code, reported_on, new_count
    from place_day
    where level = 'village' and reporting_count > 0 and new_count is not null
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

compared as (
    select series.*, 2 * sqrt(greatest(new_count, 0) + 0.375) as level from series
),

medians as (
    select
        place_code, indicator_code, median(new_count) as median_count, median(level) as median_level,
        greatest(mad(level), 0.6745) as deviation
    from compared
    group by place_code, indicator_code
)

select
    compared.place_code, compared.indicator_code, compared.reported_on,
    compared.new_count as found_count, medians.median_count as expected_count
from compared
inner join medians
    on compared.place_code = medians.place_code and compared.indicator_code = medians.indicator_code
anti join staged.visits
    on compared.place_code = visits.village_code and compared.reported_on = visits.visited_on
where
    compared.new_count - medians.median_count >= 10
    and 0.6745 * (compared.level - medians.median_level) / medians.deviation > 3.5
