"""Tables of web pages, and workbooks as XML of 2003: what portals and old programs call an Excel file.

Nothing that they name is fetched, and entities of their own are not replaced.
"""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

from lxml import etree, html

from enrolment.imports.files import letters
from enrolment.imports.files.upload import Upload, refused
from enrolment.imports.novalue import NotSaved
from enrolment.settings import settings

_SPREADSHEET = "{urn:schemas-microsoft-com:office:spreadsheet}"
_OPTIONS = "{urn:schemas-microsoft-com:office:excel}"

Merged = tuple[int, int, int, int]  # first row, first column, last row, last column
Table = tuple[str, list[list[Any]], tuple[Merged, ...], bool]  # name, rows, merged cells, whether it is hidden


def tables_of_page(upload: Upload, most_columns: int) -> list[Table]:
    """The tables of a web page that hold no other table, each with the text of its cells. What the page says before a
    table stands above it, what it says after the last one below that, a line a row. Raises BadInput."""
    text, _ = letters.decode(upload.content)
    parser = html.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False)
    page = html.document_fromstring(text.lstrip("\ufeff \n\r\t").encode(), parser=parser)
    found: list[Table] = []
    above: list[list[Any]] = []
    for part in _parts(page):
        if isinstance(part, str):
            above.append([part])
            continue
        rows, merged = _rows(upload, part, most_columns)
        lower = tuple((top + len(above), left, bottom + len(above), right) for top, left, bottom, right in merged)
        found.append((str(len(found) + 1), [*above, *rows], lower, False))
        above = []
    if found and above:
        found[-1][1].extend(above)
    return found


def _parts(page: Any) -> Iterator[Any]:
    """The lines of text and the tables of a page, in their order; a table's caption stands before it."""
    said: list[str] = []

    def line() -> Iterator[str]:
        if text := " ".join("".join(said).split()):
            yield text
        said.clear()

    def walked(part: Any) -> Iterator[Any]:
        if not isinstance(part.tag, str) or part.tag in _NO_TEXT or _is_hidden(part):
            return
        if part.tag == "table" and next(part.iterdescendants("table"), None) is None:
            yield from line()
            captions = (" ".join(_text(caption).split()) for caption in part.iterchildren("caption"))
            yield from filter(None, captions)
            yield part
            return
        is_line = part.tag in _LINES
        if is_line:
            yield from line()
        said.append(part.text or "")
        for child in part:
            yield from walked(child)
            said.append(child.tail or "")
        if is_line:
            yield from line()

    yield from walked(page)
    yield from line()


