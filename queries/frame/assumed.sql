-- What of the numbers is assumed or simulated: by the data's own descriptor, and by the rows of the plan of one place.
-- `indicator_code` and the texts may be null: of every indicator, and without further words.
-- grain: one row per column of a table and indicator
-- key: table_name, column_name, indicator_code, text_vi
-- parameters: $place
with of_plans as (
    select distinct indicator_code, unnest(string_split(assumed, ' ')) as column_name
    from goals
    where place_code = $place and assumed <> ''
)

select table_name, indicator_code, column_name, text_vi, text_en from assumptions
union all
select 'targets' as table_name, indicator_code, column_name, null as text_vi, null as text_en from of_plans
order by table_name, column_name, indicator_code
