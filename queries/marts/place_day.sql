-- How far each place had come by the end of each day: villages and communes as `local_day` says, provinces as
-- `province_day` does.
-- kept as a view: cheap to compute, dear to store
-- grain: one row per place, indicator and day
-- key: place_code, indicator_code, reported_on
select * from local_day
union all by name
select * from province_day
