"""Zip files, as XLSX and ODS are too: what they hold, within limits."""

import io
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from typing import Any

from enrolment.imports.files.upload import PACKED, SHAPEFILE, SHAPEFILE_BESIDE, Upload, must_be_what_it_says, refused
from enrolment.settings import settings

_MOST_IN_ZIP = 200


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
