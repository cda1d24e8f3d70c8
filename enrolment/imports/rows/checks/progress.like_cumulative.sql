-- New counts of a day as large as all that their places reported on the days before, and twice their largest day: they
-- look like running totals; somebody has to say. A place is held against itself, and all places of a file together.
-- grain: one row per question
with together as (
    select
        file_name, indicator_code, reported_on,
        sum(coming_count) >= sum(earlier_count) and sum(coming_count) > sum(largest_count) and sum(earlier_count) >= 10
            as is_like
    from staged.reached
    where earlier_days >= 3
    group by file_name, indicator_code, reported_on
)

select
    reached.file_name, reached.row_number, 'new_count' as column_name,
    concat(reached.coming_count, ' ≥ ', reached.earlier_count) as value, reached.coming_count::varchar as cell
from staged.reached
inner join together
    on
        reached.file_name = together.file_name
        and reached.indicator_code = together.indicator_code
        and reached.reported_on = together.reported_on
where
    not reached.are_new and reached.earlier_days >= 3 and reached.coming_count >= reached.earlier_count
    and (
        together.is_like
        or (reached.earlier_count >= 10 and reached.coming_count > 2 * reached.largest_count)
    )
order by reached.file_name, reached.row_number
