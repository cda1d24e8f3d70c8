"""Overview: where we stand, will we make it, and where most people remain."""

from enrolment.settings import settings
from enrolment.view import cards, filters, links, marked, parts, sentences, travel
from enrolment.view.words import count, day, name, t
from enrolment.warehouse import run

MOST_REMAINING = 8

chosen = filters.show()
standing = run("overview/standing", **chosen.where)
daily = run("overview/daily", **chosen.where)
units = run("units/standing", **chosen.what)
silent = run("overview/silent", **chosen.what, days=settings().stale_after_days).iloc[0]

parts.title("overview", sentences.standing(chosen, standing), marked.headline(chosen, standing))
cards.show_indicators(standing, daily)
travel.show_changes(chosen, standing)

most = units[units.remaining_count > 0].head(MOST_REMAINING)
if sentences.is_commune_only(chosen, units, standing):
    parts.note(sentences.commune_only(chosen, standing))
elif len(most):
    source = parts.Source(
        "units/standing",
        chosen.what,
        most.assign(total_count=len(units)),
        ["place_name", "reached", "remaining_count", "road_km", "unlit_village_count", "weak_signal_village_count"],
    )
    parts.table_panel(
        t(f"most-remaining-{chosen.unit_key}"),
        t("of-indicator", name=name(chosen.indicator_row)),
        source,
        links.units(chosen, units),
    )
parts.note(
    t(
        "freshness",
        indicator=name(chosen.indicator_row),
        day=day(silent.last_reported_on),
        silent=count(silent.silent_count),
        all=count(silent.unit_count),
        days=settings().stale_after_days,
        unit=t("unit-commune" if silent.is_commune_only else f"unit-{chosen.unit_key}"),
    )
)
