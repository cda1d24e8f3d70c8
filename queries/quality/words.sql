-- How many findings each check has in a place and its parts, by what people said to them; one without a note is open.
-- grain: one row per check and status
-- key: audit_name, finding_status
-- parameters: $place
select findings.audit_name, findings.finding_status, count(*) as finding_count
from findings
inner join places on findings.place_code = places.place_code
where
    (places.place_code = $place or places.parent_code = $place or places.province_code = $place)
    and (findings.is_flagged or findings.note is not null)
group by findings.audit_name, findings.finding_status
order by findings.audit_name, findings.finding_status
