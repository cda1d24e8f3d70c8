"""The parts of a page: title and headline, panels with their source, tables with their download."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlencode

import pandas as pd
import plotly.graph_objects as go
from markupsafe import Markup

from enrolment.narrative.tables import Table
from enrolment.query.answer import Answer
from enrolment.settings import settings
from enrolment.view import drawn, html, links, marked
from enrolment.view.html import blocks
from enrolment.view.session import ask, lang, reader, words
from enrolment.view.words import moment, t, write

_FEW = 12  # rows that are seen at a glance
_READ_OUT = 2  # rows of a chart, to those who listen
_DOWNLOADS = {"csv": ".csv", "csv-local": ".csv?separator=semicolon", "excel": ".xlsx"}


def why_no_change() -> str:
    """Why nothing can be brought in, taken back or noted from this page; empty where it can."""
    return t("changes-off") if not settings().changes else t("changes-back") if reader().is_looking_back else ""


def note(text: str, kind: str = "note") -> None:
    """A line that qualifies what stands around it."""
    html.show(blocks.line(text, kind))


def heading(text: str, subtitle: str = "") -> None:
    """The heading of a panel: what it shows, and below it unit and denominator."""
    html.show(blocks.panel(text, subtitle))


def subheading(text: str) -> None:
    html.show(blocks.panel(text))


def link(text: str, address: str) -> None:
    html.show(blocks.source([blocks.link(text, address)]))


def source_line(answer: Answer) -> None:
    """As-of date, source and download of a block that is its own table."""
    html.show(_caption(_table(answer, [])))


def panel(
    heading: str,
    subtitle: str,
    figure: go.Figure,
    key: str,
    answer: Answer,
    columns: Sequence[str],
    *,
    alt: str,
    link: Callable[[Any], str] | None = None,
) -> None:
    """A chart with what it shows, its unit and denominator, the table of its answer, download and source. A mark whose
    `customdata` is a place's code opens `link` of the answer's row of that place. `alt`: what it shows, for those who
    listen; where that has no number, the first rows of its table are read out."""
    addresses = {row.place_code: link(row) for row in answer.frame.itertuples()} if link else {}
    shown = alt if any(map(str.isdigit, alt)) else " ".join([f"{alt}:", *_table(answer, columns).said(_READ_OUT)])
    with panel_around(heading, subtitle, answer, columns):
        drawn.chart(figure, key, shown, addresses)


@contextmanager
def panel_around(heading: str, subtitle: str, answer: Answer, columns: Sequence[str]) -> Iterator[None]:
    """Heading, unit and denominator before what is drawn within; after it the table of its answer and its source."""
    html.show(blocks.panel(heading, subtitle))
    yield
    html.show(_behind(_table(answer, columns), heading))


def bar_panel(
    heading: str,
    subtitle: str,
    name: str,
    length: str,
    text: Callable[[Any], str],
    answer: Answer,
    columns: Sequence[str],
    link: Callable[[Any], str] | None = None,
) -> None:
    """Bars that need no chart library: `name` and `length` are columns of the answer, `text` writes a row's value, and
    its name leads to `link` of the row."""
    table = _table(answer, columns)
    addresses = [] if link is None else [link(row) for row in table.rows.itertuples()]
    rows = [
        (write(name, getattr(row, name)), None if pd.isna(getattr(row, length)) else getattr(row, length), text(row))
        for row in table.rows.itertuples()
    ]
    html.show(blocks.panel(heading, subtitle) + html.bars(rows, addresses) + _behind(table, heading))


def table_panel(
    heading: str, subtitle: str, answer: Answer, columns: Sequence[str], link: Callable[[Any], str] | None = None
) -> None:
    """A table that needs no chart; the cells of its first column lead to `link` of their row."""
    table = _table(answer, columns)
    html.show(blocks.panel(heading, subtitle) + _laid_out(table, heading, link) + _caption(table))


def folded_panel(heading: str, told: str, answer: Answer, columns: Sequence[str]) -> None:
    """A sentence that says all that a table has to say, and the table on request."""
    html.show(blocks.panel(heading, told) + _behind(_table(answer, columns), heading))


def _table(answer: Answer, columns: Sequence[str]) -> Table:
    return Table(words(), answer, columns)


def _laid_out(table: Table, caption: str, link: Callable[[Any], str] | None = None) -> Markup:
    texts, labels = table.texts(), table.labels()
    if texts.empty:
        return blocks.line(t("nothing-here"), "note")
    numbers = [labels[column] for column in table.number_columns()]
    addresses = [] if link is None else [link(row) for row in table.rows.itertuples()]
    find = t("table-find") if len(texts) > _FEW else ""
    return html.table(texts.rename(columns=labels), numbers, addresses, table.sort_keys(), find, caption)


def _behind(table: Table, caption: str) -> Markup:
    return blocks.details(t("table-behind"), _laid_out(table, caption)) + _caption(table)


def _caption(table: Table) -> Markup:
    """As-of date, what is assumed, what was cut, source and downloads in one line."""
    answer = table.answer
    definition = f"{links.to('definitions')}#{answer.query.replace('/', '-')}"
    origin = blocks.link(t("source-of"), definition)
    taken_along = [_download(answer, kind, end) for kind, end in _DOWNLOADS.items()]
    marks = marked.beside(answer, table.columns)
    return blocks.source([table.as_of(), source(), marks, table.cut(), origin, *taken_along])


def source() -> str:
    """Who brought the last of the data in, and when."""
    about = ask("frame/about").row
    who = about.brought_by if isinstance(about.brought_by, str) else ""
    when = "" if pd.isna(about.brought_at) else moment(about.brought_at)
    told = ", ".join(filter(None, [who, when]))
    return t("source-by", source=told) if told else ""


def _download(answer: Answer, kind: str, end: str) -> Markup:
    asked = {**answer.parameters, "lang": lang(), **links.known()}
    address = f"/download/{answer.query}{end}{'&' if '?' in end else '?'}{urlencode(asked)}"
    return blocks.link(t(f"download-{kind}"), address)
