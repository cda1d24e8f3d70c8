"""The least that Streamlit does: a text and a choice, with `?page=chart` one chart beside them."""

import streamlit as st

indicator = st.selectbox("Indicator", ("vneid_level2", "id_card"))
st.title(indicator)
if st.query_params.get("page") == "chart":
    st.plotly_chart({"data": [{"type": "scatter", "y": [1, 3, 2]}], "layout": {"title": {"text": indicator}}})
