"""A DuckDB in memory for one piece of work, which spills into a folder of the system's, where nobody can read it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb

from enrolment.imports import identity


@contextmanager
def scratch(memory: str) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection that keeps to so much memory, such as `1GB`, and knows a person's number by `is_personal(text)`."""
    with (
        TemporaryDirectory() as folder,
        duckdb.connect(config={"memory_limit": memory, "temp_directory": folder, "temp_file_encryption": True}) as con,
    ):
        identity.teach(con)
        yield con


def quoted(path: Path) -> str:
    """A path as SQL, where none can be bound."""
    return "'" + str(path).replace("'", "''") + "'"
