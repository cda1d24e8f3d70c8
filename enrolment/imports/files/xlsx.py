"""What the reader of spreadsheets does not say of an XLSX file: how far out its cells are, and which hold no value."""

import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import unescape
from posixpath import normpath

from enrolment.imports.files.upload import Upload, refused
from enrolment.imports.files.zipped import opened, unzipped
from enrolment.imports.novalue import NotSaved
from enrolment.settings import settings

_TEXTS = (b"str", b"inlineStr")  # a formula that gives a text may well give an empty one
# Names may have a prefix, and attributes any order. A cell that holds nothing, only a colour, is none.
_CELLS = re.compile(rb"""<(?:\w+:)?c\s[^<>]*?\br=["']([A-Z]{1,9})([0-9]{1,15})["'][^<>]*(?<!/)>(?!\s*</)""")
_ROW_OR_CELL = re.compile(rb"""<(?:\w+:)?(row|c)(?:\s([^<>]*))?>\s*""")
_ROWS = re.compile(rb"""<(?:\w+:)?row(?:\s([^<>]*))?>""")
_HIDDEN = re.compile(rb"""\bhidden=["'](?:1|true)["']""")
_SPANS = re.compile(rb"""<(?:\w+:)?col(?:\s([^<>]*))?>""")
_FIRST, _LAST = re.compile(rb"""\bmin=["']([0-9]{1,7})["']"""), re.compile(rb"""\bmax=["']([0-9]{1,7})["']""")
_MOST_SPANNED = 16_384  # the columns of a sheet
_ROW = re.compile(rb"""\br=["']([0-9]{1,7})["']""")
_PLACE, _KIND = re.compile(rb"""\br=["']([A-Z]{1,3})([0-9]{1,7})["']"""), re.compile(rb"""\bt=["'](\w+)["']""")
_FORMULA = re.compile(rb"""<(?:\w+:)?f\b[^<>]*(?:/>|>[^<]*</(?:\w+:)?f>)\s*""")
_VALUE = re.compile(rb"""<(?:\w+:)?v\s*>([^<]*)<""")
_TABS = re.compile(rb"""<(?:\w+:)?sheet\s[^<>]*?\b\w+:id=["']([^"']+)["']""")
_RELATIONS = re.compile(rb"<(?:\w+:)?Relationship\s[^<>]*>")
_FROM_1904 = re.compile(rb"""<(?:\w+:)?workbookPr\s[^<>]*\bdate1904=["'](?:1|true)["']""")
DAYS_TO_1904 = 1462
_FORMATS = re.compile(rb"""<(?:\w+:)?numFmt\s[^<>]*>""")
_STYLES_OF_CELLS = re.compile(rb"<(?:\w+:)?cellXfs\b.*?</(?:\w+:)?cellXfs>", re.DOTALL)
_STYLE = re.compile(rb"""<(?:\w+:)?xf\s([^<>]*)>""")
_ATTRIBUTE = re.compile(rb"""(\w+)=["']([^"']*)["']""")
_MONTH = b"17"  # the format mmm-yy, which every workbook has
_SHARES = (b"9", b"10")  # the formats 0% and 0.00%, which every workbook has
_FONTS = re.compile(rb"<(?:\w+:)?fonts\b.*?</(?:\w+:)?fonts>", re.DOTALL)
_FONT = re.compile(rb"<(?:\w+:)?font\b(?:[^>]*/>|.*?</(?:\w+:)?font>)", re.DOTALL)
_STRUCK = re.compile(rb"""<(?:\w+:)?strike(?!\s+val=["'](?:0|false))[\s/>]""")
_REMARKS = re.compile(rb"""<(?:\w+:)?comment\s[^<>]*?\bref=["']([A-Z]{1,3}[0-9]{1,7})["']""")
_STYLES = "xl/styles.xml"
_WORKBOOK, _RELATED = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"


def must_be_bounded(upload: Upload, most_columns: int) -> None:
    """Raises BadInput for an XLSX file with a cell so far out that its sheet would fill the memory."""
    if upload.suffix not in (".xlsx", ".xlsm"):
        return
    with opened(upload) as packed:
        for name in packed.namelist():
            if name.lower().endswith(".xml"):  # any of them may be a sheet
                _must_be_bounded(unzipped(packed, name, upload), upload, most_columns)


def counts_from_1904(upload: Upload) -> bool:
    """Whether a workbook's days are counted from 1904: its reader tells of cells that look like days only."""
    if upload.suffix not in (".xlsx", ".xlsm"):
        return False
    with opened(upload) as packed:
        return _WORKBOOK in packed.namelist() and bool(_FROM_1904.search(unzipped(packed, _WORKBOOK, upload)))


