-- The days that a page can be set to: from the first report to the last, newest first.
-- grain: one row per day
-- key: day_on
select working_days.day_on
from working_days
cross join about
where working_days.day_on between about.first_reported_on and about.last_reported_on
order by working_days.day_on desc
