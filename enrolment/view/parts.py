"""The parts of a page: title and headline, panels with their source, tables with their download."""

from collections.abc import Callable, Mapping, Sequence
from html import escape
from typing import Any
from urllib.parse import urlencode

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from enrolment import metrics, warehouse
from enrolment.settings import settings
from enrolment.view import html, links, marked
from enrolment.view.words import cell, count, label, lang, t, with_reached, write

_CHART = {"displayModeBar": False, "scrollZoom": False, "responsive": True}
_DOWNLOADS = {"csv": ".csv", "csv-local": ".csv?separator=semicolon", "excel": ".xlsx"}
_NUMBERS = ("count", "remaining", "quantity", "pace", "share", "km", "minutes")


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
    return t("changes-off") if not settings().changes else t("changes-back") if warehouse.is_looking_back() else ""


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


def source_line(query: str, parameters: Mapping[str, Any], frame: pd.DataFrame) -> None:
    """As-of date, source and download of a block that is its own table."""
    st.html(Source(query, parameters, frame, []).caption(is_shown_whole=True))


def panel(heading: str, subtitle: str, figure: go.Figure, key: str, *, source: "Source", alt: str, **chart: Any) -> Any:
    """A chart with what it shows, its unit and denominator, its table, download and source."""
    st.html(_heading(heading, subtitle))
    chosen = st.plotly_chart(figure, key=key, config=_CHART | chart.pop("config", {}), alt=alt, **chart)
    st.html(source.html())
    return chosen


def bar_panel(
    heading: str, subtitle: str, name: str, length: str, text: Callable[[Any], str], source: "Source"
) -> None:
    """Bars that need no chart library: `name` and `length` are columns of the answer, `text` writes a row's value."""
    rows = [
        (write(name, getattr(row, name)), None if pd.isna(getattr(row, length)) else getattr(row, length), text(row))
        for row in source.frame.head(settings().table_rows).itertuples()
    ]
    st.html(_heading(heading, subtitle) + html.bars(rows) + source.html())


def table_panel(heading: str, subtitle: str, source: "Source", links: Mapping[str, str] | None = None) -> None:
    """A table that needs no chart."""
    st.html(_heading(heading, subtitle) + source.table(links) + source.caption())


def _heading(text: str, subtitle: str) -> str:
    return f'<div class="panel"><h2>{escape(text)}</h2><p class="sub">{escape(subtitle)}</p></div>'


class Source:
    """What a chart or a table is drawn from: a query's answer, the columns to show, and where the CSV of it is."""

    def __init__(self, query: str, parameters: Mapping[str, Any], frame: pd.DataFrame, columns: Sequence[str]):
        self.query, self.parameters, self.columns = query, parameters, columns
        has_counts = {"done_count", "target_count"} <= set(frame.columns) and "reached" in columns
        self.frame = with_reached(frame) if has_counts else frame

    def table(self, links: Mapping[str, str] | None = None) -> str:
        """The answer as people read it, cut at the rows that a page holds. `links`: place code to address."""
        shown = self.frame.head(settings().table_rows)
        rows = list(shown.itertuples())
        texts = pd.DataFrame({column: [cell(row, column) for row in rows] for column in self.columns})
        if links is not None and len(texts):
            first = self.columns[0]
            texts[first] = [
                f'<a href="{escape(links[code], quote=True)}">{escape(name)}</a>' if code in links else escape(name)
                for code, name in zip(shown["place_code"], texts[first], strict=True)
            ]
        numbers = [
            column for column in self.columns if metrics.MEASURES[column].kind in _NUMBERS or column == "reached"
        ]
        raw = [self.columns[0]] if links is not None else []
        headed = texts.rename(columns={column: label(column) for column in self.columns})
        body = html.table(headed, [label(column) for column in numbers], [label(column) for column in raw])
        return body if len(self.frame) else f'<p class="note">{escape(t("nothing-here"))}</p>'

    def caption(self, *, is_shown_whole: bool = False) -> str:
        """As-of date, source and download in one line; what was cut is said beside it."""
        cut = ""
        shown, has_total = min(len(self.frame), settings().table_rows), "total_count" in self.frame and len(self.frame)
        total = int(self.frame.total_count.iloc[0]) if has_total else len(self.frame)
        if total > shown and not is_shown_whole:
            cut = t("table-cut", shown=count(shown), all=count(total))
        if self.frame.attrs.get("is_cut"):
            cut = t("rows-cut", cap=count(settings().query_row_cap))
        links_to = " · ".join(self._download(kind, end) for kind, end in _DOWNLOADS.items())
        definition = f"{links.to('definitions')}#{self.query.replace('/', '-')}"
        told = escape(t("source-of", query=self.query))
        origin = f'<a href="{escape(definition, quote=True)}">{told}</a>'
        as_of = self.parameters.get("as_of")
        when = t("as-of", day=write("reported_on", as_of)) if as_of else ""
        line = [escape(when), escape(self.marks()), escape(cut), origin, links_to]
        return f'<p class="source">{" · ".join(filter(None, line))}</p>'

    def marks(self) -> str:
        """What of the answer is assumed or simulated, in one line."""
        return marked.beside(self.query, self.parameters, self.columns or list(self.frame.columns), self.frame)

    def _download(self, kind: str, end: str) -> str:
        asked = {**self.parameters, "lang": lang(), **links.known()}
        address = f"/download/{self.query}{end}{'&' if '?' in end else '?'}{urlencode(asked)}"
        return f'<a href="{escape(address, quote=True)}">{escape(t(f"download-{kind}"))}</a>'

    def html(self) -> str:
        return html.details(t("table-behind"), self.table()) + self.caption()
