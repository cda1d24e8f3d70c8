-- The villages of a commune, of a province, or all of them where no place is named.
-- grain: one row per village
-- key: place_code
-- parameters: $place
select
    villages.place_code, villages.place_name, villages.population, villages.team_code, villages.parent_code,
    communes.place_name as parent_name
from places as villages
inner join places as communes on villages.parent_code = communes.place_code
where
    villages.level = 'village' and ($place is null or villages.parent_code = $place or villages.province_code = $place)
order by villages.province_code, villages.parent_code, villages.place_code
