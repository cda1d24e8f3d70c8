"""Data quality: correct, complete, clean, live; what the checks found, and what people say to it."""

from enrolment.narrative import sentences, tables
from enrolment.view import filters, head, history, parts, quality
from enrolment.view.session import ask, words
from enrolment.view.words import day, t

chosen = filters.show()
by_check = ask("quality/words", place=chosen.place)
findings = ask("quality/findings", place=chosen.place)
reports = ask("quality/reports", **chosen.what)
reconciliation = ask("quality/reconciliation", place=chosen.place)
head.title("quality", sentences.quality(chosen, by_check))

history.show_outcome()
quality.show_words(by_check)
parts.note(t("quality-as-of", day=day(ask("frame/about").row.last_reported_on)))
quality.show_findings(findings)
quality.show_note_form(findings)
parts.table_panel(
    t("table-reconciliation"),
    t("table-reconciliation-sub"),
    tables.with_indicator_names(words(), reconciliation),
    ["place_name", "indicator_name", "found_count", "compared_count", "gap_share"],
)
quality.flag_reconciliation(reconciliation)
quality.show_reports(chosen, reports)
