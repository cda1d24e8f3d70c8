-- The sum of the villages beside the total that the commune itself reported, where the two differ.
-- grain: one row per commune and indicator
-- key: place_code, indicator_code
-- parameters: $place
select
    findings.place_code, places.place_name, findings.indicator_code, indicators.name_vi, indicators.name_en,
    findings.found_count, findings.expected_count as compared_count, findings.gap_share, findings.is_flagged
from findings
inner join places on findings.place_code = places.place_code
inner join indicators on findings.indicator_code = indicators.indicator_code
where
    findings.audit_name = 'villages_against_commune'
    and (places.place_code = $place or places.province_code = $place)
order by findings.gap_share desc nulls last, findings.place_code, findings.indicator_code