def cells_without_value(upload: Upload) -> list[dict[tuple[int, int], str | NotSaved]]:
    """Of each sheet, the cells (row and column from 0) that read as empty and are not.

    What stands in each: an error such as #N/A, or NotSaved for a formula whose result no program saved.
    """
    if upload.suffix not in (".xlsx", ".xlsm"):
        return []
    with opened(upload) as packed:
        return [_without_value(unzipped(packed, name, upload) if name else b"") for name in _sheets(packed, upload)]


def hidden(upload: Upload) -> list[tuple[frozenset[int], frozenset[int]]]:
    """Of each sheet, the rows and the columns that whoever opens it does not see: hidden by hand, or by a filter. Rows
    are numbered from 1, columns from 0."""
    if upload.suffix not in (".xlsx", ".xlsm"):
        return []
    with opened(upload) as packed:
        parts = (unzipped(packed, name, upload) if name else b"" for name in _sheets(packed, upload))
        return [(_hidden_rows(part), _hidden_columns(part)) for part in parts]


def commented(upload: Upload) -> list[tuple[str, ...]]:
    """Of each sheet, the cells that a remark hangs on, such as `B5`, in their order. What it says is not read."""
    if upload.suffix not in (".xlsx", ".xlsm"):
        return []
    with opened(upload) as packed:
        return [_commented(packed, name, upload) for name in _sheets(packed, upload)]


def _commented(packed: zipfile.ZipFile, sheet: str, upload: Upload) -> tuple[str, ...]:
    folder, _, name = sheet.rpartition("/")
    related, names = f"{folder}/_rels/{name}.rels", set(packed.namelist())
    parts = _related(unzipped(packed, related, upload), b"comments") if related in names else []
    paths = [normpath(part.lstrip("/") if part.startswith("/") else f"{folder}/{part}") for part in parts]
    found = (_REMARKS.findall(unzipped(packed, path, upload)) for path in paths if path in names)
    return tuple(dict.fromkeys(cell.decode() for cells in found for cell in cells))


def _related(part: bytes, kind: bytes) -> list[str]:
    """The targets of the relations of a kind."""
    said = (dict(_ATTRIBUTE.findall(relation)) for relation in _RELATIONS.findall(part))
    return [one[b"Target"].decode(errors="replace") for one in said if one.get(b"Type", b"").endswith(b"/" + kind)]


@dataclass(frozen=True)
class Shown:
    """How a number is shown that is not shown as it is: as per cent, struck through, with words before and after, or a
    day by its month or year alone."""

    is_share: bool = False
    is_struck: bool = False
    before: str = ""
    after: str = ""
    is_without_day: bool = False


def shown(upload: Upload) -> list[dict[tuple[int, int], Shown]]:
    """Of each sheet, the cells (row and column from 0) whose numbers are not shown as they are."""
    if upload.suffix not in (".xlsx", ".xlsm"):
        return []
    with opened(upload) as packed:
        if _STYLES not in packed.namelist():
            return []
        styles = _styles(unzipped(packed, _STYLES, upload))
        parts = _sheets(packed, upload) if styles else ()
        return [_of_styles(unzipped(packed, name, upload) if name else b"", styles) for name in parts]


def _styles(part: bytes) -> dict[bytes, Shown]:
    """The styles of cells, by their numbers, that show numbers otherwise than they are."""
    formats = {
        said.get(b"numFmtId", b""): unescape(said.get(b"formatCode", b"").decode(errors="replace"))
        for said in (dict(_ATTRIBUTE.findall(found)) for found in _FORMATS.findall(part))
    }
    fonts = [bool(_STRUCK.search(font)) for font in _FONT.findall(_block(_FONTS, part))]
    styles = {}
    for number, found in enumerate(_STYLE.findall(_block(_STYLES_OF_CELLS, part))):
        said = dict(_ATTRIBUTE.findall(found))
        font, code = int(said.get(b"fontId", b"0")), said.get(b"numFmtId", b"0")
        before, after = _words(formats.get(code, ""))
        is_share = code in _SHARES or "%" in formats.get(code, "")
        is_without_day = code == _MONTH or _has_no_day(formats.get(code, ""))
        one = Shown(is_share, font < len(fonts) and fonts[font], before, after, is_without_day)
        if one != Shown():
            styles[b"%d" % number] = one
    return styles


def _block(pattern: re.Pattern[bytes], part: bytes) -> bytes:
    found = pattern.search(part)
    return found[0] if found else b""


