"""Small campaigns made up for comparisons: one commune each, valid for import batch by batch.

Two ways to the same kind of campaign: `campaigns(...)`, a Hypothesis strategy, and `random_campaign(seed, number,
province)`. Both draw from one core, `make_campaign`, through the small interface `Draw`.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from typing import Any, Protocol, TypeVar

import pandas as pd
from hypothesis import strategies as st

from tests.oracle.campaign import Campaign
from tests.oracle.reports import CUMULATIVE, NEW, Count, Gain, History, Key, Row, after, counts_by_place, fold
from tests.oracle.standings import commune_figures

FIRST_DAY, LAST_DAY = date(2025, 6, 20), date(2025, 8, 10)
VILLAGE_INDICATORS = ("vneid_level2", "id_card")
COMMUNE_INDICATOR = "organisation_id"
COLUMNS = {
    "communes": "commune_code commune_name province_code province_name centre_latitude centre_longitude",
    "villages": "village_code commune_code village_name latitude longitude households population residents_14_plus "
    "electricity mobile_signal road_km travel_minutes ethnic_minority_share smartphone_share team_code",
    "indicators": "indicator_code name_vi name_en unit_vi unit_en stage level definition_vi definition_en",
    "targets": "indicator_code village_code commune_code baseline target starts_on due_on",
    "teams": "team_code commune_code team_name",
    "team_members": "team_code role member_count",
    "visits": "visited_on team_code village_code households_visited elderly_transported",
    "progress": "reported_on village_code commune_code indicator_code team_code new_count cumulative_count "
    "is_correction",
}
Item = TypeVar("Item")


class Draw(Protocol):
    """What the core needs of chance."""

    def integer(self, low: int, high: int) -> int:
        """A whole number from `low` to `high`, both included."""

    def choice(self, items: Sequence[Item]) -> Item:
        """One of the items; the first is the simplest."""

    def chance(self, share: float) -> bool:
        """Yes in about that share of cases; no is the simpler."""


class RandomDraw:
    """Draws from a seeded generator."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)

    def integer(self, low: int, high: int) -> int:
        """A whole number from `low` to `high`, both included."""
        return self.random.randint(low, high)

    def choice(self, items: Sequence[Item]) -> Item:
        """One of the items."""
        return items[int(self.random.random() * len(items))]

    def chance(self, share: float) -> bool:
        """Yes in about that share of cases."""
        return self.random.random() < share


@cache
def integers(low: int, high: int) -> st.SearchStrategy[int]:
    """Hypothesis' integers of a range, made once; they shrink towards 0 or the bound nearest to it."""
    return st.integers(low, high)


class HypothesisDraw:
    """Draws from Hypothesis, so that examples shrink: to small numbers, first choices and no."""

    def __init__(self, draw: Callable[[st.SearchStrategy[int]], int]) -> None:
        self.draw = draw

    def integer(self, low: int, high: int) -> int:
        """A whole number from `low` to `high`, both included."""
        return low if low == high else self.draw(integers(low, high))

    def choice(self, items: Sequence[Item]) -> Item:
        """One of the items."""
        return items[self.integer(0, len(items) - 1)]

    def chance(self, share: float) -> bool:
        """Yes in about that share of cases."""
        return self.draw(integers(0, 99)) >= 100 - round(100 * share)


def table(name: str, rows: Iterable[dict[str, Any]]) -> pd.DataFrame:
    """A table of the contract as text; empty is unknown."""
    columns = COLUMNS[name].split()
    texts = [["" if row.get(column) is None else str(row[column]) for column in columns] for row in rows]
    return pd.DataFrame(texts, columns=columns, dtype=object)


@cache
def indicator_table() -> pd.DataFrame:
    """The indicators that all campaigns share."""
    levels = [*((code, "village") for code in VILLAGE_INDICATORS), (COMMUNE_INDICATOR, "commune")]
    return table(
        "indicators",
        [
            {
                "indicator_code": code,
                "name_vi": code,
                "name_en": code,
                "unit_vi": "hồ sơ",
                "unit_en": "records",
                "stage": "received",
                "level": level,
                "definition_vi": code,
                "definition_en": code,
            }
            for code, level in levels
        ],
    )


