-- A village reports cumulative counts and has no baseline, while its commune gave one: what came before the campaign
-- may be counted twice.
-- grain: one row per village and indicator
select
    progress.village_code as place_code, progress.indicator_code, min(progress.reported_on) as reported_on,
    min(progress.cumulative_count) as found_count, any_value(commune_targets.baseline) as expected_count
from staged.progress
inner join staged.villages on progress.village_code = villages.village_code
inner join staged.targets as commune_targets
    on
        villages.commune_code = commune_targets.commune_code
        and progress.indicator_code = commune_targets.indicator_code
left join staged.targets as own_targets
    on
        progress.village_code = own_targets.village_code
        and progress.indicator_code = own_targets.indicator_code
where
    progress.cumulative_count is not null and progress.team_code is null
    and commune_targets.baseline > 0 and own_targets.baseline is null
group by progress.village_code, progress.indicator_code
