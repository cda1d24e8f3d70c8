"""How far a campaign will have come: a saturating point, and a band that held where it was tried.

Each day a campaign reaches a share of the people who remain; the share of the last weeks, recent days weighing more, is
carried on. That is the point. The band comes from how such points erred in other campaigns (conformal prediction):
errors are measured as the difference of complementary log-logs of the share of the remaining who are reached, so that
no band goes below what is reached or above the people there are. They are scaled by the campaign's own errors of the
last weeks, drawn towards the usual ones while there are few. `quantiles.json` has the errors by horizon and age, made
by `python -m enrolment.analysis.quantiles CAMPAIGNS.csv`.

Source of the method: Angelopoulos & Bates, "A gentle introduction to conformal prediction" (2022), with the scale of
Lei et al., "Distribution-free predictive inference for regression" (2018), section 5.2.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

Table = Mapping[str, Sequence[Mapping[str, Any]]]
Days = NDArray[np.float64]  # a number for each day, the first report's day first
Rest = NDArray[np.bool_]  # of each day from the first report's to the last horizon's, whether nobody works on it

FEWEST_DAYS = 7
YOUNG_DAYS = 28  # to this day of the campaign its level is still finding itself
_GROWING_UP_DAYS = 14  # after it, in which its errors become those of an old one: no band leaps overnight
HORIZONS = (7, 14, 21, 28, 42, 56, 84)  # days; the last is as far as a band goes
LEVELS = (0.1, 0.5, 0.9)

WINDOW_DAYS, _DECAY = 21, 0.9  # of the days that say the pace, and the weight of each beside the next
_OWN_DAYS, _SHRINKAGE = 28, 2.0  # of the campaign's own errors, and how many the usual ones count as
_LEAST = 1e-9
_Z80, _Z90 = 0.8416, 1.2816  # of a normal distribution, below which 80 and 90 % lie
# No week has been seen twice before: until then the low end leaves room for a pace that halves, which other campaigns'
# errors, mostly of such as were still growing, would not.
_SETTLED_DAYS, _HALVED = 14, float(np.log(0.5))


class TooShort(ValueError):
    """There are fewer than seven days of reports: nothing can be said yet."""


@dataclass(frozen=True)
class Outlook:
    """What will have been reached `horizon` days after the last one, baseline included, in people: in 1 of 10 cases
    less than `p10`, in half of them less than `p50`, in 9 of 10 less than `p90`."""

    horizon: int
    p10: float
    p50: float
    p90: float


@cache
def shipped() -> Table:
    """The errors of public campaigns: by age, a row for each horizon."""
    return json.loads((Path(__file__).parent / "quantiles.json").read_text(encoding="utf-8"))


def outlook(
    new: Days,
    baseline: float,
    people: float,
    horizons: Sequence[int] = HORIZONS,
    table: Table | None = None,
    factor: float = 1.0,
    rest: Rest | None = None,
) -> list[Outlook]:
    """What will have been reached after each of the horizons (days, at most the last of HORIZONS).

    `new`: people newly reached on each day, 0 where nobody was; corrections may be below 0. `baseline`: reached before
    the first day. `people`: who can be reached. `table`: other errors than the shipped ones. `factor`: of the pace from
    now on, as when there are more groups. `rest`: the campaign's clock stands still on these days, unless somebody was
    reached. Raises TooShort, and ValueError for a horizon that no band goes to.
    """
    if len(new) < FEWEST_DAYS:
        raise TooShort(len(new))
    if max(horizons) > HORIZONS[-1] or min(horizons) < 1:
        raise ValueError(horizons)
    done = float(baseline + new.sum())
    remaining = max(people - done, 0.0)
    found = []
    for horizon, (point, errors) in zip(horizons, _expected(new, baseline, people, horizons, table, rest), strict=True):
        shares = [1 - np.exp(-np.exp(point + np.log(factor) + error)) for error in errors]
        found.append(Outlook(horizon, *(float(done + remaining * share) for share in shares)))
    return never_falling(found)


def never_falling(seen: Sequence[Outlook]) -> list[Outlook]:
    """What is reached by a day is reached by every later one, however wide the nearer band is."""
    order = sorted(range(len(seen)), key=lambda place: seen[place].horizon)
    levels = np.array([[seen[place].p10, seen[place].p50, seen[place].p90] for place in order]).reshape(-1, len(LEVELS))
    rising = np.maximum.accumulate(levels, axis=0)
    told = {place: Outlook(seen[place].horizon, *map(float, row)) for place, row in zip(order, rising, strict=True)}
    return [told[place] for place in range(len(seen))]


def with_chance(seen: Outlook, done: float, people: float) -> Outlook:
    """A band of one village, in which chance has its part: each who remains is reached or not, as a binomial draw of
    the most likely share. The half-widths below and above add to that as independent errors do. `done`, `people`: in
    that village; no band passes them."""
    remaining = max(people - done, 0.0)
    share = min(max((seen.p50 - done) / remaining, 0.0), 1.0) if remaining else 0.0
    chance = _Z90 * np.sqrt(remaining * share * (1 - share))
    low, high = np.hypot(seen.p50 - seen.p10, chance), np.hypot(seen.p90 - seen.p50, chance)
    return Outlook(seen.horizon, max(done, float(seen.p50 - low)), seen.p50, min(people, float(seen.p50 + high)))


def needed_factor(
    new: Days, baseline: float, people: float, target: float, horizon: int, rest: Rest | None = None
) -> float:
    """By how much the pace has to grow from now on so that the target is reached after `horizon` days in 8 of 10 cases;
    1 and less where it is enough, NaN where nobody works until then. A target of all people counts as reached with the
    last but half a one."""
    done = float(baseline + new.sum())
    remaining = max(people - done, 0.0)
    wanted = min(target - done, remaining - 0.5)
    if wanted <= 0:
        return 0.0
    if not _worked(new, rest, [horizon])[1][0]:
        return float("nan")
    ((point, (low, middle, _)),) = _expected(new, baseline, people, [horizon], None, rest)
    in_8_of_10 = middle + _Z80 / _Z90 * (low - middle)
    return float(np.exp(np.log(-np.log1p(-wanted / remaining)) - point - in_8_of_10))


def _expected(
    new: Days, baseline: float, people: float, horizons: Sequence[int], table: Table | None, rest: Rest | None
) -> list[tuple[float, tuple[float, ...]]]:
    """For each horizon the point, and its errors at LEVELS, as complementary log-logs of the share of the remaining."""
    worked, ahead = _worked(new, rest, horizons)
    paces = paces_by_day(worked, baseline, people)
    is_old = min(max((len(new) - YOUNG_DAYS) / _GROWING_UP_DAYS, 0.0), 1.0)
    found: list[tuple[float, tuple[float, ...]]] = []
    for horizon, steps in zip(horizons, ahead, strict=True):
        own = errors_by_day(worked, baseline, people, max(steps, 1), paces)
        of_ages = [_errors(table or shipped(), age, horizon, max(steps, 1), own) for age in ("young", "old")]
        low, middle, high = ((1 - is_old) * young + is_old * old for young, old in zip(*of_ages, strict=True))
        if len(new) < _SETTLED_DAYS:
            low = min(low, _HALVED)
        found.append((float(np.log(max(paces[-1] * steps, _LEAST))), (low, middle, high)))
    return found


def _errors(table: Table, age: str, horizon: int, steps: int, own: Days) -> tuple[float, ...]:
    """The errors at LEVELS of campaigns of an age, as wide as those of this one: `own`, by day, `steps` ahead."""
    usual = _at(table[age], horizon)
    scale = scaled(own, len(own) - 1, steps, usual.width)
    low, middle, high = (error * scale for error in usual.errors)
    if age == "young" and horizon > YOUNG_DAYS:
        # Months ahead of a young campaign, the errors are of such as were still growing: one that keeps its pace
        # would lie below all of them. So its low and middle stay where they are after four weeks.
        near = _at(table[age], YOUNG_DAYS)
        near_low, near_middle, _ = (error * near.width * scale / usual.width for error in near.errors)
        low, middle = min(low, near_low), min(middle, near_middle)
    return low, middle, high


def _worked(new: Days, rest: Rest | None, horizons: Sequence[int]) -> tuple[Days, list[int]]:
    """The days on which somebody worked, and how many such days each horizon has ahead."""
    if rest is None:
        return new, list(horizons)
    days = len(new)
    worked = new[~rest[:days] | (new > 0)]
    return worked, [int((~rest[days : days + horizon]).sum()) for horizon in horizons]


def paces_by_day(new: Days, baseline: float, people: float) -> Days:
    """At the end of each day, the share of the remaining people that is reached a day."""
    before = np.maximum(people - baseline - np.concatenate([[0.0], np.cumsum(new)[:-1]]), 1.0)
    weight = _DECAY ** np.arange(WINDOW_DAYS)
    reached = np.convolve(new, weight)[: len(new)]
    remaining = np.convolve(before, weight)[: len(new)]
    return np.maximum(reached / remaining, _LEAST)


def errors_by_day(new: Days, baseline: float, people: float, horizon: int, paces: Days) -> Days:
    """For each day, how the point made then erred at the horizon: complementary log-log of the share of the remaining
    that was reached, less that of the point. NaN where the horizon is not over, or nobody remained."""
    done = baseline + np.cumsum(new)
    errors = np.full(len(new), np.nan)
    if len(new) > horizon:
        remaining = np.maximum(people - done[:-horizon], 1.0)
        share = np.clip((done[horizon:] - done[:-horizon]) / remaining, 1e-6, 1 - _LEAST)
        errors[:-horizon] = np.log(-np.log1p(-share)) - np.log(paces[:-horizon] * horizon)
    errors[: FEWEST_DAYS - 1] = np.nan
    return errors


def scaled(errors: Days, day: int, horizon: int, usual: float) -> float:
    """How wide the errors of this campaign are by a day, counted from 0: its own of the last weeks, as known then,
    drawn towards the usual width. Errors of neighbouring days share their days: `horizon` of them count as one."""
    known = errors[max(0, day - horizon - _OWN_DAYS) : max(0, day - horizon + 1)]
    known = known[~np.isnan(known)]
    if not len(known):
        return usual
    count = len(known) / horizon
    return float(np.sqrt((_SHRINKAGE * usual**2 + count * np.abs(known).mean() ** 2) / (_SHRINKAGE + count)))


@dataclass(frozen=True)
class _Errors:
    """The usual width of errors, and their quantiles in such widths, at LEVELS."""

    width: float
    errors: tuple[float, ...]


def _at(table: Sequence[Mapping[str, Any]], horizon: int) -> _Errors:
    """Between the table's horizons on the square root of the days; below the first as at the first."""
    roots = np.sqrt([row["horizon"] for row in table])

    def at(values: Sequence[float]) -> float:
        return float(np.interp(np.sqrt(horizon), roots, values))

    errors = tuple(at([row["errors"][number] for row in table]) for number in range(len(LEVELS)))
    return _Errors(at([row["usual"] for row in table]), errors)
