-- What the data is: version, age, size, and whether its figures are simulated.
-- grain: one row
select
    about.data_version, about.built_at, about.is_simulated, about.last_reported_on,
    about.status_band_share, about.detour_factor, about.notice_vi, about.notice_en, about.assumptions_vi,
    about.assumptions_en,
    count(*) filter (places.level = 'province') as province_count,
    count(*) filter (places.level = 'commune') as commune_count,
    count(*) filter (places.level = 'village') as village_count
from about
left join places on true
group by all
