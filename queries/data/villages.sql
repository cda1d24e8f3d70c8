-- The villages of a commune, of a province, or all of them where no place is named.
-- grain: one row per village
-- key: place_code
-- parameters: $place
-- `people_count`: where the population is unknown, twice those aged 14 and more, which no village exceeds.
select
    villages.place_code, villages.place_name, villages.team_code,
    coalesce(villages.population, 2 * villages.residents_14_plus) as people_count, villages.parent_code,
    communes.place_name as parent_name
from places as villages
inner join places as communes on villages.parent_code = communes.place_code
where
    villages.level = 'village' and ($place is null or villages.parent_code = $place or villages.province_code = $place)
order by villages.province_code, villages.parent_code, villages.place_code
