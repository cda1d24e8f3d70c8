-- What people noted on an indicator's numbers in a place and its parts, and is not mended.
-- grain: one row per note
-- key: check_name, place_name, reported_on
-- parameters: $place, $indicator
select
    notes.check_name, places.place_name, notes.reported_on, notes.finding_status, notes.note,
    notes.noted_by
from notes
inner join places on notes.place_code = places.place_code
where
    (places.place_code = $place or places.parent_code = $place or places.province_code = $place)
    and coalesce(notes.indicator_code, $indicator) = $indicator and notes.finding_status <> 'fixed'
order by notes.noted_at desc, notes.place_code
