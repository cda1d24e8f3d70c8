"""Comparisons of villages by distance, electricity and signal, and figures of groups (sections 6 and 7)."""

from __future__ import annotations

import math
from collections.abc import Callable, Hashable
from datetime import date
from typing import Any

from tests.oracle.campaign import Campaign, Village
from tests.oracle.reports import gains_of_counts, sum_known
from tests.oracle.standings import VillageFigures, village_figures

EARTH_RADIUS_KM = 6371.0088
FAR_FROM_KM = 10.0


def road_km(campaign: Campaign, village: Village) -> float | None:
    """The way to the commune's centre: as given, else the straight line times the detour factor."""
    if village.road_km is not None:
        return village.road_km
    if village.latitude is None or village.longitude is None:
        return None
    centre = campaign.communes_by_code[village.commune]
    line = straight_line_km(village.latitude, village.longitude, centre.latitude, centre.longitude)
    return line * campaign.detour_factor


def straight_line_km(latitude: float, longitude: float, other_latitude: float, other_longitude: float) -> float:
    """The distance along the globe between two points given in degrees (haversine)."""
    phi, other_phi = math.radians(latitude), math.radians(other_latitude)
    half_phi = (other_phi - phi) / 2
    half_lambda = math.radians(other_longitude - longitude) / 2
    chord = math.sin(half_phi) ** 2 + math.cos(phi) * math.cos(other_phi) * math.sin(half_lambda) ** 2
    return 2 * EARTH_RADIUS_KM * math.asin(math.sqrt(chord))


def distance_band(campaign: Campaign, village: Village) -> str:
    """The band of the way to the commune's centre."""
    way = road_km(campaign, village)
    if way is None:
        return "unknown"
    for limit, name in ((5, "under_5"), (10, "5_to_10"), (20, "10_to_20")):
        if way < limit:
            return name
    return "over_20"


def is_far(campaign: Campaign, village: Village) -> bool | None:
    """Whether the way is 10 km or more."""
    way = road_km(campaign, village)
    return None if way is None else way >= FAR_FROM_KM


def is_unlit(campaign: Campaign, village: Village) -> bool | None:
    """Whether the village is without the grid's electricity."""
    return village.electricity in ("none", "off_grid") if village.electricity else None


def is_weak(campaign: Campaign, village: Village) -> bool | None:
    """Whether the village's mobile signal is weak or missing."""
    return village.mobile_signal in ("weak", "none") if village.mobile_signal else None


Side = Callable[[Campaign, Village], Hashable]
"""What villages are compared by."""


def compared_villages(campaign: Campaign, place: str, indicator: str, day: date) -> list[VillageFigures]:
    """The villages that take part: reported by the day and, where any reported one has a target, with a target."""
    communes = campaign.communes_of_province.get(place, [place])
    codes = [code for commune in communes for code in campaign.villages_of_commune[commune]]
    villages = [village_figures(campaign, code, indicator) for code in codes]
    reported = [village for village in villages if village.history.has_report(day)]
    planned = [village for village in reported if village.plan.is_plan]
    return planned or reported


def rows_by(campaign: Campaign, place: str, indicator: str, day: date, *sides: Side) -> dict[Any, dict[str, Any]]:
    """A row for each value found: keyed by the value of the one side, or by the values of several."""
    members: dict[Any, list[VillageFigures]] = {}
    for village in compared_villages(campaign, place, indicator, day):
        values = tuple(side(campaign, campaign.villages_by_code[village.place]) for side in sides)
        members.setdefault(values if len(sides) > 1 else values[0], []).append(village)
    return {key: row_of_villages(campaign, villages, day) for key, villages in members.items()}


def row_of_villages(campaign: Campaign, villages: list[VillageFigures], day: date) -> dict[str, Any]:
    """The columns of one row of a comparison."""
    standings = [(village.history.standing(day) or 0, village.plan.target) for village in villages]
    done = sum(standing for standing, _ in standings)
    target = sum_known(goal for _, goal in standings)
    return {
        "village_count": len(villages),
        "residents_14_plus": sum_known(
            campaign.villages_by_code[village.place].residents_14_plus for village in villages
        ),
        "done_count": done,
        "target_count": target,
        "remaining_count": None if target is None else target - done,
        "short_count": sum_known(None if goal is None else max(0, goal - standing) for standing, goal in standings),
        "attainment_share": done / target if target else None,
    }


def bands(campaign: Campaign, place: str, indicator: str, day: date) -> dict[str, dict[str, Any]]:
    """A row for each distance band that has a village."""
    return rows_by(campaign, place, indicator, day, distance_band)


def contrast(
    campaign: Campaign, place: str, indicator: str, day: date
) -> dict[tuple[str, bool | None], dict[str, Any]]:
    """A row for each gap and each side of it that has a village: keyed by the gap and by `is_inside`."""
    return {
        (gap, is_inside): row
        for gap, side in (("electricity", is_unlit), ("signal", is_weak), ("distance", is_far))
        for is_inside, row in rows_by(campaign, place, indicator, day, side).items()
    }


def cells(campaign: Campaign, place: str, indicator: str, day: date) -> dict[tuple[Any, Any, Any], dict[str, Any]]:
    """Electricity, signal and distance: a row for each (is_unlit, is_weak, distance_band) that has a village."""
    return rows_by(campaign, place, indicator, day, is_unlit, is_weak, distance_band)


def overlap(campaign: Campaign, place: str, indicator: str, day: date) -> dict[tuple[Any, Any, Any], dict[str, Any]]:
    """How the gaps coincide: a row for each triple (is_unlit, is_weak, is_far) that has a village."""
    return rows_by(campaign, place, indicator, day, is_unlit, is_weak, is_far)


def gains_of_teams(campaign: Campaign) -> dict[str, dict[str, dict[date, int]]]:
    """What each group gained: by group, indicator and day, all its rows of that day summed over the places.

    A group's cumulative count is its own total and needs no baseline, so that villages' baselines play no part here.
    """
    if ("", "teams") in campaign._figures:
        return campaign._figures["", "teams"]
    found: dict[str, dict[str, dict[date, int]]] = {}
    for (_, indicator), counts in campaign.counts.items():
        for gain in gains_of_counts(counts, None):
            if gain.team:
                by_day = found.setdefault(gain.team, {}).setdefault(indicator, {})
                by_day[gain.day] = by_day.get(gain.day, 0) + gain.step
    campaign._figures["", "teams"] = found
    return found


def groups(campaign: Campaign, commune: str, indicator: str, day: date) -> dict[str, dict[str, Any]]:
    """The figures of each group of a commune, keyed by its code."""
    found = {}
    for team, team_commune in campaign.commune_of_team.items():
        if team_commune != commune:
            continue
        gained = gains_of_teams(campaign).get(team, {})
        of_indicator = {one: count for one, count in gained.get(indicator, {}).items() if one <= day}
        group_days = {one for one in campaign.visit_days_of_team.get(team, set()) if one <= day}
        for by_day in gained.values():
            group_days |= {one for one, count in by_day.items() if one <= day and count > 0}
        known_days = group_days & set(of_indicator)
        new_count = sum_known(of_indicator.values())
        found[team] = {
            "new_count": new_count,
            "group_days": len(group_days),
            "known_days": len(known_days),
            "registrations_per_group_day": new_count / len(known_days)
            if known_days and new_count is not None
            else None,
        }
    return found
