"""A language, and everything written in it."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import pandas as pd

from enrolment import language
from enrolment.query import metrics

_UNKNOWN_BESIDE = {"unlit_village_count": "unlit_unknown_count", "weak_signal_village_count": "weak_unknown_count"}


@dataclass(frozen=True)
class Words:
    """What is written for readers of one language; `lang` as in `language.LANGUAGES`."""

    lang: str

    def t(self, key: str, **values: object) -> str:
        """The text of a key."""
        return language.translate(self.lang, key, **values)

    def count(self, value: float | None, decimals: int = 0) -> str:
        return language.count(self.lang, value, decimals)

    def signed(self, value: float, decimals: int = 1) -> str:
        """A number with its sign; a zero has none."""
        return language.signed(self.lang, value, decimals)

    def share(self, value: float | None) -> str:
        return language.share(self.lang, value)

    def reached(self, done: float | None, target: float | None) -> str:
        """`6.549/10.084 (64,94%)`."""
        return language.reached(self.lang, done, target)

    def day(self, value: date | datetime | None) -> str:
        return language.day(self.lang, value)

    def moment(self, value: datetime) -> str:
        return language.moment(self.lang, value)

    def label(self, column: str) -> str:
        """What a measure is called."""
        return metrics.MEASURES[column].label(self.lang)

    def write(self, column: str, value: object) -> str:
        """A measure's value as text."""
        return metrics.MEASURES[column].write(self.lang, value)

    def word(self, column: str, code: str) -> str:
        """The word of the vocabulary for a code of a column."""
        return metrics.word(self.lang, column, code)

    def name(self, row: Any) -> str:
        """The name of an indicator's row."""
        return str(self.own(row, "name"))

    def short(self, row: Any) -> str:
        """The name of an indicator's row for sentences; its name where it has no short one."""
        found = getattr(row, language.column(self.lang, "short_name"), None)
        return str(found) if isinstance(found, str) and found else self.name(row)

    def unit(self, row: Any) -> str:
        """The unit of an indicator's row."""
        return str(self.own(row, "unit"))

    def own(self, row: Any, stem: str) -> Any:
        """What a row of the data says in the words' language, such as `name` in `name_en`."""
        return getattr(row, language.column(self.lang, stem))

    def road(self, row: Any) -> str:
        """The distance by road of a place, km; marked where it is estimated from the straight line."""
        text = self.write("road_km", row.road_km)
        return f"{text} *" if not pd.isna(row.road_km) and getattr(row, "is_road_estimated", False) else text

    def cell(self, row: Any, column: str) -> str:
        """What a table says in a column of a row, with the mark or the unknown that belongs beside it."""
        if column == "road_km":
            return self.road(row)
        if column in _UNKNOWN_BESIDE and getattr(row, "level", "") == "village":
            count = getattr(row, column)
            return "–" if pd.isna(count) else self.t("yes" if count else "no")
        text = self.write(column, self._spoken(row, column))
        unknown = getattr(row, _UNKNOWN_BESIDE[column], 0) if column in _UNKNOWN_BESIDE else 0
        if unknown and not pd.isna(getattr(row, column)):
            return f"{text} ({self.t('count-unknown', count=self.count(unknown))})"
        return text

    def _spoken(self, row: Any, column: str) -> Any:
        """A value; of somebody's free words those in the words' language, where the data has them beside."""
        beside = getattr(row, language.column(self.lang, column), None)
        return beside if isinstance(beside, str) and beside else getattr(row, column)
