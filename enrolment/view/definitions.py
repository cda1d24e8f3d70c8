"""The parts of the definitions page."""

from html import escape

import pandas as pd
import streamlit as st

from enrolment import catalogue, clock, metrics
from enrolment.catalogue import FOLDER
from enrolment.metrics import word
from enrolment.view import html, parts
from enrolment.view.words import count, day, lang, name, t, unit


def show_assumptions(about: pd.Series) -> None:
    """What is published, simulated and assumed, as the data's own descriptor says it."""
    said = list(about[f"assumptions_{lang()}"])
    if said:
        parts.heading(t("definitions-assumptions"))
        st.html(f'<ul class="findings">{"".join(f"<li>{escape(text)}</li>" for text in said)}</ul>')


def show_indicators(indicators: pd.DataFrame) -> None:
    """Each indicator: definition and caveat, unit, stage, who reports it."""
    parts.heading(t("definitions-indicators"), t("definitions-indicators-sub"))
    blocks = []
    for row in indicators.itertuples():
        facts = [
            f"{t('indicator-unit')}: {unit(row)}",
            f"{t('indicator-stage')}: {word(lang(), 'stage', row.stage)}",
            f"{t('indicator-level')}: {word(lang(), 'level', row.level)}",
            t("indicator-has-target") if row.has_target else t("no-target"),
        ]
        text = getattr(row, f"definition_{lang()}")
        blocks.append(
            f'<div class="definition" id="{row.indicator_code}"><h3>{escape(name(row))}</h3><p>{escape(text)}</p>'
            f'<p class="sub">{escape(" · ".join(facts))} · <code>{row.indicator_code}</code></p></div>'
        )
    st.html("".join(blocks))


def show_measures(about: pd.Series) -> None:
    """Each measure: formula with its denominator, caveat, and the tables that it is calculated from."""
    built_with = (100 * about.status_band_share, about.detour_factor)
    parts.heading(t("definitions-measures"), t("definitions-measures-sub"))
    blocks = [
        f'<div class="definition"><h3>{escape(measure.label(lang()))}</h3>'
        f"<p>{escape(measure.formula(lang(), *built_with))}</p><p>{escape(measure.caveat(lang()))}</p>"
        f'<p class="sub">{escape(t("measure-source", tables=measure.tables))}</p></div>'
        for measure in metrics.MEASURES.values()
        if measure.is_defined
    ]
    st.html("".join(blocks))


RULES = ("plan", "done", "new", "silent", "pace", "needed", "overdue", "correction")


def show_rules() -> None:
    """How numbers come about, each rule by an example that a second calculator checks."""
    parts.heading(t("definitions-rules"))
    items = "".join(f"<li>{escape(t(f'rule-{rule}'))}</li>" for rule in RULES)
    st.html(f'<ul class="findings">{items}</ul>')


def show_audits(findings: pd.DataFrame) -> None:
    """Every audit with what it found: nothing, or the places."""
    parts.heading(t("definitions-audits"), t("definitions-audits-sub"))
    found = dict(tuple(findings.groupby("audit_name")))
    blocks = []
    for path in sorted((FOLDER / "audits").glob("*.sql")):
        rows = found.get(path.stem)
        mark = t("audit-clean") if rows is None else t("audit-found", count=len(rows))
        kind = "ahead" if rows is None else "behind"
        blocks.append(
            f'<div class="definition"><h3>{escape(word(lang(), "audit_name", path.stem))}</h3>'
            f'<p class="status {kind}">{escape(mark)}</p>{"" if rows is None else _findings(rows)}</div>'
        )
    st.html("".join(blocks))


def show_batches(batches: pd.DataFrame, about: pd.Series) -> None:
    """The files behind the data, each with its hash."""
    built = about.built_at.tz_convert(clock.VIETNAM)
    sub = t("definitions-batches-sub", version=about.data_version, day=day(built), time=f"{built:%H:%M}")
    source = parts.Source(
        "definitions/batches",
        {},
        batches.assign(sha256=batches.sha256.str[:12]),
        ["file_name", "table_name", "row_count", "brought_at", "brought_by", "sha256"],
    )
    parts.table_panel(t("definitions-batches"), sub, source)


def show_queries() -> None:
    """Every question with its SQL, where a chart's source line leads to."""
    parts.heading(t("definitions-queries"), t("definitions-queries-sub"))
    blocks = []
    for query_name in catalogue.names():
        query = catalogue.query(query_name)
        body = f"<pre><code>{escape(query.sql)}</code></pre>"
        blocks.append(f'<div id="{query_name.replace("/", "-")}">{html.details(query_name, body)}</div>')
    st.html("".join(blocks))


def _findings(rows: pd.DataFrame) -> str:
    items = []
    for row in rows.head(20).itertuples():
        place = row.place_name if isinstance(row.place_name, str) else row.place_code
        told = [str(place)]
        if isinstance(row.indicator_code, str):
            told.append(row.indicator_code)
        if not pd.isna(row.reported_on):
            told.append(day(row.reported_on))
        if not pd.isna(row.found_count):
            told.append(t("audit-numbers", found=count(row.found_count), expected=count(row.expected_count)))
        items.append(f"<li>{escape(' · '.join(told))}</li>")
    more = f"<li>{escape(t('mistakes-more', count=len(rows) - 20))}</li>" if len(rows) > 20 else ""
    return f'<ul class="findings">{"".join(items)}{more}</ul>'
