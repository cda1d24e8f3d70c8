"""The forecast: its parts by hand, its promises by chance, its band on campaigns that the table has not seen."""

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from enrolment.analysis import campaigns, forecast, quantiles
from enrolment.cli import app

PUBLIC = Path(__file__).resolve().parents[3] / "shared" / "cases" / "campaigns" / "campaigns.csv"
MOST_SCORED = {7: 0.070, 14: 0.100, 28: 0.155}  # docs/FORECAST.md, and a little: by horizon in days
NEW = st.lists(st.integers(0, 400), min_size=7, max_size=120)


def constant(days: int, pace: float, people: float = 10_000, baseline: float = 1_000) -> np.ndarray:
    """People newly reached on each day where each day reaches one share of those who remain."""
    remaining = (people - baseline) * (1 - pace) ** np.arange(days + 1)
    return -np.diff(remaining)


def test_below_seven_days_nothing_is_said():
    with pytest.raises(forecast.TooShort):
        forecast.outlook(np.ones(6), 0, 100)
    assert forecast.outlook(np.ones(7), 0, 100)


@pytest.mark.parametrize("horizons", [(85,), (0,), (7, 90)])
def test_no_band_goes_beyond_the_table(horizons):
    with pytest.raises(ValueError, match=str(horizons[-1])):
        forecast.outlook(np.ones(30), 0, 100, horizons)


@pytest.mark.parametrize("pace", [0.005, 0.01, 0.02, 0.04, 0.08])
@pytest.mark.parametrize("last_full_day", [9, 10])
def test_a_pace_that_halves_on_the_tenth_day_stays_above_the_low_end(pace, last_full_day):
    paces = np.where(np.arange(60) < last_full_day, pace, pace / 2)
    done = 10_000 - 9_000 * np.cumprod(1 - paces)
    new = np.diff(done, prepend=1_000)
    for seen in forecast.outlook(new[:9], 1_000, 10_000, [7, 14, 28]):
        assert seen.p10 <= done[8 + seen.horizon] + 0.5


def test_the_pace_of_a_constant_campaign_is_its_share():
    paces = forecast.paces_by_day(constant(60, 0.02), 1_000, 10_000)
    assert paces == pytest.approx(0.02)


def test_recent_days_weigh_more():
    slower = forecast.paces_by_day(np.array([50.0] * 10 + [10.0] * 10), 0, 1e6)[-1]
    faster = forecast.paces_by_day(np.array([10.0] * 10 + [50.0] * 10), 0, 1e6)[-1]
    assert 10 / 1e6 < slower < 30 / 1e6 < faster < 51 / 1e6


def test_the_error_of_a_constant_campaign_is_that_of_carrying_its_share_on():
    new = constant(60, 0.02)
    paces = forecast.paces_by_day(new, 1_000, 10_000)
    errors = forecast.errors_by_day(new, 1_000, 10_000, 14, paces)
    wanted = np.log(-14 * np.log(1 - 0.02)) - np.log(0.02 * 14)
    assert errors[6:-14] == pytest.approx(wanted)
    assert np.isnan(errors[:6]).all() and np.isnan(errors[-14:]).all()


def test_the_width_is_the_usual_one_until_errors_are_known_and_goes_with_them():
    errors = np.full(100, np.nan)
    assert forecast.scaled(errors, 50, 7, 0.4) == 0.4
    errors[6:] = 1.0
    calm = np.full(100, np.nan)
    calm[6:] = 0.1
    assert forecast.scaled(calm, 99, 7, 0.4) < 0.4 < forecast.scaled(errors, 99, 7, 0.4) < 1
    assert forecast.scaled(errors, 12, 7, 0.4) == 0.4, "what was not over then is not known then"


@settings(deadline=None)
@given(NEW, st.integers(0, 5_000), st.integers(1, 90_000))
def test_a_band_lies_between_what_is_reached_and_the_people_there_are(new, baseline, more):
    days = np.array(new, dtype=float)
    done = baseline + sum(new)
    people = done + more
    found = forecast.outlook(days, baseline, people)
    for one in found:
        assert done - 1e-6 <= one.p10 <= one.p50 <= one.p90 <= people + 1e-6
    for level in ("p10", "p50", "p90"):
        values = [getattr(one, level) for one in found]
        assert values == sorted(values) or level != "p50"


@pytest.mark.parametrize("pace", [0.01, 0.03])
@pytest.mark.parametrize("horizon", [14, 28, 56])
def test_no_band_leaps_as_a_campaign_grows_older(pace, horizon):
    new = constant(60, pace)
    seen = [forecast.outlook(new[:day], 1_000, 10_000, [horizon])[0] for day in range(22, 60)]
    reached = np.cumsum(new)[21:59] + 1_000
    for level in ("p10", "p50", "p90"):
        share = (np.array([getattr(one, level) for one in seen]) - reached) / (10_000 - reached)
        assert np.abs(np.diff(share)).max() < 0.05, level


def test_all_reached_is_all_that_comes():
    (found,) = forecast.outlook(np.full(10, 10.0), 0, 100, (28,))
    assert (found.p10, found.p50, found.p90) == (100, 100, 100)


def frame(**columns) -> pd.DataFrame:
    return pd.DataFrame({"campaign": "A", "baseline": 5, "people": 100, **columns})


def test_days_without_a_row_brought_nobody_and_rows_of_a_day_add_up():
    days = ["2025-01-01", "2025-01-04", "2025-01-04"]
    (one,) = campaigns.campaigns(frame(reported_on=days, new_count=[3, 2, 1]))
    assert one.new.tolist() == [3, 0, 0, 3] and one.done.tolist() == [8, 8, 8, 11]


