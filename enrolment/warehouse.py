"""The one door to the data: `run(query_name, **parameters)` gives a frame.

Behind the door: the current snapshot, read-only and locked; a time limit, a row cap and a memory limit from the
settings; a cache on query, parameters and data version. A new snapshot is taken up at the next call. A thread may look
back: then its questions are asked of an earlier version.
"""

import threading
from contextlib import suppress
from contextvars import ContextVar
from functools import lru_cache
from typing import Any

import duckdb
import pandas as pd

from enrolment.catalogue import query
from enrolment.settings import settings
from enrolment.store.current import Snapshot, current, of_version

_TRIES = 5  # snapshots may be swapped while a query is on its way
_SNAPSHOTS_OPEN = 3

_looked_back_at: ContextVar[str | None] = ContextVar("looked_back_at", default=None)


class NoData(Exception):
    """Nothing has been built yet."""


class TooSlow(Exception):
    """A query ran into the time limit."""


class BadValue(Exception):
    """A parameter is not what the query takes, such as a date of 31 February."""


class Moved(Exception):
    """The data moved on between the choice of a version and the opening of its snapshot."""


class Unreadable(Exception):
    """The snapshot is there and cannot be opened; `rebuild` makes it anew from the batches."""


class _Door:
    """The open snapshots: the current one, and those that somebody looks back at. One connection for each; every query
    takes a cursor of its own."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._open: dict[Snapshot, duckdb.DuckDBPyConnection] = {}

    def cursor(self, version: str) -> duckdb.DuckDBPyConnection:
        """A cursor on the snapshot of that version; Moved when there is none any more."""
        with self._lock:
            snapshot = current(settings().store)
            if snapshot is None:
                raise NoData
            if snapshot.version != version:
                snapshot = of_version(settings().store, version)
            if snapshot is None:
                raise Moved
            if snapshot not in self._open:
                try:
                    opened = open_locked(snapshot)
                except duckdb.Error as failed:
                    if snapshot.path.exists():
                        raise Unreadable(str(snapshot.path)) from failed
                    raise Moved from failed  # cleared away between the look and the opening
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


def look_back(data_version: str | None) -> None:
    """Ask every question of this thread from now on of that version; of the newest where it is None."""
    _looked_back_at.set(data_version)


def is_looking_back() -> bool:
    """Whether this thread asks of an earlier version."""
    return _looked_back_at.get() is not None


def version() -> str:
    """The data version that the next query will read; NoData when nothing has been built."""
    return _looked_back_at.get() or newest_version()


def newest_version() -> str:
    """The data version of what counts now; NoData when nothing has been built."""
    snapshot = current(settings().store)
    if snapshot is None:
        raise NoData
    return snapshot.version


def run(name: str, /, **parameters: Any) -> pd.DataFrame:
    """Ask a question of `queries/`; the frame's columns are the query's, its rows at most the row cap.

    `frame.attrs["is_cut"]` tells whether the cap struck. Raises UnknownQuery, TypeError for missing or excess
    parameters, BadValue, NoData, TooSlow, Unreadable.
    """
    return run_as(None, name, **parameters)


def run_as(data_version: str | None, name: str, /, **parameters: Any) -> pd.DataFrame:
    """The same, asked of one data version; of that which the thread looks back at, or the newest, where it is None."""
    wanted = set(query(name).parameters)
    if wanted != set(parameters):
        raise TypeError(f"{name} takes {sorted(wanted)}, not {sorted(parameters)}")
    asked = tuple(sorted(parameters.items()))
    for _ in range(_TRIES):
        with suppress(Moved):
            # Deep: each shallow copy would leave a weak reference behind in every block of the cached frame.
            return _answer(data_version or version(), name, asked).copy()
    raise NoData


@lru_cache(maxsize=settings().query_cache_entries)
def _answer(data_version: str, name: str, parameters: tuple[tuple[str, Any], ...]) -> pd.DataFrame:
    cap = settings().query_row_cap
    cursor = _door.cursor(data_version)
    try:
        with cursor:
            cursor.execute(query(name).sql, dict(parameters))
            frame = _fetch(cursor, cap + 1)
    except duckdb.InterruptException as interrupted:
        raise TooSlow(name) from interrupted
    except duckdb.Error as wrong:
        # The SQL is our own and tested: what is left to go wrong is a value that does not fit.
        raise BadValue(str(wrong).splitlines()[0]) from wrong
    capped = frame.head(cap)
    capped.attrs["is_cut"] = len(frame) > cap
    return capped


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
