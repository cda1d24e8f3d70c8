"""Distance: whether far villages fall behind, and how many people remain out there."""

from functools import partial

from enrolment.charts import distance
from enrolment.narrative import barriers, sentences, tables
from enrolment.view import filters, head, links, marked, parts
from enrolment.view.session import ask, lang, words
from enrolment.view.words import name, t

chosen = filters.show()
units = ask("units/standing", **chosen.what)
bands = ask("distance/bands", **chosen.what)
decay = ask("distance/decay", **chosen.what)
fifths = ask("distance/equity", **chosen.what)
has_targets = bands.frame.target_count.notna().any()
of_indicator = t("of-indicator", name=name(chosen.indicator_row))
standing = ask("overview/standing", **chosen.where)
marks = marked.headline(chosen, units, ["short_count", "road_km"])
said = f"{sentences.distance(chosen, bands, standing)} {barriers.along_the_road(words(), decay)}".strip()
head.title("distance", said, marks)

if len(bands):
    columns = ["reached", "remaining_count", "short_count", "short_share"] if has_targets else ["done_count"]
    parts.bar_panel(
        t("chart-bands" if has_targets else "chart-bands-counts"),
        of_indicator,
        "distance_band",
        "short_count" if has_targets else "done_count",
        partial(tables.band, words()),
        bands,
        ["distance_band", "village_count", *columns],
    )
    for left_out in sentences.not_compared(words(), ask("gaps/not_compared", **chosen.what)):
        parts.note(left_out)
    kind = chosen.unit_key if has_targets else "counts"
    parts.panel(
        t(f"chart-against-road-{kind}"),
        t("chart-against-road-sub" if has_targets else "of-indicator", name=name(chosen.indicator_row)),
        distance.against_road(units, lang(), bands, decay),
        "against-road",
        units,
        ["place_name", "road_km", "reached", "remaining_count"],
        alt=t(f"chart-against-road-{kind}"),
        link=links.units(chosen),
    )
    if why := barriers.why_no_curve(words(), decay):
        parts.note(why)
if len(fifths):
    parts.panel(
        t("chart-fifths"),
        barriers.evenness(words(), fifths),
        distance.equiplot(fifths, lang()),
        "fifths",
        fifths,
        ["fifth", "from_road_km", "to_road_km", "village_count", "reached"],
        alt=barriers.evenness(words(), fifths),
    )
parts.panel(
    t("chart-straight-road"),
    t("chart-straight-road-sub"),
    distance.straight_against_road(units, lang()),
    "straight-road",
    units,
    ["place_name", "straight_km", "road_km", "travel_minutes"],
    alt=t("chart-straight-road"),
    link=links.units(chosen),
)
if units.frame.is_road_estimated.any():
    parts.note(t("road-estimated", count=int(units.frame.is_road_estimated.sum())))
parts.note(t("ecological-caveat"))
