"""What the totals will be once the files are in: said before the button is pressed."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from enrolment.changes.messages import Outlook, Seen
from enrolment.settings import settings
from enrolment.view import history, html
from enrolment.view.html import blocks
from enrolment.view.words import count, label, t

MOST_LINES = 8


def show(seen: Seen) -> None:
    """Each commune's totals before and after; those of villages on request."""
    names = history.indicator_names()
    communes = [row for row in seen.outlook if row.level == "commune"]
    villages = [row for row in seen.outlook if row.level == "village"]
    if not seen.outlook:
        return
    lines = [_line(row, names) for row in communes[:MOST_LINES]]
    more = len(communes) - MOST_LINES
    lines += [t("outlook-more", count=more)] if more > 0 else []
    st.html(blocks.line(t("outlook"), "sub") + blocks.items(lines, "outlook"))
    if villages:
        st.html(blocks.details(t("outlook-villages", count=len(villages)), _table(villages, names)))


def _line(row: Outlook, names: dict[str, str]) -> str:
    said = {"place": row.place_name, "indicator": names.get(row.indicator_code, row.indicator_code)}
    return t("outlook-line", before=_count(row.before), after=_count(row.after), by=_by(row), **said)


def _table(rows: Sequence[Outlook], names: dict[str, str]) -> str:
    shown = rows[: settings().table_rows]
    columns = {
        label("place_name"): [row.place_name for row in shown],
        label("indicator_name"): [names.get(row.indicator_code, row.indicator_code) for row in shown],
        t("outlook-before"): [_count(row.before) for row in shown],
        t("outlook-after"): [_count(row.after) for row in shown],
        t("outlook-by"): [_by(row) for row in shown],
    }
    table = html.table(pd.DataFrame(columns), list(columns)[2:])
    more = len(rows) - len(shown)
    return table + blocks.line(t("outlook-more", count=more), "note") if more > 0 else table


def _count(value: int | None) -> str:
    return "–" if value is None else count(value)


def _by(row: Outlook) -> str:
    if row.before is None or row.after is None:
        return "–"
    by = row.after - row.before
    return f"{'−' if by < 0 else '+'}{count(abs(by))}"
