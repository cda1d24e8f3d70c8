"""Campaigns as files have them, and what would have been forecast at their earlier days."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from enrolment.analysis.forecast import Days, Table, outlook

COLUMNS = ("campaign", "reported_on", "new_count", "baseline", "people")
CHECKED = (7, 14, 28)  # horizons of the check, days
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}(?:[ T].*)?")
_NUMBER = re.compile(r"-?\d{1,15}(?:\.\d+)?(?:[eE]-?\d{1,2})?")
_WHOLE = re.compile(r"(?!-?\d{1,3}\.\d{3}$)-?\d{1,15}(?:\.\d+)?")  # 5.000 may be five thousand
_EVERY, _AFTER, _NEARLY_ALL = 14, 28, 0.99


@dataclass(frozen=True)
class Campaign:
    """`new`: people newly reached on each day from `first` on; `baseline`: before it; `people`: who can be reached."""

    name: str
    first: pd.Timestamp
    new: Days
    baseline: float
    people: float

    @property
    def done(self) -> Days:
        """Reached by the end of each day."""
        return self.baseline + np.cumsum(self.new)


def read(path: Path) -> list[Campaign]:
    """The campaigns of a CSV with COLUMNS. Raises OSError, and ValueError as `campaigns` does."""
    return campaigns(pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8-sig"))


def campaigns(frame: pd.DataFrame) -> list[Campaign]:
    """The campaigns of a table with COLUMNS, a row for each day: days as 2025-08-02, alone or with the hour; rows of
    one day add up, a day without a row brought nobody. Baseline and people are those of the earliest day.

    Raises ValueError, with the campaign and the value, for what is missing, no day, or no number.
    """
    if missing := [column for column in COLUMNS if column not in frame]:
        raise ValueError(f"no column {', '.join(missing)}")
    texts = frame[list(COLUMNS)].astype(str).fillna("").apply(lambda column: column.str.strip())
    found = []
    for name, rows in texts.groupby("campaign", sort=False):
        _must_be(name, "campaign", [str(name)], re.compile(".+"))
        _must_be(name, "reported_on", rows.reported_on, _DAY)
        for column in ("new_count", "baseline", "people"):
            _must_be(name, column, rows[column], _NUMBER if column == "new_count" else _WHOLE)
        days = pd.to_datetime(rows.reported_on.str[:10], format="%Y-%m-%d")
        new = rows.new_count.astype(float).groupby(days.to_numpy()).sum().asfreq("D", fill_value=0)
        first = rows.loc[days.sort_values(kind="stable").index[0]]
        baseline, people = float(first.baseline), float(first.people)
        if people <= 0 or baseline < 0:
            raise ValueError(f"{name}: baseline {first.baseline}, people {first.people}")
        found.append(Campaign(str(name), new.index[0], new.to_numpy(float), baseline, people))
    return found


def _must_be(name: object, column: str, values: Iterable[str], form: re.Pattern[str]) -> None:
    for value in values:
        if not form.fullmatch(value):
            raise ValueError(f"{name}: {column} {value!r}")


def origins(campaign: Campaign) -> list[int]:
    """The days, counted from 1, from which a forecast is checked: every 14th with 28 days after it, unless nearly all
    are reached or the last two weeks brought nobody."""
    done = campaign.done
    return [
        day
        for day in range(_EVERY, len(done) - _AFTER + 1, _EVERY)
        if done[day - 1] < _NEARLY_ALL * campaign.people and campaign.new[day - _EVERY : day].sum() > 0
    ]


def checked(campaign: Campaign, table: Table | None = None) -> Iterator[dict[str, Any]]:
    """What each origin would have forecast with what was known then, and what came: cumulative, people. `table`: as for
    `outlook`."""
    for day in origins(campaign):
        for seen in outlook(campaign.new[:day], campaign.baseline, campaign.people, CHECKED, table):
            yield {
                "campaign": campaign.name,
                "origin": (campaign.first + pd.Timedelta(days=day - 1)).date().isoformat(),
                "horizon": seen.horizon,
                "p10": round(seen.p10, 1),
                "p50": round(seen.p50, 1),
                "p90": round(seen.p90, 1),
                "actual": float(campaign.done[day - 1 + seen.horizon]),
            }
