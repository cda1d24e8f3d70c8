"""Alerts: what has turned, what people made of it, and what moved since an earlier day, or an earlier state of the
data."""

from enrolment.narrative import alerts as said
from enrolment.view import alerts, filters, head, history, versions
from enrolment.view.session import words

chosen = filters.show()
found = alerts.of_place(chosen)
head.title("alerts", said.headline(words(), chosen.place_name, found, chosen.as_of))

history.show_outcome()
alerts.show(chosen, found)
alerts.show_not_judged(chosen)
alerts.show_moved(chosen)
versions.show_moved(chosen)
alerts.show_rules()
alerts.show_form(found)
