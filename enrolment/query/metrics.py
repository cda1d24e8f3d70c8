"""Every measure once: what it is called, how it is written, which way is good. Cards, charts, tables, downloads and
the page of definitions all take it from here; the formulas themselves stand in queries/marts/standing.sql."""

from dataclasses import dataclass
from typing import Any

import pandas as pd

from enrolment import classes, language


@dataclass(frozen=True)
class Measure:
    """A column that people see. `kind` decides how its value is written; `tables` names what it is calculated from, and
    puts it on the definitions page.

    kinds: count, remaining (a count; below zero, what is above the target), quantity (a decimal where there is one),
    pace (one decimal), points (one decimal, with its sign), ranks (how many up), share (0–1), km, minutes, day, moment,
    flag, code (a word of the vocabulary), text.
    """

    column: str
    kind: str
    tables: str = ""

    @property
    def is_defined(self) -> bool:
        return bool(self.tables)

    @property
    def key(self) -> str:
        return self.column.replace("_", "-")

    def label(self, lang: str) -> str:
        return language.translate(lang, f"measure-{self.key}")

    def formula(self, lang: str, band_points: float, detour_factor: float) -> str:
        """How it is calculated, with the settings that this data was built with."""
        told = {"band": language.count(lang, band_points, 1), "detour": language.count(lang, detour_factor, 1)}
        return language.translate(lang, f"formula-{self.key}", **told)

    def caveat(self, lang: str) -> str:
        """What to keep in mind when reading it."""
        return language.translate(lang, f"caveat-{self.key}")

    def write(self, lang: str, value: Any) -> str:
        """The value as text; a dash where it is unknown."""
        if value is None or pd.isna(value):
            return "–"
        match self.kind:
            case "count":
                return language.count(lang, value)
            case "remaining":
                over = value < 0
                return (
                    language.translate(lang, "over-target", count=language.count(lang, -value))
                    if over
                    else (language.count(lang, value))
                )
            case "points":
                return language.signed(lang, value, decimals=1)
            case "ranks":
                way = "up" if value > 0 else "down" if value < 0 else "same"
                return language.translate(lang, f"ranks-{way}", count=language.count(lang, abs(value)))
            case "pace" | "km":
                return language.count(lang, value, decimals=1)
            case "minutes":
                return language.count(lang, value)
            case "quantity":
                return language.count(lang, value, 0 if value == int(value) else 1)
            case "share":
                return language.share(lang, value)
            case "day":
                return language.day(lang, value)
            case "moment":
                return language.moment(lang, value)
            case "flag":
                return language.translate(lang, "yes" if value else "no")
            case "code":
                return word(lang, self.column, value)
        return str(value)


