"""Files to bring in, and the tables that they are for: by the names of a folder's files, or by what they hold."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from enrolment.contract import BOUNDARIES, DESCRIPTION, REQUIRED_TABLES, TABLES, table_of
from enrolment.imports.files.upload import OUTLINE_SUFFIXES, FileOnDisk, Readable, Upload
from enrolment.imports.files.zipped import unpacked
from enrolment.imports.meaning.reading import Choices
from enrolment.imports.mistakes import BadInput, Mistake
from enrolment.imports.rows.read import SUFFIXES
from enrolment.settings import settings

NAMED = {"boundaries.geojson": BOUNDARIES, "datapackage.json": DESCRIPTION}


@dataclass(frozen=True)
class Source:
    """A file and the table that it belongs to, empty where the file itself shall tell.

    Its bytes lie at `path`, or are `content` alone. `is_strict`: only the contract's own form is taken.
    """

    path: Path
    table: str
    content: bytes | None = None
    choices: Choices = field(default_factory=Choices)
    is_strict: bool = True

    @cached_property
    def file(self) -> Readable:
        return FileOnDisk(self.path) if self.content is None else Upload(self.path.name, self.content)

    @cached_property
    def sha256(self) -> str:
        """The SHA-256 of its bytes."""
        with self.file.open() as opened:
            return hashlib.file_digest(opened, "sha256").hexdigest()  # type: ignore[arg-type]

    def upload(self) -> Upload:
        """The file in memory; BadInput where it is larger than an office's file may be."""
        if self.file.size > settings().office_megabytes * 1_000_000:
            raise BadInput([Mistake(self.path.name, "too-large", detail=str(settings().office_megabytes))])
        return Upload(self.path.name, self.file.content)


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
    return in_order(found)


def named_sources(files: Sequence[Path], table: str = "", choices: Choices | None = None) -> list[Source]:
    """The given files as offices keep them, each for `table` or else for what it tells. Raises BadInput."""
    if table and table not in (*TABLES, *NAMED.values()):
        raise BadInput([Mistake(str(path.name), "unknown-table", detail=", ".join(TABLES)) for path in files])
    missing = [Mistake(path.name, "no-file") for path in files if not path.is_file()]
    if missing:
        raise BadInput(missing)
    found: list[Source] = []
    for path in files:
        if path.suffix.lower() == ".zip":
            found += handed_over(Upload(path.name, path.read_bytes()), table, choices)
        else:
            found.append(_source(path, None, table, choices))
    return in_order(found)


def handed_over(upload: Upload, table: str = "", choices: Choices | None = None) -> list[Source]:
    """A file in memory, or those that it holds where it is a zip file. Raises BadInput."""
    return [_source(Path(inner.name), inner.content, table, choices) for inner in unpacked(upload)]


def in_order(found: Sequence[Source]) -> list[Source]:
    """Tables before those that their codes refer to; a file that has not told yet comes with the counts."""
    order = (*TABLES, *NAMED.values())
    place = {table: number for number, table in enumerate(order)}
    return sorted(found, key=lambda source: (place.get(source.table, place["progress"]), source.path.name))


def _source(path: Path, content: bytes | None, table: str, choices: Choices | None) -> Source:
    suffix = path.suffix.lower()
    is_outlines = suffix in OUTLINE_SUFFIXES or (
        suffix == ".zip" and content is not None and b".shp" in content.lower()
    )
    if suffix == ".json" and path.name not in NAMED:
        is_outlines = b'"Feature' in (head := _head(path, content)) or b'"Topology"' in head
    known = NAMED.get(path.name) or (BOUNDARIES if is_outlines else table_of(path.name))
    return Source(path, table or known or "", content, choices or Choices(), is_strict=False)


def _head(path: Path, content: bytes | None) -> bytes:
    """The beginning of a file, in one-byte letters."""
    if content is not None:
        return content[:4000].replace(b"\0", b"")
    with path.open("rb") as file:
        return file.read(4000).replace(b"\0", b"")
