"""Alerts: what is told, what is not, and that a campaign of which nothing changes hears of hardly any."""

import numpy as np
import pandas as pd
import pytest

from enrolment.analysis import alerts
from tests.oracle import quiet


@pytest.mark.parametrize("part", range(4))
def test_a_quiet_campaign_hears_of_less_than_one_alert_a_month(part):
    """1,000 campaigns hear of 0.80 (docs/ALERTS.md); four of them, the same each time, of hardly more."""
    rates = quiet.false_alarms(range(part * 4, part * 4 + 4))
    assert sum(rates.values()) <= 1.5, rates


@pytest.mark.parametrize("change", quiet.CHANGES)
def test_a_change_is_told_within_three_days(change):
    # Where a tenth of the reports is missing anyway, in every third campaign, silence is told after five days.
    assert quiet.found_within([1, 2, 4, 5], change) >= 3 / 4


def whole(new: list[int], **changes) -> pd.DataFrame:
    """A commune of 10,000 people with a plan, which reports on each day."""
    done = np.cumsum(new)
    frame = pd.DataFrame(
        {
            "reported_on": pd.date_range("2025-07-01", periods=len(new)),
            "new_count": new,
            "done_count": done,
            "expected_count": np.linspace(100, 100 * len(new), len(new)),
        }
    )
    told = {"place_code": "C", "place_name": "C", "level": "commune", "is_whole": True, "indicator_code": "cards"}
    counts = {"reporting_count": 10, "residents_14_plus": 10_000, "target_count": 10_000, "status": "on"}
    return frame.assign(**told, **{**counts, **changes})


def test_a_pace_that_breaks_off_is_told_with_its_first_day():
    assert alerts.turns(whole([100] * 20)).empty
    (told,) = alerts.turns(whole([100] * 17 + [20] * 3)).itertuples()
    assert (told.kind, told.found_count) == ("pace_fell", 60)
    assert 270 < told.expected_count <= 300
    assert told.since_on <= pd.Timestamp("2025-07-20")


def test_a_pace_that_leaps_is_told():
    (told,) = alerts.turns(whole([100] * 17 + [400] * 3)).itertuples()
    assert (told.kind, told.found_count, told.expected_count) == ("pace_leapt", 1200, 300)


def test_a_last_stretch_at_the_pace_of_all_days_is_no_leap():
    assert alerts.turns(whole([700] * 14)).empty, "the same a day, while those who remain grow few"


def test_nine_days_say_nothing():
    assert alerts.turns(whole([100] * 6 + [0] * 3)).empty


def test_weekends_without_work_are_no_break():
    weeks = [100, 100, 100, 100, 100, 0, 0] * 4
    frame = whole(weeks)
    for last in range(14, len(weeks) + 1):
        assert alerts.turns(frame.head(last)).empty, last


def test_days_without_a_report_say_nothing_of_the_pace():
    frame = whole([100] * 20)
    frame.loc[17:, ["reporting_count", "new_count"]] = [0, np.nan]
    assert alerts.turns(frame).empty


def test_behind_and_falling_further_is_told_and_behind_alone_is_not():
    slow = whole([60] * 12, status="behind", expected_count=np.linspace(100, 1200, 12))
    (told,) = alerts.turns(slow).itertuples()
    assert (told.kind, told.found_count, told.expected_count) == ("falling_behind", 720, 1200)
    level = whole([100] * 12, status="behind", expected_count=np.linspace(400, 1500, 12))
    assert alerts.turns(level).empty
    assert alerts.turns(slow.assign(status="on")).empty
    assert alerts.turns(slow.assign(target_count=np.nan, expected_count=np.nan)).empty


def units(days: list[list[int]]) -> pd.DataFrame:
    """Ten villages of 200 people, their shares as counts a day; the place itself reports nothing."""
    frames = [
        pd.DataFrame({"place_code": [f"V{one}" for one in range(10)], "done_count": counts}).assign(
            reported_on=pd.Timestamp("2025-07-01") + pd.Timedelta(days=day), target_count=200
        )
        for day, counts in enumerate(days)
    ]
    told = {"place_name": "V", "level": "village", "is_whole": False, "indicator_code": "cards", "new_count": 0}
    return pd.concat(frames).assign(**told, reporting_count=1, expected_count=1.0, status="on", residents_14_plus=200)


def test_a_village_that_drops_out_of_the_funnel_is_told_once_it_stays_there():
    within, dropped = [100] * 10, [20, *[100] * 9]
    assert alerts.turns(units([within] * 5)).empty
    assert alerts.turns(units([within] * 4 + [dropped])).empty
    (told,) = alerts.turns(units([within] * 4 + [dropped] * 2)).itertuples()
    assert (told.kind, told.place_code, told.since_on) == ("newly_below", "V0", pd.Timestamp("2025-07-05"))
    assert alerts.turns(units([dropped] * 8)).empty, "no news: it lay there before"


@pytest.mark.parametrize("new", [[0] * 20, [10_000, *[0] * 19], [5000] * 2 + [0] * 18])
def test_all_zeros_and_all_done_are_no_news(new):
    found = alerts.turns(whole(new))
    assert not found.isna().any().any()
    assert "pace_leapt" not in set(found.kind)


def silent_units(silent: int, reports: int, active: int = 20) -> pd.DataFrame:
    frame = pd.DataFrame({"place_code": [f"V{one}" for one in range(38)], "place_name": "V", "level": "village"})
    last = pd.Timestamp("2025-07-20")
    frame = frame.assign(last_reported_on=last, active_days=active, report_count=reports, silent_days=0)
    frame.loc[0, "silent_days"] = silent
    return frame


def test_silence_is_news_after_two_days_where_all_report_daily():
    assert alerts.silent(silent_units(1, 20)).empty
    assert alerts.silent(silent_units(2, 20)).place_code.tolist() == ["V0"]


def test_where_reports_are_missing_often_silence_is_news_later():
    assert alerts.silent(silent_units(4, 10)).empty
    found = alerts.silent(silent_units(14, 10))
    assert found.place_code.tolist() == ["V0"] and 10 <= found.usual_days.iloc[0] <= 14


def test_nobody_to_hear_of():
    assert list(alerts.silent(silent_units(0, 20).head(0)).columns)[-1] == "usual_days"
    assert alerts.turns(whole([1]).head(0)).empty
