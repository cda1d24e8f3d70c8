-- How far each unit of a place came on one indicator between the ends of two days, in points of its target, beside the
-- place itself. Without a report on either day, or a target, it is unknown.
-- grain: one row per unit
-- key: place_code
-- parameters: $place, $indicator, $since, $as_of
with shares as (
    select
        place_code,
        max(attainment_share) filter (where reported_on = $since::date) as then_share,
        max(attainment_share) filter (where reported_on = $as_of::date) as now_share
    from standing
    where
        indicator_code = $indicator and (place_code = $place or parent_code = $place)
        and reported_on in ($since::date, $as_of::date)
    group by place_code
),

whole as (
    select 100 * (now_share - then_share) as whole_points from shares where place_code = $place
)

select
    shares.place_code, shares.then_share, shares.now_share,
    100 * (shares.now_share - shares.then_share) as moved_points, whole.whole_points,
    case
        when whole.whole_points > 0 then 100 * (shares.now_share - shares.then_share) / whole.whole_points
    end as pace_ratio
from shares
left join whole on true
where shares.place_code <> $place
order by shares.place_code
