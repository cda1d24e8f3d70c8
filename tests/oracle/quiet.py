"""Campaigns of which nothing changes, and such in which one thing does: how many alerts are false, and how soon a
change is told. `python -m tests.oracle.quiet 1000` prints the table of `docs/ALERTS.md`.

Of 38 villages; each day's hazard is the village's own, times the day's, times that of a visit. Half of the communes
rest on Sundays, a third of them has a tenth of its reports missing.
"""

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from enrolment.analysis import alerts

SMALL = [78, 111, 119, 130, 147, 157, 165, 168, 169, 171, 180, 190, 191, 193, 195, 205, 207, 212, 218, 220]
LARGE = [226, 229, 233, 238, 244, 247, 250, 262, 265, 287, 309, 316, 320, 324, 327, 333, 450, 640]
SIZES = np.array([*SMALL, *LARGE])
INDICATORS = ("vneid_level2", "id_card", "health_record", "insurance_signature")
FIRST, WARM_DAYS, DAYS = pd.Timestamp("2025-07-01"), 14, 44
CHANGES = ("halved", "silent", "stopped")
MERGED_DAYS = 7  # alerts of one kind, place and indicator this near to each other are one


@dataclass(frozen=True)
class Campaign:
    """`new`, by indicator: villages × days; `reported`: whether the village reported that day, booleans alike."""

    new: dict[str, np.ndarray]
    baseline: dict[str, np.ndarray]
    reported: np.ndarray
    works: np.ndarray
    names: list[str] = field(default_factory=lambda: [f"V{number:02}" for number in range(len(SIZES))])


