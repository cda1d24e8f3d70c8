-- The places whose pages can be opened: every province, and the communes of the province that $place lies in.
-- grain: one row per place
-- key: place_code
-- parameters: $place
with commune_counts as (
    select count(*) as commune_count from places where level = 'commune'
),

home as (
    select coalesce(min(province_code) filter (place_code = $place), min(province_code)) as province_code
    from places
),

-- A province of one commune would only repeat it.
provinces as (
    select places.* from places
    cross join commune_counts
    where places.level = 'province' and commune_counts.commune_count > 1
),

communes as (
    select places.* from places
    inner join home on places.province_code = home.province_code
    where places.level = 'commune'
)

select place_code, level, place_name from provinces
union all
select place_code, level, place_name from communes
order by level desc, place_code
