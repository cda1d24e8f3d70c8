-- More level-2 accounts than identity cards, although level 2 needs one.
-- grain: one row per village
select
    level2.place_code, level2.indicator_code, null::date as reported_on, level2.done_count as found_count,
    cards.done_count as expected_count
from place_day as level2
inner join about on level2.reported_on = about.last_reported_on
inner join place_day as cards
    on level2.place_code = cards.place_code and level2.reported_on = cards.reported_on
where
    level2.indicator_code = 'vneid_level2' and cards.indicator_code = 'id_card' and level2.level = 'village'
    and level2.done_count > cards.done_count
