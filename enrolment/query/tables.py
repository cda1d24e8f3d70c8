"""Whole tables of the contract as they count now, for downloads and forms."""

from collections.abc import Iterator

import duckdb
import pandas as pd

from enrolment.query.errors import TooLarge, Unreadable
from enrolment.settings import settings
from enrolment.snapshot import export


def chunks(name: str) -> Iterator[pd.DataFrame]:
    """All rows of one table in the contract's columns, some thousands at a time, at least one frame.

    Raises KeyError when the contract has no such table, TooLarge, Unreadable, and what the store says of damage.
    """
    try:
        yield from export.chunks(settings().store, name)
    except (duckdb.OutOfMemoryException, MemoryError) as full:
        raise TooLarge(name) from full
    except (duckdb.Error, OSError) as failed:
        raise Unreadable(name) from failed


def table(name: str) -> pd.DataFrame:
    """The same in one frame, for tables of a commune."""
    return pd.concat(chunks(name), ignore_index=True)
