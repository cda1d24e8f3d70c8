"""What the forecast says in words, from hand-written rows: one sentence never says two shortfalls unnamed."""

import pandas as pd
import pytest

from enrolment.narrative import forecasts, plans
from enrolment.narrative.words import Words
from enrolment.query.answer import Answer

WORDS = Words("en")
DUE = pd.Timestamp("2025-08-31")


def row(**others):
    told = {"status": "on", "reported_on": pd.Timestamp("2025-08-02"), "starts_on": pd.Timestamp("2025-07-21")}
    told |= {"due_on": DUE, "target_count": 1000, "remaining_count": 400, "short_count": 400, "recent_pace": 10.0}
    told |= {"required_pace": 9.0, "projected_short_count": 50, "overdue_count": 0, "no_day_left_count": 0}
    return pd.Series({**told, "has_mixed_plans": False, **others})


def ahead(low=700, likely=750, high=800, day=DUE):
    counts = {"low_count": [600, low], "likely_count": [600, likely], "high_count": [600, high]}
    return Answer(pd.DataFrame({"reported_on": [pd.Timestamp("2025-08-02"), day], **counts}), "goals/forecast", {}, "")


def test_the_forecast_takes_the_place_of_the_pace_which_is_named():
    said = plans.outlook(WORDS, row(), ahead())
    assert "forecast for 31 Aug 2025: 700–800/1,000 (70–80%), most likely 750 (75%): 250 short" in said
    assert "straight on at the pace of the last 7 days, optimistic: 50 short" in said
    assert said.count("short") == 2 and "at the pace of the last 7 days 50 short" not in said


def test_a_straight_line_below_the_forecast_is_not_called_optimistic():
    assert "straight on at the pace of the last 7 days: 300 short" in forecasts.clause(
        WORDS, row(projected_short_count=300), ahead()
    )


def test_a_pace_is_not_enough_where_the_forecast_says_short():
    assert "which is enough" in plans.needed(WORDS, row())
    assert "which is enough" not in plans.needed(WORDS, row(), ahead())
    assert "which is enough" in plans.needed(WORDS, row(), ahead(990, 1000, 1010))


def test_both_reaching_the_target_say_it_once():
    said = forecasts.clause(WORDS, row(projected_short_count=0), ahead(1000, 1010, 1020))
    assert said.endswith("most likely 1,010 (101%): the target is reached")


def test_nearly_all_is_not_a_hundred_percent():
    assert "(99–99%), most likely 999 (99%): 1 short" in forecasts.clause(WORDS, row(), ahead(998, 999, 999))


def test_a_due_day_beyond_the_band_is_said():
    said = forecasts.clause(WORDS, row(due_on=pd.Timestamp("2026-08-31")), ahead())
    assert said.startswith("forecast to 31 Aug 2025, as far as one holds:") and "short" not in said


@pytest.mark.parametrize(
    ("band", "said", "verdict"),
    [
        ((1000, 1010, 1020), "in more than 9 of 10", "Yes."),
        ((900, 1000, 1020), "in more than half", "Probably."),
        ((900, 950, 1000), "in fewer than half", "Probably not."),
        ((700, 750, 800), "in fewer than 1 of 10", "Almost certainly not."),
    ],
)
def test_how_likely_the_target_is(band, said, verdict):
    assert said in forecasts.chance(WORDS, row(), ahead(*band))
    assert forecasts.verdict(WORDS, row(), ahead(*band)) == verdict


@pytest.mark.parametrize(
    "others", [{"due_on": pd.Timestamp("2026-08-31")}, {"status": "reached"}, {"status": "overdue"}]
)
def test_no_verdict_where_the_forecast_does_not_lead_to_the_due_day(others):
    assert forecasts.verdict(WORDS, row(**others), ahead()) == ""


@pytest.mark.parametrize(
    "others", [{"status": "overdue"}, {"status": "reached"}, {"status": None}, {"target_count": float("nan")}]
)
def test_without_a_plan_under_way_there_is_none(others):
    assert not forecasts.stands(row(**others), ahead())


def test_why_there_is_none():
    days = pd.DataFrame({"reported_on": pd.date_range("2025-08-01", periods=6)})
    assert forecasts.why_none(WORDS, row(), days) == "No forecast yet: it takes 7 days of reports."
    assert forecasts.why_none(WORDS, row(), days.head(0)).startswith("No forecast yet")
    longer = pd.DataFrame({"reported_on": pd.date_range("2025-08-01", periods=9), "new_count": 3.0})
    still = longer.assign(new_count=[5.0, *[0.0] * 8])
    assert forecasts.why_none(WORDS, row(), still).startswith("No forecast: it is made")
    still.new_count = 0.0
    assert forecasts.why_none(WORDS, row(), still).startswith("No forecast: the last 21 days")
    assert forecasts.why_none(WORDS, row(), longer).startswith("No forecast: it is made")
    assert forecasts.why_none(WORDS, row(status="reached"), days) == ""


def test_the_record_here_with_its_interval():
    weeks = Answer(pd.DataFrame({"is_held": [True] * 7 + [False] * 4}), "goals/back_test", {}, "")
    assert forecasts.record(WORDS, weeks).startswith(
        "Of 11 weeks here the band held 7 (95% interval of that share: 35–85%)"
    )
    assert forecasts.record(WORDS, weeks.showing(weeks.frame.head(0))) == ""
