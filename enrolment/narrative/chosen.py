"""What a page, a report or an alert is about."""

from dataclasses import dataclass
from datetime import date

import pandas as pd

from enrolment.narrative.words import Words
from enrolment.query.answer import Answer


@dataclass(frozen=True)
class Chosen:
    """A place, an indicator and a day, and the language to speak of them in. `level` is the place's own: `province` or
    `commune`."""

    words: Words
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
        """Whether villages would be shown of an indicator that only communes report."""
        return self.level == "commune" and self.indicator_row.level == "commune"

    @property
    def unit_key(self) -> str:
        """`village` or `commune`: what the place is made of."""
        return "commune" if self.level == "province" else "village"


def choose(words: Words, places: Answer, indicators: Answer, place: str, indicator: str, as_of: date) -> Chosen:
    """A place and an indicator of `frame/places` and `frame/indicators`, by their codes; KeyError for any other."""
    where = places.frame.set_index("place_code").loc[place]
    what = indicators.frame.set_index("indicator_code", drop=False).loc[indicator]
    return Chosen(words, place, where.place_name, where.level, indicator, what, as_of)


def first_indicator(indicators: Answer) -> str:
    """Level 2 where it is counted, the goal that decides the campaign; else the first of `frame/indicators`."""
    codes = list(indicators.frame.indicator_code)
    return "vneid_level2" if "vneid_level2" in codes else codes[0]
