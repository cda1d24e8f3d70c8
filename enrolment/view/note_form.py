"""A note on something that was found: what was seen, by whom, and what became of it; it comes in as a batch."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import streamlit as st

from enrolment.changes import requests
from enrolment.view import history, parts
from enrolment.view.session import lang
from enrolment.view.words import t


@dataclass(frozen=True)
class NoteForm:
    """Its texts. `name`: of its fields. `states`: code -> word, of what may have become of it."""

    name: str
    heading: str
    which: str
    example: str
    states: Mapping[str, str]


def show(form: NoteForm, labels: Sequence[str], about: Sequence[Mapping[str, str]]) -> None:
    """The form; nothing where there is nothing to note, or nobody may. `about`, one for each label: what the note is
    about, in the columns of the contract's notes."""
    if not labels or parts.why_no_change():
        return
    parts.heading(form.heading, t("note-form-sub"))
    # Another key empties the form once a note is saved: the next finding is not that one.
    with st.form(f"{form.name}_form_{st.session_state.get('note_turn', 0)}", border=True):
        chosen = st.selectbox(form.which, range(len(labels)), format_func=labels.__getitem__)
        state = st.segmented_control(
            t("note-status"), list(form.states), format_func=form.states.__getitem__, default="explained"
        )
        note = st.text_input(t("note-text"), max_chars=300, placeholder=form.example)
        who = history.ask_who(f"{form.name}_who")
        is_sent = st.form_submit_button(t("note-save"), type="primary")
    if is_sent and not (note.strip() and who and state):
        parts.note(t("note-incomplete"), "mistake")
    elif is_sent:
        row = {**about[chosen], "finding_status": str(state), "note": note.strip()}
        history.carry_out(lambda tell: requests.write_note(lang(), row, who, tell), "outcome-note", who)
