-- What the checks found, with what people noted on it; a finding without a note is open. Of the sum of villages beside
-- the commune's own total, only a tenth and more is flagged.
-- kept as a view: cheap to compute, dear to store
-- grain: one row per finding
-- key: audit_name, place_code, indicator_code, reported_on
select
    audits.*, abs(audits.found_count - audits.expected_count) / nullif(abs(audits.expected_count), 0) as gap_share,
    audits.audit_name <> 'villages_against_commune'
    or abs(audits.found_count - audits.expected_count) >= 0.1 * abs(audits.expected_count) as is_flagged,
    coalesce(notes.finding_status, 'open') as finding_status, notes.note, notes.noted_by, notes.noted_at
from audits
left join notes
    on
        audits.audit_name = notes.check_name
        and audits.place_code = notes.place_code
        and audits.indicator_code is not distinct from notes.indicator_code
        and audits.reported_on is not distinct from notes.reported_on
