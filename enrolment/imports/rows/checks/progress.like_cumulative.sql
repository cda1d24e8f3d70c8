-- New counts of a day that look like running totals; somebody has to say. A place's count that is as large as all that
-- it had reached, and twice its largest day; or the counts of three places and more that are together as large as all
-- that these reported on the days before.
-- grain: one row per question
with together as (
    select
        file_name, indicator_code, reported_on,
        count(*) >= 3 and sum(coming_count) >= sum(earlier_count) and sum(coming_count) > sum(largest_count)
        and sum(earlier_count) >= 10 as is_like
    from staged.reached
    where earlier_days >= 3
    group by file_name, indicator_code, reported_on
)

select
    reached.file_name, reached.row_number, 'new_count' as column_name,
    concat(reached.coming_count, ' ≥ ', case when together.is_like then reached.earlier_count else before_count end)
        as value,
    reached.coming_count::varchar as cell
from staged.reached
inner join together
    on
        reached.file_name = together.file_name
        and reached.indicator_code = together.indicator_code
        and reached.reported_on = together.reported_on
where
    not reached.are_new and reached.earlier_days >= 3
    and case
        when together.is_like then reached.coming_count >= reached.earlier_count
        else
            reached.before_count >= 10 and reached.coming_count >= reached.before_count
            and reached.coming_count > 2 * reached.largest_count
    end
order by reached.file_name, reached.row_number
