-- Which units of a place lie beyond what chance and the usual differences between units do, each held against all of
-- them together. Of units with a report and a target.
-- grain: one row per unit that can be compared
-- key: place_code
-- parameters: $place, $indicator, $as_of
-- analysis: funnel
select
    standing.place_code, places.place_name, standing.level, standing.indicator_code, standing.reported_on,
    standing.done_count, standing.target_count, standing.attainment_share, standing.remaining_count, standing.status
from standing
inner join places on standing.place_code = places.place_code
where
    standing.parent_code = $place and standing.indicator_code = $indicator and standing.reported_on = $as_of::date
    and standing.done_count is not null and standing.target_count > 0
order by standing.attainment_share, standing.place_code
