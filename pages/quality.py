"""Data quality: correct, complete, clean, live; what the checks found, and what people say to it."""

from enrolment.view import filters, history, parts, quality, sentences
from enrolment.view.words import day, name, t
from enrolment.warehouse import run

chosen = filters.show()
words, findings = run("quality/words", place=chosen.place), run("quality/findings", place=chosen.place)
reports = run("quality/reports", **chosen.what)
reconciliation = run("quality/reconciliation", place=chosen.place)
parts.title("quality", sentences.quality(chosen, words))

history.show_outcome()
quality.show_words(words)
parts.note(t("quality-as-of", day=day(run("frame/about").iloc[0].last_reported_on)))
quality.show_findings(findings, chosen)
quality.show_note_form(findings)
parts.table_panel(
    t("table-reconciliation"),
    t("table-reconciliation-sub"),
    parts.Source(
        "quality/reconciliation",
        {"place": chosen.place},
        sentences.with_indicator_names(reconciliation),
        ["place_name", "indicator_name", "found_count", "compared_count", "gap_share"],
    ),
)
quality.flag_reconciliation(reconciliation)
parts.table_panel(
    t(f"table-reports-{chosen.unit_key}"),
    t("of-indicator", name=name(chosen.indicator_row)),
    parts.Source(
        "quality/reports", chosen.what, reports, ["place_name", "last_reported_on", "silent_days", "report_count"]
    ),
)