_MOST_COVERED = 200_000  # cells that merged ones may lie over
_LINES = frozenset(("br", "hr", "p", "div", "section", "article", "main", "center", "body", "pre", "blockquote"))
_LINES |= {"h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "dl", "dt", "dd", "form", "fieldset", "legend"}
_LINES |= {"table", "tr", "td", "th"}
# What a page shows beside its content, or to be used.
_NO_TEXT = frozenset(("head", "script", "style", "noscript", "template", "nav", "footer", "svg", "iframe", "object"))
_NO_TEXT |= {"a", "button", "select", "textarea", "label"}
_APART = frozenset(("br", "p", "div", "li", "tr", "td", "th", "s", "del", "strike", "sup", "sub"))


def _rows(upload: Upload, table: Any, most_columns: int) -> tuple[list[list[Any]], tuple[Merged, ...]]:
    grid, merged = _Grid(upload, most_columns), []
    lines = list(table.iter("tr"))
    for number, line in enumerate(lines):
        for cell in line.iterchildren("td", "th"):
            across, down = (max(1, _number(cell.get(name))) for name in ("colspan", "rowspan"))
            down = min(down, len(lines) - number)  # no cell reaches below its table
            column = grid.put(number, " ".join(_text(cell).split()), across, down)
            if across > 1 or down > 1:
                merged.append((number, column, number + down - 1, column + across - 1))
    return grid.rows(), tuple(merged)


def _text(cell: Any) -> str:
    """What a reader sees of a cell: `12<br>3` is 12 and 3, and `<s>70</s>7` no number; what is hidden is not there."""
    if _is_hidden(cell):
        return ""
    parts = ((_text(child) if isinstance(child.tag, str) else "") + (child.tail or "") for child in cell)
    inside = (cell.text or "") + "".join(parts)
    return f" {inside} " if cell.tag in _APART else inside


def _is_hidden(part: Any) -> bool:
    return "display:none" in (part.get("style") or "").replace(" ", "").lower() or part.get("hidden") is not None


def tables_of_workbook(upload: Upload, most_columns: int) -> list[Table]:
    """The sheets of a workbook that Excel of 2003 saved as XML. Raises BadInput."""
    if b"<!DOCTYPE" in upload.content or b"<!ENTITY" in upload.content:
        raise refused(upload, "unreadable", detail="XML")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        root = etree.fromstring(upload.content, parser)
    except etree.XMLSyntaxError as error:
        raise refused(upload, "unreadable", detail="XML") from error
    return [_sheet(upload, sheet, most_columns) for sheet in root.iter(f"{_SPREADSHEET}Worksheet")]


def _sheet(upload: Upload, sheet: Any, most_columns: int) -> Table:
    grid, merged = _Grid(upload, most_columns), []
    row = -1
    for line in sheet.iter(f"{_SPREADSHEET}Row"):
        row = _index(line, row + 1)
        column = -1
        for cell in line.iterchildren(f"{_SPREADSHEET}Cell"):
            column = _index(cell, column + 1)
            across, down = (_number(cell.get(f"{_SPREADSHEET}{name}")) for name in ("MergeAcross", "MergeDown"))
            grid.put_at(row, column, _value(cell))
            if across or down:
                merged.append((row, column, row + down, column + across))
            column += across
    visible = sheet.findtext(f".//{_OPTIONS}Visible") or ""
    is_hidden = visible in ("SheetHidden", "SheetVeryHidden")
    return sheet.get(f"{_SPREADSHEET}Name") or "", grid.rows(), tuple(merged), is_hidden


def _index(element: Any, following: int) -> int:
    """Where a row or a cell stands, from 0: as it says, else behind the one before."""
    said = _number(element.get(f"{_SPREADSHEET}Index"))
    return said - 1 if said else following


def _value(cell: Any) -> Any:
    data = cell.find(f"{_SPREADSHEET}Data")
    if data is None:
        return NotSaved() if cell.get(f"{_SPREADSHEET}Formula") else ""
    text = " ".join("".join(data.itertext()).split())
    kinds: dict[str, Callable[[str], Any]] = {
        "Number": float,
        "DateTime": lambda moment: datetime.fromisoformat(moment.rstrip("Z")),
        "Boolean": lambda flag: flag == "1",
    }
    try:
        return kinds.get(data.get(f"{_SPREADSHEET}Type") or "", str)(text)
    except ValueError:
        return text


def _number(text: str | None) -> int:
    return int(text) if text and text.strip().isdecimal() else 0


class _Grid:
    """Cells by row and column, within the bounds of an office's file."""

    def __init__(self, upload: Upload, most_columns: int):
        self._upload, self._most_columns = upload, most_columns
        self._cells: dict[tuple[int, int], Any] = {}
        self._covered: set[tuple[int, int]] = set()

    def put(self, row: int, value: Any, across: int, down: int) -> int:
        """Put a value into the first free column of a row, over so many columns and rows; which column it is."""
        column = next(number for number in self._columns() if not self._is_taken((row, number)))
        self.put_at(row, column, value)
        if across > 1 or down > 1:
            self._cover(row, column, min(across, self._most_columns), min(down, settings().office_rows))
        return column

    def _is_taken(self, place: tuple[int, int]) -> bool:
        return place in self._covered or place in self._cells

    def _cover(self, row: int, column: int, across: int, down: int) -> None:
        """Keep the cells free that a merged one lies over. Raises BadInput where those are more than any table has."""
        if len(self._covered) + across * down > _MOST_COVERED:
            raise refused(self._upload, "too-many-columns", detail=str(self._most_columns))
        for below in range(down):
            self._covered |= {(row + below, column + beside) for beside in range(across)}

    def put_at(self, row: int, column: int, value: Any) -> None:
        """Put a value into a cell. Raises BadInput where it lies too far out."""
        if column >= self._most_columns:
            raise refused(self._upload, "too-many-columns", detail=str(self._most_columns))
        if row >= settings().office_rows:
            raise refused(self._upload, "too-many-rows", detail=str(settings().office_rows))
        self._cells[row, column] = value

    def rows(self) -> list[list[Any]]:
        filled = [place for place, value in self._cells.items() if value != ""]
        height = max((row for row, _ in filled), default=-1) + 1
        width = max((column for _, column in filled), default=-1) + 1
        return [[self._cells.get((row, column), "") for column in range(width)] for row in range(height)]

    def _columns(self) -> Iterator[int]:
        yield from range(self._most_columns + 1)
