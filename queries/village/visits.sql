-- The visits to one village, newest first.
-- grain: one row per day and group
-- key: visited_on, team_code
-- parameters: $village, $as_of
select
    visits.visited_on, visits.team_code, teams.team_name, visits.village_code, visits.households_visited,
    visits.elderly_transported
from visits
left join teams on visits.team_code = teams.team_code
where visits.village_code = $village and visits.visited_on <= $as_of::date
order by visits.visited_on desc, visits.team_code
