-- What comes of another pace from the last report on, times $factor: the band on the due day, the days on which the
-- target is reached, and the factor with which the due day is met in 8 of 10 cases.
-- grain: one row; none where there is no forecast to a due day
-- parameters: $place, $indicator, $as_of, $factor
-- analysis: what_if
select *, $factor::double as pace_factor from reported($place, $indicator, $as_of)
order by reported_on