def _words(code: str) -> tuple[str, str]:
    """What a format writes before and after a positive number, where it has letters or digits of its own."""
    said = re.fullmatch(r'((?:"[^"]*"|\\.|[^"0#?;])*)(?:[0#?.,]|General)*((?:"[^"]*"|\\.|[^";])*)(?:;.*)?', code)
    words = [" ".join(re.findall(r'"([^"]*)"', one)).strip() for one in said.groups()] if said else ["", ""]
    return (words[0], words[1]) if any(map(str.isalnum, "".join(words))) else ("", "")


def _has_no_day(code: str) -> bool:
    """Whether a format shows a month or a year, and neither the day nor an hour: `mm/yyyy`, `"Tháng "m`."""
    signs = set(re.sub(r'"[^"]*"|\\.|\[[^\]]*\]|general', "", code.partition(";")[0].lower()))
    return bool(signs & {"m", "y"}) and not signs & {"d", "h", "s"}


def _of_styles(part: bytes, styles: Mapping[bytes, Shown]) -> dict[tuple[int, int], Shown]:
    found = {}
    for where, attributes, _ in _places(part):
        said = dict(_ATTRIBUTE.findall(attributes))
        if said.get(b"s") in styles and said.get(b"t", b"n") == b"n":
            found[where] = styles[said[b"s"]]
    return found


def _hidden_columns(part: bytes) -> frozenset[int]:
    found = set[int]()
    for attributes in _SPANS.findall(part) if b"hidden=" in part else ():
        first, last = _FIRST.search(attributes), _LAST.search(attributes)
        if _HIDDEN.search(attributes) and first and last:
            found.update(range(int(first[1]) - 1, min(int(last[1]), _MOST_SPANNED)))
    return frozenset(found)


def _hidden_rows(part: bytes) -> frozenset[int]:
    rows, number = set(), 0
    for attributes in _ROWS.findall(part) if b"hidden=" in part else ():
        said = _ROW.search(attributes)
        number = int(said[1]) if said else number + 1
        if _HIDDEN.search(attributes):
            rows.add(number)
    return frozenset(rows)


def _without_value(part: bytes) -> dict[tuple[int, int], str | NotSaved]:
    if not any(mark in part for mark in (b't="e"', b"t='e'", b"<f", b":f")):
        return {}
    found: dict[tuple[int, int], str | NotSaved] = {}
    for where, attributes, start in _places(part):
        formula = _FORMULA.match(part, start)
        kind = said[1] if (said := _KIND.search(attributes)) else b"n"
        if not (formula or kind == b"e"):
            continue
        value = _VALUE.match(part, formula.end() if formula else start)
        if kind == b"e" and value:
            found[where] = value[1].decode(errors="replace")
        elif not (value and value[1].strip()) and kind not in _TEXTS:
            found[where] = NotSaved()
    return found


def _places(part: bytes) -> Iterator[tuple[tuple[int, int], bytes, int]]:
    """Each cell's row and column, its attributes, and where what it holds begins.

    A cell or a row that does not say where it is, as some programs write them, stands after the one before.
    """
    row = column = -1
    for found in _ROW_OR_CELL.finditer(part):
        attributes = found[2] or b""
        if found[1] == b"row":
            said = _ROW.search(attributes)
            row, column = int(said[1]) - 1 if said else row + 1, -1
            continue
        place = _PLACE.search(attributes)
        row, column = (int(place[2]) - 1, _column_number(place[1]) - 1) if place else (row, column + 1)
        if row >= 0:
            yield (row, column), attributes, found.end()


def _must_be_bounded(part: bytes, upload: Upload, most_columns: int) -> None:
    rows = columns = 0
    for found in _CELLS.finditer(part):
        letters, digits = found.groups()
        rows, columns = max(rows, int(digits)), max(columns, _column_number(letters))
    if columns > most_columns:
        raise refused(upload, "too-many-columns", detail=str(most_columns))
    if rows > settings().office_rows:
        raise refused(upload, "too-many-rows", detail=str(settings().office_rows))


def _sheets(packed: zipfile.ZipFile, upload: Upload) -> Iterator[str]:
    """The file of each sheet, in the order of the tabs, as the workbook itself names them; empty where it has none."""
    names = set(packed.namelist())
    if not {_WORKBOOK, _RELATED} <= names:
        return
    targets = {}
    for relation in _RELATIONS.findall(unzipped(packed, _RELATED, upload)):
        said = dict(re.findall(rb"""(\w+)=["']([^"']*)["']""", relation))
        targets[said.get(b"Id")] = said.get(b"Target", b"").decode(errors="replace").lstrip("/").removeprefix("xl/")
    for tab in _TABS.findall(unzipped(packed, _WORKBOOK, upload)):
        name = f"xl/{targets.get(tab, '')}"
        yield name if name in names else ""


def _column_number(column: bytes) -> int:
    number = 0
    for letter in column:
        number = 26 * number + letter - 64
    return number
