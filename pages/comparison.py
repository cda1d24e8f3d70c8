"""Fair comparison: which units lie beyond what chance and the usual differences between units do."""

from enrolment.charts import comparison
from enrolment.narrative import comparisons
from enrolment.view import filters, head, links, marked, parts, ranking
from enrolment.view.session import ask, lang
from enrolment.view.words import name, t

chosen = filters.show()
funnel = ask("comparison/funnel", **chosen.what)
units = ask("units/standing", **chosen.what)
of_indicator = t("of-indicator", name=name(chosen.indicator_row))
head.title("comparison", comparisons.headline(chosen, funnel), marked.headline(chosen, funnel, ["reached"]))

if len(funnel):
    parts.panel(
        t("chart-funnel"),
        f"{of_indicator}. {t('chart-funnel-sub')}",
        comparison.funnel(funnel, lang()),
        "funnel",
        funnel,
        ["place_name", "reached", "low_share", "high_share", "against_chance"],
        alt=comparisons.headline(chosen, funnel),
        link=links.units(chosen),
    )
    if said := comparisons.not_compared(chosen, funnel, units):
        parts.note(said)
    ranking.show(chosen)
    parts.table_panel(
        t("table-smoothed"),
        t("table-smoothed-sub"),
        funnel,
        ["place_name", "reached", "smoothed_share", "against_chance", "status", "remaining_count"],
        links.units(chosen),
    )
