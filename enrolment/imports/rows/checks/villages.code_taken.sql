-- Numbers are kept by the code of their place: a village cannot have the code of a commune or a province.
-- grain: one row per mistake
select villages.file_name, villages.row_number, 'village_code' as column_name, villages.village_code as value
from staged.villages
where
    villages.village_code in (select communes.commune_code from staged.communes)
    or villages.village_code in (select communes.province_code from staged.communes)
order by villages.file_name, villages.row_number
