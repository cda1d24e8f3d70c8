-- A village's target differs from its residents aged 14 and over, for an indicator whose targets are those residents
-- in most villages of its commune.
-- grain: one row per village and indicator
-- key: place_code, indicator_code
with compared as (
    select
        goals.place_code, goals.parent_code, goals.indicator_code, goals.target_count, places.residents_14_plus,
        goals.target_count = places.residents_14_plus as is_equal
    from goals
    inner join places on goals.place_code = places.place_code
    where goals.level = 'village' and goals.target_count is not null and places.residents_14_plus is not null
),

shared as (
    select parent_code, indicator_code from compared
    group by parent_code, indicator_code
    having avg(is_equal::integer) > 0.5
)

select
    compared.place_code, compared.indicator_code, null::date as reported_on,
    compared.target_count as found_count, compared.residents_14_plus as expected_count
from compared
semi join shared
    on compared.parent_code = shared.parent_code and compared.indicator_code = shared.indicator_code
where not compared.is_equal
