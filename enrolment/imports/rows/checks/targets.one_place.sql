-- A row is about either a village or a commune.
-- grain: one row per mistake
select
    file_name, row_number, 'village_code, commune_code' as column_name,
    concat_ws(' · ', village_code, commune_code) as value
from staged.targets
where (village_code is null) = (commune_code is null)
order by file_name, row_number
