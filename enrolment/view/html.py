"""Small pieces of HTML that Streamlit has no element for: cards, bullet bars, sparklines, tables. Text in, text out."""

import base64
from collections.abc import Sequence
from html import escape

import pandas as pd

from enrolment.palette import INDIGO


def bullet(done: float, target: float, expected: float | None, label: str) -> str:
    """A bar of done within the target, with a tick where the plan wanted it by today. Counts, all of one unit."""
    longest = max(done, target) or 1
    tick = f'<i style="left:{min(expected / longest, 1):.2%}"></i>' if expected is not None else ""
    over = f'<b style="left:{target / longest:.2%}"></b>' if done > target else ""
    return (
        f'<div class="bullet" role="img" aria-label="{escape(label, quote=True)}">'
        f'<span style="width:{max(0, done / longest):.2%}"></span>{tick}{over}</div>'
    )


def bars(rows: Sequence[tuple[str, float | None, str]]) -> str:
    """Horizontal bars on one scale: name, length, and the value as people read it."""
    longest = max((length for _, length, _ in rows if length is not None), default=0) or 1
    lines = "".join(
        f"<li><span>{escape(name)}</span>"
        f'<div class="bar"><i style="width:{max(0, length or 0) / longest:.2%}"></i></div><b>{escape(text)}</b></li>'
        for name, length, text in rows
    )
    return f'<ul class="bars">{lines}</ul>'


def sparkline(values: Sequence[float], label: str, width: int = 120, height: int = 28) -> str:
    """A line of daily counts as an inline picture, a dot on the last; nothing for fewer than two. Days of which nothing
    is known (NaN) are passed over."""
    kept = list(values)[-60:]
    known = [(number, value) for number, value in enumerate(kept) if value == value]
    if len(known) < 2:
        return ""
    top, step = max(1, *(value for _, value in known)), (width - 6) / (len(kept) - 1)
    points = [(3 + number * step, height - 3 - (height - 6) * max(0, value) / top) for number, value in known]
    line = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    drawing = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}">'
        f'<polyline points="{line}" fill="none" stroke="{INDIGO}" stroke-width="1.6"/>'
        f'<circle cx="{points[-1][0]:.1f}" cy="{points[-1][1]:.1f}" r="2.6" fill="{INDIGO}"/></svg>'
    )
    data = base64.b64encode(drawing.encode()).decode()
    return (
        f'<img class="spark" width="{width}" height="{height}" alt="{escape(label, quote=True)}"'
        f' src="data:image/svg+xml;base64,{data}">'
    )


def table(frame: pd.DataFrame, number_columns: Sequence[str] = (), raw_columns: Sequence[str] = ()) -> str:
    """A table of texts; `number_columns` align right, `raw_columns` hold HTML of our own making."""
    shown = frame.astype(object).rename(columns=lambda column: escape(str(column)))
    number_columns = [escape(column) for column in number_columns]
    raw_columns = [escape(column) for column in raw_columns]
    for column in shown.columns:
        if column not in raw_columns:
            shown[column] = [escape(str(value)) for value in shown[column]]
    positions = [number + 1 for number, column in enumerate(shown.columns) if column in number_columns]
    kinds = " ".join(f"n{position}" for position in positions)
    body = shown.to_html(index=False, escape=False, border=0, classes=f"facts {kinds}")
    return f'<div class="scroll" tabindex="0">{body}</div>'


def facts(rows: Sequence[tuple[str, str]]) -> str:
    """A short list of names and values."""
    return (
        "<dl>" + "".join(f"<div><dt>{escape(key)}</dt><dd>{escape(value)}</dd></div>" for key, value in rows) + "</dl>"
    )


def details(summary: str, body: str) -> str:
    return f"<details><summary>{escape(summary)}</summary>{body}</details>"
