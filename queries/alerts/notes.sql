-- What people noted on the alerts and findings of a place and its parts.
-- grain: one row per note
-- key: check_name, place_code, indicator_code, reported_on
-- parameters: $place
select
    notes.check_name, notes.place_code, notes.indicator_code, notes.reported_on, notes.finding_status, notes.note,
    notes.noted_by
from notes
inner join places on notes.place_code = places.place_code
where places.place_code = $place or places.parent_code = $place or places.province_code = $place
order by notes.check_name, notes.place_code, notes.indicator_code, notes.reported_on
