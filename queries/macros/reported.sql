-- The days on which a place had a count of an indicator that counts people, with its plan and who can be reached: what
-- a forecast is made from.
create macro reported(place, indicator, as_of) as table
    select
        place_day.place_code, place_day.indicator_code, place_day.reported_on, place_day.new_count,
        place_day.done_count, goals.baseline_count, goals.target_count, goals.due_on, places.residents_14_plus
    from place_day
    inner join places on place_day.place_code = places.place_code
    inner join indicators on place_day.indicator_code = indicators.indicator_code
    left join goals
        on place_day.place_code = goals.place_code and place_day.indicator_code = goals.indicator_code
    where
        place_day.place_code = place and place_day.indicator_code = indicator
        and place_day.reported_on <= as_of::date and place_day.done_count is not null
        and indicators.level = 'village' and indicators.stage <> 'guided' and places.residents_14_plus > 0
