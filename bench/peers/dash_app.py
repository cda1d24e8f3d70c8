"""The same four pages in Dash."""

import os

import figures
import questions
from dash import Dash, Input, Output, dash_table, dcc, html

app = Dash(__name__)
app.layout = html.Div(
    [
        dcc.Location(id="at"),
        html.H1(id="title"),
        dcc.RadioItems(questions.INDICATORS, questions.INDICATORS[0], id="indicator"),
        html.Div(id="content"),
    ]
)


@app.callback(
    Output("title", "children"), Output("content", "children"), Input("at", "search"), Input("indicator", "value")
)
def show(search: str, indicator: str) -> tuple:
    page = (search or "?page=overview").removeprefix("?page=")
    units = questions.units(indicator)
    drawn = {
        "overview": lambda: html.Ul(
            [
                html.Li(f"{row.indicator_code} {row.done_count:,.0f} {row.attainment_share:.1%}")
                for row in questions.overview().itertuples()
            ]
        ),
        "map": lambda: dcc.Graph(figure=figures.map_of(units)),
        "distance": lambda: dcc.Graph(figure=figures.distance(units)),
        "goals": lambda: dcc.Graph(figure=figures.progress(questions.daily(indicator))),
    }[page]()
    table = dash_table.DataTable(units.round(3).to_dict("records"), page_size=20)
    return f"{page} {indicator}", [drawn, table]


if __name__ == "__main__":
    app.run(port=int(os.environ["PEER_PORT"]))
