"""A campaign: the tables of a contract folder, read once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

import pandas as pd

from tests.oracle.plans import OWN, Plan, RestWeekdays
from tests.oracle.reports import Count, Key, Row, counts_by_place, fold


def is_empty(value: Any) -> bool:
    """An empty cell is unknown."""
    return value is None or value == "" or value != value


def text(value: Any) -> str:
    """A cell as text, "" where it is empty."""
    return "" if is_empty(value) else str(value)


def whole_number(value: Any) -> int | None:
    """A cell as a whole number."""
    return None if is_empty(value) else int(value)


def number(value: Any) -> float | None:
    """A cell as a number."""
    return None if is_empty(value) else float(value)


def as_day(value: Any) -> date | None:
    """A cell as a day."""
    return None if is_empty(value) else date.fromisoformat(str(value)[:10])


def is_true(value: Any) -> bool:
    """A cell as yes or no; empty is no."""
    return text(value).lower() == "true"


def rows_of_frame(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows of a table as plain dictionaries."""
    columns = [frame[name].tolist() for name in frame.columns]
    return [dict(zip(frame.columns, row, strict=True)) for row in zip(*columns, strict=True)]


def progress_rows(frame: pd.DataFrame) -> list[Row]:
    """The rows of one batch of progress."""
    return [
        Row(
            day=date.fromisoformat(str(row["reported_on"])[:10]),
            place=text(row.get("village_code")) or text(row.get("commune_code")),
            indicator=text(row["indicator_code"]),
            team=text(row.get("team_code")),
            new_count=whole_number(row.get("new_count")),
            cumulative_count=whole_number(row.get("cumulative_count")),
            is_correction=is_true(row.get("is_correction")),
        )
        for row in rows_of_frame(frame)
    ]


def read_table(folder: Path, name: str) -> pd.DataFrame:
    """A table of a contract folder as text; without any column where there is no file."""
    path = folder / f"{name}.csv"
    if path.exists():
        return pd.read_csv(path, dtype=str, keep_default_na=False)
    if path.with_suffix(".parquet").exists():
        return pd.read_parquet(path.with_suffix(".parquet"))
    return pd.DataFrame()


@dataclass(frozen=True)
class Village:
    """What is known of a village."""

    code: str
    commune: str
    latitude: float | None
    longitude: float | None
    residents_14_plus: int | None
    electricity: str
    mobile_signal: str
    road_km: float | None


@dataclass(frozen=True)
class Commune:
    """A commune, its province and where its centre is."""

    code: str
    province: str
    latitude: float
    longitude: float


