-- Where each unit of a place stands on one indicator, and what may hold it back: the villages of a commune, or the
-- communes of a province.
-- grain: one row per unit
-- key: place_code
-- parameters: $place, $indicator, $as_of
with units as (
    select * from places where parent_code = $place
),

chosen as (
    select * from standing
    where parent_code = $place and indicator_code = $indicator and reported_on = $as_of::date
)

select
    units.place_code, units.place_name, units.level, $indicator as indicator_code, $as_of::date as reported_on,
    chosen.done_count, chosen.target_count, chosen.remaining_count, chosen.attainment_share,
    chosen.attainment_class, chosen.status, chosen.expected_count, chosen.new_count, chosen.short_count,
    chosen.baseline_count, chosen.starts_on, chosen.due_on, chosen.required_pace, chosen.overdue_count,
    chosen.source, chosen.own_on, chosen.part_count, chosen.reported_part_count,
    units.residents_14_plus, units.latitude, units.longitude, units.road_km, units.is_road_estimated,
    units.straight_km, units.travel_minutes, units.distance_band, units.electricity, units.mobile_signal,
    units.village_count, units.unlit_village_count, units.weak_signal_village_count, units.unlit_unknown_count,
    units.weak_unknown_count, units.team_code
from units
left join chosen on units.place_code = chosen.place_code
order by chosen.remaining_count desc nulls last, units.place_code
