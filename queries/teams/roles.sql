-- Members by role; never by name.
-- grain: one row per role that has members, the largest first
-- key: role
-- parameters: $place
select
    $place as place_code, team_members.role, sum(team_members.member_count) as member_count,
    count(distinct team_members.team_code) as group_count
from team_members
inner join teams on team_members.team_code = teams.team_code
inner join places as communes on teams.commune_code = communes.place_code
where communes.place_code = $place or communes.province_code = $place
group by team_members.role
order by member_count desc, team_members.role
