"""The product's answers held against the second calculator's, for many small campaigns in one store."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd

from enrolment.changes import commit
from enrolment.imports.meaning.reading import Choices
from enrolment.imports.sources import named_sources
from enrolment.snapshot.current import current
from tests.asking import run
from tests.oracle import calculator
from tests.oracle.campaign import Campaign
from tests.oracle.campaigns import VILLAGE_INDICATORS, SmallCampaign, table, together

ANSWERS = Choices(corrections="replace", above="yes", are_new="yes")
MEASURES = (
    "new_count",
    "unadded_count",
    "done_count",
    "left_out_count",
    "remaining_count",
    "short_count",
    "attainment_share",
    "attainment_class",
    "expected_count",
    "required_pace",
    "overdue_count",
    "no_day_left_count",
    "status",
)
PLANS = ("baseline_count", "target_count", "starts_on", "due_on")
OF_A_WEEK = ("last_week_count", "recent_pace", "working_days_left")
OF_COMPARISONS = ("village_count", "done_count", "target_count", "remaining_count", "short_count", "attainment_share")


def bring_in(small: Sequence[SmallCampaign], folder: Path, store: Path) -> Campaign:
    """Bring the campaigns in, batch after batch, and undo those that are to be undone; what then counts.

    Campaigns are communes of one store whose keys never meet: the first batches of all are one file, and so on.
    """
    files = folder / "tables"
    files.mkdir(parents=True)
    for name in ("communes", "villages", "targets", "teams", "team_members", "visits"):
        pd.concat([one.tables[name] for one in small]).to_csv(files / f"{name}.csv", index=False)
    small[0].tables["indicators"].to_csv(files / "indicators.csv", index=False)
    commit.build(files, store)
    for number in range(max(len(one.batches) for one in small)):
        for is_undone in (False, True):
            parts = [one.batches[number] for one in small if one.is_undone[number : number + 1] == [is_undone]]
            rows = pd.concat(parts) if parts else table("progress", [])
            if rows.empty:
                continue
            path = folder / f"progress_{number}_{'undone' if is_undone else 'kept'}.csv"
            rows.to_csv(path, index=False)
            (batch,) = commit.bring_in(named_sources([path], "progress", ANSWERS), store).batches
            if is_undone:
                commit.undo(store, batch.code)
    return together(small)


def differences(campaign: Campaign, store: Path) -> tuple[int, list[str]]:
    """How many numbers of places and days were compared, and those that the two do not agree on."""
    shown = current(store)
    assert shown is not None
    with duckdb.connect(shown.path, read_only=True) as con:
        frame = con.execute("select * from standing").df()
    checked, found = 0, []
    for row in frame.astype(object).where(frame.notna(), None).to_dict("records"):
        day = row["reported_on"].date()
        right = calculator.standing(campaign, row["place_code"], row["indicator_code"], day)
        columns = PLANS if right["done_count"] is None and row["done_count"] is None else (*PLANS, *MEASURES)
        checked += len(columns)
        found += compared(f"{row['place_code']} {row['indicator_code']} {day}", row, right, columns)
    return checked, found


def compared(where: str, ours: dict[str, Any], right: dict[str, Any], columns: Sequence[str]) -> list[str]:
    """What differs between a row of the product and the calculator's."""
    found = []
    for column in columns:
        one, other = plain(ours[column]), plain(right[column])
        if column == "left_out_count":
            one, other = one or 0, other or 0
        if column == "status":
            one = one or "none"
        if not is_same(one, other):
            found.append(f"{where} {column}: {one} instead of {other}")
    return found


def plain(value: Any) -> Any:
    """A day as a date, a number as a number, unknown as None."""
    if value is None or (isinstance(value, float) and math.isnan(value)) or value is pd.NaT or value is pd.NA:
        return None
    return value.date() if isinstance(value, pd.Timestamp) else value


def is_same(one: Any, other: Any) -> bool:
    if one is None or other is None or isinstance(one, str | date):
        return one == other
    return math.isclose(float(one), float(other), rel_tol=1e-9, abs_tol=1e-9)


def asked(campaign: Campaign, places: Sequence[str], day: date) -> tuple[int, list[str]]:
    """The same for what the pages ask of these communes and provinces on one day."""
    checked, found = 0, []
    for place in places:
        for row in run("overview/standing", place=place, as_of=day).to_dict("records"):
            right = calculator.standing(campaign, place, row["indicator_code"], day)
            if right["done_count"] is None and plain(row["done_count"]) is None:
                continue
            columns = [name for name in (*OF_A_WEEK, *MEASURES) if name in row]
            checked += len(columns)
            found += compared(f"{place} overview/standing {row['indicator_code']} {day}", row, right, columns)
        for indicator in VILLAGE_INDICATORS:
            what = {"place": place, "indicator": indicator, "as_of": day}
            asking = [of_comparisons, of_burn_up, of_units_daily]
            asking += [of_units, of_groups] if place in campaign.villages_of_commune else []
            for ask in asking:
                more, other = ask(campaign, what)
                checked, found = checked + more, found + other
    return checked, found


