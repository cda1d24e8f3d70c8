-- What the community gave.
-- grain: one row per gift
-- parameters: $place
select contributions.received_on, contributions.commune_code, contributions.item, contributions.item_en,
    contributions.quantity, contributions.unit, contributions.unit_en
from contributions
inner join places as communes on contributions.commune_code = communes.place_code
where communes.place_code = $place or communes.province_code = $place
order by contributions.received_on, contributions.item
