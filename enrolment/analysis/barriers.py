"""What goes with distance, power and signal: each by itself, and beside the others.

A binomial regression of the share reached (logit), a village a row, its people as weight, with over-dispersion
(quasi-binomial): villages differ for more reasons than these, and the intervals say so. Effects are told in percentage
points: by how much the share would differ, on average over the people, if only this were otherwise. They go with each
other; nothing here says because.

Source: McCullagh & Nelder, "Generalized Linear Models" (1989), chapter 4; average marginal effects after Bartus (2005).
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

FEWEST_VILLAGES, FEWEST_OF_A_SIDE = 8, 3
STEP_KM = 10.0
FACTORS = {"electricity": "is_unlit", "signal": "is_weak", "distance": "road_km"}
DECAY = ["road_km", "share", "low_share", "high_share", "points", "low_points", "high_points", "village_count", "why"]
ADJUSTED = [
    "gap",
    "village_count",
    "lacking_count",
    "raw_points",
    "points",
    "low_points",
    "high_points",
    "least_points",
]
ADJUSTED += ["most_points", "why"]
_ITERATIONS, _CLOSE = 50, 1e-12
_GRID, _TRIED = 25, 4  # points of the curve; villages on each side whose leaving out is reckoned in full

Numbers = NDArray[np.float64]


@dataclass(frozen=True)
class Fit:
    """Coefficients, their covariance with the over-dispersion `scale` in it, and the degrees of freedom left."""

    coefficients: Numbers
    covariance: Numbers
    scale: float
    freedom: int


class Singular(ValueError):
    """The columns cannot be told apart, or the shares lie at 0 or 1 on one side of them."""


def fitted(share: Numbers, people: Numbers, design: Numbers) -> Fit:
    """Iteratively reweighted least squares. `share`: 0–1; `people`: weights; `design`: villages × columns, with the
    constant. Raises Singular."""
    freedom = design.shape[0] - design.shape[1]
    if freedom < 1 or np.linalg.matrix_rank(design) < design.shape[1]:
        raise Singular
    linear = np.log((share * people + 0.5) / ((1 - share) * people + 0.5))
    coefficients = np.zeros(design.shape[1])
    for _ in range(_ITERATIONS):
        chance = _chance(linear)
        weight = np.maximum(people * chance * (1 - chance), 1e-12)
        working = linear + (share - chance) / np.maximum(chance * (1 - chance), 1e-12)
        information = design.T @ (weight[:, None] * design)
        try:
            new = np.linalg.solve(information, design.T @ (weight * working))
        except np.linalg.LinAlgError:
            raise Singular from None
        is_close = np.abs(new - coefficients).max() < _CLOSE * (1 + np.abs(new).max())
        coefficients, linear = new, design @ new
        if np.abs(linear).max() > 30:
            raise Singular
        if is_close:
            break
    chance = _chance(linear)
    weight = people * chance * (1 - chance)
    scale = float((people**2 * (share - chance) ** 2 / np.maximum(weight, 1e-12)).sum() / freedom)
    return Fit(coefficients, np.linalg.inv(design.T @ (weight[:, None] * design)) * scale, scale, freedom)


def decay(villages: pd.DataFrame) -> pd.DataFrame:
    """The share reached along the road, `road_km`, with its band of 95 %; in every row `points`: by how much ten
    kilometres further go with, with its interval. One row with `why` where that cannot be said.

    `villages`: rows with `done_count`, `target_count`, `road_km`; those of which one is unknown are left out.
    """
    known = _known(villages, ["road_km"])
    why = _why_not(known) or ("one_side" if _one_side(known.road_km) else "")
    if why:
        return _told(DECAY, [{"village_count": len(known), "why": why}])
    share, people, road = _share(known), known.target_count.to_numpy(float), known.road_km.to_numpy(float)
    design = np.column_stack([np.ones(len(known)), road])
    try:
        fit = fitted(share, people, design)
    except Singular:
        return _told(DECAY, [{"village_count": len(known), "why": "whole"}])
    further = np.column_stack([np.ones(len(known)), road + STEP_KM])
    points, low, high = _effect(fit, people, further, design)
    told = {"points": points, "low_points": low, "high_points": high, "village_count": len(known), "why": ""}
    rows = []
    for km in np.linspace(road.min(), road.max(), _GRID):
        at = np.array([1.0, km])
        middle, half = at @ fit.coefficients, _width(fit) * np.sqrt(at @ _covariance(fit) @ at)
        band = {"share": _chance(middle), "low_share": _chance(middle - half), "high_share": _chance(middle + half)}
        rows.append({"road_km": km, **band, **told})
    return _told(DECAY, rows)


def adjusted(villages: pd.DataFrame) -> pd.DataFrame:
    """A row for each gap (electricity, signal, distance): the difference of the sides as it is, `raw_points`, and
    beside the other gaps, `points` with its interval of 95 %, and how far it moves when a single village is left out
    (`least_points`, `most_points`). Of distance: of ten kilometres further. `why`: why that cannot be said.

    `villages`: rows with `done_count`, `target_count`, `road_km`, `is_unlit`, `is_weak`.
    """
    known = _known(villages, list(FACTORS.values()))
    why = _why_not(known)
    usable = [] if why else [gap for gap, column in FACTORS.items() if not _one_side(known[column])]
    rows = [_side(known, gap) | {"why": why or ("" if gap in usable else "one_side")} for gap in FACTORS]
    if not usable:
        return _told(ADJUSTED, rows)
    share, people = _share(known), known.target_count.to_numpy(float)
    columns = [known[FACTORS[gap]].to_numpy(float) for gap in usable]
    design = np.column_stack([np.ones(len(known)), *columns])
    if np.linalg.matrix_rank(design) < design.shape[1]:
        return _told(ADJUSTED, [row | {"why": row["why"] or "together"} for row in rows])
    try:
        fit = fitted(share, people, design)
    except Singular:
        return _told(ADJUSTED, [row | {"why": row["why"] or "whole"} for row in rows])
    for row in rows:
        if row["gap"] not in usable:
            continue
        number = 1 + usable.index(row["gap"])
        contrast = _contrast(design, number, row["gap"])
        row["points"], row["low_points"], row["high_points"] = _effect(fit, people, *contrast(design))
        row["least_points"], row["most_points"] = _without_one(share, people, design, fit, number, contrast)
    return _told(ADJUSTED, rows)


def _contrast(design: Numbers, number: int, gap: str) -> Callable[[Numbers], tuple[Numbers, Numbers]]:
    """Two designs that differ in one column only: lacking and not, or ten kilometres further and not."""

    def sides(rows: Numbers) -> tuple[Numbers, Numbers]:
        there, here = rows.copy(), rows.copy()
        there[:, number] = rows[:, number] + STEP_KM if gap == "distance" else 1.0
        if gap != "distance":
            here[:, number] = 0.0
        return there, here

    return sides


def _effect(fit: Fit, people: Numbers, there: Numbers, here: Numbers) -> tuple[float, float, float]:
    """The average difference of the share, in points, with its interval by the delta method."""
    weight = people / people.sum()
    at, before = _chance(there @ fit.coefficients), _chance(here @ fit.coefficients)
    gradient = (weight * at * (1 - at)) @ there - (weight * before * (1 - before)) @ here
    middle = float(weight @ (at - before))
    half = _width(fit) * float(np.sqrt(gradient @ _covariance(fit) @ gradient))
    return 100 * middle, 100 * (middle - half), 100 * (middle + half)


def _without_one(
    share: Numbers,
    people: Numbers,
    design: Numbers,
    fit: Fit,
    number: int,
    contrast: Callable[[Numbers], tuple[Numbers, Numbers]],
) -> tuple[float, float]:
    """The least and the most that an effect is when one village is left out. Whose leaving out moves it most is found
    by one step from the whole; those are reckoned in full."""
    chance = _chance(design @ fit.coefficients)
    weight = people * chance * (1 - chance)
    unscaled = fit.covariance / fit.scale if fit.scale > 0 else np.linalg.inv(design.T @ (weight[:, None] * design))
    leverage = weight * np.einsum("ij,jk,ik->i", design, unscaled, design)
    moved = (design @ unscaled)[:, number] * people * (share - chance) / np.maximum(1 - leverage, 1e-9)
    order = np.argsort(moved)
    found = []
    for one in {*order[:_TRIED].tolist(), *order[-_TRIED:].tolist()}:
        kept = np.arange(len(share)) != one
        try:
            again = fitted(share[kept], people[kept], design[kept])
        except Singular:
            continue
        found.append(_effect(again, people[kept], *contrast(design[kept]))[0])
    return (min(found), max(found)) if found else (float("nan"), float("nan"))


def _known(villages: pd.DataFrame, columns: list[str]) -> pd.DataFrame:
    is_known = villages.done_count.notna() & (villages.target_count > 0)
    for column in columns:
        is_known &= villages[column].notna()
    return villages[is_known]


def _share(villages: pd.DataFrame) -> Numbers:
    return np.clip(villages.done_count.to_numpy(float) / villages.target_count.to_numpy(float), 0, 1)


def _why_not(villages: pd.DataFrame) -> str:
    """`few` villages, `all_done`, `all_zero`; empty where a regression can be tried."""
    if len(villages) < FEWEST_VILLAGES:
        return "few"
    share = _share(villages)
    return "all_done" if (share == 1).all() else "all_zero" if (share == 0).all() else ""


def _one_side(column: pd.Series) -> bool:
    """Whether there is nothing to compare: nearly all villages lie on one side, or all within a short way, from which
    ten kilometres further cannot be told."""
    if column.dtype == bool or column.dropna().isin([0, 1]).all():
        lacking = column.astype(bool)
        return min(int(lacking.sum()), int((~lacking).sum())) < FEWEST_OF_A_SIDE
    return bool(column.nunique() < FEWEST_OF_A_SIDE or column.max() - column.min() < STEP_KM / 2)


def _side(known: pd.DataFrame, gap: str) -> dict[str, Any]:
    """How many villages lack it, and by how many points the pooled shares of the sides differ."""
    if gap == "distance":
        return {"gap": gap, "village_count": len(known)}
    lacks = known[FACTORS[gap]].astype(bool)
    inside, outside = known[lacks], known[~lacks]
    told = {"gap": gap, "village_count": len(known), "lacking_count": len(inside)}
    if inside.empty or outside.empty:
        return told
    shares = [float(side.done_count.sum() / side.target_count.sum()) for side in (inside, outside)]
    return told | {"raw_points": 100 * (shares[0] - shares[1])}


def _chance(linear: Any) -> Any:
    return 1 / (1 + np.exp(-linear))


def _covariance(fit: Fit) -> Numbers:
    """Never narrower than chance alone makes it."""
    return fit.covariance * (max(1.0, fit.scale) / fit.scale if fit.scale > 0 else 1.0)


def _width(fit: Fit) -> float:
    """The quantile of Student's t for 95 %, by Cornish and Fisher's expansion."""
    z, v = 1.959964, fit.freedom
    return z + (z**3 + z) / (4 * v) + (5 * z**5 + 16 * z**3 + 3 * z) / (96 * v**2)


def _told(columns: list[str], rows: list[dict[str, Any]]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=columns)
    numbers = [column for column in columns if column not in ("gap", "why")]
    return frame.astype(dict.fromkeys(numbers, float))
