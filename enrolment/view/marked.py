"""Marks of what is assumed or simulated, for this session's reader."""

from collections.abc import Collection
from dataclasses import replace

from enrolment.narrative.chosen import Chosen
from enrolment.query import marks
from enrolment.query.answer import Answer
from enrolment.view.session import reader

WHERE_IT_STANDS = ("reached", "status", "projected_short_count", "recent_pace")


def headline(chosen: Chosen, answer: Answer, columns: Collection[str] = WHERE_IT_STANDS) -> str:
    """The line of marks below a page's sentence; `answer` and `columns` are what the sentence is made from."""
    return marks.beside(reader(), replace(answer, query="headline", parameters=chosen.what), columns)


def beside(answer: Answer, columns: Collection[str] = ()) -> str:
    """The line of marks beside columns of an answer; empty where nothing of it is assumed."""
    return marks.beside(reader(), answer, columns)
