"""A DuckDB in memory for one piece of work, which spills into a folder of the system's, where nobody can read it."""

import threading
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb

from enrolment.imports import identity

_idle: defaultdict[str, list[duckdb.DuckDBPyConnection]] = defaultdict(list)  # by their memory, one of each
_lock = threading.Lock()


@contextmanager
def scratch(memory: str) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection that keeps to so much memory, such as `1GB`, and knows a person's number by `is_personal(text)`.

    What is made in it is gone afterwards. The database beside it stays for the next piece of work, since one takes as
    long to open as a small file to read; unless this one failed, or spilled.
    """
    with TemporaryDirectory() as folder:
        database = _taken(memory) or _opened(memory)
        try:
            database.execute(f"set temp_directory = {quoted(Path(folder))}; attach ':memory:' as scratch")
            with database.cursor() as con:
                con.execute("set search_path = 'scratch.main,memory.main'")
                yield con
            _clear(database)
        except BaseException:
            database.close()
            raise
        if any(Path(folder).iterdir()):
            database.close()
        else:
            _give_back(memory, database)


def _opened(memory: str) -> duckdb.DuckDBPyConnection:
    # DuckDB writes nothing encrypted with its own cipher unless told: the numbers that its keys are drawn from are not
    # secure. They hide well enough what is gone in minutes; the other cipher is an extension from the internet.
    database = duckdb.connect(
        config={"memory_limit": memory, "temp_file_encryption": True, "force_mbedtls_unsafe": True}
    )
    identity.teach(database)
    return database


def _clear(database: duckdb.DuckDBPyConnection) -> None:
    """Detach the piece of work, and what it attached."""
    attached = "select database_name from duckdb_databases() where not internal and database_name <> 'memory'"
    for (name,) in database.execute(attached).fetchall():
        database.execute(f'detach "{name}"')


def _taken(memory: str) -> duckdb.DuckDBPyConnection | None:
    with _lock:
        return _idle[memory].pop() if _idle[memory] else None


def _give_back(memory: str, database: duckdb.DuckDBPyConnection) -> None:
    with _lock:
        if not _idle[memory]:
            _idle[memory].append(database)
            return
    database.close()


def quoted(path: Path) -> str:
    """A path as SQL, where none can be bound."""
    return "'" + str(path).replace("'", "''") + "'"
