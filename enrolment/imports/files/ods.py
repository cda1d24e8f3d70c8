"""What the reader of spreadsheets does not say of an ODS file: which cells show an error."""

import re

from enrolment.imports.files.upload import Upload
from enrolment.imports.files.zipped import opened, packed_anew, unzipped

_CONTENT = "content.xml"
_ERRORS = re.compile(rb"""<(?:\w+:)?table-cell\s(?=[^<>]*\s\w+:value-type=["']error["'])[^<>]*>""")
_VALUES = re.compile(rb"""\s\w+:(?:string-)?value=(?:"[^"]*"|'[^']*')""")
_KINDS = re.compile(rb"""\s\w+:value-type=(?:"[^"]*"|'[^']*')""")


def with_errors_as_text(upload: Upload) -> bytes:
    """The file's content, an ODS file's rewritten so that an error such as #N/A is read, not the nothing below it."""
    if upload.suffix != ".ods":
        return upload.content
    with opened(upload) as packed:
        if _CONTENT not in packed.namelist():
            return upload.content
        content = unzipped(packed, _CONTENT, upload)
        if not _ERRORS.search(content):
            return upload.content
        others = {name: unzipped(packed, name, upload) for name in packed.namelist()}
    return packed_anew({**others, _CONTENT: _ERRORS.sub(_as_text, content)})


def _as_text(cell: re.Match[bytes]) -> bytes:
    bare = _KINDS.sub(b"", _VALUES.sub(b"", cell[0]))
    return bare.replace(b"table-cell", b'table-cell office:value-type="string"', 1)
