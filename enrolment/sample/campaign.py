"""The simulated campaign of one commune: targets, daily counts, visits, groups."""

from datetime import date, timedelta

import numpy as np
import pandas as pd

from enrolment.sample import published
from enrolment.sample.places import Unit, allocate
from enrolment.sample.published import Calibration

# Far, unlit and weak-signal villages do worse on level 2; noise as between real villages of 265 people.
_BARRIERS = {"remote": -0.9, "is_unlit": -0.35, "is_weak": -0.30}
_NOISE = 0.30


def calibration(unit: Unit, eligible: int, rng: np.random.Generator) -> dict[str, Calibration]:
    """What the commune's villages must add up to: the published totals, or a commune like it."""
    if unit.is_calibrated:
        return published.VILLAGE_INDICATORS
    shares = np.clip(rng.normal([0.985, 0.52, 0.15, 0.32, 0.29], [0.01, 0.08, 0.05, 0.08, 0.08]), 0.02, 0.998)
    cards, before, added, health, insurance = (int(share * eligible) for share in shares)
    return {
        "id_card": Calibration(0, cards, eligible),
        "vneid_level2": Calibration(before, min(added, cards - before), eligible),
        "health_record": Calibration(0, health, None),
        "insurance_signature": Calibration(0, insurance, None),
    }


def village_counts(villages: pd.DataFrame, totals: dict[str, Calibration], rng: np.random.Generator) -> pd.DataFrame:
    """Baseline and added count of each village (rows) and indicator (columns `<indicator>.baseline`, `.added`)."""
    eligible = villages["residents_14_plus"].to_numpy()
    remote = (villages["road_km"] / 30).to_numpy()
    barrier = (
        _BARRIERS["remote"] * remote
        + _BARRIERS["is_unlit"] * villages["is_unlit"].to_numpy()
        + _BARRIERS["is_weak"] * villages["is_weak"].to_numpy()
    )
    ease = 1 / (1 + np.exp(-(1.1 + barrier + rng.normal(0, _NOISE, len(villages)))))
    card = totals["id_card"]
    missing = allocate(int(eligible.sum()) - card.added, eligible * (0.3 + remote), rng, most=eligible)
    counts = {"id_card.baseline": np.zeros_like(eligible), "id_card.added": eligible - missing}
    level2 = totals["vneid_level2"]
    before = allocate(level2.baseline, eligible * ease, rng, most=eligible - missing)
    counts["vneid_level2.baseline"] = before
    room = eligible - missing - before
    counts["vneid_level2.added"] = allocate(level2.added, room * ease, rng, most=room)
    for indicator in ("health_record", "insurance_signature"):
        shade = rng.lognormal(0, 0.2, len(villages))
        counts[f"{indicator}.baseline"] = np.zeros_like(eligible)
        counts[f"{indicator}.added"] = allocate(totals[indicator].added, eligible * ease * shade, rng, most=eligible)
    return pd.DataFrame(counts)


def visit_days(villages: pd.DataFrame, days: int, rng: np.random.Generator) -> np.ndarray:
    """Whether the group was in the village on the day: booleans, villages × days; every village at least once."""
    visited = rng.uniform(size=(len(villages), days)) < 0.3
    visited[np.arange(len(villages)), rng.integers(0, days, len(villages))] = True
    return visited


def daily_counts(counts: pd.DataFrame, visited: np.ndarray, rng: np.random.Generator) -> dict[str, np.ndarray]:
    """New counts of each indicator, villages × days: most on the days of a visit, a trickle between."""
    weights = np.where(visited, 1.0, 0.12) * rng.lognormal(0, 0.3, visited.shape)
    weights /= weights.sum(axis=1, keepdims=True)
    return {
        indicator: rng.multinomial(counts[f"{indicator}.added"].to_numpy(), weights)
        for indicator in published.VILLAGE_INDICATORS
    }


def dates(days: int) -> list[date]:
    return [published.STARTS_ON + timedelta(days=number) for number in range(days)]


def due_on(days: int) -> date:
    """The assumed last day of the plan; 31 August 2025 for the campaign of thirteen days."""
    planned = (published.DUE_ON - published.STARTS_ON).days + 1
    return published.STARTS_ON + timedelta(days=planned * days // published.DAYS - 1)