@dataclass(frozen=True, eq=False)
class Campaign:
    """The tables of the contract, the batches of progress that count, in order, and the settings."""

    communes: pd.DataFrame
    villages: pd.DataFrame
    indicators: pd.DataFrame
    targets: pd.DataFrame
    teams: pd.DataFrame
    visits: pd.DataFrame
    batches: list[pd.DataFrame]
    rest_weekdays: RestWeekdays = frozenset()
    stale_after_days: int = 3
    band_points: float = 2.0
    detour_factor: float = 1.6
    _figures: dict[tuple[str, str], Any] = field(default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "rest_weekdays", frozenset(self.rest_weekdays))

    @classmethod
    def from_folder(cls, folder: str | Path, rest_weekdays: Iterable[int] = (), **settings: Any) -> Campaign:
        """Read a contract folder: its progress is one batch."""
        folder = Path(folder)
        names = ("communes", "villages", "indicators", "targets", "teams", "visits")
        tables = {name: read_table(folder, name) for name in names}
        batches = [read_table(folder, "progress")]
        return cls(**tables, batches=batches, rest_weekdays=frozenset(rest_weekdays), **settings)

    def with_batches(self, batches: list[pd.DataFrame]) -> Campaign:
        """The same campaign with other batches of progress."""
        return Campaign(
            communes=self.communes,
            villages=self.villages,
            indicators=self.indicators,
            targets=self.targets,
            teams=self.teams,
            visits=self.visits,
            batches=batches,
            rest_weekdays=self.rest_weekdays,
            stale_after_days=self.stale_after_days,
            band_points=self.band_points,
            detour_factor=self.detour_factor,
        )

    @cached_property
    def standing_counts(self) -> dict[Key, Count]:
        """What stands for every key after all batches."""
        return fold(progress_rows(batch) for batch in self.batches)

    @cached_property
    def counts(self) -> dict[tuple[str, str], list[Count]]:
        """The standing counts of every place and indicator."""
        return counts_by_place(self.standing_counts)

    @cached_property
    def targets_by_place(self) -> dict[tuple[str, str], Plan]:
        """The row in targets of a place and indicator. A row without a target keeps its baseline, and has no dates."""
        found = {}
        for row in rows_of_frame(self.targets):
            place = text(row.get("village_code")) or text(row.get("commune_code"))
            target = whole_number(row.get("target"))
            baseline = whole_number(row["baseline"])
            if target is None:
                plan = Plan(baseline=baseline)
            else:
                plan = Plan(baseline, target, as_day(row["starts_on"]), as_day(row["due_on"]), OWN)
            found[place, text(row["indicator_code"])] = plan
        return found

    @cached_property
    def level_of_indicator(self) -> dict[str, str]:
        """Who reports an indicator: village or commune."""
        return {text(row["indicator_code"]): text(row["level"]) for row in rows_of_frame(self.indicators)}

    @cached_property
    def communes_by_code(self) -> dict[str, Commune]:
        """The communes."""
        return {
            row["commune_code"]: Commune(
                row["commune_code"],
                text(row["province_code"]),
                float(row["centre_latitude"]),
                float(row["centre_longitude"]),
            )
            for row in rows_of_frame(self.communes)
        }

    @cached_property
    def villages_by_code(self) -> dict[str, Village]:
        """The villages."""
        return {
            row["village_code"]: Village(
                code=row["village_code"],
                commune=text(row["commune_code"]),
                latitude=number(row.get("latitude")),
                longitude=number(row.get("longitude")),
                residents_14_plus=whole_number(row.get("residents_14_plus")),
                electricity=text(row.get("electricity")),
                mobile_signal=text(row.get("mobile_signal")),
                road_km=number(row.get("road_km")),
            )
            for row in rows_of_frame(self.villages)
        }

    @cached_property
    def villages_of_commune(self) -> dict[str, list[str]]:
        """The codes of the villages of each commune."""
        found: dict[str, list[str]] = {code: [] for code in self.communes_by_code}
        for village in self.villages_by_code.values():
            found[village.commune].append(village.code)
        return found

    @cached_property
    def communes_of_province(self) -> dict[str, list[str]]:
        """The codes of the communes of each province."""
        found: dict[str, list[str]] = {}
        for commune in self.communes_by_code.values():
            found.setdefault(commune.province, []).append(commune.code)
        return found

    @cached_property
    def commune_of_team(self) -> dict[str, str]:
        """The commune of each group."""
        return {text(row["team_code"]): text(row["commune_code"]) for row in rows_of_frame(self.teams)}

    @cached_property
    def visit_days_of_team(self) -> dict[str, set[date]]:
        """The days on which each group visited a village."""
        found: dict[str, set[date]] = {}
        for row in rows_of_frame(self.visits):
            found.setdefault(text(row["team_code"]), set()).add(date.fromisoformat(str(row["visited_on"])[:10]))
        return found

    @cached_property
    def days(self) -> list[date]:
        """The days that may be asked: from the first report to the last."""
        reported = [key[0] for key in self.standing_counts]
        if not reported:
            return []
        first, last = min(reported).toordinal(), max(reported).toordinal()
        return [date.fromordinal(ordinal) for ordinal in range(first, last + 1)]

    @cached_property
    def places(self) -> list[str]:
        """All provinces, communes and villages."""
        return [*self.communes_of_province, *self.communes_by_code, *self.villages_by_code]
