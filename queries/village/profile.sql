-- One village: its place, its people, what it has and lacks, and the group that serves it.
-- grain: one row
-- parameters: $village
select
    places.* exclude (
        village_count, unlit_village_count, weak_signal_village_count, unlit_unknown_count, weak_unknown_count
    ),
    communes.place_name as commune_name, teams.team_name
from places
inner join places as communes on places.parent_code = communes.place_code
left join teams on places.team_code = teams.team_code
where places.place_code = $village and places.level = 'village'
