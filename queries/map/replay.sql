-- The class of attainment of each unit on every day from the first report to the last, for the map to be played:
-- a digit is the class's number from the lowest, n a report without a class, - no report yet.
-- grain: one row per unit
-- key: place_code
-- parameters: $place, $indicator, $classes
with days as (
    select working_days.day_on
    from working_days
    cross join about
    where working_days.day_on between about.first_reported_on and about.last_reported_on
),

units as (
    select place_code from places where parent_code = $place
),

told as (
    select
        units.place_code, days.day_on,
        case
            when standing.done_count is null then '-'
            when standing.attainment_class is null then 'n'
            else (list_position(string_split($classes, ' '), standing.attainment_class) - 1)::varchar
        end as class_sign
    from units
    cross join days
    left join standing
        on
            units.place_code = standing.place_code
            and days.day_on = standing.reported_on
            and standing.indicator_code = $indicator
)

select place_code, string_agg(class_sign, '' order by day_on) as class_signs
from told
group by place_code
order by place_code
