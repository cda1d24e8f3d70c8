-- Members of each group of a commune by role; never by name.
-- grain: one row per group and role that has members
-- key: team_code, role
-- parameters: $place
select teams.team_code, teams.team_name, team_members.role, team_members.member_count
from team_members
inner join teams on team_members.team_code = teams.team_code
where teams.commune_code = $place
order by team_members.role, teams.team_code
