"""What every page begins with: whose it is, what it answers, its first sentences; on paper the head of each sheet."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import date

import streamlit as st
from markupsafe import Markup

from enrolment.query import door
from enrolment.query.errors import NoData
from enrolment.view import html, links, parts
from enrolment.view.html import blocks
from enrolment.view.session import ask, reader
from enrolment.view.words import day, t


def title(page: str, sentence: str = "", marks: str = "") -> None:
    """Whose page it is, its name and the question that it answers, and in one sentence what it has to say today; below
    that what of it is assumed, and how to read the page."""
    address = links.exact()
    exact = blocks.link(t("link-here"), address) if address else ""
    said = t(f"page-{page}"), t(f"question-{page}"), sentence, list(filter(None, [marks, exact])), t(f"help-{page}")
    whose = _whose()
    html.show(blocks.head(whose, *said))
    html.show(blocks.paper(*map(_quoted, _of_each_sheet(whose, t(f"page-{page}")))))


def _of_each_sheet(whose: str, page: str) -> tuple[str, str, str]:
    """What stands on each sheet of paper: whose it is and what, of which day, and of which data."""
    as_of = st.session_state.get("choose_as_of")
    with suppress(NoData):
        source = " · ".join(filter(None, [parts.source(), t("paper-source", version=door.version(reader()))]))
        return f"{whose} · {page}", t("as-of", day=day(date.fromisoformat(as_of))) if as_of else "", source
    return f"{whose} · {page}", "", ""


def _quoted(text: str) -> Markup:
    """A text as a string of CSS, which nothing within can end."""
    return Markup('"{}"').format(Markup("".join(f"\\{ord(sign):x} " for sign in text)))


def _whose() -> str:
    """The product and the place that is chosen."""
    with suppress(NoData):
        places = ask("frame/places", place=st.session_state.get("place") or None).frame
        chosen = places[places.place_code == st.session_state.get("place")]
        return " · ".join([t("product"), *(chosen if len(chosen) else places).place_name.iloc[:1]])
    return t("product")


def answers(told: Sequence[tuple[str, str, str]], picture: str = "") -> None:
    """Questions with their answers, a sentence each, and the address where there is more: `question` is a text key.
    What has no answer is not asked. `picture`: a block that stands beside them."""
    rows = [(t(question), said, blocks.link(t("more"), address)) for question, said, address in told if said]
    if rows or picture:
        html.show(blocks.answers(rows, picture))
