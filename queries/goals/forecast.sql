-- How far a place will have come on an indicator, from the day of its last report to the due day or as far as a band
-- holds: in 8 of 10 cases between low and high. Of indicators that count people, once seven days are reported.
-- grain: one row per day of the forecast, a week apart; the first is the last report, the last the due day
-- key: reported_on
-- parameters: $place, $indicator, $as_of
-- analysis: forecast
select
    place_day.place_code, place_day.indicator_code, place_day.reported_on, place_day.new_count, place_day.done_count,
    goals.baseline_count, goals.target_count, goals.due_on, places.residents_14_plus
from place_day
inner join places on place_day.place_code = places.place_code
inner join indicators on place_day.indicator_code = indicators.indicator_code
left join goals on place_day.place_code = goals.place_code and place_day.indicator_code = goals.indicator_code
where
    place_day.place_code = $place and place_day.indicator_code = $indicator
    and place_day.reported_on <= $as_of::date and place_day.done_count is not null
    and indicators.level = 'village' and indicators.stage <> 'guided' and places.residents_14_plus > 0
order by place_day.reported_on
