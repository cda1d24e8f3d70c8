-- How far a place will have come on an indicator, from the day of its last report to the due day or as far as a band
-- holds: in 8 of 10 cases between low and high. Of indicators that count people, once seven days are reported.
-- grain: one row per day of the forecast, a week apart; the first is the last report, the last the due day
-- key: reported_on
-- parameters: $place, $indicator, $as_of
-- analysis: forecast
select * from reported($place, $indicator, $as_of)
order by reported_on
