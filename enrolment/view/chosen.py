"""What a page is set to."""

from dataclasses import dataclass
from datetime import date

import pandas as pd


@dataclass(frozen=True)
class Chosen:
    """What a page is set to. `level` is the place's own: `province` or `commune`."""

    place: str
    place_name: str
    level: str
    indicator: str
    indicator_row: pd.Series
    as_of: date

    @property
    def where(self) -> dict[str, str | date]:
        """Parameters of a query about the place."""
        return {"place": self.place, "as_of": self.as_of}

    @property
    def what(self) -> dict[str, str | date]:
        """Parameters of a query about the place and the indicator."""
        return {**self.where, "indicator": self.indicator}

    @property
    def is_of_communes(self) -> bool:
        """Whether the page would show villages of an indicator that only communes report."""
        return self.level == "commune" and self.indicator_row.level == "commune"

    @property
    def unit_key(self) -> str:
        """`village` or `commune`: what the place is made of."""
        return "commune" if self.level == "province" else "village"
