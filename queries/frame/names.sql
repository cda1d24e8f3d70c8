-- What a place and an indicator are called.
-- grain: one row
-- parameters: $place, $indicator
select
    (select place_name from places where place_code = $place) as place_name,
    (select name_vi from indicators where indicator_code = $indicator) as name_vi,
    (select name_en from indicators where indicator_code = $indicator) as name_en
