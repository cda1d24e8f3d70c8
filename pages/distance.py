"""Distance: whether far villages fall behind, and how many people remain out there."""

from enrolment.charts import distance
from enrolment.view import filters, parts, sentences
from enrolment.view.words import count, lang, name, share, t
from enrolment.warehouse import run

chosen = filters.show()
units = run("units/standing", **chosen.what)
bands = run("distance/bands", **chosen.what)
of_indicator = t("of-indicator", name=name(chosen.indicator_row))
parts.title("distance", sentences.distance(chosen, bands))

parts.bar_panel(
    t("chart-bands"),
    of_indicator,
    "distance_band",
    "remaining_count",
    lambda band: t("bar-remaining", count=count(band.remaining_count), share=share(band.remaining_share)),
    parts.Source(
        "distance/bands",
        chosen.what,
        bands,
        ["distance_band", "village_count", "reached", "remaining_count", "remaining_share"],
    ),
)
parts.panel(
    t(f"chart-against-road-{chosen.unit_key}"),
    t("chart-against-road-sub", indicator=name(chosen.indicator_row)),
    distance.against_road(units, lang(), sentences.overall_share(bands)),
    "against-road",
    alt=t(f"chart-against-road-{chosen.unit_key}"),
    source=parts.Source("units/standing", chosen.what, units, ["place_name", "road_km", "reached", "remaining_count"]),
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
