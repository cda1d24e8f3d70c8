"""Questions of a file on its way in, in the reader's words."""

from streamlit.testing.v1 import AppTest


def _page() -> None:
    import streamlit as st

    from enrolment.changes.messages import Choice, SeenQuestion
    from enrolment.view import questions

    about = "2: 2025-05-13; 3: 2025-05-14; … (3)"
    question = SeenQuestion(choice="early", options={"yes": ""}, about=about, preset="")
    st.text(questions.worded(Choice.parse("early"), question)[0])


def test_days_of_a_question_are_written_as_its_reader_writes_them():
    shown = AppTest.from_function(_page).run().text[0].value
    assert "13/5/2025" in shown and "14/5/2025" in shown and "2025-05" not in shown
