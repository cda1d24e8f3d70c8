-- How much of each plan has passed by the end of each day, in working days; in days of the calendar where all days of
-- the plan are rest days. What is left begins with the day after, or with the plan's first day where that is later.
-- grain: one row per plan (first day, last day) and day
-- key: starts_on, due_on, day_on
with pairs as (
    select distinct starts_on, due_on from goals where starts_on is not null and due_on is not null
),

counted as (
    select
        pairs.starts_on, pairs.due_on, working_days.day_on, working_days.working_days_passed as passed_count,
        start.working_days_passed - case when start.is_working then 1 else 0 end as before_count,
        due.working_days_passed as due_count,
        (working_days.days_passed - start.days_passed + 1) / (due.days_passed - start.days_passed + 1)
            as calendar_share
    from pairs
    inner join working_days as start on pairs.starts_on = start.day_on
    inner join working_days as due on pairs.due_on = due.day_on
    cross join working_days
)

select
    starts_on, due_on, day_on,
    greatest(
        0, least(1, coalesce((passed_count - before_count) / nullif(due_count - before_count, 0), calendar_share))
    ) as passed_share,
    greatest(0, due_count - greatest(passed_count, before_count)) as working_days_left,
    day_on between starts_on and due_on as is_in_plan
from counted
order by starts_on, due_on, day_on
