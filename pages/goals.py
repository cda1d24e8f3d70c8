"""Goals: how far each indicator is, whether the plan holds, and which villages carry it."""

from enrolment.charts import goals
from enrolment.narrative import forecasts, sentences, tables
from enrolment.view import cards, effort, filters, head, links, marked, parts
from enrolment.view.session import ask, lang, words
from enrolment.view.words import name, t

MOST_POINTS = 40  # days drawn in one small multiple; a longer campaign is thinned evenly

chosen = filters.show()
of_indicator = t("of-indicator", name=name(chosen.indicator_row))
standing = ask("overview/standing", **chosen.where)
burn_up = ask("goals/burn_up", **chosen.what)
heat = ask("goals/heat", **chosen.where)
done = burn_up.frame[burn_up.frame.done_count.notna()]
multiples = ask("goals/units_daily", **chosen.what, step=-(-len(done) // MOST_POINTS) or 1)
ahead = ask("goals/forecast", **chosen.what)
back_test = ask("goals/back_test", **chosen.what)
now = effort.of_now(chosen)
head.title("goals", sentences.pace(chosen, standing, ahead), marked.headline(chosen, standing))

parts.table_panel(
    t("table-attainment"),
    t("table-attainment-sub"),
    tables.with_indicator_names(words(), standing),
    ["indicator_name", "reached", "remaining_count", "status", "expected_count", "required_pace", "recent_pace"],
)
title = t("chart-burn-up" if burn_up.frame.expected_count.notna().any() else "chart-course")
parts.panel(
    title,
    of_indicator,
    goals.burn_up(burn_up, ahead, lang()),
    "burn-up",
    burn_up.showing(done[::-1]),
    ["reported_on", "new_count", "reached", "expected_count", "source"],
    alt=title,
)
plan = sentences.row_of(standing, chosen.indicator)
if forecasts.stands(plan, ahead):
    parts.table_panel(
        t("table-forecast"),
        f"{forecasts.chance(words(), plan, ahead)} {forecasts.reached_on(words(), now)} {t('table-forecast-sub')}",
        ahead,
        ["reported_on", "low_count", "likely_count", "high_count"],
    )
    effort.show(chosen, now)
    if not len(back_test):
        parts.note(t("back-test-none"))
elif said := forecasts.why_none(words(), plan, done):
    parts.note(said)
if len(back_test):
    parts.table_panel(
        t("table-back-test"),
        f"{forecasts.record(words(), back_test)} {t('table-back-test-sub')}",
        back_test.showing(back_test.frame[::-1]),
        [
            *("reported_on", "low_count", "likely_count", "high_count", "done_count", "is_held"),
            *("error_count", "straight_error_count"),
        ],
    )
if len(multiples) and multiples.frame.target_count.notna().any():
    parts.heading(t(f"chart-multiples-{chosen.unit_key}"), t("chart-multiples-sub", name=name(chosen.indicator_row)))
    cards.show_multiples(multiples, links.units(chosen))
    parts.source_line(multiples)
if len(heat):
    parts.heading(t("chart-heat"), t("chart-heat-sub"))
    cards.show_heat(heat, ask("frame/indicators"), chosen.indicator, t("chart-heat"), links.units(chosen))
    parts.source_line(heat)
