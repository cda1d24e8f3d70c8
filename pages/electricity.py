"""Electricity and signal: how many people remain where something is lacking, and what is lacking together."""

from enrolment.charts import gaps
from enrolment.narrative import barriers, sentences, tables
from enrolment.settings import settings
from enrolment.view import filters, head, links, marked, parts
from enrolment.view.session import ask, lang, words
from enrolment.view.words import name, t

chosen = filters.show()
contrast = ask("gaps/contrast", **chosen.what)
cells = ask("gaps/cells", **chosen.what)
adjusted = ask("gaps/adjusted", **chosen.what)
overlap = ask("gaps/overlap", **chosen.what)
lacking = ask("gaps/lacking", place=chosen.place)
villages = ask("gaps/villages", **chosen.what, row_count=settings().query_row_cap)
of_indicator = t("of-indicator", name=name(chosen.indicator_row))
has_targets = contrast.frame.target_count.notna().any()
counts = ["village_count", *(["reached", "remaining_count", "short_count"] if has_targets else ["done_count"])]
standing = ask("overview/standing", **chosen.where)
units = ask("units/standing", **chosen.what)
marks = marked.headline(chosen, units, ["reached", "electricity"])
said = f"{sentences.gaps(chosen, contrast, lacking, standing)} {barriers.remaining_gaps(words(), adjusted)}".strip()
head.title("electricity", said, marks)

if has_targets:
    parts.panel(
        t("chart-contrast"),
        of_indicator,
        gaps.contrast(contrast, lang()),
        "contrast",
        contrast,
        ["gap", "is_inside", *counts],
        alt=t("chart-contrast"),
    )
if why := barriers.why_not_adjusted(words(), adjusted):
    parts.note(why)
elif barriers.is_adjusted(adjusted):
    parts.table_panel(
        t("table-adjusted"),
        t("table-adjusted-sub"),
        barriers.with_intervals(words(), adjusted),
        ["factor", "village_count", "lacking_count", "raw_points", "points", "interval", "without_one"],
    )
if len(cells):
    title = t("chart-cells" if has_targets else "chart-cells-counts")
    columns = ["distance_band", "is_unlit", "is_weak", *counts]
    parts.panel(title, of_indicator, gaps.cells(cells, lang()), "cells", cells, columns, alt=title)
for left_out in sentences.not_compared(words(), ask("gaps/not_compared", **chosen.what)):
    parts.note(left_out)
parts.table_panel(
    t("table-overlap"),
    t("table-overlap-sub"),
    tables.with_village_names(words(), overlap),
    ["is_unlit", "is_weak", "is_far", *counts, "village_names"],
)
parts.table_panel(
    t("table-gap-villages"),
    of_indicator,
    villages,
    [
        *("place_name", "reached", "remaining_count", "electricity", "mobile_signal", "road_km"),
        *(["commune_name"] if chosen.level == "province" else []),
    ],
    links.villages(),
)
if unknown := sentences.gaps_unknown(words(), lacking):
    parts.note(unknown)
parts.note(t("ecological-caveat"))
