-- How much of each plan has passed by the end of each day, in working days.
-- grain: one row per plan (first day, last day) and day
with pairs as (
    select distinct starts_on, due_on from goals where starts_on is not null and due_on is not null
),

counted as (
    select
        pairs.starts_on, pairs.due_on, working_days.day_on, working_days.working_days_passed as passed_count,
        start.working_days_passed - case when start.is_working then 1 else 0 end as before_count,
        due.working_days_passed as due_count
    from pairs
    inner join working_days as start on pairs.starts_on = start.day_on
    inner join working_days as due on pairs.due_on = due.day_on
    cross join working_days
)

select
    starts_on, due_on, day_on,
    greatest(0, least(1, (passed_count - before_count) / nullif(due_count - before_count, 0))) as passed_share,
    greatest(0, due_count - passed_count) as working_days_left
from counted
order by starts_on, due_on, day_on
