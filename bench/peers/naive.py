"""A Streamlit page as its tutorials write one: `PEER_PAGE` says which of the four."""

import os
import sys
from pathlib import Path

import streamlit as st

sys.path.insert(0, str(Path(__file__).parent))

import figures
import questions

page = st.query_params.get("page", os.environ.get("PEER_PAGE", "overview"))
st.set_page_config(layout="wide")
st.title(page)
indicator = st.selectbox("Indicator", questions.INDICATORS)
units = questions.units(indicator)
if page == "overview":
    standing = questions.overview()
    for column, row in zip(st.columns(len(standing)), standing.itertuples(), strict=True):
        column.metric(row.indicator_code, f"{row.done_count:,.0f}", f"{row.attainment_share:.1%}")
if page == "map":
    st.plotly_chart(figures.map_of(units))
if page == "distance":
    st.plotly_chart(figures.distance(units))
if page == "goals":
    st.plotly_chart(figures.progress(questions.daily(indicator)))
st.dataframe(units)
