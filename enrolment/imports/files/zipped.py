"""Zip files, as XLSX and ODS are too: what they hold, within limits."""

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from typing import Any

from enrolment.imports.files.upload import PACKED, SHAPEFILE, SHAPEFILE_BESIDE, Upload, must_be_what_it_says, refused
from enrolment.settings import settings

_MOST_IN_ZIP = 200
_EMBEDDED = re.compile(
    r"(^|/)embeddings/|\.(xls|xlsx|xlsm|xlsb|ods|doc|docx|odt|ppt|pptx|pdf|csv|txt|zip|rar|7z|msg|eml|parquet)$",
    re.IGNORECASE,
)
_TAGS = re.compile(rb"<[^<>]*>")
# What people write into attributes, and into elements of a sheet beside its cells.
_SAID = re.compile(
    rb'\b(?:name|formatCode|Target|location|display|tooltip|prompt|promptTitle|error|errorTitle|descr|title)="([^"<>]*)"'
)
_BESIDE_CELLS = re.compile(
    rb"<(?:\w+:)?(?:f|formula|formula1|formula2|(?:odd|even|first)(?:Header|Footer))\b[^<>]*>([^<]*)"
)


def unpacked(upload: Upload) -> list[Upload]:
    """The files within: those of a zip file, or the upload itself. Raises BadInput.

    What belongs to a Shapefile becomes a zip file of its own, of the parts that its reader needs.
    """
    if upload.suffix != ".zip":
        return [upload]
    must_be_what_it_says(upload)
    must_fit(upload)
    with opened(upload) as packed:
        names = [name for name in packed.namelist() if _is_wanted(name)]
        if len(names) > _MOST_IN_ZIP:
            raise refused(upload, "too-large-unpacked", detail=str(settings().unpacked_megabytes))
        shapes = [name[: -len(".shp")] for name in names if name.lower().endswith(".shp")]
        found = [
            Upload(PurePosixPath(name).name, unzipped(packed, name, upload))
            for name in names
            if not any(_is_beside(name, shape) for shape in shapes)
        ]
        for shape in shapes:
            own = [name for name in names if name[: len(shape)] == shape and name[len(shape) :].lower() in SHAPEFILE]
            parts = {PurePosixPath(name).name: unzipped(packed, name, upload) for name in own}
            found.append(Upload(f"{PurePosixPath(shape).name}.zip", packed_anew(parts)))
    if not found:
        raise refused(upload, "empty-zip")
    return found


def _is_beside(name: str, shape: str) -> bool:
    """Whether a file belongs to a Shapefile, read or not: other programs add indexes, and texts about it."""
    return name.startswith(f"{shape}.") and name[len(shape) :].lower().endswith(SHAPEFILE_BESIDE)


def packed_anew(parts: Mapping[str, bytes]) -> bytes:
    """A zip file that has the same bytes for the same parts."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, part in sorted(parts.items()):
            packed.writestr(zipfile.ZipInfo(name), part, zipfile.ZIP_DEFLATED)
    return content.getvalue()


def hidden_texts(upload: Upload) -> Iterator[tuple[str, str]]:
    """Of a packed spreadsheet, each part and what is written in it beside the cells; nothing of other files.

    That is comments, properties, page headers, lists to choose from, links, formats, names of sheets and ranges,
    strings that no cell shows any more.
    """
    if not upload.content.startswith(PACKED):
        return
    with opened(upload) as packed:
        for name in packed.namelist():
            if not name.lower().endswith((".xml", ".vml", ".rels")):
                continue
            part = unzipped(packed, name, upload)
            said = b"\n".join(_SAID.findall(part))
            if "/worksheets/" in name.lower():
                part = b"\n".join(_BESIDE_CELLS.findall(part)).replace(b",", b"\n")
            yield name, (_TAGS.sub(b"\n", part) + b"\n" + said).decode(errors="replace")


def embedded(upload: Upload) -> list[str]:
    """The files that somebody put into a packed spreadsheet as they are; nobody looks into those."""
    if not upload.content.startswith(PACKED):
        return []
    with opened(upload) as packed:
        return [name for name in packed.namelist() if _EMBEDDED.search(name) and not name.endswith("/")]


def must_fit(upload: Upload) -> None:
    """Raises BadInput for a zip file, as XLSX and ODS are too, that would unpack into more than the limit."""
    if not upload.content.startswith(PACKED):
        return
    with opened(upload) as packed:
        entries = packed.infolist()
    size = sum(entry.file_size for entry in entries)
    if len(entries) > 50 * _MOST_IN_ZIP or size > settings().unpacked_megabytes * 1_000_000:
        raise refused(upload, "too-large-unpacked", detail=str(settings().unpacked_megabytes))
    if any(entry.flag_bits & 1 for entry in entries):
        raise refused(upload, "locked")


def opened(upload: Upload) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(io.BytesIO(upload.content))
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise refused(upload, "unreadable", detail=upload.suffix) from error


def unzipped(packed: zipfile.ZipFile, name: str, upload: Upload) -> bytes:
    most = packed.getinfo(name).file_size
    try:
        with packed.open(name) as file:
            return b"".join(_chunks(file, most))
    except Exception as error:  # the decompressors raise errors of their own kinds
        raise refused(upload, "unreadable", detail=f"{upload.suffix}: {name}") from error


def _chunks(file: Any, most: int) -> Iterator[bytes]:
    seen = 0
    while chunk := file.read(1 << 20):
        seen += len(chunk)
        if seen > most:  # it holds more than its directory says
            raise ValueError("too long")
        yield chunk


def _is_wanted(name: str) -> bool:
    path = PurePosixPath(name)
    is_hidden = any(part.startswith((".", "__MACOSX", "~$")) for part in path.parts)
    return not name.endswith("/") and not is_hidden
