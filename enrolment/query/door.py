"""The one door to the data: `ask(reader, query_name, **parameters)` gives an `Answer`.

Behind the door: the snapshot that counts, or that of the moment which the reader looks back to, read-only and locked; a
time limit, a row cap and a memory limit from the settings; a cache on query, parameters and data version. A new
snapshot is taken up at the next question.
"""

import threading
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from functools import lru_cache
from typing import Any

import duckdb
import pandas as pd

from enrolment import turns
from enrolment.query.analyses import ANALYSES
from enrolment.query.answer import Answer
from enrolment.query.catalogue import query
from enrolment.query.errors import (
    BadValue,
    Gone,
    NoData,
    NothingKnown,
    NotPermitted,
    TooLarge,
    TooSlow,
    Unreadable,
    WrongParameters,
)
from enrolment.query.reader import Reader
from enrolment.settings import settings
from enrolment.snapshot import travel
from enrolment.snapshot.current import Snapshot, current, of_version

_TRIES = 5  # snapshots may be swapped while a query is on its way
_SNAPSHOTS_OPEN = 3
# What readers of a few places may ask beside their own places: nothing of it is a count of a place.
_ABOUT_NO_PLACE = {"frame/about", "frame/days", "frame/indicators"}


class _Moved(Exception):
    """The snapshot of a version is not there: the data moved on, or an earlier one was cleared away."""


class _Door:
    """The open snapshots: the current one, and those that somebody looks back at. One connection for each; every query
    takes a cursor of its own."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._open: dict[Snapshot, duckdb.DuckDBPyConnection] = {}

    def cursor(self, version: str) -> duckdb.DuckDBPyConnection:
        """A cursor on the snapshot of that version; _Moved when there is none any more."""
        with self._lock:
            snapshot = current(settings().store)
            if snapshot is None:
                raise NoData
            if snapshot.version != version:
                snapshot = of_version(settings().store, version)
            if snapshot is None:
                raise _Moved
            if snapshot not in self._open:
                try:
                    opened = open_locked(snapshot)
                except duckdb.OutOfMemoryException as full:
                    raise TooLarge(str(snapshot.path)) from full
                except duckdb.Error as failed:
                    if snapshot.path.exists():
                        raise Unreadable(str(snapshot.path)) from failed
                    raise _Moved from failed  # cleared away between the look and the opening
                # An old connection is left to its last reader; closing it would cut off a running query.
                self._open = {**dict(list(self._open.items())[-(_SNAPSHOTS_OPEN - 1) :]), snapshot: opened}
            self._open[snapshot] = self._open.pop(snapshot)  # the one used longest ago is the first to go
            return self._open[snapshot].cursor()


def open_locked(snapshot: Snapshot) -> duckdb.DuckDBPyConnection:
    """Open a snapshot so that nothing reached through it can write, read files or change its limits."""
    limits = settings()
    connection = duckdb.connect(
        snapshot.path,
        read_only=True,
        config={
            "memory_limit": limits.query_memory,
            "threads": limits.query_threads,
            "max_execution_time": limits.query_timeout_ms,
            "temp_directory": "",
        },
    )
    if connection.sql("select current_setting('lock_configuration')").fetchall()[0][0]:
        return connection  # an earlier reader still has this file open: DuckDB shares its database, locked already
    for statement in (
        "set enable_external_access = false",
        "set python_enable_replacements = false",
        "set lock_configuration = true",
    ):
        connection.execute(statement)
    return connection


_door = _Door()


def ask(reader: Reader, name: str, /, **parameters: Any) -> Answer:
    """Ask a question of `queries/`; the frame's columns are the query's, its rows at most the row cap.

    Raises a `QueryError`: UnknownQuery, WrongParameters, BadValue, NotPermitted, NoData, Gone, TooSlow, TooLarge,
    Unreadable.
    """
    wanted = query(name).parameters
    if set(wanted) != set(parameters):
        raise WrongParameters(name, sorted(wanted), sorted(parameters))
    if reader.places is not None:
        _must_be_permitted(reader, name, parameters)
    bound = tuple(sorted(parameters.items()))
    for _ in range(_TRIES):
        data_version = version(reader)
        with suppress(_Moved):
            frame, is_cut = _rows(data_version, name, bound)
            # Deep: each shallow copy would leave a weak reference behind in every block of the cached frame.
            return Answer(frame.copy(), name, parameters, data_version, is_cut)
    raise Gone(data_version)


def version(reader: Reader) -> str:
    """The data version that the reader's next question will be asked of; NoData when nothing has been built."""
    return reader.version or newest_version()


