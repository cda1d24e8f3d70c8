-- The order of the units of a place by what they reached of their target on one indicator, and how many ranks each went
-- up since an earlier day; below zero, down. Units that are equal share a rank. Without a report or a target a unit has
-- none.
-- grain: one row per unit with a rank
-- key: place_code
-- parameters: $place, $indicator, $since, $as_of
with shares as (
    select
        place_code,
        max(attainment_share) filter (where reported_on = $since::date) as then_share,
        max(attainment_share) filter (where reported_on = $as_of::date) as now_share,
        max(done_count) filter (where reported_on = $as_of::date) as done_count,
        max(target_count) filter (where reported_on = $as_of::date) as target_count,
        max(remaining_count) filter (where reported_on = $as_of::date) as remaining_count
    from standing
    where
        indicator_code = $indicator and parent_code = $place
        and reported_on in ($since::date, $as_of::date)
    group by place_code
),

compared as ( -- on both days among the same units
    select * from shares where then_share is not null and now_share is not null
),

moved as (
    select
        place_code,
        rank() over (order by then_share desc) - rank() over (order by now_share desc) as rank_change
    from compared
)

select
    shares.place_code, places.place_name, rank() over (order by shares.now_share desc) as rank_number,
    moved.rank_change, shares.done_count, shares.target_count, shares.remaining_count,
    100 * (shares.now_share - shares.then_share) as moved_points
from shares
inner join places on shares.place_code = places.place_code
left join moved on shares.place_code = moved.place_code
where shares.now_share is not null
order by rank_number, shares.place_code
