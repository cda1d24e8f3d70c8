"""Goals: how far each indicator is, whether the plan holds, and which villages carry it."""

from enrolment.charts import goals
from enrolment.view import cards, filters, marked, parts, sentences
from enrolment.view.words import lang, name, t
from enrolment.warehouse import run

MOST_POINTS = 60  # days drawn in one small multiple; a longer campaign is thinned evenly

chosen = filters.show()
standing = run("overview/standing", **chosen.where)
burn_up = run("goals/burn_up", **chosen.what)
heat = run("goals/heat", **chosen.where)
step = -(-int(burn_up.done_count.notna().sum()) // MOST_POINTS) or 1
multiples = run("goals/units_daily", **chosen.what, step=step)
indicators = run("frame/indicators")
parts.title("goals", sentences.pace(chosen, standing), marked.headline(chosen, standing))

parts.table_panel(
    t("table-attainment"),
    t("table-attainment-sub"),
    parts.Source(
        "overview/standing",
        chosen.where,
        sentences.with_indicator_names(standing),
        ["indicator_name", "reached", "remaining_count", "expected_count", "required_pace", "recent_pace", "status"],
    ),
)
parts.panel(
    t("chart-burn-up"),
    t("of-indicator", name=name(chosen.indicator_row)),
    goals.burn_up(burn_up, lang()),
    "burn-up",
    alt=t("chart-burn-up"),
    source=parts.Source(
        "goals/burn_up",
        chosen.what,
        burn_up[burn_up.done_count.notna()][::-1],
        ["reported_on", "new_count", "reached", "expected_count", "source"],
    ),
)
if len(multiples) and multiples.target_count.notna().any():
    parts.heading(t(f"chart-multiples-{chosen.unit_key}"), t("chart-multiples-sub", name=name(chosen.indicator_row)))
    cards.show_multiples(multiples)
    parts.source_line("goals/units_daily", {**chosen.what, "step": step}, multiples)
if len(heat):
    parts.heading(t("chart-heat"), t("chart-heat-sub"))
    cards.show_heat(heat, {row.indicator_code: name(row) for row in indicators.itertuples()})
    parts.source_line("goals/heat", chosen.where, heat)
