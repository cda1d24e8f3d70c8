"""Makes `quantiles.json` from public campaigns: `python -m enrolment.analysis.quantiles CAMPAIGNS.csv`.

A campaign that reached more people than it says there are is left out, and named: its number of people is wrong, and
its errors would teach bands that no true one needs. Each campaign weighs the same, however long it was.
"""

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from enrolment.analysis import forecast
from enrolment.analysis.campaigns import Campaign, read
from enrolment.analysis.forecast import HORIZONS, LEVELS, YOUNG_DAYS, Days

OUT = Path(__file__).with_name("quantiles.json")


def table(of: Sequence[Campaign]) -> dict[str, list[dict[str, Any]]]:
    """By age and horizon: the usual width of errors, and their quantiles in the width that each campaign had then."""
    found: dict[str, list[dict[str, Any]]] = {"young": [], "old": []}
    for horizon in HORIZONS:
        errors = [_errors(campaign, horizon) for campaign in of]
        for age, rows in found.items():
            parts = [_of_age(one, age) for one in errors]
            if not any(map(len, parts)):  # campaigns of one age only
                parts = [np.flatnonzero(~np.isnan(one)) for one in errors]
            usual = _weighted_mean([np.abs(one[days]) for one, days in zip(errors, parts, strict=True)])
            widths = [
                np.array([forecast.scaled(one, day, horizon, usual) for day in days])
                for one, days in zip(errors, parts, strict=True)
            ]
            told = [one[days] / width for one, days, width in zip(errors, parts, widths, strict=True)]
            cuts = [round(cut, 4) for cut in _weighted_quantiles(told)]
            rows.append({"horizon": horizon, "usual": round(usual, 4), "errors": cuts})
    return found


def usable(found: Sequence[Campaign]) -> tuple[list[Campaign], list[str]]:
    """The campaigns whose number of people can be true, and the names of the others."""
    return (
        [one for one in found if one.done.max() <= one.people],
        [one.name for one in found if one.done.max() > one.people],
    )


def _errors(campaign: Campaign, horizon: int) -> Days:
    """By day; NaN where no forecast is made: nearly all are reached, or two weeks brought nobody."""
    paces = forecast.paces_by_day(campaign.new, campaign.baseline, campaign.people)
    errors = forecast.errors_by_day(campaign.new, campaign.baseline, campaign.people, horizon, paces)
    lately = np.convolve(campaign.new, np.ones(14))[: len(campaign.new)]
    errors[(campaign.done >= 0.99 * campaign.people) | (lately <= 0)] = np.nan
    return errors


def _of_age(errors: Days, age: str) -> Any:
    days = np.flatnonzero(~np.isnan(errors))
    return days[days < YOUNG_DAYS] if age == "young" else days[days >= YOUNG_DAYS]


def _weighted_mean(parts: Sequence[Days]) -> float:
    return float(np.mean([part.mean() for part in parts if len(part)]))


def _weighted_quantiles(parts: Sequence[Days]) -> list[float]:
    known = [part for part in parts if len(part)]
    values, weights = np.concatenate(known), np.concatenate([np.full(len(part), 1 / len(part)) for part in known])
    order = np.argsort(values)
    shares = np.cumsum(weights[order]) / weights.sum()
    return [float(values[order][np.searchsorted(shares, level)]) for level in LEVELS]


if __name__ == "__main__":
    kept, left_out = usable(read(Path(sys.argv[1])))
    OUT.write_text(json.dumps(table(kept), indent=1) + "\n", encoding="utf-8")
    print(f"{len(kept)} campaigns; more reached than people, left out: {', '.join(left_out)}")
