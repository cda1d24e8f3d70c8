"""Pure functions: a query's answer in, a Plotly figure out. Nothing here knows Streamlit."""
