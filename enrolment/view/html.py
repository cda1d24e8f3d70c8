"""Blocks of HTML that Streamlit has no element for: `blocks.html` has each as a macro, and escapes what is put in."""

import base64
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pandas as pd
import streamlit as st
from jinja2 import Environment, FileSystemLoader
from markupsafe import Markup

from enrolment.palette import INDIGO

_templates = Environment(autoescape=True, loader=FileSystemLoader(Path(__file__).parent))
# The macros: `blocks.line(…)` gives Markup, which goes into another block as it is.
blocks: Any = _templates.get_template("blocks.html").module

_recorded = threading.local()


def show(block: str) -> None:
    """Draw a block, or several joined, as the page's next element."""
    record(block)
    st.html(block)


def record(block: str) -> None:
    """Record a block that another kind of element will stand for."""
    if (parts := getattr(_recorded, "parts", None)) is not None:
        parts.append(Markup(block))


@contextmanager
def recording() -> Iterator[list[Markup]]:
    """The blocks that are drawn within, in their order."""
    _recorded.parts = []
    try:
        yield _recorded.parts
    finally:
        _recorded.parts = None


def joined(parts: Iterable[str]) -> Markup:
    """Blocks one after the other."""
    return Markup("").join(parts)


def bullet(done: float, target: float, expected: float | None, label: str) -> Markup:
    """A bar of done within the target, with a tick where the plan wanted it by today. Counts, all of one unit."""
    longest = max(done, target) or 1
    tick = f"{min(expected / longest, 1):.2%}" if expected is not None else ""
    return blocks.bullet(
        label, f"{max(0, done / longest):.2%}", tick, f"{target / longest:.2%}" if done > target else ""
    )


def bars(rows: Sequence[tuple[str, float | None, str]], addresses: Sequence[str] = ()) -> Markup:
    """Horizontal bars on one scale: name, length, and the value as people read it. What is below zero is drawn as long
    as it is, in another colour. `addresses`: where the names lead, if they do."""
    longest = max((abs(length) for _, length, _ in rows if length is not None), default=0) or 1
    ways = addresses or [""] * len(rows)
    return blocks.bars(
        [
            (name, f"{abs(length or 0) / longest:.2%}", "less" if (length or 0) < 0 else "", text, way)
            for (name, length, text), way in zip(rows, ways, strict=True)
        ]
    )


def sparkline(values: Sequence[float], label: str, width: int = 120, height: int = 28) -> Markup:
    """A line of daily counts as an inline picture, a dot on the last; nothing for fewer than two. Days of which nothing
    is known (NaN) are passed over."""
    kept = list(values)[-60:]
    known = [(number, value) for number, value in enumerate(kept) if value == value]
    if len(known) < 2:
        return Markup("")
    top, step = max(1, *(value for _, value in known)), (width - 6) / (len(kept) - 1)
    points = [(3 + number * step, height - 3 - (height - 6) * max(0, value) / top) for number, value in known]
    line = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    drawing = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}">'
        f'<polyline points="{line}" fill="none" stroke="{INDIGO}" stroke-width="1.6"/>'
        f'<circle cx="{points[-1][0]:.1f}" cy="{points[-1][1]:.1f}" r="2.6" fill="{INDIGO}"/></svg>'
    )
    data = base64.b64encode(drawing.encode()).decode()
    return blocks.sparkline(label, width, height, f"data:image/svg+xml;base64,{data}")


def small_map(drawing: str, way: str, text: str, scale: Markup) -> Markup:
    """A drawing (SVG) that leads to the map; nothing where there is none. `text`: what it shows, for those who listen;
    `scale`: what its colours are, a block."""
    address = f"data:image/svg+xml;base64,{base64.b64encode(drawing.encode()).decode()}"
    return blocks.small_map(way, text, address, scale) if drawing else Markup("")


def table(
    frame: pd.DataFrame,
    number_columns: Sequence[str] = (),
    addresses: Sequence[str] = (),
    keys: Sequence[Sequence[float | None]] = (),
    find: str = "",
    caption: str = "",
) -> Markup:
    """A table of texts; `number_columns` align right. `addresses`: where the cells of the first column lead, if they
    do. `keys`: for each row what its cells are sorted by, None where that is their text; without them nothing is
    sorted. `find`: what stands beside the field that keeps the rows with a word; empty where there is none.
    `caption`: what the table shows, for those who listen."""
    positions = [number for number, column in enumerate(frame.columns, start=1) if column in number_columns]
    rows = [(row[0], row[1:]) for row in frame.itertuples(index=False, name=None)]
    return blocks.table(list(frame.columns), rows, positions, list(addresses), list(keys), find, caption)
