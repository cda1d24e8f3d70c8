-- What a place registered of an indicator, and how much of it names a group.
-- grain: one row
-- parameters: $place, $indicator, $as_of
with of_place as (
    select sum(new_count) as new_count from place_day
    where place_code = $place and indicator_code = $indicator and reported_on <= $as_of::date
),

of_groups as (
    select sum(team_day.new_count) as named_count
    from team_day
    inner join places as communes on team_day.commune_code = communes.place_code
    where
        (communes.place_code = $place or communes.province_code = $place)
        and team_day.indicator_code = $indicator and team_day.reported_on <= $as_of::date
)

select of_place.new_count, of_groups.named_count
from of_place
cross join of_groups