@pytest.mark.parametrize(
    "broken",
    [
        frame(reported_on=["2025-01-01"]),
        frame(reported_on=["soon"], new_count=[1]),
        frame(reported_on=["2025-01-01"], new_count=["many"]),
        frame(reported_on=["2025-01-01"], new_count=[None]),
        frame(reported_on=["2025-01-01"], new_count=[float("inf")]),
        frame(reported_on=["01/02/2025"], new_count=[1]),
        frame(reported_on=["2025-02-30"], new_count=[1]),
        frame(reported_on=["20250101"], new_count=[1]),
        frame(reported_on=[""], new_count=[1]),
        frame(reported_on=["2025-01-01"], new_count=[1]).assign(people="5.000"),
        frame(reported_on=["2025-01-01"], new_count=[1]).assign(people="9" * 401),
        frame(reported_on=["2025-01-01"], new_count=[1]).assign(people=0),
        frame(reported_on=["2025-01-01"], new_count=[1]).assign(campaign=""),
    ],
)
def test_what_is_no_campaign_is_refused(broken):
    with pytest.raises(ValueError, match=r"\w"):
        campaigns.campaigns(broken)


def test_hours_and_the_order_of_rows_change_nothing():
    days = ["2025-01-02T17:40", "2025-01-01 08:15:00", "2025-01-03"]
    given = frame(reported_on=days, new_count=[2, 1, 3]).assign(baseline=[7, 5, 9])
    for rows in (given, given[::-1]):
        (one,) = campaigns.campaigns(rows)
        assert one.new.tolist() == [1, 2, 3] and one.baseline == 5


def test_names_stay_as_they_are(tmp_path):
    path = tmp_path / "campaigns.csv"
    rows = "".join(f"{name},2025-01-01,1,0,10\n" for name in ("1", "01", "1.0", "NA"))
    path.write_text(f"campaign,reported_on,new_count,baseline,people\n{rows}", encoding="utf-8-sig")
    assert [one.name for one in campaigns.read(path)] == ["1", "01", "1.0", "NA"]


def test_origins_are_every_fourteenth_day_that_can_be_checked():
    def of(new: list[float], people: float = 1e6) -> list[int]:
        return campaigns.origins(campaigns.Campaign("A", pd.Timestamp("2025-01-01"), np.array(new), 0, people))

    assert of([1.0] * 41) == []
    assert of([1.0] * 42) == [14]
    assert of([1.0] * 70) == [14, 28, 42]
    assert of([1.0] * 14 + [0.0] * 56) == [14]
    assert of([10.0] * 70, people=300) == [14, 28]


def test_the_command_says_what_was_forecast_and_what_came(tmp_path):
    path = tmp_path / "campaigns.csv"
    days = pd.date_range("2025-01-01", periods=80).strftime("%Y-%m-%d")
    table = pd.DataFrame({"campaign": "A", "reported_on": days, "new_count": constant(80, 0.01), "baseline": 1_000})
    table.assign(people=10_000).to_csv(path, index=False)
    done = CliRunner().invoke(app, ["forecast", "--campaigns", str(path), "--json"])
    rows = json.loads(done.stdout)
    assert done.exit_code == 0 and len(rows) == 3 * 3
    first = rows[0]
    assert (first["campaign"], first["origin"], first["horizon"]) == ("A", "2025-01-14", 7)
    assert first["actual"] == pytest.approx(10_000 - 9_000 * 0.99**21, abs=0.1)
    assert all(row["p10"] <= row["p50"] <= row["p90"] for row in rows)
    path.write_text("campaign,reported_on\nA,2025-01-01\n", encoding="utf-8")
    refused = CliRunner().invoke(app, ["forecast", "--campaigns", str(path), "--lang", "en"])
    assert refused.exit_code == 2 and "new_count" in refused.output


@pytest.mark.skipif(not PUBLIC.exists(), reason="the public campaigns are not at hand")
def test_the_table_is_the_one_of_the_public_campaigns_and_holds_in_another_country():
    usable, left_out = quantiles.usable(campaigns.read(PUBLIC))
    shipped = json.loads(quantiles.OUT.read_text(encoding="utf-8"))
    assert quantiles.table(usable) == shipped and len(left_out) == 23
    told: dict[int, list[tuple[bool, float]]] = {}
    for country, other in (("IT1", "US1"), ("US1", "IT1")):
        table = quantiles.table([one for one in usable if one.name.startswith(country)])
        people = {one.name: one.people for one in usable if one.name.startswith(other)}
        rows = [row for one in usable if one.name in people for row in campaigns.checked(one, table)]
        for horizon in MOST_SCORED:
            of = [_judged(row, people[row["campaign"]]) for row in rows if row["horizon"] == horizon]
            assert len(of) > 300 and 0.5 < np.mean([held for held, _ in of]) < 0.95
            told[horizon] = told.get(horizon, []) + of
    for horizon, of in told.items():
        assert 0.76 <= np.mean([held for held, _ in of]) <= 0.86
        assert np.mean([score for _, score in of]) <= MOST_SCORED[horizon], horizon


def _judged(row: dict, people: float) -> tuple[bool, float]:
    """Whether the band held, and its interval score (Gneiting and Raftery, of 80 %) as a share of the people."""
    low, high, actual = row["p10"], row["p90"], row["actual"]
    missed = max(0.0, low - actual) + max(0.0, actual - high)
    return low <= actual <= high, (high - low + 10 * missed) / people
