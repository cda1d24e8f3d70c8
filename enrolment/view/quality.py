"""The parts of the data-quality page: the four words, the findings by check, and the form for a note."""

import pandas as pd
from markupsafe import Markup

from enrolment.narrative.chosen import Chosen
from enrolment.query.answer import Answer
from enrolment.view import html, note_form, parts
from enrolment.view.html import blocks, joined
from enrolment.view.note_form import NoteForm
from enrolment.view.words import count, day, name, share, t, word

# The official motto for data: đúng, đủ, sạch, sống.
WORDS = {
    "correct": (
        "spike",
        "repeated_count",
        "digit_heaping",
        "cumulative_falling",
        "below_zero",
        "whole_day_beside_groups",
        "positive_correction",
        "level2_above_id_card",
        "done_above_eligible",
    ),
    "complete": ("missing_target", "village_without_place"),
    "clean": (
        "villages_against_commune",
        "denominators_differ",
        "targets_against_commune",
        "report_before_start",
        "first_cumulative",
    ),
    "live": ("silent",),
}
# What notes of earlier days may still be about.
FORMER_CHECKS = ("baseline_only_of_commune",)
STATUSES = ("open", "explained", "fixed")
SHOWN_PER_CHECK, MOST_OFFERED = 8, 200
_REPORTED = ("place_name", "last_reported_on", "silent_days", "report_count")


def show_words(by_check: Answer) -> None:
    """A card for each of the four words: how many open findings, of which checks. `by_check`: `quality/words`."""
    cards = []
    opened = by_check.frame[by_check.frame.finding_status == "open"].set_index("audit_name").finding_count
    for key, checks in WORDS.items():
        found = opened[opened.index.isin(checks)]
        rows = [(word("audit_name", check), count(found[check])) for check in checks if check in found]
        mark = f"▼ {t('findings-open', count=int(found.sum()))}" if len(found) else f"✓ {t('findings-none')}"
        kind = "behind" if len(found) else "ahead"
        told = [blocks.verdict(kind, mark), blocks.fine([t(f"word-{key}-means")])]
        cards.append(blocks.card(t(f"word-{key}"), [*told, *([blocks.facts(rows)] if rows else [])]))
    html.show(blocks.cards(cards, " four"))


def show_findings(findings: Answer) -> None:
    """Every check that found something, its largest findings first, with status and note."""
    parts.heading(t("findings"), t("findings-sub"))
    if not len(findings):
        parts.note(t("findings-none"))
        return
    shown = []
    for check, rows in findings.frame.groupby("audit_name", sort=False):
        is_open = rows.finding_status == "open"
        first = pd.concat([rows[is_open].head(SHOWN_PER_CHECK), rows[~is_open].head(SHOWN_PER_CHECK)])
        items: list[str] = [_told(row) for row in first.itertuples()]
        more = len(rows) - len(first)
        items += [t("findings-more", count=count(more))] if more > 0 else []
        title = f"{word('audit_name', str(check))}: {count(len(rows))}"
        shown.append(blocks.definition(title, [blocks.items(items, "findings")]))
    html.show(joined(shown))
    parts.source_line(findings)


def show_reports(chosen: Chosen, reports: Answer) -> None:
    """When each unit last reported; where all of them did on the same day, that is said and the table folded."""
    heading, columns = t(f"table-reports-{chosen.unit_key}"), [*_REPORTED]
    days = reports.frame.last_reported_on
    if len(reports) > 1 and days.notna().all() and days.nunique() == 1:
        units = t(f"{chosen.unit_key}s-count", count=len(reports))
        told = t("reports-all", units=units, day=day(days.iloc[0]), indicator=name(chosen.indicator_row))
        parts.folded_panel(heading, told, reports, columns)
    else:
        parts.table_panel(heading, t("of-indicator", name=name(chosen.indicator_row)), reports, columns)


def flag_reconciliation(reconciliation: Answer) -> None:
    """Say where villages and commune are so far apart that somebody must look."""
    flagged = int(reconciliation.frame.is_flagged.sum())
    if flagged:
        parts.note(f"▼ {t('reconciliation-flagged', count=flagged)}", "mistake")


def show_note_form(findings: Answer) -> None:
    """Say what a finding comes from; it stays with the data and shows where the number shows."""
    listed = findings.frame.head(MOST_OFFERED)
    states = {status: t(f"finding-status-{status}") for status in STATUSES}
    about = [
        {
            "check_name": row.audit_name,
            "place_code": row.place_code,
            "indicator_code": "" if pd.isna(row.indicator_code) else row.indicator_code,
            "reported_on": "" if pd.isna(row.reported_on) else row.reported_on.date().isoformat(),
        }
        for row in listed.itertuples()
    ]
    labels = [f"{word('audit_name', row.audit_name)}: {_plain(row)}" for row in listed.itertuples()]
    form = NoteForm("note", t("note-form"), t("note-finding"), t("note-example"), states)
    note_form.show(form, labels, about)


def _told(row) -> Markup:
    mark = {"open": "▼", "explained": "●", "fixed": "▲"}[row.finding_status]
    note = row.note if isinstance(row.note, str) else ""
    status = t(f"finding-status-{row.finding_status}")
    return blocks.finding(f"{mark} {_plain(row)}", status, note, row.noted_by or "")


def _plain(row) -> str:
    told = [str(row.place_name)]
    if isinstance(row.indicator_code, str):
        told.append(name(row))
    if not pd.isna(row.reported_on):
        told.append(day(row.reported_on))
    if not pd.isna(row.found_count):
        key = f"finding-{row.audit_name}".replace("_", "-")
        told.append(t(key, found=count(row.found_count), expected=count(row.expected_count), gap=share(row.gap_share)))
    return " · ".join(told)
