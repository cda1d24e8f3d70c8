"""A table that somebody pasted: lines of a spreadsheet, a message or a web page, as the bytes of a CSV file."""

import re
from collections.abc import Callable, Sequence

# `Thôn 01: 5`, `Thôn 01 - 5`, `• Thôn 01 = 5 người`: how a message tells counts. What stands behind the sign is the
# count as it is written: `50%` or `~5` is left for the reader to refuse.
_TOLD = re.compile(r"^\s*[-•*+▪]?\s*(?P<name>[^:=\t]*[^\W\d_][^:=\t]*?)\s*(?:[:=]|\s[-–—]\s)\s*(?P<count>.*\d.*)$")
_DAY = re.compile(r"\d{1,2}[-/.]\d{1,2}[-/.]\d|\d{1,2}/\d|ngày \d", re.IGNORECASE)
_UNIT = re.compile(r"(?<=\d)\s*(?:người|hồ sơ|hs|tài khoản|tk|thẻ|lượt|trường hợp|ca|people|records|accounts)?\s*\.?$")
_RULE = re.compile(r"^[\s|:+-]*-[\s|:+-]*$")  # the line below the header of a table drawn with strokes
_GAP = re.compile(r"\s{2,}")
_HALF = 0.5


def as_file(text: str, place_header: str, count_header: str) -> bytes:
    """The text as tab-separated lines in UTF-8. The headers are of a message that tells counts in sentences, which has
    none of its own."""
    lines = [line.replace("\u200b", "").replace("\xa0", " ").rstrip() for line in text.splitlines()]
    return "\n".join(_in_cells(lines, place_header, count_header)).encode()


def _in_cells(lines: Sequence[str], place_header: str, count_header: str) -> list[str]:
    filled = [line for line in lines if line.strip()]
    if any("\t" in line for line in filled):
        return list(lines)
    if _are_most(filled, lambda line: "|" in line):
        return [_cells(_within(line).split("|")) for line in lines if not _RULE.match(line)]
    if _are_most(filled, lambda line: bool(_told(line))):
        return _of_a_message(lines, place_header, count_header)
    apart = [_GAP.split(line.strip()) for line in lines]
    widths = {len(cells) for cells in apart if len(cells) > 1}
    # Where a cell may be empty, nobody can tell which: a line with fewer than the others would shift.
    if len(widths) == 1 and _are_most(filled, lambda line: bool(_GAP.search(line.strip()))):
        return list(map(_cells, apart))
    return list(lines)


def _within(line: str) -> str:
    """A line without the strokes around it; one cell of which is empty keeps its own."""
    return line.strip().removeprefix("|").removesuffix("|")


def _told(line: str) -> re.Match[str] | None:
    """A line that tells a count of something, and is not one of a day."""
    return None if _DAY.search(line) else _TOLD.match(line)


def _of_a_message(lines: Sequence[str], place_header: str, count_header: str) -> list[str]:
    found = [_told(line) for line in lines]
    first = next(number for number, match in enumerate(found) if match)
    cells = [
        _cells((match["name"], _UNIT.sub("", match["count"]))) if match else line
        for match, line in zip(found, lines, strict=True)
    ]
    return [*cells[:first], _cells((place_header, count_header)), *cells[first:]]


def _cells(cells: Sequence[str]) -> str:
    return "\t".join(cell.strip() for cell in cells)


def _are_most(lines: Sequence[str], holds: Callable[[str], bool]) -> bool:
    return sum(map(holds, lines)) > _HALF * len(lines)
