-- More people done than the village has eligible people.
-- grain: one row per village and indicator
-- key: place_code, indicator_code
select
    place_day.place_code, place_day.indicator_code, null::date as reported_on,
    place_day.done_count as found_count, places.residents_14_plus as expected_count
from place_day
inner join about on place_day.reported_on = about.last_reported_on
inner join places on place_day.place_code = places.place_code
inner join staged.indicators on place_day.indicator_code = indicators.indicator_code
where
    place_day.level = 'village' and place_day.done_count > places.residents_14_plus
    and indicators.stage <> 'guided'
