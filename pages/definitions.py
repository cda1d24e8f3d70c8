"""Definitions: what each number means, whether the data agrees with itself, and which files it comes from."""

from enrolment.narrative import sentences
from enrolment.view import definitions, head
from enrolment.view.session import ask, words

about = ask("frame/about")
audits = ask("definitions/audits")
head.title("definitions", sentences.audits(words(), about, audits))

definitions.show_find()
definitions.show_assumptions(about)
definitions.show_indicators(ask("frame/indicators"))
definitions.show_measures(about)
definitions.show_rules()
definitions.show_audits(audits)
definitions.show_batches(ask("definitions/batches"), about)
definitions.show_queries()
