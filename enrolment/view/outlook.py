"""What the totals will be once the files are in: said before the button is pressed."""

from collections.abc import Sequence

import pandas as pd

from enrolment.changes.compare import outlook_counts, outlook_told
from enrolment.changes.messages import Outlook, Seen
from enrolment.settings import settings
from enrolment.view import history, html
from enrolment.view.html import blocks
from enrolment.view.session import lang
from enrolment.view.words import label, t

MOST_LINES = 8


def show(seen: Seen) -> None:
    """Each commune's totals before and after; those of villages on request."""
    names = history.indicator_names()
    communes = [row for row in seen.outlook if row.level == "commune"]
    villages = [row for row in seen.outlook if row.level == "village"]
    if not seen.outlook:
        return
    lines = [
        outlook_told(lang(), row, names.get(row.indicator_code, row.indicator_code)) for row in communes[:MOST_LINES]
    ]
    more = len(communes) - MOST_LINES
    lines += [t("outlook-more", count=more)] if more > 0 else []
    html.show(
        blocks.line(t("outlook", count=sum(file.is_ready for file in seen.files)), "sub")
        + blocks.items(lines, "outlook")
    )
    if villages:
        html.show(blocks.details(t("outlook-villages", count=len(villages)), _table(villages, names)))


def _table(rows: Sequence[Outlook], names: dict[str, str]) -> str:
    shown = rows[: settings().table_rows]
    told = [outlook_counts(lang(), row) for row in shown]
    columns = {
        label("place_name"): [row.place_name for row in shown],
        label("indicator_name"): [names.get(row.indicator_code, row.indicator_code) for row in shown],
        **{t(f"outlook-{kind}"): [one[kind] for one in told] for kind in ("before", "after", "by")},
    }
    table = html.table(pd.DataFrame(columns), list(columns)[2:])
    more = len(rows) - len(shown)
    return table + blocks.line(t("outlook-more", count=more), "note") if more > 0 else table
