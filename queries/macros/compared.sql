-- The villages of a commune or a province that can be compared on an indicator: those that report and, where any of
-- them has a target, have one. The same villages are in every column of a comparison.
create macro compared(place, indicator, as_of) as table
    select
        places.place_code, places.place_name, places.residents_14_plus, places.road_km, places.distance_band,
        places.is_road_estimated, places.is_unlit, places.is_weak, places.is_far,
        standing.done_count, standing.target_count, standing.short_count
    from places
    inner join standing on places.place_code = standing.place_code
    where
        places.level = 'village' and (places.parent_code = place or places.province_code = place)
        and standing.indicator_code = indicator and standing.reported_on = as_of::date
        and standing.done_count is not null
    qualify standing.target_count is not null or max(standing.target_count) over () is null
