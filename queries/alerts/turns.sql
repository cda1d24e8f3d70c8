-- What has turned on an indicator in a place: its pace broke off or leapt, it falls further behind its plan, a unit of
-- it has dropped below what chance does.
-- grain: one row per alert
-- key: kind, place_code
-- parameters: $place, $indicator, $as_of
-- analysis: turns
select
    standing.place_code, places.place_name, standing.level, standing.place_code = $place as is_whole,
    standing.indicator_code, standing.reported_on, standing.reporting_count, standing.new_count, standing.done_count,
    standing.target_count, standing.expected_count, standing.status, places.residents_14_plus
from standing
inner join places on standing.place_code = places.place_code
inner join indicators on standing.indicator_code = indicators.indicator_code
where
    standing.indicator_code = $indicator and standing.done_count is not null
    and (
        (
            standing.place_code = $place and indicators.stage <> 'guided'
            and standing.reported_on between $as_of::date - 90 and $as_of::date
        )
        or (
            standing.parent_code = $place and standing.target_count > 0
            and standing.reported_on between $as_of::date - 9 and $as_of::date
        )
    )
order by standing.reported_on, standing.place_code
