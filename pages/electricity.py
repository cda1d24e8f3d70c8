"""Electricity and signal: how many people remain where something is lacking, and what is lacking together."""

from enrolment.charts import gaps
from enrolment.settings import settings
from enrolment.view import filters, links, marked, parts, sentences
from enrolment.view.words import lang, name, t
from enrolment.warehouse import run

chosen = filters.show()
contrast = run("gaps/contrast", **chosen.what)
cells = run("gaps/cells", **chosen.what)
overlap = run("gaps/overlap", **chosen.what)
lacking = run("gaps/lacking", place=chosen.place).iloc[0]
villages = run("gaps/villages", **chosen.what, row_count=settings().village_limit)
of_indicator = t("of-indicator", name=name(chosen.indicator_row))
has_targets = contrast.target_count.notna().any()
counts = ["village_count", *(["reached", "remaining_count", "short_count"] if has_targets else ["done_count"])]
standing = run("overview/standing", **chosen.where)
units = run("units/standing", **chosen.what)
parts.title(
    "electricity",
    sentences.gaps(chosen, contrast, lacking, standing),
    marked.headline(chosen, units, ["reached", "electricity"]),
)

if has_targets:
    parts.panel(
        t("chart-contrast"),
        of_indicator,
        gaps.contrast(contrast, lang()),
        "contrast",
        alt=t("chart-contrast"),
        source=parts.Source("gaps/contrast", chosen.what, contrast, ["gap", "is_inside", *counts]),
    )
if len(cells):
    parts.panel(
        t("chart-cells" if has_targets else "chart-cells-counts"),
        of_indicator,
        gaps.cells(cells, lang()),
        "cells",
        alt=t("chart-cells" if has_targets else "chart-cells-counts"),
        source=parts.Source("gaps/cells", chosen.what, cells, ["distance_band", "is_unlit", "is_weak", *counts]),
    )
for said in sentences.not_compared(run("gaps/not_compared", **chosen.what)):
    parts.note(said)
parts.table_panel(
    t("table-overlap"),
    t("table-overlap-sub"),
    parts.Source(
        "gaps/overlap",
        chosen.what,
        sentences.with_village_names(overlap),
        ["is_unlit", "is_weak", "is_far", *counts, "village_names"],
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
if unknown := sentences.gaps_unknown(lacking):
    parts.note(unknown)
parts.note(t("ecological-caveat"))
