-- The villages of a commune as a plan sees them: who remains, the way there, what a group has to carry, how long nobody
-- was there. `remaining_count`: of the target, else of those aged 14 and more; of a village without a report, of its
-- baseline; null where its people are not known. `minutes`: reported, else by road at 22 km an hour; null where no way
-- is known. Power and signal of which nothing is known are carried along.
-- grain: one row per village
-- key: place_code
-- parameters: $place, $indicator, $as_of
with last_visits as (
    select village_code, max(visited_on) as last_visited_on
    from visits
    where visited_on <= $as_of::date
    group by village_code
),

bounds as (
    select min(visited_on) as first_visited_on from visits
    semi join places on visits.village_code = places.place_code and places.parent_code = $place
    where visited_on <= $as_of::date
)

select
    places.place_code, places.place_name, places.latitude, places.longitude, places.road_km, places.team_code,
    case
        when coalesce(goals.target_count, places.residents_14_plus) is not null then greatest(
            0, coalesce(goals.target_count, places.residents_14_plus)
            - coalesce(place_day.done_count, goals.baseline_count, 0)
        )
    end as remaining_count,
    place_day.done_count is null as is_unreported,
    coalesce(places.travel_minutes, places.road_km / 22 * 60) as minutes,
    places.travel_minutes is null as is_travel_estimated,
    coalesce(places.is_unlit, true) as is_unlit, coalesce(places.is_weak, true) as is_weak,
    places.electricity, places.mobile_signal,
    $as_of::date - coalesce(last_visits.last_visited_on, bounds.first_visited_on, $as_of::date) as unvisited_days
from places
cross join bounds
inner join indicators on indicators.indicator_code = $indicator
left join goals on places.place_code = goals.place_code and goals.indicator_code = $indicator
left join place_day
    on
        places.place_code = place_day.place_code
        and place_day.indicator_code = $indicator and place_day.reported_on = $as_of::date
left join last_visits on places.place_code = last_visits.village_code
where
    places.parent_code = $place and places.level = 'village'
    and indicators.level = 'village' and indicators.stage <> 'guided'
order by places.place_code
