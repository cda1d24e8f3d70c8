-- What each earlier week would have forecast for the week after it, and what came: how often the band held, and how
-- far off the most likely count was beside the straight line.
-- grain: one row per week whose end has been reported
-- key: reported_on
-- parameters: $place, $indicator, $as_of
-- analysis: back_test
select * from reported($place, $indicator, $as_of)
order by reported_on
