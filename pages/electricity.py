"""Electricity and signal: how many people remain where something is lacking, and what is lacking together."""

from enrolment.charts import gaps
from enrolment.settings import settings
from enrolment.view import filters, links, parts, sentences
from enrolment.view.words import lang, name, t
from enrolment.warehouse import run

chosen = filters.show()
contrast = run("gaps/contrast", **chosen.what)
cells = run("gaps/cells", **chosen.what)
overlap = run("gaps/overlap", **chosen.what)
villages = run("gaps/villages", **chosen.what, row_count=settings().village_limit)
of_indicator = t("of-indicator", name=name(chosen.indicator_row))
parts.title("electricity", sentences.gaps(chosen, contrast, overlap))

if contrast.target_count.notna().any():
    parts.panel(
        t("chart-contrast"),
        of_indicator,
        gaps.contrast(contrast, lang()),
        "contrast",
        alt=t("chart-contrast"),
        source=parts.Source(
            "gaps/contrast", chosen.what, contrast, ["gap", "is_inside", "village_count", "reached", "remaining_count"]
        ),
    )
    parts.panel(
        t("chart-cells"),
        of_indicator,
        gaps.cells(cells, lang()),
        "cells",
        alt=t("chart-cells"),
        source=parts.Source(
            "gaps/cells",
            chosen.what,
            cells,
            ["distance_band", "is_unlit", "is_weak", "village_count", "reached", "remaining_count"],
        ),
    )
parts.table_panel(
    t("table-overlap"),
    t("table-overlap-sub"),
    parts.Source(
        "gaps/overlap",
        chosen.what,
        sentences.with_village_names(overlap),
        ["is_unlit", "is_weak", "is_far", "village_count", "reached", "remaining_count", "village_names"],
    ),
)
parts.table_panel(
    t("table-gap-villages"),
    of_indicator,
    parts.Source(
        "gaps/villages",
        {**chosen.what, "row_count": settings().query_row_cap},
        villages,
        ["place_name", "commune_name", "electricity", "mobile_signal", "road_km", "reached", "remaining_count"],
    ),
    links.villages(villages),
)
if unknown := sentences.gaps_unknown(overlap):
    parts.note(unknown)
parts.note(t("ecological-caveat"))
