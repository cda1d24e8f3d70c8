"""The same four pages as dashboards of Datasette: `python datasette_files.py FOLDER` writes database and settings."""

import json
import sqlite3
import sys
from pathlib import Path

import pandas as pd
import questions

DATABASE, SETTINGS = "enrolment.db", "datasette.json"
_WHERE = "where 1 [[ and indicator = :indicator ]]"
_LINE = {
    "mark": "line",
    "encoding": {
        "x": {"field": "reported_on", "type": "temporal"},
        "y": {"field": "done_count", "type": "quantitative"},
    },
}
_FILTER = {
    "indicator": {
        "name": "Indicator",
        "type": "select",
        "default": "vneid_level2",
        "options": list(questions.INDICATORS),
    }
}


def main(folder: Path) -> None:
    with sqlite3.connect(folder / DATABASE) as database:
        units = pd.concat([questions.units(name).assign(indicator=name) for name in questions.INDICATORS])
        daily = pd.concat([questions.daily(name).assign(indicator=name) for name in questions.INDICATORS])
        units.to_sql("units", database, index=False)
        daily.assign(reported_on=daily.reported_on.astype(str)).to_sql("daily", database, index=False)
        questions.overview().to_sql("overview", database, index=False)
    charts = {
        "overview": _chart("overview", "select * from overview", "table", None),
        "map": _chart("map", f"select * from units {_WHERE}", "vega-lite", _points("longitude", "latitude")),
        "distance": _chart(
            "distance", f"select * from units {_WHERE}", "vega-lite", _points("road_km", "attainment_share")
        ),
        "goals": _chart("goals", f"select * from daily {_WHERE}", "vega-lite", _LINE),
    }
    table = _chart("units", f"select * from units {_WHERE}", "table", None)
    boards = {
        name: {"title": name, "filters": _FILTER, "charts": {"main": chart, "units": table}}
        for name, chart in charts.items()
    }
    (folder / SETTINGS).write_text(json.dumps({"plugins": {"datasette-dashboards": boards}}), encoding="utf-8")


def _chart(title: str, query: str, library: str, display: dict | None) -> dict:
    return {
        "title": title,
        "db": "enrolment",
        "query": query,
        "library": library,
        **({"display": display} if display else {}),
    }


def _points(x: str, y: str) -> dict:
    axis = {"type": "quantitative", "scale": {"zero": False}}
    return {
        "mark": "point",
        "encoding": {
            "x": {"field": x, **axis},
            "y": {"field": y, **axis},
            "color": {"field": "attainment_share", "type": "quantitative"},
        },
    }


main(Path(sys.argv[1]))
