-- A positive new count marked as a correction stands for the count that was there before it: it may have been meant to
-- be added. (What is only now coming in is asked about.)
-- grain: one row per place, indicator and day
-- key: place_code, indicator_code, reported_on
select
    coalesce(village_code, commune_code) as place_code, indicator_code, reported_on, max(new_count) as found_count,
    max(earlier_count) as expected_count
from staged.corrections
where new_count >= 0 and not is_told and earlier_count is not null
group by place_code, indicator_code, reported_on
