-- What the data is: version, age, size, who brought the last of it in, and whether its figures are simulated.
-- grain: one row
select
    about.data_version, about.built_at, about.is_simulated, about.last_reported_on,
    about.status_band_share, about.detour_factor, about.notice_vi, about.notice_en, about.assumptions_vi,
    about.assumptions_en, (select arg_max(brought_by, brought_at) from batches) as brought_by,
    (select max(brought_at) from batches) as brought_at,
    count(*) filter (places.level = 'province') as province_count,
    count(*) filter (places.level = 'commune') as commune_count,
    count(*) filter (places.level = 'village') as village_count
from about
left join places on true
group by all
