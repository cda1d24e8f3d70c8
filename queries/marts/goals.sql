-- Baseline, target and plan dates. A commune's are the sums over its villages where it has any, else its own.
-- grain: one row per place and indicator that has a target row, a report, or a part that has one
with reported as (
    select distinct place_code, indicator_code from increments
),

own as (
    select
        coalesce(targets.village_code, targets.commune_code) as place_code, targets.indicator_code,
        targets.baseline as baseline_count, targets.target as target_count, targets.starts_on, targets.due_on
    from staged.targets
),

village_goals as (
    select
        places.place_code, places.parent_code, places.province_code,
        coalesce(own.indicator_code, reported.indicator_code) as indicator_code,
        own.baseline_count, own.target_count, own.starts_on, own.due_on
    from own
    full join reported on own.place_code = reported.place_code and own.indicator_code = reported.indicator_code
    inner join places on coalesce(own.place_code, reported.place_code) = places.place_code and places.level = 'village'
),

village_sums as (
    select
        parent_code as place_code, indicator_code, sum(baseline_count) as baseline_count,
        sum(target_count) as target_count, min(starts_on) as starts_on, max(due_on) as due_on
    from village_goals
    group by parent_code, indicator_code
),

commune_keys as (
    select place_code, indicator_code from village_sums
    union
    select own.place_code, own.indicator_code from own
    semi join places on own.place_code = places.place_code and places.level = 'commune'
    union
    select reported.place_code, reported.indicator_code from reported
    semi join places on reported.place_code = places.place_code and places.level = 'commune'
),

commune_goals as (
    select
        places.place_code, places.parent_code, places.province_code, commune_keys.indicator_code,
        village_sums.place_code is not null as is_from_villages,
        coalesce(village_sums.baseline_count, own.baseline_count, 0) as baseline_count,
        coalesce(village_sums.target_count, own.target_count) as target_count,
        coalesce(village_sums.starts_on, own.starts_on) as starts_on,
        coalesce(village_sums.due_on, own.due_on) as due_on
    from commune_keys
    inner join places on commune_keys.place_code = places.place_code
    left join village_sums
        on
            commune_keys.place_code = village_sums.place_code
            and commune_keys.indicator_code = village_sums.indicator_code
    left join own
        on commune_keys.place_code = own.place_code and commune_keys.indicator_code = own.indicator_code
),

province_goals as (
    select
        province_code as place_code, null as parent_code, province_code, indicator_code,
        sum(baseline_count) as baseline_count, sum(target_count) as target_count,
        min(starts_on) as starts_on, max(due_on) as due_on
    from commune_goals
    group by province_code, indicator_code
)

select
    * exclude (baseline_count), coalesce(baseline_count, 0) as baseline_count,
    'village' as level, true as is_from_villages
from village_goals
union all by name
select *, 'commune' as level from commune_goals
union all by name
select *, 'province' as level, true as is_from_villages from province_goals
order by province_code, parent_code, indicator_code, place_code
