-- How many villages lack grid electricity, a good signal or both, and of how many it is not known.
-- grain: one row
-- parameters: $place
select
    count(*) as village_count, count(*) filter (where is_unlit) as unlit_village_count,
    count(*) filter (where is_weak) as weak_signal_village_count,
    count(*) filter (where is_unlit and is_weak) as both_village_count,
    count(*) filter (where is_unlit is null) as unlit_unknown_count,
    count(*) filter (where is_weak is null) as weak_unknown_count,
    count(*) filter (where is_unlit is null or is_weak is null or is_far is null) as unknown_count
from places
where level = 'village' and (parent_code = $place or province_code = $place)
