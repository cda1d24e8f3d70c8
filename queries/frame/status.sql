-- Where all loaded communes together stand on each indicator at the last report.
-- grain: one row per indicator
-- key: indicator_code
with latest as (
    select standing.*
    from standing
    inner join about on standing.reported_on = about.last_reported_on
    where standing.level = 'province'
)

select
    indicators.indicator_code, sum(latest.done_count)::bigint as done, sum(latest.target_count)::bigint as target,
    round(attainment(sum(latest.done_count), sum(latest.target_count)), 6) as attainment,
    sum(latest.remaining_count)::bigint as remaining
from indicators
left join latest on indicators.indicator_code = latest.indicator_code
group by indicators.indicator_code
order by indicators.indicator_code
