"""Distance: whether far villages fall behind, and how many people remain out there."""

from enrolment.charts import distance
from enrolment.view import filters, marked, parts, sentences
from enrolment.view.words import lang, name, t
from enrolment.warehouse import run

chosen = filters.show()
units = run("units/standing", **chosen.what)
bands = run("distance/bands", **chosen.what)
has_targets = bands.target_count.notna().any()
of_indicator = t("of-indicator", name=name(chosen.indicator_row))
standing = run("overview/standing", **chosen.where)
parts.title(
    "distance", sentences.distance(chosen, bands, standing), marked.headline(chosen, units, ["short_count", "road_km"])
)

if len(bands):
    columns = ["reached", "remaining_count", "short_count", "short_share"] if has_targets else ["done_count"]
    parts.bar_panel(
        t("chart-bands" if has_targets else "chart-bands-counts"),
        of_indicator,
        "distance_band",
        "short_count" if has_targets else "done_count",
        sentences.band,
        parts.Source("distance/bands", chosen.what, bands, ["distance_band", "village_count", *columns]),
    )
    for said in sentences.not_compared(run("gaps/not_compared", **chosen.what)):
        parts.note(said)
    kind = chosen.unit_key if has_targets else "counts"
    parts.panel(
        t(f"chart-against-road-{kind}"),
        t("chart-against-road-sub" if has_targets else "of-indicator", name=name(chosen.indicator_row)),
        distance.against_road(units, lang(), sentences.overall_share(bands)),
        "against-road",
        alt=t(f"chart-against-road-{kind}"),
        source=parts.Source(
            "units/standing", chosen.what, units, ["place_name", "road_km", "reached", "remaining_count"]
        ),
    )
parts.panel(
    t("chart-straight-road"),
    t("chart-straight-road-sub"),
    distance.straight_against_road(units, lang()),
    "straight-road",
    alt=t("chart-straight-road"),
    source=parts.Source(
        "units/standing", chosen.what, units, ["place_name", "straight_km", "road_km", "travel_minutes"]
    ),
)
if units.is_road_estimated.any():
    parts.note(t("road-estimated", count=int(units.is_road_estimated.sum())))
parts.note(t("ecological-caveat"))
