"""What a folder of contract files holds, by the names of its files."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from enrolment.contract import BOUNDARIES, DESCRIPTION, REQUIRED_TABLES, TABLES, table_of
from enrolment.imports.mistakes import BadInput, Mistake
from enrolment.imports.read import SUFFIXES

NAMED = {"boundaries.geojson": BOUNDARIES, "datapackage.json": DESCRIPTION}


@dataclass(frozen=True)
class Source:
    """A file and the table that it belongs to."""

    path: Path
    table: str


def sources(folder: Path) -> list[Source]:
    """The contract files of a folder, in the order in which tables build on each other.

    Raises BadInput when the folder is missing, holds a data file of no known table, or lacks a required table.
    """
    if not folder.is_dir():
        raise BadInput([Mistake(str(folder), "no-folder")])
    files = sorted(path for path in folder.iterdir() if path.is_file() and path.suffix.lower() in SUFFIXES)
    unknown = [
        Mistake(path.name, "unknown-table", detail=", ".join(TABLES)) for path in files if not table_of(path.name)
    ]
    tables = {table_of(path.name) for path in files}
    missing = [Mistake(folder.name, "missing-table", value=table) for table in REQUIRED_TABLES if table not in tables]
    if unknown or missing:
        raise BadInput(unknown + missing)
    found = [Source(path, table_of(path.name) or "") for path in files]
    found += [Source(folder / name, table) for name, table in NAMED.items() if (folder / name).exists()]
    order = (*TABLES, *NAMED.values())
    return sorted(found, key=lambda source: (order.index(source.table), source.path.name))


def named_sources(files: Sequence[Path], table: str = "") -> list[Source]:
    """The given files, each for `table` or else for the table that its name tells. Raises BadInput."""
    found: list[Source] = []
    mistakes: list[Mistake] = []
    for path in files:
        wanted = table or NAMED.get(path.name) or table_of(path.name)
        if not path.is_file():
            mistakes.append(Mistake(path.name, "no-file"))
        elif wanted not in (*TABLES, *NAMED.values()):
            mistakes.append(Mistake(path.name, "unknown-table", detail=", ".join(TABLES)))
        else:
            found.append(Source(path, wanted))
    if mistakes:
        raise BadInput(mistakes)
    return found
