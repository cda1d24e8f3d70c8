"""Map: where the villages stand, on a map that needs no internet."""

import streamlit as st

from enrolment.charts import maps
from enrolment.narrative import sentences
from enrolment.view import filters, head, mapping, marked
from enrolment.view.session import ask, lang
from enrolment.view.words import name, t

COLUMNS = ["place_name", "reached", "remaining_count", "road_km", "unlit_village_count", "weak_signal_village_count"]

chosen = filters.show()
units = maps.classed(ask("units/standing", **chosen.what), lang())
standing = ask("overview/standing", **chosen.where)
marks = marked.headline(chosen, units, ["reached", "remaining_count"])
head.title("map", sentences.classes(chosen, units, standing), marks)

shape, layers = mapping.controls(chosen)
beside, detail = st.columns([2, 1], gap="medium")
with detail:
    unit = mapping.choose_unit(chosen, units)
with beside:
    mapping.day_slider()
    drawing = maps.standing(units, mapping.style(chosen, shape, layers), mapping.centre(chosen), unit)
    mapping.show(chosen, drawing, units, layers, COLUMNS, subtitle=t("of-indicator", name=name(chosen.indicator_row)))
with detail:
    mapping.show_detail(chosen, units, unit)
