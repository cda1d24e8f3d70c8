-- More counts that end in 0 or 5 than chance gives: of a commune's counts of 8 and more (so that each round number
-- stands amid its neighbours, and a slope in the counts cancels out), at least twenty of them,
-- so many that chance would give it less than once in 30,000 (z above 4).
-- grain: one row per commune and indicator
-- key: place_code, indicator_code
with ends as (
    select
        places.parent_code as place_code, increments.indicator_code, count(*) as report_count,
        count(*) filter (where increments.new_count % 5 = 0) as round_count
    from increments
    inner join places on increments.place_code = places.place_code
    where increments.level = 'village' and increments.new_count >= 8
    group by places.parent_code, increments.indicator_code
)

select
    place_code, indicator_code, null::date as reported_on, round_count as found_count,
    round(0.2 * report_count) as expected_count
from ends
where report_count >= 20 and round_count - 0.2 * report_count > 4 * sqrt(0.16 * report_count)
