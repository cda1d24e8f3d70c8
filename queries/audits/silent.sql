-- A village that used to report and has not for longer than reports may age, while others of its commune did.
-- grain: one row per village and indicator
-- key: place_code, indicator_code
with heard as (
    select
        increments.place_code, increments.indicator_code, places.parent_code,
        max(increments.reported_on) as last_reported_on
    from increments
    inner join places on increments.place_code = places.place_code
    where increments.level = 'village'
    group by increments.place_code, increments.indicator_code, places.parent_code
),

compared as (
    select
        heard.*,
        max(heard.last_reported_on) over (partition by heard.parent_code, heard.indicator_code) as latest_on
    from heard
)

select
    compared.place_code, compared.indicator_code, compared.last_reported_on as reported_on,
    compared.latest_on - compared.last_reported_on as found_count, about.stale_after_days as expected_count
from compared
cross join about
where compared.latest_on - compared.last_reported_on > about.stale_after_days
