-- The places that a place lies in, itself among them.
-- grain: one row per place
-- key: place_code
-- parameters: $place
with recursive around as (
    select place_code, parent_code from places
    where place_code = $place
    union
    select places.place_code, places.parent_code
    from places
    inner join around on places.place_code = around.parent_code
)

select place_code from around
order by place_code
