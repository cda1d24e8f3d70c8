-- What the checks found in a place and its parts, with what people noted on it. A finding without a note is open.
-- `gap_share` is the distance between the two numbers, as a share of the second.
-- grain: one row per finding
-- parameters: $place
select
    audits.audit_name, audits.place_code, places.place_name, places.level, audits.indicator_code,
    indicators.name_vi, indicators.name_en, audits.reported_on, audits.found_count, audits.expected_count,
    abs(audits.found_count - audits.expected_count) / nullif(abs(audits.expected_count), 0) as gap_share,
    coalesce(notes.finding_status, 'open') as finding_status, notes.note, notes.noted_by, notes.noted_at
from audits
inner join places on audits.place_code = places.place_code
left join indicators on audits.indicator_code = indicators.indicator_code
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
order by
    case coalesce(notes.finding_status, 'open') when 'open' then 0 when 'explained' then 1 else 2 end,
    audits.audit_name, abs(coalesce(audits.found_count, 0) - coalesce(audits.expected_count, 0)) desc,
    audits.place_code, audits.indicator_code, audits.reported_on
