"""Overview: where we stand, will we make it, and where most people remain."""

from enrolment.narrative import sentences
from enrolment.settings import settings
from enrolment.view import cards, filters, links, marked, parts, travel
from enrolment.view.session import ask
from enrolment.view.words import name, t

MOST_REMAINING = 8

chosen = filters.show()
standing = ask("overview/standing", **chosen.where)
daily = ask("overview/daily", **chosen.where)
units = ask("units/standing", **chosen.what)
silent = ask("overview/silent", **chosen.what, days=settings().stale_after_days)

parts.title("overview", sentences.standing(chosen, standing), marked.headline(chosen, standing))
cards.show_indicators(standing, daily)
travel.show_changes(chosen, standing)

most = units.frame[units.frame.remaining_count > 0].head(MOST_REMAINING).assign(total_count=len(units))
if sentences.is_commune_only(chosen, units, standing):
    parts.note(sentences.commune_only(chosen, standing))
elif len(most):
    parts.table_panel(
        t(f"most-remaining-{chosen.unit_key}"),
        t("of-indicator", name=name(chosen.indicator_row)),
        units.showing(most),
        ["place_name", "reached", "remaining_count", "road_km", "unlit_village_count", "weak_signal_village_count"],
        links.units(chosen),
    )
parts.note(sentences.freshness(chosen, silent, settings().stale_after_days))
