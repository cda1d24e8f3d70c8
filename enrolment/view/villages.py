"""The choice of a village and its profile."""

from enrolment.language import collation_key
from enrolment.narrative.chosen import Chosen
from enrolment.query.answer import Answer
from enrolment.view import filters, html, links, marked, parts
from enrolment.view.html import blocks
from enrolment.view.words import cell, label, name, t, write

_PROFILE = (
    "households",
    "population",
    "residents_14_plus",
    "ethnic_minority_share",
    "smartphone_share",
    "electricity",
    "mobile_signal",
    "road_km",
    "straight_km",
    "travel_minutes",
)


MOST_BEHIND = 100
_BEHIND = {
    "village": ("electricity", "mobile_signal", "road_km", "silent_days", "unvisited_days", "team_name"),
    "commune": ("unlit_village_count", "weak_signal_village_count", "road_km", "silent_days"),
}


def show_behind(chosen: Chosen, behind: Answer) -> None:
    """The units that are late, most people remaining first, with what may hold them back. `behind`: an answer of
    `overview/behind`."""
    parts.table_panel(
        t(f"behind-{chosen.unit_key}"),
        t("of-indicator", name=name(chosen.indicator_row)),
        behind.showing(behind.frame.head(MOST_BEHIND).assign(total_count=len(behind))),
        ["place_name", "remaining_count", "status", "against_chance", *_BEHIND[chosen.unit_key]],
        links.units(chosen),
    )


def choose(units: Answer) -> str:
    """A select box of the villages, by name; the choice lives in the URL."""
    names = dict(zip(units.frame.place_code, units.frame.place_name, strict=True))
    ordered = dict(sorted(names.items(), key=lambda item: (collation_key(item[1]), item[0])))
    return filters.choose("village", ordered, units.row.place_code, is_always_written=True)


def show_profile(profile: Answer) -> None:
    """What the village is: people, power, signal, distance, group. `profile`: an answer of `village/profile`."""
    village = profile.row
    facts = [(label(column), cell(village, column)) for column in _PROFILE]
    if village.is_road_estimated:
        facts.append((t("note"), t("road-estimated", count=1)))
    facts.append((label("team_name"), write("team_name", village.team_name)))
    marks = marked.beside(profile, _PROFILE)
    html.show(blocks.card(t("profile"), [blocks.facts(facts), blocks.lines([marks])]))