@dataclass(eq=False)
class SmallCampaign:
    """One commune's tables, its batches in the order in which they are brought in, and which of them are undone."""

    commune_code: str
    province_code: str
    rows: dict[str, list[dict[str, Any]]] = field(repr=False)
    batches_of_rows: list[list[Row]]
    is_undone: list[bool]
    indicators_used: list[str]

    def __post_init__(self) -> None:
        self.tables = {name: table(name, self.rows[name]) for name in self.rows}
        self.tables["indicators"] = indicator_table()
        self.batches = [table("progress", map(self.progress_row, rows)) for rows in self.batches_of_rows]

    def progress_row(self, row: Row) -> dict[str, Any]:
        """A row as it stands in the file."""
        is_commune = row.place == self.commune_code
        return {
            "reported_on": row.day,
            "village_code": None if is_commune else row.place,
            "commune_code": row.place if is_commune else None,
            "indicator_code": row.indicator,
            "team_code": row.team,
            "new_count": row.new_count,
            "cumulative_count": row.cumulative_count,
            "is_correction": "true" if row.is_correction else None,
        }

    def campaign(
        self, rest_weekdays: Iterable[int] = (), batches: list[pd.DataFrame] | None = None, **settings: Any
    ) -> Campaign:
        """The campaign for the calculator: with the batches that are not undone, or with those given."""
        kept = [batch for batch, is_undone in zip(self.batches, self.is_undone, strict=True) if not is_undone]
        tables = {name: frame for name, frame in self.tables.items() if name != "team_members"}
        return Campaign(
            **tables, batches=kept if batches is None else batches, rest_weekdays=frozenset(rest_weekdays), **settings
        )

    def __repr__(self) -> str:
        """What a failing example shows: every table with rows, as in a file."""
        shown = [f"== {name}\n{frame.to_csv(index=False)}" for name, frame in self.tables.items() if name in SHOWN]
        for number, (batch, is_undone) in enumerate(zip(self.batches, self.is_undone, strict=True), 1):
            shown.append(f"== batch {number}{' (undone)' if is_undone else ''}\n{batch.to_csv(index=False)}")
        return f"SmallCampaign {self.commune_code}\n" + "".join(shown)


SHOWN = ("communes", "villages", "targets", "teams", "visits")


def together(small: Sequence[SmallCampaign], rest_weekdays: Iterable[int] = (), **settings: Any) -> Campaign:
    """Several small campaigns as one, with the batches that count: communes of a province beside each other.

    Their keys never meet, so that their first batches can be one batch, their second batches another, and so on.
    """
    tables = {
        name: pd.concat([one.tables[name] for one in small], ignore_index=True)
        for name in ("communes", "villages", "targets", "teams", "visits")
    }
    frames = []
    for number in range(max(len(one.batches) for one in small)):
        parts = [one.batches[number] for one in small if number < len(one.batches) and not one.is_undone[number]]
        if parts:
            frames.append(pd.concat(parts, ignore_index=True))
    return Campaign(
        **tables, indicators=indicator_table(), batches=frames, rest_weekdays=frozenset(rest_weekdays), **settings
    )


@dataclass
class Style:
    """How one place reports one indicator."""

    first_day: date
    kinds: tuple[str, ...]
    teams: tuple[str, ...]


