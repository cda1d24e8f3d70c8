"""Campaigns as files have them, and what would have been forecast at their earlier days."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from enrolment.analysis.forecast import Days, Table, outlook

COLUMNS = ("campaign", "reported_on", "new_count", "baseline", "people")
CHECKED = (7, 14, 28)  # horizons of the check, days
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


def campaigns(frame: pd.DataFrame) -> list[Campaign]:
    """The campaigns of a table with COLUMNS, a row for each day; a day without a row brought nobody.

    Raises ValueError for a column that is missing, a day that is none, and a number that is none.
    """
    if missing := [column for column in COLUMNS if column not in frame]:
        raise ValueError(", ".join(missing))
    found = []
    for name, rows in frame.groupby("campaign", sort=False):
        days = pd.to_datetime(rows.reported_on)
        counts = pd.to_numeric(rows.new_count)
        if counts.isna().any() or rows[["baseline", "people"]].isna().any().any():
            raise ValueError(f"{name}: new_count, baseline, people")
        new = counts.groupby(days.to_numpy()).sum().asfreq("D", fill_value=0)
        first = rows.iloc[0]
        found.append(Campaign(str(name), new.index[0], new.to_numpy(float), float(first.baseline), float(first.people)))
    return found


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
