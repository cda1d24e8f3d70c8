"""The parts of the definitions page."""

import pandas as pd
from markupsafe import Markup

from enrolment import clock
from enrolment.query import catalogue, metrics
from enrolment.query.answer import Answer
from enrolment.query.catalogue import FOLDER
from enrolment.view import html, parts
from enrolment.view.html import blocks, joined
from enrolment.view.session import lang, words
from enrolment.view.words import count, day, name, t, unit, word


def show_find() -> None:
    """The field that keeps the definitions with its words."""
    html.show(blocks.find(t("definitions-find")))


def show_assumptions(about: Answer) -> None:
    """What is published, simulated and assumed, as the data's own descriptor says it."""
    said = list(words().own(about.row, "assumptions"))
    if said:
        parts.heading(t("definitions-assumptions"))
        html.show(blocks.items(said, "findings"))


def show_indicators(indicators: Answer) -> None:
    """Each indicator: definition and caveat, unit, stage, who reports it."""
    parts.heading(t("definitions-indicators"), t("definitions-indicators-sub"))
    shown = []
    for row in indicators.frame.itertuples():
        facts = [
            f"{t('indicator-unit')}: {unit(row)}",
            f"{t('indicator-stage')}: {word('stage', row.stage)}",
            f"{t('indicator-level')}: {word('level', row.level)}",
            t("indicator-has-target") if row.has_target else t("no-target"),
        ]
        text = words().own(row, "definition")
        told = [blocks.paragraph(text), blocks.fine([*facts, blocks.code(row.indicator_code)])]
        shown.append(blocks.definition(name(row), told, row.indicator_code))
    html.show(joined(shown))


def show_measures(about: Answer) -> None:
    """Each measure: formula with its denominator, caveat, and the tables that it is calculated from."""
    built_with = (100 * about.row.status_band_share, about.row.detour_factor)
    parts.heading(t("definitions-measures"), t("definitions-measures-sub"))
    shown = []
    for measure in filter(lambda measure: measure.is_defined, metrics.MEASURES.values()):
        told = [blocks.paragraph(measure.formula(lang(), *built_with)), blocks.paragraph(measure.caveat(lang()))]
        told.append(blocks.fine([t("measure-source", tables=measure.tables)]))
        shown.append(blocks.definition(measure.label(lang()), told))
    html.show(joined(shown))


RULES = ("plan", "done", "new", "silent", "pace", "needed", "overdue", "correction")


def show_rules() -> None:
    """How numbers come about, each rule by an example that a second calculator checks."""
    parts.heading(t("definitions-rules"))
    html.show(blocks.items([t(f"rule-{rule}") for rule in RULES], "findings"))


def show_audits(findings: Answer) -> None:
    """Every audit with what it found: nothing, or the places."""
    parts.heading(t("definitions-audits"), t("definitions-audits-sub"))
    found = dict(tuple(findings.frame.groupby("audit_name")))
    shown = []
    for path in sorted((FOLDER / "audits").glob("*.sql")):
        rows = found.get(path.stem)
        mark = t("audit-clean") if rows is None else t("audit-found", count=len(rows))
        kind = "ahead" if rows is None else "behind"
        told = [blocks.verdict(kind, mark), *([] if rows is None else [_findings(rows)])]
        shown.append(blocks.definition(word("audit_name", path.stem), told))
    html.show(joined(shown))


def show_batches(batches: Answer, about: Answer) -> None:
    """The files behind the data, each with its hash."""
    built = about.row.built_at.tz_convert(clock.VIETNAM)
    sub = t("definitions-batches-sub", version=about.row.data_version, day=day(built), time=f"{built:%H:%M}")
    shown = batches.showing(batches.frame.assign(sha256=batches.frame.sha256.str[:12]))
    columns = ["file_name", "table_name", "row_count", "brought_at", "brought_by", "sha256"]
    parts.table_panel(t("definitions-batches"), sub, shown, columns)


def show_queries() -> None:
    """Every question with its SQL, where a chart's source line leads to."""
    parts.heading(t("definitions-queries"), t("definitions-queries-sub"))
    queries = [(query_name, catalogue.query(query_name)) for query_name in catalogue.names()]
    html.show(joined(blocks.query(name.replace("/", "-"), name, query.sql) for name, query in queries))


def _findings(rows: pd.DataFrame) -> Markup:
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
        items.append(" · ".join(told))
    items += [t("mistakes-more", count=len(rows) - 20)] if len(rows) > 20 else []
    return blocks.items(items, "findings")
