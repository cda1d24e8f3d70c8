-- What each group added on each day it reported, where reports name it.
-- grain: one row per group, day and indicator
-- key: team_code, reported_on, indicator_code
select
    teams.commune_code, increments.team_code, increments.indicator_code, increments.reported_on,
    sum(increments.new_count) as new_count
from increments
inner join staged.teams on increments.team_code = teams.team_code
group by teams.commune_code, increments.team_code, increments.indicator_code, increments.reported_on
order by teams.commune_code, increments.team_code, increments.indicator_code, increments.reported_on
