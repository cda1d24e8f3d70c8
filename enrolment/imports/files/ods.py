"""What the reader of spreadsheets does not say of an ODS file: which cells show an error or a share, and which rows are
not seen."""

import re

from enrolment.imports.files.upload import Upload
from enrolment.imports.files.zipped import opened, packed_anew, unzipped
from enrolment.settings import settings

_CONTENT = "content.xml"
_ERRORS = re.compile(rb"""<(?:\w+:)?table-cell(?=\s)(?=[^<>]*\s\w+:value-type=["'](?:error|percentage)["'])[^<>]*>""")
_STYLES = re.compile(rb"""<style:style\s[^<>]*?\bstyle:name=["']([^"']+)["'][^<>]*>(.*?)</style:style>""", re.DOTALL)
_STRUCK = re.compile(rb"""text-line-through-style=["'](?!none)""")
_TABLES_AND_ROWS = re.compile(rb"<(?:table:)(table|table-row)(?=[\s/>])([^<>]*)>")
_NOT_SEEN = re.compile(rb"""\btable:visibility=["'](?:collapse|filter)["']""")
_TIMES = re.compile(rb"""\btable:number-rows-repeated=["']([0-9]{1,7})["']""")
_VALUES = re.compile(rb"""\s\w+:(?:string-)?value=(?:"[^"]*"|'[^']*')""")
_KINDS = re.compile(rb"""\s\w+:value-type=(?:"[^"]*"|'[^']*')""")


def with_errors_as_text(upload: Upload) -> bytes:
    """The file's content, an ODS file's rewritten so that an error such as #N/A is read, not the nothing below it, and
    100 % is no 1, and a number that is struck through none."""
    if upload.suffix != ".ods":
        return upload.content
    with opened(upload) as packed:
        if _CONTENT not in packed.namelist():
            return upload.content
        content = unzipped(packed, _CONTENT, upload)
        struck = [name for name, said in _STYLES.findall(content) if _STRUCK.search(said)]
        if not _ERRORS.search(content) and not struck:
            return upload.content
        others = {name: unzipped(packed, name, upload) for name in packed.namelist()}
    content = _ERRORS.sub(_as_text, content)
    if struck:
        names = b"|".join(map(re.escape, struck))
        cells = rb"""(<(?:\w+:)?table-cell\s[^<>]*\btable:style-name=["'](?:%b)["'][^<>]*(?<!/)>)(\s*<text:p>)([^<]+)"""
        content = re.sub(cells % names, _struck, content)
    return packed_anew({**others, _CONTENT: content})


def _struck(cell: re.Match[bytes]) -> bytes:
    through = "".join(f"{sign}\u0336" for sign in cell[3].decode(errors="replace"))
    return (cell[1] if b'"string"' in cell[1] else _retyped(cell[1])) + cell[2] + through.encode()


def _as_text(cell: re.Match[bytes]) -> bytes:
    return _retyped(cell[0])


def _retyped(cell: bytes) -> bytes:
    bare = _KINDS.sub(b"", _VALUES.sub(b"", cell))
    return bare.replace(b"table-cell", b'table-cell office:value-type="string"', 1)


def hidden_rows(upload: Upload) -> list[frozenset[int]]:
    """Of each sheet, the rows, numbered from 1, that whoever opens it does not see: hidden by hand, or by a filter."""
    if upload.suffix != ".ods":
        return []
    with opened(upload) as packed:
        content = unzipped(packed, _CONTENT, upload) if _CONTENT in packed.namelist() else b""
    found: list[set[int]] = []
    row = 0
    for kind, said in _TABLES_AND_ROWS.findall(content):
        if kind == b"table":
            found.append(set())
            row = 0
            continue
        times = _TIMES.search(said)
        many = int(times[1]) if times else 1
        if found and _NOT_SEEN.search(said):
            found[-1].update(range(row + 1, row + 1 + min(many, settings().office_rows)))
        row += many
    return list(map(frozenset, found))