def of_units(campaign: Campaign, what: dict[str, Any]) -> tuple[int, list[str]]:
    """`units/standing` and `village/against_commune`."""
    checked, found = 0, []
    place, indicator, day = what["place"], what["indicator"], what["as_of"]
    right = {row["place_code"]: row for row in calculator.units(campaign, place, indicator, day)}
    for row in run("units/standing", **what).to_dict("records"):
        columns = [name for name in MEASURES if name in row and name != "left_out_count"]
        checked += len(columns)
        found += compared(
            f"{place} units/standing {row['place_code']} {what}", row, right.pop(row["place_code"]), columns
        )
    found += [f"{place} units/standing {what}: {code} is missing" for code in right]
    for code in campaign.villages_of_commune[place][:1]:
        for row in run("village/against_commune", village=code, indicator=indicator, as_of=day).to_dict("records"):
            on = plain(row["reported_on"])
            village = calculator.standing(campaign, code, indicator, on)
            commune = calculator.standing(campaign, place, indicator, on)
            both = {**village, **{f"commune_{name}": value for name, value in commune.items()}}
            columns = [name for name in row if name.endswith(("_count", "_share"))]
            checked += len(columns)
            found += compared(f"{place} village/against_commune {code} {on}", row, both, columns)
    return checked, found


def of_burn_up(campaign: Campaign, what: dict[str, Any]) -> tuple[int, list[str]]:
    """`goals/burn_up` up to the day."""
    checked, found = 0, []
    for row in run("goals/burn_up", **what).to_dict("records"):
        day = plain(row["reported_on"])
        if plain(row["done_count"]) is None or day > what["as_of"]:
            continue
        right = calculator.standing(campaign, what["place"], what["indicator"], day)
        checked += 4
        columns = ("new_count", "done_count", "target_count", "expected_count")
        found += compared(f"{what['place']} goals/burn_up {what['indicator']} {day}", row, right, columns)
    return checked, found


def of_units_daily(campaign: Campaign, what: dict[str, Any]) -> tuple[int, list[str]]:
    """`goals/units_daily`, every third day back, and `goals/heat`."""
    checked, found = 0, []
    columns = ("done_count", "target_count", "remaining_count", "attainment_share")
    daily = run("goals/units_daily", **what, step=3).to_dict("records")
    heat = run("goals/heat", place=what["place"], as_of=what["as_of"]).to_dict("records")
    for query, rows in (("goals/units_daily", daily), ("goals/heat", heat)):
        for row in rows:
            day = plain(row["reported_on"])
            right = calculator.standing(campaign, row["place_code"], row["indicator_code"], day)
            checked += len(columns)
            found += compared(f"{what['place']} {query} {row['place_code']} {day}", row, right, columns)
    return checked, found


def of_comparisons(campaign: Campaign, what: dict[str, Any]) -> tuple[int, list[str]]:
    """`distance/bands`, `gaps/contrast`, `gaps/cells` and `gaps/overlap`."""
    place, indicator, day = what["place"], what["indicator"], what["as_of"]
    tables: dict[str, tuple[Callable[..., dict], tuple[str, ...]]] = {
        "distance/bands": (calculator.bands, ("distance_band",)),
        "gaps/contrast": (calculator.contrast, ("gap", "is_inside")),
        "gaps/cells": (calculator.cells, ("is_unlit", "is_weak", "distance_band")),
        "gaps/overlap": (calculator.overlap, ("is_unlit", "is_weak", "is_far")),
    }
    checked, found = 0, []
    for query, (calculate, keys) in tables.items():
        right = calculate(campaign, place, indicator, day)
        for row in run(query, **what).to_dict("records"):
            values = tuple(key_of(row[key]) for key in keys)
            other = right.pop(values if len(values) > 1 else values[0], None)
            if other is None:
                found.append(f"{place} {query} {what} {values}: should not be there")
                continue
            columns = [*OF_COMPARISONS, *(["residents_14_plus"] if "residents_14_plus" in row else [])]
            checked += len(columns)
            found += compared(f"{place} {query} {what} {values}", row, other, columns)
        found += [f"{place} {query} {what} {key}: is missing" for key in right]
    return checked, found


def key_of(value: Any) -> Any:
    """A side of a comparison: a word, yes, no, or None where it is not known."""
    value = plain(value)
    return value if value is None or isinstance(value, str) else bool(value)


def of_groups(campaign: Campaign, what: dict[str, Any]) -> tuple[int, list[str]]:
    """`teams/groups` of a commune."""
    checked, found = 0, []
    columns = ("new_count", "group_days", "known_days", "registrations_per_group_day")
    right = calculator.groups(campaign, what["place"], what["indicator"], what["as_of"])
    for row in run("teams/groups", **what).to_dict("records"):
        other = right[row["unit_code"]]
        for name in ("group_days", "known_days"):
            row[name], other[name] = plain(row[name]) or 0, other[name] or 0
        checked += len(columns)
        found += compared(f"{what['place']} teams/groups {row['unit_code']} {what}", row, other, columns)
    return checked, found
