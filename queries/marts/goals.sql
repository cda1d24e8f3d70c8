-- Baseline, target and plan dates. A commune counts through its villages where they report, else by itself. Its target
-- is the sum over its villages where all of them have one, else its own; with neither, the sum over those that have
-- one, and then `is_counted` leaves the others out of their parent's ratio: both its sides are about the same people.
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

places_with_either as (
    select place_code, indicator_code from own
    union
    select place_code, indicator_code from reported
),

own_goals as (
    select
        places.place_code, places.parent_code, places.province_code, places.level, places_with_either.indicator_code,
        own.baseline_count, own.target_count, own.starts_on, own.due_on,
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
        parent_code as place_code, any_value(province_code) as province_code, indicator_code,
        sum(baseline_count) as baseline_count, sum(target_count) as target_count,
        sum(case when target_count is not null then baseline_count end) as counted_baseline_count,
        min(starts_on) as starts_on, max(due_on) as due_on,
        bool_or(has_reports) as has_reports, count(target_count) = count(*) as is_target_whole
    from own_goals
    where level = 'village'
    group by parent_code, indicator_code
),

communes_matched as (
    select
        coalesce(own_goals.place_code, village_sums.place_code) as place_code,
        coalesce(own_goals.province_code, village_sums.province_code) as province_code,
        coalesce(own_goals.indicator_code, village_sums.indicator_code) as indicator_code,
        coalesce(village_sums.has_reports, false)
        or (village_sums.place_code is not null and not coalesce(own_goals.has_reports, false)) as is_from_villages,
        coalesce(village_sums.is_target_whole, false) or own_goals.target_count is null as is_target_from_villages,
        not coalesce(village_sums.is_target_whole, true) and own_goals.target_count is null
        and village_sums.target_count is not null as is_target_partial,
        own_goals.baseline_count as own_baseline_count, own_goals.target_count as own_target_count,
        own_goals.starts_on as own_starts_on, own_goals.due_on as own_due_on,
        village_sums.baseline_count as villages_baseline_count,
        village_sums.counted_baseline_count as villages_counted_baseline_count,
        village_sums.target_count as villages_target_count,
        village_sums.starts_on as villages_starts_on, village_sums.due_on as villages_due_on
    from (select * from own_goals where level = 'commune') as own_goals
    full join village_sums
        on
            own_goals.place_code = village_sums.place_code
            and own_goals.indicator_code = village_sums.indicator_code
),

communes as (
    select
        place_code, province_code as parent_code, province_code, 'commune' as level, indicator_code,
        is_from_villages, is_target_from_villages, is_target_partial,
        case
            when is_from_villages and is_target_partial
                then coalesce(villages_counted_baseline_count, own_baseline_count, 0)
            when is_from_villages then coalesce(villages_baseline_count, own_baseline_count, 0)
            else coalesce(own_baseline_count, villages_baseline_count, 0)
        end as baseline_count,
        case when is_target_from_villages then villages_target_count else own_target_count end as target_count,
        case when is_target_from_villages then villages_starts_on else own_starts_on end as starts_on,
        case when is_target_from_villages then villages_due_on else own_due_on end as due_on
    from communes_matched
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
        own_goals.indicator_code, true as is_from_villages, true as is_target_from_villages,
        false as is_target_partial, coalesce(own_goals.baseline_count, 0) as baseline_count, own_goals.target_count,
        own_goals.starts_on, own_goals.due_on,
        own_goals.target_count is not null or not communes.is_target_partial as is_counted
    from own_goals
    inner join communes
        on own_goals.parent_code = communes.place_code and own_goals.indicator_code = communes.indicator_code
    where own_goals.level = 'village'
),

provinces as (
    select
        province_code as place_code, null as parent_code, province_code, 'province' as level, indicator_code,
        true as is_from_villages, true as is_target_from_villages,
        not bool_and(is_counted) or bool_or(is_target_partial) as is_target_partial,
        sum(baseline_count) filter (where is_counted) as baseline_count, sum(target_count) as target_count,
        min(starts_on) as starts_on, max(due_on) as due_on, true as is_counted
    from communes_counted
    group by province_code, indicator_code
)

select * from villages
union all by name
select * from communes_counted
union all by name
select * from provinces
order by province_code, parent_code, indicator_code, place_code