def simulated(seed: int, change: str = "", on: int = 30) -> Campaign:
    """One commune. `change`, from day `on`: the pace of all `halved`; a village `silent`; a village of 640 `stopped`
    and half of what it had taken back."""
    rng = np.random.default_rng(seed)
    shape = (len(SIZES), DAYS)
    works = np.ones(DAYS, bool)
    if seed % 2:
        works = (FIRST + pd.to_timedelta(np.arange(DAYS), "D")).day_of_week.to_numpy() != 6
    missing = 0.1 if seed % 3 == 0 else 0.0
    reported = works & (rng.uniform(size=shape) >= missing)
    new, baseline = {}, {}
    for number, name in enumerate(INDICATORS):
        hazard = rng.uniform(0.008, 0.03) / (1 + number / 2)
        own = np.exp(rng.normal(0, 0.35, len(SIZES)))[:, None]
        day = np.exp(rng.normal(0, 0.2, DAYS))[None, :]
        visit = np.where(rng.uniform(size=shape) < 0.3, 2.5, 0.4)
        chance = 1 - np.exp(-hazard * own * day * visit * works)
        if change == "halved":
            chance[:, on:] /= 2
        odds = np.log(0.4 / 0.6) + rng.normal(0, 0.35, len(SIZES))
        baseline[name] = rng.binomial(SIZES, 1 / (1 + np.exp(-odds)))
        left, counts = SIZES - baseline[name], np.zeros(shape, int)
        for one in range(DAYS):
            counts[:, one] = rng.binomial(left, chance[:, one])
            left = left - counts[:, one]
        if change == "stopped":
            counts[-1, on] = -((baseline[name][-1] + counts[-1, :on].sum()) // 2)
            counts[-1, on + 1 :] = 0
        new[name] = counts
    if change == "silent":
        reported[5, on:] = False
    return Campaign(new, baseline, reported, works)


def silent_rows(campaign: Campaign, day: int) -> pd.DataFrame:
    """As `alerts/silent.sql` gives them by the end of a day."""
    seen = campaign.reported[:, max(0, day - 34) : day + 1]
    active = 3 * seen.sum(axis=0) >= seen.sum(axis=0).max()
    rows = []
    for name, one in zip(campaign.names, seen[:, active], strict=True):
        if one.any():
            first, last = one.argmax(), len(one) - 1 - one[::-1].argmax()
            rows.append((name, name, last - first + 1, one.sum(), len(one) - 1 - last))
    return pd.DataFrame(rows, columns=["place_code", "place_name", "active_days", "report_count", "silent_days"])


def turn_rows(campaign: Campaign, name: str) -> pd.DataFrame:
    """As `alerts/turns.sql` gives them, of all days; the plan is what the campaign's own first half leads to."""
    new = np.where(campaign.reported, campaign.new[name], 0)  # what a silent village did is not known
    done = campaign.baseline[name][:, None] + new.cumsum(axis=1)
    days = FIRST + pd.to_timedelta(np.arange(DAYS), "D")
    start, half = campaign.baseline[name].sum(), done[:, DAYS // 2].sum()
    target = round(start + (half - start) * 1.6)
    whole = pd.DataFrame({"reported_on": days, "new_count": new.sum(axis=0), "done_count": done.sum(axis=0)})
    whole = whole.assign(place_code="C", is_whole=True, level="commune", target_count=target)
    whole = whole.assign(reporting_count=campaign.reported.sum(axis=0), residents_14_plus=SIZES.sum())
    whole["expected_count"] = start + (target - start) * np.minimum(1, campaign.works.cumsum() / campaign.works.sum())
    whole["status"] = np.where(whole.done_count < whole.expected_count - 0.02 * target, "behind", "on")
    units = pd.DataFrame(
        {
            "reported_on": np.tile(days, len(SIZES)),
            "place_code": np.repeat(campaign.names, DAYS),
            "done_count": done.ravel(),
            "target_count": np.repeat(SIZES, DAYS),
        }
    ).assign(is_whole=False, level="village")
    frame = pd.concat([whole, units], ignore_index=True)
    return frame.assign(indicator_code=name, place_name=frame.place_code).sort_values(["reported_on", "place_code"])


def told(campaign: Campaign, first: int, last: int) -> Iterator[tuple[int, str, str, str]]:
    """The alerts of each day: day, kind, place, indicator."""
    rows = {name: turn_rows(campaign, name) for name in INDICATORS}
    for day in range(first, last):
        if not campaign.works[day]:
            continue
        for row in alerts.silent(silent_rows(campaign, day)).itertuples():
            yield day, "village_silent", row.place_code, ""
        until = FIRST + pd.Timedelta(days=day)
        for name, frame in rows.items():
            seen = frame[
                (frame.reported_on <= until) & (frame.is_whole | (frame.reported_on >= until - pd.Timedelta(days=9)))
            ]
            for row in alerts.turns(seen).itertuples():
                yield day, row.kind, row.place_code, name


def counted(found: Iterator[tuple[int, str, str, str]]) -> dict[str, int]:
    """How many alerts of each kind, those of neighbouring days as one."""
    last: dict[tuple[str, str, str], int] = {}
    counts: dict[str, int] = {}
    for day, kind, place, indicator in found:
        if day - last.get((kind, place, indicator), -99) > MERGED_DAYS:
            counts[kind] = counts.get(kind, 0) + 1
        last[kind, place, indicator] = day
    return counts


def false_alarms(campaigns: Sequence[int]) -> dict[str, float]:
    """A commune and month of thirty days, by kind."""
    counts: dict[str, int] = {}
    for seed in campaigns:
        for kind, count in counted(told(simulated(seed), WARM_DAYS, DAYS)).items():
            counts[kind] = counts.get(kind, 0) + count
    return {kind: count / len(campaigns) for kind, count in sorted(counts.items())}


EXPECTED = {"halved": ("pace_fell",), "silent": ("village_silent",), "stopped": ("newly_below", "pace_fell")}


def found_within(campaigns: Sequence[int], change: str, days: int = 3, on: int = 30) -> float:
    """The share of changes that some alert of their kind tells of within so many working days."""
    hits = 0
    for seed in campaigns:
        campaign = simulated(seed, change, on)
        last = on + int(np.flatnonzero(campaign.works[on:].cumsum() >= days)[0])
        hits += any(kind in EXPECTED[change] for _, kind, _, _ in told(campaign, on, last + 1))
    return hits / len(campaigns)


if __name__ == "__main__":
    many = range(int(sys.argv[1]))
    alarms = false_alarms(many)
    print({**{kind: round(rate, 3) for kind, rate in alarms.items()}, "all": round(sum(alarms.values()), 3)})
    for change in CHANGES:
        print(change, round(found_within(many[: max(1, len(many) // 5)], change), 3))
