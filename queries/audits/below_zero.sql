-- Corrections take a place below zero. (What is only now coming in is refused.)
-- grain: one row per place and indicator
-- key: place_code, indicator_code
select
    place_code, indicator_code, min(reported_on) as reported_on, arg_min(done_count, reported_on) as found_count,
    0 as expected_count
from place_day
where done_count < 0 and level <> 'province' and source = 'own'
group by place_code, indicator_code