def newest_version() -> str:
    """The data version of what counts now; NoData when nothing has been built."""
    snapshot = current(settings().store)
    if snapshot is None:
        raise NoData
    return snapshot.version


def looking_back(reader: Reader, moment: datetime) -> Reader:
    """The reader, asking of the data as it was known at a moment; NothingKnown where nothing counted then.

    Its snapshot may have to be built first, see `snapshot.travel.build_as_known`; the door itself builds nothing.
    """
    found = travel.version_as_known(settings().store, moment.isoformat())
    if found is None:
        raise NothingKnown(moment)
    return replace(reader, moment=moment, version=found)


def _must_be_permitted(reader: Reader, name: str, parameters: Mapping[str, Any]) -> None:
    """NotPermitted unless every place that is asked about is one of the reader's, or lies in one."""
    asked_about = [parameters[key] for key in ("place", "village") if key in parameters]
    if not asked_about and name not in _ABOUT_NO_PLACE:
        raise NotPermitted(name)
    for place in asked_about:
        around = ask(replace(reader, places=None), "frame/ancestors", place=place).frame.place_code
        if not (reader.places or frozenset()) & set(around):
            raise NotPermitted(place)


# Queries at a time: pages take turns, downloads do not, and all of them share one memory.
_MOST_AT_ONCE = 4
_asking = threading.BoundedSemaphore(_MOST_AT_ONCE)


@lru_cache(maxsize=settings().query_cache_entries)
def _rows(data_version: str, name: str, parameters: tuple[tuple[str, Any], ...]) -> tuple[pd.DataFrame, bool]:
    """The rows of a question, at most the cap, and whether the cap cut them."""
    cap = settings().query_row_cap
    cursor = _door.cursor(data_version)
    try:
        with turns.let_go_if_long(), _asking, cursor:
            cursor.execute(query(name).sql, dict(parameters))
            frame = _fetch(cursor, cap + 1)
    except duckdb.InterruptException as interrupted:
        raise TooSlow(name) from interrupted
    except (duckdb.OutOfMemoryException, MemoryError) as full:
        raise TooLarge(name) from full
    except duckdb.CatalogException as older:  # a snapshot of another version of the software lacks what is asked of
        raise Unreadable(name) from older
    except duckdb.Error as wrong:
        # The SQL is our own and tested: what is left to go wrong is a value that does not fit.
        raise BadValue(str(wrong).splitlines()[0]) from wrong
    shown = frame.head(cap)
    analysis = query(name).analysis
    return ANALYSES[analysis](shown) if analysis else shown, len(frame) > cap


def _fetch(cursor: duckdb.DuckDBPyConnection, most: int) -> pd.DataFrame:
    """The first `most` rows or a few more, without fetching the rest of a large answer."""
    parts = [cursor.fetch_df_chunk()]
    fetched = len(parts[0])
    while fetched < most and len(parts[-1]):
        parts.append(cursor.fetch_df_chunk())
        fetched += len(parts[-1])
    filled = [part for part in parts if len(part)]
    return _with_plain_numbers(pd.concat(filled, ignore_index=True) if len(filled) > 1 else (filled or parts)[0])


def _with_plain_numbers(frame: pd.DataFrame) -> pd.DataFrame:
    """Whole numbers as int64, or as float64 with NaN where some are unknown: one kind of unknown for all columns."""
    kinds = {
        column: "float64" if frame[column].isna().any() else "int64"
        for column in frame.columns
        if pd.api.types.is_extension_array_dtype(frame[column].dtype)
        and pd.api.types.is_integer_dtype(frame[column].dtype)
    }
    return frame.astype(kinds) if kinds else frame