class Maker:
    """The core: makes one campaign, drawing piece by piece. Rows that an import would refuse are left out."""

    def __init__(self, draw: Draw, number: int, province: str) -> None:
        self.draw = draw
        self.commune = f"{20000 + number}"
        self.province = province
        self.villages = [f"{self.commune}-{one}" for one in range(1, draw.integer(0, 6) + 1)]
        self.teams = [f"{self.commune}-T{one}" for one in range(1, draw.integer(0, 2) + 1)]
        self.indicators = list(VILLAGE_INDICATORS[: draw.integer(1, 2)])
        if draw.chance(0.25):
            self.indicators.append(COMMUNE_INDICATOR)
        self.first_day = FIRST_DAY + timedelta(days=draw.integer(5, 25))
        self.last_day = self.first_day + timedelta(days=draw.integer(0, 22))
        self.baselines: dict[tuple[str, str], int] = {}
        self.rows: dict[str, list[dict[str, Any]]] = {}
        self.standing: dict[Key, Count] = {}
        self.counts: dict[tuple[str, str], dict[Key, Count]] = {}
        self.corrections: set[tuple[Key, int]] = set()

    def make(self) -> SmallCampaign:
        """A campaign that can be brought in batch by batch, and with the undone batches taken off."""
        self.make_places()
        self.make_targets()
        self.make_visits()
        batches = self.make_batches()
        is_undone = [self.draw.chance(0.2) for _ in batches] if len(batches) > 1 else [False] * len(batches)
        made = self.campaign_of(batches, is_undone)
        while made.batches and not all(map(self.is_valid_for_commune, prefixes(made.batches_of_rows))):
            made = self.campaign_of(made.batches_of_rows[:-1], made.is_undone[:-1])
        if any(made.is_undone) and not all(map(self.is_valid, states_of_undoing(made))):
            made = self.campaign_of(made.batches_of_rows, [False] * len(made.batches))
        return made

    def campaign_of(self, batches: list[list[Row]], is_undone: list[bool]) -> SmallCampaign:
        """The campaign with these batches."""
        return SmallCampaign(
            self.commune, self.province, self.rows, batches, is_undone, indicators_used=list(self.indicators)
        )

    # --- places, plans and visits

    def make_places(self) -> None:
        """The commune, its villages (much may be unknown of them) and its groups."""
        draw = self.draw
        self.rows["communes"] = [
            {
                "commune_code": self.commune,
                "commune_name": f"Xã {self.commune}",
                "province_code": self.province,
                "province_name": f"Tỉnh {self.province}",
                "centre_latitude": 22.6,
                "centre_longitude": 105.6,
            }
        ]
        self.rows["villages"] = []
        for code in self.villages:
            has_point = draw.chance(0.8)
            self.rows["villages"].append(
                {
                    "village_code": code,
                    "commune_code": self.commune,
                    "village_name": f"Thôn {code}",
                    "latitude": round(22.6 + draw.integer(0, 20) / 100, 2) if has_point else None,
                    "longitude": round(105.6 + draw.integer(0, 20) / 100, 2) if has_point else None,
                    "residents_14_plus": draw.choice([100, 0, 37, 250, None]),
                    "electricity": draw.choice(["grid", "grid", "off_grid", "none", None]),
                    "mobile_signal": draw.choice(["good", "good", "weak", "none", None]),
                    "road_km": draw.choice([None, 3, 4.9, 5, 9.9, 10, 15, 20, 30.5]),
                }
            )
        self.rows["teams"] = [
            {"team_code": code, "commune_code": self.commune, "team_name": f"Tổ {code}"} for code in self.teams
        ]
        self.rows["team_members"] = [{"team_code": code, "role": "police", "member_count": 3} for code in self.teams]

    def make_targets(self) -> None:
        """Plans at either level, at both, at neither, or for some villages; rows without a target too."""
        self.rows["targets"] = []
        for indicator in self.indicators:
            usual = self.plan_dates()
            villages_share = self.draw.choice([0.0, 1.0, 0.6]) if indicator != COMMUNE_INDICATOR else 0.0
            if villages_share:
                rows_without_target = self.draw.choice([0.0, 0.0, 0.3])
                for village in self.villages:
                    if villages_share == 1.0 or self.draw.chance(villages_share):
                        self.add_target(indicator, village, usual, rows_without_target)
            if self.draw.chance(0.5):
                self.add_target(indicator, self.commune, usual, 0.2)

    def plan_dates(self) -> tuple[date, date]:
        """First and last day of a plan: it may start late, be due early, lie ahead, or be a single day."""
        starts_on = within(self.first_day + timedelta(days=self.draw.integer(-6, 15)))
        length = self.draw.choice([20, 30, 0, 1, 4, 8, 45])
        return starts_on, within(starts_on + timedelta(days=length))

    def add_target(self, indicator: str, place: str, usual: tuple[date, date], without_target: float) -> None:
        """One row of targets."""
        draw = self.draw
        baseline = draw.choice([0, 0, 10, 40, 3])
        has_target = not (without_target and draw.chance(without_target))
        target = baseline + draw.choice([30, 60, 100, 10, 1, 0, -3]) if has_target else None
        starts_on, due_on = self.plan_dates() if draw.chance(0.25) else usual
        is_commune = place == self.commune
        self.baselines[place, indicator] = baseline
        self.rows["targets"].append(
            {
                "indicator_code": indicator,
                "village_code": None if is_commune else place,
                "commune_code": place if is_commune else None,
                "baseline": baseline,
                "target": max(0, target) if target is not None else None,
                "starts_on": starts_on,
                "due_on": due_on if has_target else None,
            }
        )

    def make_visits(self) -> None:
        """Visits of groups to villages."""
        found: dict[tuple[date, str, str], dict[str, Any]] = {}
        if self.teams and self.villages:
            for _ in range(6):
                if not self.draw.chance(0.7):
                    break
                key = self.any_day(self.first_day), self.draw.choice(self.teams), self.draw.choice(self.villages)
                found[key] = dict(zip(("visited_on", "team_code", "village_code"), key, strict=True))
        self.rows["visits"] = list(found.values())

    # --- progress

    def make_batches(self) -> list[list[Row]]:
        """The batches: the first is the largest; later ones go on, restate and correct."""
        self.styles = self.make_styles()
        if not self.styles:
            return []
        batches = []
        for number in range(4):
            if number and not self.draw.chance(0.55):
                break
            batch = self.make_batch(50 if number == 0 else 20, restating=0.5 if number else 0.0)
            if batch:
                batches.append(batch)
        return batches

    def make_styles(self) -> dict[tuple[str, str], Style]:
        """How each place reports each indicator. Some villages never do, and the commune itself seldom does."""
        draw = self.draw
        found: dict[tuple[str, str], Style] = {}
        for indicator in self.indicators:
            villages = self.villages if indicator != COMMUNE_INDICATOR else []
            silent_share = draw.choice([0.0, 0.25])
            usual = draw.choice([(NEW,), (NEW, CUMULATIVE), (CUMULATIVE,)])
            for village in villages:
                if not (silent_share and draw.chance(silent_share)):
                    found[village, indicator] = self.make_style(usual if not draw.chance(0.25) else (CUMULATIVE, NEW))
            if not villages or draw.chance(0.5):
                found[self.commune, indicator] = self.make_style(
                    draw.choice([(CUMULATIVE,), (NEW,), (CUMULATIVE, NEW)])
                )
        return found

    def make_style(self, kinds: tuple[str, ...]) -> Style:
        """How one place reports: from which day on, what kinds of counts, and for which groups."""
        first_day = self.any_day(self.first_day) if self.draw.chance(0.3) else self.first_day
        teams = ("", *self.teams) if self.teams and self.draw.chance(0.5) else ("",)
        return Style(first_day, kinds, teams)

    def any_day(self, first: date) -> date:
        """A day of the campaign, not before `first`."""
        return first + timedelta(days=self.draw.integer(0, (self.last_day - first).days))

    def make_batch(self, most_rows: int, restating: float) -> list[Row]:
        """One batch: every row of it can be brought in after those before it."""
        places = list(self.styles)
        batch: dict[Key, Row] = {}
        for _ in range(most_rows):
            if not self.draw.chance(0.98):
                break
            if restating and self.standing and self.draw.chance(restating):
                key = self.draw.choice(list(self.standing))
            else:
                place, indicator = self.draw.choice(places)
                style = self.styles[place, indicator]
                key = (self.any_day(style.first_day), place, indicator, self.draw.choice(style.teams))
            row = self.make_row(key)
            if key not in batch and self.accept(row):
                batch[key] = row
        return list(batch.values())

    def make_row(self, key: Key) -> Row:
        """A row for the key whose count goes on from what stands."""
        draw = self.draw
        day, place, indicator, team = key
        if draw.chance(0.1):
            return Row(*key, -draw.integer(1, 6), None, True)
        if draw.choice(self.styles[place, indicator].kinds) == NEW:
            count = draw.integer(0, 12)
            if not team:
                count += self.gained_by_groups(day, place, indicator)
            return Row(*key, max(0, count), None, draw.chance(0.05))
        is_fall = draw.chance(0.1)
        count = self.total_before(key) + (draw.integer(-6, 0) if is_fall else draw.integer(-1, 12))
        return Row(*key, None, max(0, count), is_fall)

    def history(self, place: str, indicator: str, without: Key | None = None) -> History:
        """What stands of a place and indicator."""
        counts = [count for key, count in self.counts.get((place, indicator), {}).items() if key != without]
        return History(counts, self.baselines.get((place, indicator)))

    def gained_by_groups(self, day: date, place: str, indicator: str) -> int:
        """What groups gained on the day."""
        return sum(gain.step for gain in self.history(place, indicator).gains_on(day) if gain.team)

    def total_before(self, key: Key) -> int:
        """Where a running total stands at the end of the day, without the row of the key itself."""
        day, place, indicator, team = key
        history = self.history(place, indicator, without=key)
        if not team:
            standing = history.standing(day)
            return standing if standing is not None else self.baselines.get((place, indicator), 20)
        return sum(gain.step for gain in history.gains if gain.team == team and gain.day <= day)

    def accept(self, row: Row) -> bool:
        """Take the row if what then stands of its place can be brought in."""
        correction = (row.key, row.new_count or 0)
        if row.adds_to_key and correction in self.corrections:
            return False
        place_counts = self.counts.setdefault((row.place, row.indicator), {})
        count = after(place_counts.get(row.key), row)
        baseline = self.baselines.get((row.place, row.indicator))
        if not is_valid_for_place(list((place_counts | {row.key: count}).values()), baseline):
            return False
        place_counts[row.key] = count
        self.standing[row.key] = count
        if row.adds_to_key:
            self.corrections.add(correction)
        return True

    # --- what an import refuses

    def is_valid(self, batches: list[list[Row]]) -> bool:
        """Whether these batches, and nothing else, could stand: for every place, and for the commune as a whole."""
        by_place = counts_by_place(fold(batches))
        for (place, indicator), counts in by_place.items():
            if not is_valid_for_place(counts, self.baselines.get((place, indicator))):
                return False
        return self.is_valid_for_commune(batches)

    def is_valid_for_commune(self, batches: list[list[Row]]) -> bool:
        """Whether the commune's standing, taken from whatever source, is never below zero."""
        by_place = counts_by_place(fold(batches))
        histories = [History(counts, self.baselines.get(key)) for key, counts in by_place.items()]
        if all(gain.step >= 0 for history in histories for gain in history.gains):
            return True  # what never falls is never below zero
        made = self.campaign_of(batches, [False] * len(batches))
        campaign = made.campaign()
        return all(
            (commune_figures(campaign, self.commune, indicator).state(day).done or 0) >= 0
            for indicator in self.indicators
            for day in campaign.days
        )