_ALL = (
    Measure("done_count", "count", tables="progress, targets"),
    Measure("target_count", "count", tables="targets"),
    Measure("attainment_share", "share", tables="progress, targets"),
    Measure("remaining_count", "remaining", tables="progress, targets"),
    Measure("short_count", "count", tables="progress, targets"),
    Measure("expected_count", "count", tables="targets"),
    Measure("required_pace", "pace", tables="progress, targets"),
    Measure("recent_pace", "pace", tables="progress"),
    Measure("status", "code", tables="progress, targets"),
    Measure("road_km", "km", tables="villages, communes"),
    Measure("straight_km", "km", tables="villages, communes"),
    Measure("distance_band", "code", tables="villages"),
    Measure("catchment", "text", tables="villages, boundaries"),
    Measure("registrations_per_group_day", "pace", tables="progress, visits"),
    Measure("low_count", "count"),
    Measure("likely_count", "count"),
    Measure("high_count", "count"),
    Measure("is_held", "flag"),
    Measure("error_count", "count"),
    Measure("straight_error_count", "count"),
    Measure("overall_share", "share"),
    Measure("low_share", "share"),
    Measure("high_share", "share"),
    Measure("smoothed_share", "share", tables="progress, targets"),
    Measure("against_chance", "code", tables="progress, targets"),
    Measure("reached", "text"),
    Measure("new_count", "count"),
    Measure("factor", "text"),
    Measure("raw_points", "points"),
    Measure("points", "points", tables="progress, targets, villages"),
    Measure("interval", "text"),
    Measure("without_one", "text"),
    Measure("lacking_count", "count"),
    Measure("fifth", "count"),
    Measure("from_road_km", "km"),
    Measure("to_road_km", "km"),
    Measure("planned_on", "day"),
    Measure("is_visited", "flag"),
    Measure("is_visited_by_others", "flag"),
    Measure("expected_registrations", "pace"),
    Measure("then_count", "count"),
    Measure("now_count", "count"),
    Measure("moved_count", "count"),
    Measure("then_share", "share"),
    Measure("now_share", "share"),
    Measure("moved_points", "points"),
    Measure("pace_ratio", "pace"),
    Measure("rank_number", "count"),
    Measure("rank_change", "ranks"),
    Measure("remaining_share", "share"),
    Measure("short_share", "share"),
    Measure("overdue_count", "count"),
    Measure("known_days", "count"),
    Measure("source", "code"),
    Measure("households", "count"),
    Measure("population", "count"),
    Measure("residents_14_plus", "count"),
    Measure("ethnic_minority_share", "share"),
    Measure("smartphone_share", "share"),
    Measure("travel_minutes", "minutes"),
    Measure("electricity", "code"),
    Measure("mobile_signal", "code"),
    Measure("is_unlit", "flag"),
    Measure("is_weak", "flag"),
    Measure("is_far", "flag"),
    Measure("gap", "code"),
    Measure("is_inside", "flag"),
    Measure("village_count", "count"),
    Measure("village_names", "text"),
    Measure("unlit_village_count", "count"),
    Measure("weak_signal_village_count", "count"),
    Measure("place_name", "text"),
    Measure("commune_name", "text"),
    Measure("unit_name", "text"),
    Measure("team_name", "text"),
    Measure("group_count", "count"),
    Measure("group_days", "count"),
    Measure("member_count", "count"),
    Measure("visit_count", "count"),
    Measure("households_visited", "count"),
    Measure("elderly_transported", "count"),
    Measure("role", "code"),
    Measure("item", "text"),
    Measure("quantity", "quantity"),
    Measure("unit", "text"),
    Measure("visited_on", "day"),
    Measure("reported_on", "day"),
    Measure("commune_reached", "text"),
    Measure("indicator_name", "text"),
    Measure("found_count", "count"),
    Measure("compared_count", "count"),
    Measure("gap_share", "share"),
    Measure("last_reported_on", "day"),
    Measure("silent_days", "count"),
    Measure("unvisited_days", "count"),
    Measure("report_count", "count"),
    Measure("file_name", "text"),
    Measure("table_name", "text"),
    Measure("brought_at", "moment"),
    Measure("brought_by", "text"),
    Measure("row_count", "count"),
    Measure("sha256", "text"),
)
MEASURES = {measure.column: measure for measure in _ALL}

CLASSES = classes.codes(classes.ATTAINMENT_CLASSES)
PACES = classes.codes(classes.PACE_CLASSES)
BANDS = (*classes.codes(classes.DISTANCE_BANDS), classes.UNKNOWN_DISTANCE)
CHANCES = ("below", "within", "above")
STATUS_MARKS = {"behind": "▼", "on": "●", "ahead": "▲", "reached": "✓", "overdue": "▼", "not_begun": "○"}


def word(lang: str, column: str, code: str) -> str:
    """The word of the vocabulary for a code of a column, such as `electricity` `none`."""
    if column == "status":
        return f"{STATUS_MARKS[code]} {language.translate(lang, f'status-{code}'.replace('_', '-'))}"
    return language.translate(lang, f"{column}-{code}".replace("_", "-"))
