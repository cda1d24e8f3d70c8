-- The plan of each place: baseline, target and dates together, from one source.
--   own         the row of the place itself; a row without a target is no plan
--   parts       the sum over a commune's villages, where each of them has a plan
--   some_parts  the sum over those that have one, where neither the commune has a plan nor all of its villages; the
--               others are left out of both sides. Where only the commune reports, its count is about all of them, and
--               there is no plan. A province's is always that of the communes that have one.
-- `baseline_count` is null where nobody gave one. `is_counted`: whether the place stands in its parent's ratio.
-- `part_count`: the parts that the plan is about. `assumed`: which columns of the rows behind it are assumed, by name.
-- grain: one row per place and indicator that has a row in targets, a report, or a part that has one
-- key: place_code, indicator_code
with reported as (
    select distinct coalesce(village_code, commune_code) as place_code, indicator_code from staged.progress
),

own as (
    select
        coalesce(village_code, commune_code) as place_code, indicator_code, baseline as baseline_count,
        target as target_count,
        case when target is not null then starts_on end as starts_on,
        case when target is not null then due_on end as due_on, coalesce(assumed, '') as assumed
    from staged.targets
),

places_with_either as (
    select place_code, indicator_code from own
    union
    select place_code, indicator_code from reported
),

own_goals as (
    select
        places.place_code, places.parent_code, places.province_code, places.level, places_with_either.indicator_code,
        own.baseline_count, own.target_count, own.starts_on, own.due_on, own.assumed,
        reported.place_code is not null as has_reports
    from places_with_either
    inner join places on places_with_either.place_code = places.place_code
    left join own
        on
            places_with_either.place_code = own.place_code
            and places_with_either.indicator_code = own.indicator_code
    left join reported
        on
            places_with_either.place_code = reported.place_code
            and places_with_either.indicator_code = reported.indicator_code
    where places.level in ('village', 'commune')
),

village_sums as (
    select
        parent_code as place_code, indicator_code, count(target_count) as planned_count,
        sum(target_count) as target_count, min(starts_on) as starts_on, max(due_on) as due_on,
        sum(baseline_count) as baseline_count, count(baseline_count) as baselines_count,
        sum(baseline_count) filter (where target_count is not null) as planned_baseline_count,
        bool_or(has_reports and target_count is not null) as is_plan_reported,
        string_agg(distinct nullif(assumed, ''), ' ' order by nullif(assumed, '')) as assumed
    from own_goals
    where level = 'village'
    group by parent_code, indicator_code
),

commune_goals as (
    select place_code, indicator_code from own_goals
    where level = 'commune'
    union
    select place_code, indicator_code from village_sums
),

communes_matched as (
    select
        commune_goals.place_code, places.province_code, commune_goals.indicator_code, places.village_count,
        own_goals.baseline_count as own_baseline_count, own_goals.target_count as own_target_count,
        own_goals.starts_on as own_starts_on, own_goals.due_on as own_due_on, own_goals.assumed as own_assumed,
        village_sums.* exclude (place_code, indicator_code),
        case
            when places.village_count > 0 and village_sums.planned_count = places.village_count then 'parts'
            when own_goals.target_count is not null then 'own'
            when
                village_sums.planned_count > 0
                and (village_sums.is_plan_reported or not coalesce(own_goals.has_reports, false))
                then 'some_parts'
        end as plan_source
    from commune_goals
    inner join places on commune_goals.place_code = places.place_code
    left join own_goals
        on
            commune_goals.place_code = own_goals.place_code
            and commune_goals.indicator_code = own_goals.indicator_code
    left join village_sums
        on
            commune_goals.place_code = village_sums.place_code
            and commune_goals.indicator_code = village_sums.indicator_code
),

communes as (
    select
        matched.place_code, matched.province_code as parent_code, matched.province_code, 'commune' as level,
        matched.indicator_code, matched.plan_source,
        case
            when matched.plan_source = 'some_parts' then matched.planned_baseline_count
            when matched.plan_source = 'parts' then matched.baseline_count
            when matched.own_baseline_count is not null then matched.own_baseline_count
            when matched.baselines_count = matched.village_count then matched.baseline_count
        end as baseline_count,
        case matched.plan_source
            when 'own' then matched.own_target_count
            when 'parts' then matched.target_count
            when 'some_parts' then matched.target_count
        end as target_count,
        case matched.plan_source
            when 'own' then matched.own_starts_on
            when 'parts' then matched.starts_on
            when 'some_parts' then matched.starts_on
        end as starts_on,
        case matched.plan_source
            when 'own' then matched.own_due_on
            when 'parts' then matched.due_on
            when 'some_parts' then matched.due_on
        end as due_on,
        case
            when indicators.level = 'village' and matched.plan_source = 'some_parts' then matched.planned_count
            when indicators.level = 'village' then matched.village_count
        end as part_count,
        case when matched.plan_source in ('parts', 'some_parts') then matched.assumed else matched.own_assumed end
            as assumed
    from communes_matched as matched
    inner join staged.indicators on matched.indicator_code = indicators.indicator_code
),

communes_counted as (
    select
        communes.*,
        target_count is not null or max(target_count) over (partition by province_code, indicator_code) is null
            as is_counted
    from communes
),

villages as (
    select
        own_goals.place_code, own_goals.parent_code, own_goals.province_code, 'village' as level,
        own_goals.indicator_code, case when own_goals.target_count is not null then 'own' end as plan_source,
        own_goals.baseline_count, own_goals.target_count, own_goals.starts_on, own_goals.due_on, own_goals.assumed,
        null as part_count,
        own_goals.target_count is not null or coalesce(communes.plan_source, '') <> 'some_parts' as is_counted
    from own_goals
    inner join communes
        on own_goals.parent_code = communes.place_code and own_goals.indicator_code = communes.indicator_code
    where own_goals.level = 'village'
),

provinces as (
    select
        province_code as place_code, null as parent_code, province_code, 'province' as level, indicator_code,
        case when max(target_count) is not null then 'some_parts' end as plan_source,
        case
            when count(*) filter (where is_counted) = count(baseline_count) filter (where is_counted)
                then sum(baseline_count) filter (where is_counted)
        end as baseline_count,
        sum(target_count) as target_count, min(starts_on) as starts_on, max(due_on) as due_on,
        count(*) filter (where is_counted) as part_count, true as is_counted,
        string_agg(distinct nullif(assumed, ''), ' ' order by nullif(assumed, '')) filter (where is_counted) as assumed
    from communes_counted
    group by province_code, indicator_code
)

select * from villages
union all by name
select * from communes_counted
union all by name
select * from provinces
order by province_code, parent_code, indicator_code, place_code
