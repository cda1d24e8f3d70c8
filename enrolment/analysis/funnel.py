"""A fair comparison of units of different sizes: a funnel, and shares smoothed towards the whole.

A small village strays further from the whole by chance than a large one, and villages differ for good reasons nobody
would blame them for. So a unit is named only where it lies beyond both: outside 99.8 % limits around the share of all
units together, which are as wide as chance (binomial) and the usual variance between units (additive, DerSimonian and
Laird's, from winsorised deviations, so that those to be found do not hide themselves, brought back to the size that a
normal distribution has) make them. Where units differ by no more than chance, the limits are exact binomial ones.

Source: Spiegelhalter, "Funnel plots for comparing institutional performance" (2005), and "Handling over-dispersion of
performance indicators" (2005). Smoothing: binomial empirical Bayes with the same variance between units.
"""

from math import erfc, sqrt

import numpy as np
import pandas as pd
from numpy.typing import NDArray

FEWEST_UNITS = 5
LATE = ("behind", "overdue")
TAIL = 0.001  # on each side of the limits
_Z = 3.0902  # of that tail
_WINSORISED = 0.1  # of the deviations at each end
_KEPT = 0.6785  # of the variance of a normal distribution, once its ends are drawn in so
COLUMNS = ("overall_share", "low_share", "high_share", "smoothed_share")

Numbers = NDArray[np.float64]


def compared(units: pd.DataFrame, deviations: float = _Z) -> pd.DataFrame:
    """The units with `overall_share` of all together, the limits `low_share` and `high_share`, `smoothed_share`, all
    0–1, and `against_chance`: `below`, `within` or `above` them.

    `units`: a row each, with `done_count` ≥ 0 and `target_count` > 0. Empty where there are fewer than five. A unit
    above its target counts as one that reached it. `deviations`: how far the limits lie from the whole, in standard
    deviations of a normal distribution.
    """
    if len(units) < FEWEST_UNITS:
        return units.head(0).assign(**dict.fromkeys(COLUMNS, np.array([], float)), against_chance=np.array([], object))
    people = units.target_count.to_numpy(float)
    done = np.clip(units.done_count.to_numpy(float), 0, people)
    overall = float(done.sum() / people.sum())
    between = variance_between(done, people)
    low, high = _limits(people, overall, between, deviations)
    shares = done / people
    slack = 1e-12
    against = np.where(shares < low - slack, "below", np.where(shares > high + slack, "above", "within"))
    return units.assign(
        overall_share=overall,
        low_share=low,
        high_share=high,
        smoothed_share=smoothed(done, people, overall, between),
        against_chance=against.astype(object),
    )


def late(units: pd.DataFrame) -> pd.DataFrame:
    """Of all units of a place those that are behind their plan or past its due day, with `against_chance` as in
    `compared`; None where a unit cannot be compared. `units`: as there, with `place_code` and `status`."""
    known = compared(units[units.done_count.notna() & (units.target_count > 0)])
    against = units.place_code.map(dict(zip(known.place_code, known.against_chance, strict=True)))
    told = units.assign(against_chance=against.astype(object).where(against.notna(), None))
    return told[told.status.isin(LATE)].reset_index(drop=True)


def variance_between(done: Numbers, people: Numbers) -> float:
    """The variance of the units' true shares beyond chance, τ²; 0 where they differ by no more than that."""
    overall = done.sum() / people.sum()
    by_chance = overall * (1 - overall) / people
    if not overall * (1 - overall) > 0:
        return 0.0
    deviations = (done / people - overall) / np.sqrt(by_chance)
    ends = np.quantile(deviations, [_WINSORISED, 1 - _WINSORISED])
    squares = float((np.clip(deviations, *ends) ** 2).sum()) / _KEPT
    weights = 1 / by_chance
    spread = weights.sum() - (weights**2).sum() / weights.sum()
    return max(0.0, (squares - (len(people) - 1)) / float(spread))


def smoothed(done: Numbers, people: Numbers, overall: float, between: float) -> Numbers:
    """Each share drawn towards that of all, the more the fewer people it is of."""
    if between <= 0:
        return np.full(len(people), overall)
    prior = max(overall * (1 - overall) / between - 1, 0.0)  # as many people as what all together say is worth
    return (done + prior * overall) / (people + prior)


def by_luck(unit_count: int) -> float:
    """How many of so many units lie outside the limits though nothing sets them apart."""
    return 2 * TAIL * unit_count


def _limits(people: Numbers, overall: float, between: float, deviations: float) -> tuple[Numbers, Numbers]:
    if between > 0:
        half = deviations * np.sqrt(overall * (1 - overall) / people + between)
        return np.clip(overall - half, 0, 1), np.clip(overall + half, 0, 1)
    tail = erfc(deviations / sqrt(2)) / 2
    exact = {size: _exact(round(size), overall, tail) for size in np.unique(people)}
    return np.array([exact[size][0] for size in people]), np.array([exact[size][1] for size in people])


def _exact(people: int, share: float, tail: float) -> tuple[float, float]:
    """The lowest and highest shares of so many people that come about by chance in more than `tail` of all cases."""
    if not 0 < share < 1:
        return share, share
    counts = np.arange(people + 1)
    logs = np.concatenate([[0.0], np.cumsum(np.log(np.arange(1, people + 1)))])
    ways = logs[people] - logs[counts] - logs[people - counts]
    chances = np.exp(ways + counts * np.log(share) + (people - counts) * np.log1p(-share))
    at_most, at_least = np.cumsum(chances), np.cumsum(chances[::-1])[::-1]
    return float(counts[at_most >= tail][0]) / people, float(counts[at_least >= tail][-1]) / people
