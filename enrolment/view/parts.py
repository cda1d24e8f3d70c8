"""The parts of a page: title and headline, panels with their source, tables with their download."""

from collections.abc import Callable, Sequence
from html import escape
from typing import Any
from urllib.parse import urlencode

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from enrolment.narrative.tables import Table
from enrolment.query.answer import Answer
from enrolment.settings import settings
from enrolment.view import html, links, marked
from enrolment.view.session import lang, reader, words
from enrolment.view.words import t, write

_CHART = {"displayModeBar": False, "scrollZoom": False, "responsive": True}
_DOWNLOADS = {"csv": ".csv", "csv-local": ".csv?separator=semicolon", "excel": ".xlsx"}


def title(page: str, sentence: str = "", marks: str = "") -> None:
    """The page's name, and in one sentence what it has to say today; below it what of that is assumed."""
    heading = f"<h1>{escape(t(f'page-{page}'))}</h1>"
    address = links.exact()
    exact = f'<a href="{escape(address, quote=True)}">{escape(t("link-here"))}</a>' if address else ""
    told = " · ".join(filter(None, [escape(marks), exact]))
    beside = f'<p class="source">{told}</p>' if told else ""
    st.html(f'<header class="head">{heading}<p class="headline">{escape(sentence)}</p>{beside}</header>')


def why_no_change() -> str:
    """Why nothing can be brought in, taken back or noted from this page; empty where it can."""
    return t("changes-off") if not settings().changes else t("changes-back") if reader().is_looking_back else ""


def note(text: str, kind: str = "note") -> None:
    """A line that qualifies what stands around it."""
    st.html(f'<p class="{kind}">{escape(text)}</p>')


def heading(text: str, subtitle: str = "") -> None:
    """The heading of a panel: what it shows, and below it unit and denominator."""
    st.html(_heading(text, subtitle))


def subheading(text: str) -> None:
    st.html(f'<div class="panel"><h2>{escape(text)}</h2></div>')


def link(text: str, address: str) -> None:
    st.html(f'<p class="source"><a href="{escape(address, quote=True)}">{escape(text)}</a></p>')


def source_line(answer: Answer) -> None:
    """As-of date, source and download of a block that is its own table."""
    st.html(_caption(_table(answer, [])))


def panel(
    heading: str,
    subtitle: str,
    figure: go.Figure,
    key: str,
    answer: Answer,
    columns: Sequence[str],
    *,
    alt: str,
    **chart: Any,
) -> Any:
    """A chart with what it shows, its unit and denominator, the table of its answer, download and source."""
    st.html(_heading(heading, subtitle))
    chosen = st.plotly_chart(figure, key=key, config=_CHART | chart.pop("config", {}), alt=alt, **chart)
    st.html(_behind(_table(answer, columns)))
    return chosen


def bar_panel(
    heading: str,
    subtitle: str,
    name: str,
    length: str,
    text: Callable[[Any], str],
    answer: Answer,
    columns: Sequence[str],
) -> None:
    """Bars that need no chart library: `name` and `length` are columns of the answer, `text` writes a row's value."""
    table = _table(answer, columns)
    rows = [
        (write(name, getattr(row, name)), None if pd.isna(getattr(row, length)) else getattr(row, length), text(row))
        for row in table.rows.itertuples()
    ]
    st.html(_heading(heading, subtitle) + html.bars(rows) + _behind(table))


def table_panel(
    heading: str, subtitle: str, answer: Answer, columns: Sequence[str], link: Callable[[Any], str] | None = None
) -> None:
    """A table that needs no chart; the cells of its first column lead to `link` of their row."""
    table = _table(answer, columns)
    st.html(_heading(heading, subtitle) + _laid_out(table, link) + _caption(table))


def _table(answer: Answer, columns: Sequence[str]) -> Table:
    return Table(words(), answer, columns)


def _heading(text: str, subtitle: str) -> str:
    return f'<div class="panel"><h2>{escape(text)}</h2><p class="sub">{escape(subtitle)}</p></div>'


def _laid_out(table: Table, link: Callable[[Any], str] | None = None) -> str:
    texts, labels = table.texts(), table.labels()
    if texts.empty:
        return f'<p class="note">{escape(t("nothing-here"))}</p>'
    first = table.columns[0]
    if link is not None:
        texts[first] = [
            f'<a href="{escape(link(row), quote=True)}">{escape(name)}</a>'
            for row, name in zip(table.rows.itertuples(), texts[first], strict=True)
        ]
    numbers = [labels[column] for column in table.number_columns()]
    return html.table(texts.rename(columns=labels), numbers, [labels[first]] if link is not None else [])


def _behind(table: Table) -> str:
    return html.details(t("table-behind"), _laid_out(table)) + _caption(table)


def _caption(table: Table) -> str:
    """As-of date, what is assumed, what was cut, source and downloads in one line."""
    answer = table.answer
    definition = f"{links.to('definitions')}#{answer.query.replace('/', '-')}"
    told = escape(t("source-of", query=answer.query))
    origin = f'<a href="{escape(definition, quote=True)}">{told}</a>'
    links_to = " · ".join(_download(answer, kind, end) for kind, end in _DOWNLOADS.items())
    marks = marked.beside(answer, table.columns)
    line = [escape(table.as_of()), escape(marks), escape(table.cut()), origin, links_to]
    return f'<p class="source">{" · ".join(filter(None, line))}</p>'


def _download(answer: Answer, kind: str, end: str) -> str:
    asked = {**answer.parameters, "lang": lang(), **links.known()}
    address = f"/download/{answer.query}{end}{'&' if '?' in end else '?'}{urlencode(asked)}"
    return f'<a href="{escape(address, quote=True)}">{escape(t(f"download-{kind}"))}</a>'
