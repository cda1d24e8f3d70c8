-- What is counted.
-- grain: one row per indicator
-- key: indicator_code
select
    indicators.indicator_code, indicators.name_vi, indicators.name_en, indicators.short_name_vi,
    indicators.short_name_en, indicators.unit_vi, indicators.unit_en,
    indicators.stage, indicators.level, indicators.definition_vi, indicators.definition_en,
    coalesce(bool_or(goals.target_count is not null), false) as has_target
from indicators
left join goals on indicators.indicator_code = goals.indicator_code and goals.level = 'province'
group by all
order by has_target desc, indicators.level desc, indicators.indicator_code
