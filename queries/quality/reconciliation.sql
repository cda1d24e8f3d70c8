-- The sum of the villages beside the total that the commune itself reported, where the two differ.
-- grain: one row per commune and indicator
-- parameters: $place
select
    audits.place_code, places.place_name, audits.indicator_code, indicators.name_vi, indicators.name_en,
    audits.found_count, audits.expected_count as compared_count,
    abs(audits.found_count - audits.expected_count) / nullif(audits.expected_count, 0) as gap_share
from audits
inner join places on audits.place_code = places.place_code
inner join indicators on audits.indicator_code = indicators.indicator_code
where
    audits.audit_name = 'villages_against_commune'
    and (places.place_code = $place or places.province_code = $place)
order by gap_share desc nulls last, audits.place_code, audits.indicator_code
