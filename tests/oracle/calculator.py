"""The second calculator: ask a campaign for the figures of any place and day."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd

from tests.oracle.campaign import Campaign
from tests.oracle.comparisons import bands, cells, contrast, groups, overlap, rows_by
from tests.oracle.standings import figures, measures

__all__ = ["Campaign", "bands", "cells", "contrast", "groups", "overlap", "rows_by", "standing", "standings", "units"]


def standing(campaign: Campaign, place: str, indicator: str, day: date) -> dict[str, Any]:
    """All figures of a village, a commune or a province for an indicator at the end of a day; unknown is None."""
    return measures(figures(campaign, place, indicator), day)


def standings(campaign: Campaign, indicator: str, places: list[str] | None = None) -> pd.DataFrame:
    """The standings of an indicator on all days of the data, a row for each place and day; by default all places."""
    rows = [
        standing(campaign, place, indicator, day)
        for place in (campaign.places if places is None else places)
        for day in campaign.days
    ]
    return pd.DataFrame(rows, dtype=object)


def units(campaign: Campaign, place: str, indicator: str, day: date) -> list[dict[str, Any]]:
    """The standing of each village of a commune, or of each commune of a province."""
    if place in campaign.communes_of_province:
        codes = campaign.communes_of_province[place]
    else:
        codes = campaign.villages_of_commune[place]
    return [standing(campaign, code, indicator, day) for code in codes]
