"""Data: bring files in, see what they would change before it is done, and take it back."""

from enrolment.changes import requests
from enrolment.narrative import sentences
from enrolment.view import head, history, outlook, parts, templates, uploaded, uploads
from enrolment.view.session import words
from enrolment.view.words import t

batches = requests.history()
head.title("data", sentences.batches(words(), batches))

history.show_outcome()
files = uploads.choose()
if files:
    seen = uploads.look(files)
    for file in seen.files:
        uploaded.show(file)
    outlook.show(seen)
    uploads.show_button(files, seen)

parts.heading(t("templates"), t("templates-sub"))
templates.show()

parts.heading(t("history"), t("history-sub"))
history.show_rules()
history.show_forgotten()
history.show(batches)
