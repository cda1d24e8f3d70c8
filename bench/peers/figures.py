"""The peers' charts, as Plotly Express draws them."""

import pandas as pd
import plotly.express as px
from plotly.graph_objects import Figure

_NO_TILES = {
    "version": 8,
    "sources": {},
    "layers": [{"id": "b", "type": "background", "paint": {"background-color": "#fff"}}],
}


def map_of(units: pd.DataFrame) -> Figure:
    middle = {"lat": units.latitude.mean(), "lon": units.longitude.mean()}
    size = units.remaining_count.clip(lower=1)
    return px.scatter_map(
        units, lat="latitude", lon="longitude", size=size, color="attainment_share", hover_name="place_name",
        center=middle, zoom=8, map_style=_NO_TILES, height=520,
    )  # fmt: skip


def distance(units: pd.DataFrame) -> Figure:
    return px.scatter(
        units, x="road_km", y="attainment_share", size="residents_14_plus", hover_name="place_name", height=420
    )


def progress(daily: pd.DataFrame) -> Figure:
    return px.line(daily, x="reported_on", y=["done_count", "target_count"], height=380)
