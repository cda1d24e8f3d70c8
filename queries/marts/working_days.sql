-- The days from a week before the first plan or report to the last, and how many have passed by the end of each:
-- working days, and days of the calendar.
-- grain: one row per day
-- key: day_on
with bounds as (
    select min(first_on) as first_on, max(last_on) as last_on
    from (
        select min(starts_on) as first_on, max(coalesce(due_on, starts_on)) as last_on from staged.targets
        union all
        select min(reported_on) as first_on, max(reported_on) as last_on from staged.progress
    ) as dated
),

days as (
    select unnest(generate_series(first_on - 7, last_on, interval 1 day))::date as day_on
    from bounds
    where first_on is not null
),

marked as (
    select days.day_on, not list_contains(about.rest_weekdays, isodow(days.day_on)) as is_working
    from days
    cross join about
)

select
    day_on, is_working,
    sum(case when is_working then 1 else 0 end) over (order by day_on) as working_days_passed,
    row_number() over (order by day_on) as days_passed
from marked
order by day_on
