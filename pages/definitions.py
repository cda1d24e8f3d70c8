"""Definitions: what each number means, whether the data agrees with itself, and which files it comes from."""

from enrolment.view import definitions, parts, sentences
from enrolment.warehouse import run

about = run("frame/about").iloc[0]
audits = run("definitions/audits")
parts.title("definitions", sentences.audits(about, audits))

definitions.show_assumptions(about)
definitions.show_indicators(run("frame/indicators"))
definitions.show_measures(about)
definitions.show_rules()
definitions.show_audits(audits)
definitions.show_batches(run("definitions/batches"), about)
definitions.show_queries()