def within(day: date) -> date:
    """The day, or the first or last that campaigns may use."""
    return min(max(day, FIRST_DAY), LAST_DAY)


def prefixes(batches: list[list[Row]]) -> list[list[list[Row]]]:
    """The first batch, the first two, …"""
    return [batches[:number] for number in range(1, len(batches) + 1)]


def states_of_undoing(made: SmallCampaign) -> list[list[list[Row]]]:
    """All that stands while batches are undone one by one at the end, or as soon as each is brought in."""
    batches, is_undone = made.batches_of_rows, made.is_undone
    states = [
        [batch for number, batch in enumerate(batches) if number > last or not is_undone[number]]
        for last in range(len(batches))
        if is_undone[last]
    ]
    kept: list[list[Row]] = []
    for batch, is_off in zip(batches, is_undone, strict=True):
        states.append([*kept, batch])
        if not is_off:
            kept.append(batch)
    return states


def is_valid_for_place(counts: list[Count], baseline: int | None) -> bool:
    """Whether an import takes what then stands of one place and indicator."""
    last_totals: dict[str, int] = {}
    for count in sorted(counts, key=lambda count: count.day):
        if count.kind == CUMULATIVE:
            if count.value < 0 or (count.value < last_totals.get(count.team, 0) and not count.is_marked):
                return False
            last_totals[count.team] = count.value
    history = History(counts, baseline)
    if history.lowest_standing() < 0:
        return False
    return all(map(is_valid_whole_day, history.gains_by_day.values()))


def is_valid_whole_day(gains: list[Gain]) -> bool:
    """A whole day must be more than what groups gained in it: less is refused, as much is asked about."""
    has_whole_day = any(gain.kind == NEW and not gain.team for gain in gains)
    of_groups = [gain.step for gain in gains if gain.team]
    return not has_whole_day or not of_groups or sum(gain.step for gain in gains) > sum(of_groups)


def make_campaign(draw: Draw, number: int, province: str) -> SmallCampaign:
    """One small campaign, drawn piece by piece."""
    return Maker(draw, number, province).make()


@st.composite
def campaigns(draw: st.DrawFn, number: int = 0, province: str = "20") -> SmallCampaign:
    """A Hypothesis strategy for small campaigns."""
    return make_campaign(HypothesisDraw(draw), number, province)


def random_campaign(seed: int, number: int, province: str = "20") -> SmallCampaign:
    """The same kind of campaign from a seed: the same one for the same seed."""
    return make_campaign(RandomDraw(seed), number, province)
