"""A file as it was handed over: its name, its bytes, and whether they are what the name says.

What comes from a page is in memory and stays there: its bytes are never written to a disk.
"""

import io
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import BinaryIO

import duckdb

from enrolment.imports.mistakes import BadInput, Mistake

TABLE_SUFFIXES = (".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".xls", ".ods", ".parquet")
OUTLINE_SUFFIXES = (".geojson", ".gpkg", ".kml", ".shp")
SHAPEFILE = (".shp", ".shx", ".dbf", ".prj", ".cpg")
# What other programs add to a Shapefile: nothing that is read, and some of it text.
SHAPEFILE_BESIDE = (*SHAPEFILE, ".sbn", ".sbx", ".qix", ".qpj", ".fix", ".atx", ".xml")
PACKED = b"PK\x03\x04"
_SUFFIXES = (*TABLE_SUFFIXES, *OUTLINE_SUFFIXES, ".zip", ".json")
_COMPOUND = b"\xd0\xcf\x11\xe0"
_SIGNATURES = {
    ".xlsx": PACKED,
    ".xlsm": PACKED,
    ".ods": PACKED,
    ".zip": PACKED,
    ".xls": _COMPOUND,
    ".parquet": b"PAR1",
    ".gpkg": b"SQLite format 3",
}
_BINARY = (*_SIGNATURES.values(), b"%PDF", b"\x1f\x8b", b"\x89PNG", b"\xff\xd8\xff", b"Rar!", b"7z\xbc\xaf", b"MZ")
_LOCKED = "E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0".encode("latin-1")


@dataclass(frozen=True)
class Upload:
    """A file in memory."""

    name: str
    content: bytes
    kind: str = ""  # what it is, where that is not what its name says

    @property
    def suffix(self) -> str:
        return self.kind or PurePosixPath(self.name.lower()).suffix

    @property
    def size(self) -> int:
        return len(self.content)

    def open(self) -> BinaryIO:
        return io.BytesIO(self.content)

    def seen_by(self, con: duckdb.DuckDBPyConnection) -> str:
        """The path under which a connection reads the file."""
        from fsspec.implementations.memory import MemoryFileSystem

        class OfThisFile(MemoryFileSystem):
            store: dict = {}  # noqa: RUF012 - its own, where the library's is one for the whole process
            pseudo_dirs = [""]  # noqa: RUF012
            cachable = False

        name = f"/upload{self.suffix}"
        system = OfThisFile()
        system.pipe(name, self.content)
        if "memory" in con.list_filesystems():
            con.unregister_filesystem("memory")
        con.register_filesystem(system)
        return f"memory://{name}"


@dataclass(frozen=True)
class FileOnDisk:
    """The same of a file that lies on a disk, however long."""

    path: Path

    @property
    def name(self) -> str:
        return self.path.name

    @property
    def suffix(self) -> str:
        return self.path.suffix.lower()

    @property
    def size(self) -> int:
        return self.path.stat().st_size

    @property
    def content(self) -> bytes:
        return self.path.read_bytes()

    def open(self) -> BinaryIO:
        return self.path.open("rb")

    def seen_by(self, con: duckdb.DuckDBPyConnection) -> str:
        return str(self.path)


Readable = Upload | FileOnDisk


def as_it_is(upload: Upload) -> Upload:
    """The same file, known for what it is where programs call other things an Excel file: a web page, XML, text with
    tabs, a workbook of another time."""
    if upload.suffix not in (".xls", ".xlsx", ".xlsm"):
        return upload
    content, kind = upload.content, upload.suffix
    start = content[:20_000].replace(b"\0", b"").lower()
    if kind == ".xls" and content.startswith(PACKED):
        kind = ".xlsx"
    elif content.startswith(_COMPOUND) and _LOCKED not in content:
        kind = ".xls"
    elif b"urn:schemas-microsoft-com:office:spreadsheet" in start and b"<workbook" in start:
        kind = ".xml"
    elif b"<table" in start and start.lstrip(b"\xef\xbb\xbf\xff\xfe \r\n\t").startswith(b"<"):
        kind = ".html"
    elif kind == ".xls" and _is_text_with_tabs(content):
        kind = ".txt"
    return replace(upload, kind=kind)


def _is_text_with_tabs(content: bytes) -> bool:
    is_wide = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    is_text = is_wide or not (b"\0" in content or content.startswith(_BINARY))
    return is_text and b"\t" in content.split(b"\n")[0]


def must_be_what_it_says(upload: Upload) -> None:
    """Raises BadInput where the content is of another kind than the name says, is locked, or is nothing at all."""
    if not upload.content:
        raise refused(upload, "empty-file")
    if upload.suffix not in (*_SUFFIXES, ".html", ".xml"):
        raise refused(upload, "wrong-kind", detail=" ".join(_SUFFIXES))
    if upload.content.startswith(_COMPOUND) and _LOCKED in upload.content:
        raise refused(upload, "locked")
    if is_of_another_kind(upload.suffix, upload.content[:16]):
        raise refused(upload, "wrong-kind", detail=upload.suffix)


def is_of_another_kind(suffix: str, start: bytes) -> bool:
    """Whether a file's first sixteen bytes are not those of its suffix."""
    signature = _SIGNATURES.get(suffix)
    return not start.startswith(signature) if signature else start.startswith(_BINARY)


def refused(upload: Upload, reason: str, detail: str = "") -> BadInput:
    """The one mistake that keeps the whole file out, to be raised."""
    return BadInput([Mistake(upload.name, reason, detail=detail)])
