-- Every place that a number can belong to, with what may hold its people back.
-- `is_unlit`, `is_weak` and `is_far` (`about.far_km` or more by road) are null where the village's report leaves it
-- open.
-- Counts of villages without electricity or signal are of those of which it is known, null where it is known of none;
-- `unlit_unknown_count` and `weak_unknown_count` are the others.
-- A commune's and a province's distances are means over its villages, weighted by eligible people.
-- grain: one row per place (province, commune or village)
-- key: place_code
with located as (
    select
        villages.*, communes.province_code,
        6371.0088 * 2 * asin(sqrt(
            pow(sin(radians(villages.latitude - communes.centre_latitude) / 2), 2)
            + cos(radians(villages.latitude)) * cos(radians(communes.centre_latitude))
            * pow(sin(radians(villages.longitude - communes.centre_longitude) / 2), 2)
        )) as straight_km
    from staged.villages
    inner join staged.communes on villages.commune_code = communes.commune_code
),

measured as (
    select
        located.* exclude (road_km),
        coalesce(located.road_km, located.straight_km * about.detour_factor) as road_km,
        located.road_km is null and located.straight_km is not null as is_road_estimated, about.far_km
    from located
    cross join about
),

village_places as (
    select
        village_code as place_code, commune_code as parent_code, province_code, 'village' as level,
        village_name as place_name, latitude, longitude, households, population, residents_14_plus,
        electricity, mobile_signal, road_km, is_road_estimated, straight_km, travel_minutes,
        distance_band(road_km) as distance_band,
        ethnic_minority_share, smartphone_share, team_code,
        electricity in ('none', 'off_grid') as is_unlit, mobile_signal in ('weak', 'none') as is_weak,
        road_km >= far_km as is_far,
        1 as village_count,
        case when electricity in ('none', 'off_grid') then 1 when electricity is not null then 0 end
            as unlit_village_count,
        case when mobile_signal in ('weak', 'none') then 1 when mobile_signal is not null then 0 end
            as weak_signal_village_count,
        case when electricity is null then 1 else 0 end as unlit_unknown_count,
        case when mobile_signal is null then 1 else 0 end as weak_unknown_count
    from measured
),

commune_places as (
    select
        communes.commune_code as place_code, communes.province_code as parent_code, communes.province_code,
        'commune' as level, communes.commune_name as place_name,
        communes.centre_latitude as latitude, communes.centre_longitude as longitude,
        sum(villages.households) as households, sum(villages.population) as population,
        sum(villages.residents_14_plus) as residents_14_plus,
        null as electricity, null as mobile_signal,
        -- As decimals: a sum of doubles depends on their order in its last digits.
        sum((villages.road_km * villages.residents_14_plus)::decimal(38, 9))::double
        / nullif(sum(case when villages.road_km is not null then villages.residents_14_plus end), 0) as road_km,
        coalesce(bool_or(villages.is_road_estimated), false) as is_road_estimated,
        sum((villages.straight_km * villages.residents_14_plus)::decimal(38, 9))::double
        / nullif(sum(case when villages.straight_km is not null then villages.residents_14_plus end), 0)
            as straight_km,
        sum((villages.travel_minutes * villages.residents_14_plus)::decimal(38, 9))::double
        / nullif(sum(case when villages.travel_minutes is not null then villages.residents_14_plus end), 0)
            as travel_minutes,
        null as distance_band, null as ethnic_minority_share, null as smartphone_share, null as team_code,
        count(villages.place_code) as village_count,
        sum(villages.unlit_village_count) as unlit_village_count,
        sum(villages.weak_signal_village_count) as weak_signal_village_count,
        coalesce(sum(villages.unlit_unknown_count), 0) as unlit_unknown_count,
        coalesce(sum(villages.weak_unknown_count), 0) as weak_unknown_count
    from staged.communes
    left join village_places as villages on communes.commune_code = villages.parent_code
    group by all
),

province_places as (
    select
        communes.province_code as place_code, null as parent_code, communes.province_code, 'province' as level,
        coalesce(max(named.province_name), communes.province_code) as place_name,
        avg(communes.latitude::decimal(18, 9)) as latitude,
        avg(communes.longitude::decimal(18, 9)) as longitude,
        sum(communes.households) as households, sum(communes.population) as population,
        sum(communes.residents_14_plus) as residents_14_plus,
        sum(communes.village_count) as village_count,
        sum(communes.unlit_village_count) as unlit_village_count,
        sum(communes.weak_signal_village_count) as weak_signal_village_count,
        sum(communes.unlit_unknown_count) as unlit_unknown_count,
        sum(communes.weak_unknown_count) as weak_unknown_count
    from commune_places as communes
    inner join staged.communes as named on communes.place_code = named.commune_code
    group by communes.province_code
)

select * from village_places
union all by name
select * from commune_places
union all by name
select * from province_places
order by province_code, parent_code, place_code
