"""A page's own HTML, kept for whoever opens the same page next: the index page carries it, so that the headline is read
while Streamlit's scripts are still on their way. It goes when the page itself has drawn.

Kept is what the first run of a session drew, which hangs on nothing but the address: page, choices, day and data
version. What a session adds (answers, an opened list) never gets here, nor does the page on which files lie.
"""

import threading
from collections import OrderedDict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from functools import cache
from itertools import accumulate
from pathlib import Path
from typing import Any

import streamlit as st
from markupsafe import Markup

from enrolment import clock
from enrolment.query import door
from enrolment.query.errors import NoData
from enrolment.view import filters
from enrolment.view.html import blocks, recording

_MOST_BYTES = 16_000_000  # of all pages that are kept
_MOST_LETTERS = 40_000  # of one
_NEVER = ("data",)

Key = tuple[Any, ...]

_kept: OrderedDict[Key | None, str] = OrderedDict()
_lock = threading.Lock()


@contextmanager
def kept(page: str) -> Iterator[None]:
    """Keep what is drawn within, if it is the first that this session draws and nothing breaks it off."""
    is_first = not st.session_state.get("has_drawn")
    st.session_state["has_drawn"] = True
    key = _key(page, filters.in_address()) if is_first and page not in _NEVER else None
    if key is None:
        yield
        return
    with recording() as parts:
        yield
    if key == _key(page, filters.in_address()):  # the data did not move on meanwhile
        _keep(key, str(blocks.early(_file("style.css"), _first(parts), _file("early.js"))))


def document(page: str, choices: Mapping[str, str]) -> str:
    """What the index page of this address carries; empty where nobody has opened it since the data came."""
    key = _key(page, {key: value for key, value in choices.items() if key in filters.KEYS and value})
    with _lock:
        if key not in _kept:
            return ""
        _kept.move_to_end(key)
        return _kept[key]


def _key(page: str, choices: Mapping[str, str]) -> Key | None:
    """None where there is no data."""
    with suppress(NoData):
        return page, door.newest_version(), clock.today(), frozenset(choices.items())
    return None


def _first(parts: Sequence[Markup]) -> list[Markup]:
    """The parts of the first screens: whoever reads further has the page by then."""
    sizes = accumulate(map(len, parts))
    return [part for part, size in zip(parts, sizes, strict=True) if size < _MOST_LETTERS or part is parts[0]]


def _keep(key: Key, html: str) -> None:
    with _lock:
        _kept[key] = html
        while sum(map(len, _kept.values())) > _MOST_BYTES:
            _kept.popitem(last=False)


@cache
def _file(name: str) -> Markup:
    return Markup((Path(__file__).parent / name).read_text(encoding="utf-8"))
