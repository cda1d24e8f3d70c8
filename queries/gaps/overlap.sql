-- Which gaps villages have at once: no grid electricity, weak signal, 10 km or more by road.
-- grain: one row per combination that has villages which can be compared
-- key: is_unlit, is_weak, is_far
-- parameters: $place, $indicator, $as_of
select
    $place as place_code, $indicator as indicator_code, $as_of::date as reported_on,
    is_unlit, is_weak, is_far, count(*) as village_count,
    sum(done_count) as done_count, sum(target_count) as target_count,
    sum(target_count) - sum(done_count) as remaining_count, sum(short_count) as short_count,
    attainment(sum(done_count), sum(target_count)) as attainment_share,
    list(place_name order by short_count desc nulls last, place_code)[1:50] as village_names
from compared($place, $indicator, $as_of)
group by is_unlit, is_weak, is_far
order by village_count desc, is_unlit, is_weak, is_far
