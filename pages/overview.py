"""Overview: where we stand, will we make it, who is behind, and what has changed."""

from enrolment.charts import maps, small_map
from enrolment.narrative import answers, sentences
from enrolment.settings import settings
from enrolment.view import (
    alerts,
    cards,
    filters,
    head,
    html,
    links,
    marked,
    parts,
    tomorrow,
    travel,
    versions,
    villages,
)
from enrolment.view.session import ask, lang
from enrolment.view.words import name, t

MOST_REMAINING = 8

chosen = filters.show()
standing = ask("overview/standing", **chosen.where)
daily = ask("overview/daily", **chosen.where)
units = maps.classed(ask("units/standing", **chosen.what), lang())
behind = ask("overview/behind", **chosen.what)
ahead = ask("goals/forecast", **chosen.what)
silent = ask("overview/silent", **chosen.what, days=settings().stale_after_days)

head.title("overview", answers.where_we_stand(chosen, standing), marked.headline(chosen, standing))
head.answers(
    [
        ("ask-make-it", answers.will_we_make_it(chosen, standing, ahead), links.to("goals")),
        ("ask-behind", answers.who_is_behind(chosen, units, behind), links.to("comparison")),
        ("ask-tomorrow", tomorrow.line(chosen), links.to("tomorrow")),
        ("ask-alerts", alerts.line(chosen), links.to("alerts")),
        ("ask-changed", answers.what_changed(chosen, standing, units, versions.came_in(chosen)), links.to("data")),
    ],
    html.small_map(
        small_map.drawn(units.frame, ask("frame/shape", place=chosen.place).frame),
        links.to("map"),
        sentences.classes(chosen, units, standing),
        cards.scale(units),
    ),
)
cards.show_indicators(standing, daily, chosen.indicator)
travel.show_changes(chosen, standing)

most = units.frame[units.frame.remaining_count > 0].head(MOST_REMAINING).assign(total_count=len(units))
if sentences.is_commune_only(chosen, units, standing):
    parts.note(sentences.commune_only(chosen, standing))
elif len(behind):
    villages.show_behind(chosen, behind)
elif len(most):
    parts.table_panel(
        t(f"most-remaining-{chosen.unit_key}"),
        t("of-indicator", name=name(chosen.indicator_row)),
        units.showing(most),
        ["place_name", "reached", "remaining_count", "road_km", "unlit_village_count", "weak_signal_village_count"],
        links.units(chosen),
    )
parts.note(sentences.freshness(chosen, silent, settings().stale_after_days))
