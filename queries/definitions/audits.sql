-- What the audits found when the data was built; nothing is the wanted answer.
-- grain: one row per finding
-- key: audit_name, place_code, indicator_code, reported_on
select
    audits.audit_name, audits.place_code, places.place_name, audits.indicator_code, audits.reported_on,
    audits.found_count, audits.expected_count
from audits
left join places on audits.place_code = places.place_code
order by audits.audit_name, audits.place_code, audits.indicator_code, audits.reported_on
