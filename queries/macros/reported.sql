-- The days up to the last report on which a place had a count of an indicator that counts people, with its plan and who
-- can be reached: what a forecast is made from. Where the plan is about some parts of a place, so are the people.
create macro reported(place, indicator, as_of) as table
    with heard as (
        select max(reported_on) as last_on from place_day
        where
            place_code = place and indicator_code = indicator and reported_on <= as_of::date and reporting_count > 0
    ),

    planned_parts as (
        select sum(parts.residents_14_plus) as residents_14_plus
        from places as parts
        inner join goals as plans_of_parts on parts.place_code = plans_of_parts.place_code
        where
            parts.parent_code = place and plans_of_parts.indicator_code = indicator
            and plans_of_parts.target_count is not null
    )

    select
        place_day.place_code, place_day.indicator_code, place_day.reported_on, place_day.new_count,
        place_day.done_count, goals.baseline_count, goals.target_count, goals.due_on,
        case goals.plan_source
            when 'some_parts' then planned_parts.residents_14_plus else places.residents_14_plus
        end as residents_14_plus,
        about.rest_weekdays, places.level
    from place_day
    inner join places on place_day.place_code = places.place_code
    inner join indicators on place_day.indicator_code = indicators.indicator_code
    cross join about
    cross join heard
    cross join planned_parts
    left join goals
        on place_day.place_code = goals.place_code and place_day.indicator_code = goals.indicator_code
    where
        place_day.place_code = place and place_day.indicator_code = indicator
        and place_day.reported_on <= heard.last_on and place_day.done_count is not null
        and indicators.level = 'village' and indicators.stage <> 'guided' and places.residents_14_plus > 0
