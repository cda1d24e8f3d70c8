"""What is written for this session's reader; see `narrative.words`."""

import re
from typing import Any

from enrolment.view.session import words


def t(key: str, **values: object) -> str:
    """The text of a key in the reader's language."""
    return words().t(key, **values)


def count(value: float | None, decimals: int = 0) -> str:
    return words().count(value, decimals)


def share(value: float | None) -> str:
    return words().share(value)


def reached(done: float | None, target: float | None) -> str:
    return words().reached(done, target)


def day(value: Any) -> str:
    return words().day(value)


def moment(value: Any) -> str:
    return words().moment(value)


def label(column: str) -> str:
    return words().label(column)


def write(column: str, value: object) -> str:
    return words().write(column, value)


def word(column: str, code: str) -> str:
    return words().word(column, code)


def name(row: Any) -> str:
    """The name of an indicator's row."""
    return words().name(row)


def short(row: Any) -> str:
    """The name of an indicator's row for sentences."""
    return words().short(row)


def unit(row: Any) -> str:
    """The unit of an indicator's row."""
    return words().unit(row)


def cell(row: Any, column: str) -> str:
    """What a table says in a column of a row, with the mark or the unknown that belongs beside it."""
    return words().cell(row, column)


def as_written(text: str) -> str:
    """A text of somebody's, such as a header or a file's name, for where Streamlit would read it as markdown."""
    return re.sub(r"([\\`*_\[\]$~:#<>|!{}])", r"\\\1", text)
