"""Take a file in: checked rows of one table as Parquet, or every mistake in it."""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb

from enrolment.contract import BOUNDARIES, DESCRIPTION, schema
from enrolment.geography import normal_outlines
from enrolment.imports.bulk import write_rows
from enrolment.imports.check import cast_columns, check_cells, check_duplicates
from enrolment.imports.mistakes import BadInput, Mistake
from enrolment.imports.read import read_text
from enrolment.settings import settings


@dataclass(frozen=True)
class Rows:
    """The checked rows of one file: a Parquet file with the table's columns and `row_number`, or JSON."""

    path: Path
    count: int


def take_in(path: Path, table: str, folder: Path) -> Rows:
    """Check the file `path` against `table` and write its rows into `folder`. Raises BadInput with every mistake.

    A mistake that shows only beside other tables, such as an unknown village, is found when the rows are staged.
    """
    if table == BOUNDARIES:
        return _written(folder, *normal_outlines(path))
    if table == DESCRIPTION:
        return _written(folder, *_description(path))
    return _table_rows(path, table, folder / "rows.parquet")


def repeated_keys(table: str, files: Sequence[tuple[str, Path]]) -> list[Mistake]:
    """Keys that stand twice in files brought in together: which of them counts, nobody said.

    `files` are the files' names and their Parquet rows. Between imports, the later one's word stands.
    """
    with _connection() as con:
        return check_duplicates(con, schema(table), files)


@contextmanager
def _connection() -> Iterator[duckdb.DuckDBPyConnection]:
    with TemporaryDirectory() as folder:
        memory = settings().import_memory
        with duckdb.connect(config={"memory_limit": memory, "temp_directory": folder}) as con:
            yield con


def _table_rows(path: Path, table: str, target: Path) -> Rows:
    contract = schema(table)
    with _connection() as con:
        if path.suffix.lower() == ".csv":
            count = write_rows(con, path, contract, target)
            if count is not None:
                return Rows(target, count)
        mistakes = read_text(con, path, contract, "incoming")
        mistakes = mistakes or check_cells(con, path.name, contract, "incoming")
        if mistakes:
            raise BadInput(mistakes)
        written = con.execute(
            f"""copy (select {cast_columns(contract)}, row_number from incoming order by row_number)
            to '{str(target).replace("'", "''")}' (format parquet, compression zstd)"""
        ).fetchone()
        return Rows(target, written[0] if written else 0)


def _description(path: Path) -> tuple[str, int]:
    try:
        said = json.loads(path.read_text(encoding="utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise BadInput([Mistake(path.name, "bad-description")]) from error
    if not isinstance(said, dict) or not all(
        isinstance(said.get(key) or {}, dict) for key in ("notice", "assumptions")
    ):
        raise BadInput([Mistake(path.name, "bad-description")])
    return json.dumps(said, ensure_ascii=False), 1


def _written(folder: Path, text: str, count: int) -> Rows:
    target = folder / "rows.json"
    target.write_text(text, encoding="utf-8")
    return Rows(target, count)
