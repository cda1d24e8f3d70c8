"""Text with a delimiter between the cells, in any letters and with any of the usual delimiters."""

import csv
import io
import re
from collections import Counter
from collections.abc import Sequence

from enrolment.imports.files import letters
from enrolment.imports.files.upload import Upload, refused
from enrolment.imports.mistakes import BadInput, Mistake
from enrolment.settings import settings

_LONGEST_CELL = 131_072
_LOOKED_AT = 1 << 20  # letters, to tell the delimiter by
# A quoted cell, its line breaks included; a quote within other text, as of inches, begins none.
_QUOTED = re.compile(r'(?<![^\n,;\t|])"(?:[^"]|"")*(?:"|\Z)')


def rows_of(upload: Upload) -> list[list[str]]:
    """The cells of each record. Raises BadInput where the letters are none, or a line is too long to be one."""
    if upload.content.count(b"\n") > 2 * settings().office_rows:
        raise refused(upload, "too-many-rows", detail=str(settings().office_rows))
    try:
        text, _ = letters.decode(upload.content)
    except letters.Unknown as unknown:
        reason = "unknown-letters" if unknown.row is None else "not-utf8"
        if b"\0" in upload.content and not unknown.is_wide:
            reason = "nul-byte"
        raise BadInput([Mistake(upload.name, reason, unknown.row)]) from unknown
    if "\0" in text:
        raise BadInput([Mistake(upload.name, "nul-byte", row=1 + text[: text.index("\0")].count("\n"))])
    lines = text.splitlines()
    must_be_lines(upload.name, lines)
    if lines and lines[0].lower().startswith("sep=") and len(lines[0]) == 5:
        delimiter = lines[0][4]
        text = text.split("\n", 1)[1] if "\n" in text else ""
        offset: list[list[str]] = [[]]
    else:
        delimiter, offset = delimiter_of(text[:_LOOKED_AT]), []
    csv.field_size_limit(_LONGEST_CELL)  # of the whole process: another library may have lifted it
    try:
        records = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error as error:
        raise refused(upload, "unreadable", detail="CSV") from error
    _must_be_closed(upload.name, text, records, delimiter, len(offset))
    return offset + records


def _must_be_closed(name: str, text: str, records: Sequence[Sequence[str]], delimiter: str, above: int) -> None:
    """Raises BadInput for a cell that holds whole lines of the table: a quote that begins it is closed nowhere, by one
    within another cell, or by the next one far below. `above`: how many lines stand above the text."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    widths = Counter(len(record) for record in records if len(record) > 1)
    width = widths.most_common(1)[0][0] if widths else 0
    cell = re.compile(rf'(?<![^\n{re.escape(delimiter)}])"(?:[^"]|"")*(?:"|\Z)')
    for found in cell.finditer(text) if width > 1 else ():
        lines = found[0].split("\n")
        is_closed = found[0].endswith('"') and text[found.end() : found.end() + 1] in ("", "\n", delimiter)
        holds_a_line = any(line.count(delimiter) >= width - 1 for line in lines[1:])
        if len(lines) > 1 and (not is_closed or holds_a_line):
            raise BadInput([Mistake(name, "open-quote", 1 + above + text.count("\n", 0, found.start()))])


def must_be_lines(name: str, lines: Sequence[str | bytes]) -> None:
    """Raises BadInput where a line is too long to be one."""
    longest = max(range(len(lines)), key=lambda number: len(lines[number]), default=None)
    if longest is not None and len(lines[longest]) > _LONGEST_CELL:
        raise BadInput([Mistake(name, "long-line", row=longest + 1)])


def delimiter_of(text: str) -> str:
    """The sign that splits the most lines into the same number of cells; what is quoted splits nothing."""
    some = [line for line in _QUOTED.sub("", text).splitlines()[:200] if line.strip()][:60]

    def agreement(sign: str) -> tuple[int, int]:
        counts = [line.count(sign) for line in some]
        common = max(set(counts), key=lambda count: (counts.count(count) if count else 0, count), default=0)
        return (counts.count(common), common) if common else (0, 0)

    return max(("\t", ";", ",", "|"), key=agreement)
