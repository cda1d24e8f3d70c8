-- Each new count that is only now coming in, beside what its place had reported before and whether it takes the place
-- above its people. A place's days are its own counts, else the sum of its groups'; what groups report as their own
-- running totals is left out here. Of places that had reported before: nobody asks of a first import.
-- grain: one row per place, indicator and day with a new count coming in
with fresh as (
    select distinct
        coalesce(progress.village_code, progress.commune_code) as place_code, progress.indicator_code
    from staged.progress
    inner join staged.batches on progress.batch_number = batches.batch_number
    where batches.is_fresh and progress.new_count > 0
),

counted as (
    select
        fresh.place_code, progress.indicator_code, progress.reported_on, progress.team_code, progress.new_count,
        progress.cumulative_count, coalesce(progress.is_correction, false) as is_correction, progress.file_name,
        progress.row_number, batches.is_fresh, batches.are_new, batches.is_above
    from staged.progress
    inner join staged.batches on progress.batch_number = batches.batch_number
    inner join fresh
        on
            coalesce(progress.village_code, progress.commune_code) = fresh.place_code
            and progress.indicator_code = fresh.indicator_code
),

daily as (
    select
        place_code, indicator_code, reported_on,
        coalesce(
            sum(new_count) filter (where team_code is null and not is_correction),
            sum(new_count) filter (where team_code is not null and not is_correction), 0
        ) + coalesce(sum(new_count) filter (where is_correction), 0) as new_count,
        coalesce(sum(new_count) filter (where is_fresh and not is_correction), 0) as coming_count,
        max(cumulative_count) filter (where team_code is null) as cumulative_count,
        bool_or(not is_fresh) as was_known,
        arg_max(file_name, row_number) filter (where is_fresh) as file_name,
        max(row_number) filter (where is_fresh) as row_number,
        coalesce(bool_and(are_new) filter (where is_fresh), false) as are_new,
        coalesce(bool_and(is_above) filter (where is_fresh), false) as is_above
    from counted
    group by place_code, indicator_code, reported_on
),

places as (
    select village_code as place_code, coalesce(population, 2 * residents_14_plus) as people from staged.villages
    union all
    select commune_code as place_code, sum(coalesce(population, 2 * residents_14_plus)) as people from staged.villages
    group by commune_code
    having count(*) = count(coalesce(population, residents_14_plus))
),

anchored as (
    select
        daily.*, places.people, indicators.stage <> 'guided' as is_of_people,
        coalesce(targets.baseline, 0) as baseline,
        count(daily.cumulative_count) over (
            partition by daily.place_code, daily.indicator_code order by daily.reported_on
        ) as anchor
    from daily
    left join places on daily.place_code = places.place_code
    left join staged.indicators on daily.indicator_code = indicators.indicator_code
    left join staged.targets
        on
            daily.place_code = coalesce(targets.village_code, targets.commune_code)
            and daily.indicator_code = targets.indicator_code
),

standing as (
    select
        *,
        coalesce(first_value(cumulative_count) over after_anchor, baseline)
        + sum(case when cumulative_count is null then new_count else 0 end) over after_anchor as done_count,
        coalesce(sum(new_count) filter (where was_known) over earlier, 0)
        + coalesce(
            max(cumulative_count) filter (where was_known) over earlier
            - min(cumulative_count) filter (where was_known) over earlier, 0
        ) as earlier_count,
        coalesce(max(new_count) filter (where was_known) over earlier, 0) as largest_count,
        count(*) filter (where was_known) over earlier as earlier_days
    from anchored
    window
        after_anchor as (partition by place_code, indicator_code, anchor order by reported_on),
        earlier as (
            partition by place_code, indicator_code order by reported_on
            rows between unbounded preceding and 1 preceding
        )
)

select
    place_code, indicator_code, reported_on, file_name, row_number, coming_count, earlier_count, largest_count,
    earlier_days, done_count - new_count as before_count, people, are_new, is_above,
    coalesce(is_of_people and done_count > people and done_count - new_count <= people, false) as is_crossing
from standing
where coming_count > 0 and earlier_days > 0
