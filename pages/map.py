"""Map: where the villages stand, on a map that needs no internet."""

import streamlit as st

from enrolment.charts import maps
from enrolment.narrative import sentences
from enrolment.view import filters, head, mapping, marked
from enrolment.view.session import ask

COLUMNS = ["place_name", "reached", "remaining_count", "road_km", "unlit_village_count", "weak_signal_village_count"]

chosen = filters.show()
standing = ask("overview/standing", **chosen.where)
units, change = mapping.compared(chosen, ask("units/standing", **chosen.what))
marks = marked.headline(chosen, units, ["reached", "remaining_count"])
if change is not None:
    said = sentences.change(chosen, units, change)
else:
    said = (sentences.crossed if mapping.is_crossed(units) else sentences.classes)(chosen, units, standing)
head.title("map", said, marks)

with st.container(key="atlas"):  # in the order of the keyboard and of a phone; beside each other where there is room
    pick, drawn, more = (st.container(key=f"atlas_{part}") for part in ("pick", "map", "more"))
with pick:
    unit = mapping.choose_unit(chosen, units)
with more:
    detail = st.container()
    shape, layers = mapping.controls(chosen, units)
with drawn:
    style = mapping.style(chosen, shape, layers, is_played=mapping.is_played(units, change))
    drawing = maps.standing(units, style, mapping.centre(chosen), unit)
    mapping.show(chosen, drawing, units, change, layers, COLUMNS)
with detail:
    mapping.show_detail(chosen, units, unit)
