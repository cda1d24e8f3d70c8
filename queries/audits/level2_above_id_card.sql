-- More level-2 accounts than identity cards, although level 2 needs one; the first day on which it is so. Where a
-- baseline of the two is only assumed, the two cannot be held against each other.
-- grain: one row per village
-- key: place_code
select
    level2.place_code, level2.indicator_code, min(level2.reported_on) as reported_on,
    arg_min(level2.done_count, level2.reported_on) as found_count,
    arg_min(cards.done_count, level2.reported_on) as expected_count
from place_day as level2
inner join place_day as cards
    on
        level2.place_code = cards.place_code and level2.reported_on = cards.reported_on
        and level2.level = cards.level and cards.indicator_code = 'id_card'
inner join goals
    on level2.place_code = goals.place_code and goals.indicator_code in (level2.indicator_code, cards.indicator_code)
where level2.indicator_code = 'vneid_level2' and level2.level = 'village' and level2.done_count > cards.done_count
group by level2.place_code, level2.indicator_code
having not coalesce(bool_or(contains(goals.assumed, 'baseline')), false)
