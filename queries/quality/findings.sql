-- What the checks found in a place and its parts, and what people noted on it. What is flagged or noted is shown.
-- `gap_share` is the distance between the two numbers, as a share of the second.
-- grain: one row per finding
-- key: audit_name, place_code, indicator_code, reported_on
-- parameters: $place
select
    findings.audit_name, findings.place_code, places.place_name, places.level, findings.indicator_code,
    indicators.name_vi, indicators.name_en, findings.reported_on, findings.found_count, findings.expected_count,
    findings.gap_share, findings.finding_status, findings.note, findings.noted_by, findings.noted_at
from findings
inner join places on findings.place_code = places.place_code
left join indicators on findings.indicator_code = indicators.indicator_code
where
    (places.place_code = $place or places.parent_code = $place or places.province_code = $place)
    and (findings.is_flagged or findings.note is not null)
order by
    case findings.finding_status when 'open' then 0 when 'explained' then 1 else 2 end,
    findings.audit_name, abs(coalesce(findings.found_count, 0) - coalesce(findings.expected_count, 0)) desc,
    findings.place_code, findings.indicator_code, findings.reported_on
