-- How many findings each check has in a place and its parts, by what people said to them; one without a note is open.
-- grain: one row per check and status
-- parameters: $place
select audits.audit_name, coalesce(notes.finding_status, 'open') as finding_status, count(*) as finding_count
from audits
inner join places on audits.place_code = places.place_code
left join notes
    on
        audits.audit_name = notes.check_name
        and audits.place_code = notes.place_code
        and audits.indicator_code is not distinct from notes.indicator_code
        and audits.reported_on is not distinct from notes.reported_on
where
    (places.place_code = $place or places.parent_code = $place or places.province_code = $place)
    and (
        audits.audit_name <> 'villages_against_commune'  -- below a tenth, the table of both says enough
        or notes.finding_status is not null
        or abs(audits.found_count - audits.expected_count) >= 0.1 * abs(audits.expected_count)
    )
group by audits.audit_name, coalesce(notes.finding_status, 'open')
order by audits.audit_name, finding_status
