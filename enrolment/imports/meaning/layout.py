"""Which rows of a sheet are data: the header found, titles, totals and blank rows left out and listed."""

import re
from bisect import bisect_left
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from enrolment.imports.files.sheets import Sheet, text_of
from enrolment.imports.identity import masked
from enrolment.imports.meaning.cells import is_number
from enrolment.imports.meaning.days import is_day
from enrolment.imports.meaning.header_lines import header_of
from enrolment.imports.meaning.headers import is_running_number
from enrolment.imports.meaning.names import calls_itself_a_village, key
from enrolment.imports.meaning.target import Header
from enrolment.imports.meaning.unaccented import Pattern, without_accents
from enrolment.imports.novalue import NotSaved

_DAY_WORDS = tuple(map(key, ("ngày", "ngày báo cáo", "date", "day")))
BETWEEN_CELLS = " · "  # in what is told of a row
UNCLEAR = ("unclear", "")  # what a line may say that speaks of a day, an indicator or a commune, and of more
# `Cộng cụm 1`, `Cộng toàn xã`, `Cả xã`, `Mang sang`, `Cộng trang 1`; not `Cộng Hòa`, which is a village.
_PARTS = "|".join(map(key, ("ngày", "cụm", "khu", "nhóm", "tổ", "toàn", "trang", "các", "chung", "xã")))
_ALL = "|".join(map(key, ("xã", "tỉnh", "cụm")))
_OF_EACH = "|".join(map(key, ("mỗi", "một", "chung", "toàn", "per")))
AVERAGE = rf"(?:{key('bình quân')}|{key('trung bình')}|average|mean)(?: (?:{_OF_EACH}) .*| /.*)?$"
_SUM_OF = re.compile(
    rf"{key('cộng')} (?:{_PARTS})(?= |$)|{key('cả')} (?:{_ALL})$|{key('mang sang')}$|{key('lũy kế')}(?= |$)|[∑σ]$"
    rf"|t\.? ?(?:{key('cộng')}|c)$|{AVERAGE}"
)
_NUMERAL = re.compile(r"(?:[IVX]+|[A-H])[.)]?")
_SIGNS = Pattern(
    r"(?:tm|kt|tl|tuq)\.|(?:người|cán bộ|bộ phận) (?:lập|duyệt|báo|tổng hợp|thống kê|thực hiện)|lập (?:biểu|bảng)"
    r"|thủ trưởng|(?:phó )?(?:trưởng|chủ tịch|bí thư|giám đốc)\b|kế toán|\(?ký\b|xác nhận"
    r"|(?:prepared|approved|signed|checked) by|signature"
)
_RUNNING = tuple(map(key, ("lũy kế", "luỹ kế", "cộng dồn")))
_TOTAL_WORDS = tuple(
    map(
        key,
        (
            *("tổng", "cộng", "tổng cộng", "tổng số", "toàn xã", "toàn tỉnh", "tổng toàn xã", "tổng xã", "cộng dồn"),
            *("total", "grand total", "sum", "sub total", "subtotal", "sub-total", "all villages"),
        ),
    )
)


_BARE_TOTAL_WORDS = frozenset(map(without_accents, _TOTAL_WORDS))
_BARE_SUM_OF = re.compile(without_accents(_SUM_OF.pattern))
# What rows below the totals say of them.
_OF_TOTALS = frozenset(
    map(
        key,
        (
            *("tỷ lệ", "tỉ lệ", "tỷ lệ %", "tỉ lệ %", "tỷ lệ (%)", "tỷ lệ đạt", "% đạt", "tỷ lệ đạt (%)", "còn lại"),
            *("chỉ tiêu", "kế hoạch", "tăng/giảm", "tăng giảm", "so với hôm trước", "so với kế hoạch", "bình quân"),
            *("rate", "share", "remaining", "target", "plan"),
        ),
    )
)


@dataclass(frozen=True)
class Left:
    """A row that is not data: its number (0 of a sheet, of columns), why (`title`, `blank`, `total`, `numbering`,
    `header`, `note`, `section`, `heading`, `no-count`, `sheet`, `hidden-sheet`, `columns`), its text."""

    row: int
    why: str
    text: str


@dataclass(frozen=True)
class Section:
    """A line between rows that says something of those below it: `kind` is `day`, `indicator` or `commune`."""

    row: int
    kind: str
    value: str


@dataclass(frozen=True)
class Layout:
    """A sheet taken apart. `data`: row number and cells. `titles`: the texts above the header. `shared`: row number ->
    column -> the number that is merged over this row and others. `sections`: lines between rows that speak of those
    below, `other_headers`: the rows that look like another table's header, `unclear`: lines between rows, with their
    texts, that may speak of those below and of which nobody can tell. `first_day`, `sheet`: of its sheet, its name."""

    headers: list[Header]
    header_row: int
    data: list[tuple[int, list[Any]]]
    left_out: list[Left]
    titles: list[str]
    score: int
    shared: dict[int, dict[int, Any]] = field(default_factory=dict)
    sections: tuple[Section, ...] = ()
    other_headers: tuple[int, ...] = ()
    first_day: int = 0
    unclear: tuple[tuple[int, str], ...] = ()
    sheet: str = ""

    @cached_property
    def numbers(self) -> list[int]:
        """The numbers of the rows of data, in their order."""
        return [number for number, _ in self.data]

    def said(self, row: int, kind: str) -> str:
        """What the last line above a row says of that kind; empty where none does."""
        rows, values = self._lines.get(kind, ([], []))
        at = bisect_left(rows, row)
        return values[at - 1] if at else ""

    @cached_property
    def _lines(self) -> dict[str, tuple[list[int], list[str]]]:
        """The rows of the lines of each kind, in their order, and what they say."""
        found: dict[str, tuple[list[int], list[str]]] = {}
        for section in self.sections:
            rows, values = found.setdefault(section.kind, ([], []))
            rows.append(section.row)
            values.append(section.value)
        return found


def lay_out(
    sheet: Sheet,
    is_header: Callable[[str], bool],
    is_place: Callable[[str], bool] = lambda _: False,
    is_column_name: Callable[[str], bool] = lambda _: False,
    says: Callable[[str], tuple[str, str] | None] = lambda _: None,
) -> Layout | None:
    """Find the header and the data below it; None when no row can be a header.

    `is_column_name`: whether a text is a column's name and nothing more, as no title is. `says`: what a line between
    rows says of those below it, a kind of section and its value.
    A row is a total by its words, unless they are the name of a place: there is a commune called Tổng Cọt.
    """
    texts = [[text_of(cell) for cell in row] for row in sheet.rows]
    found = header_of(sheet, texts, is_header, is_place, is_column_name)
    if found is None:
        return None
    headers, top, last = found
    filled, shared = _filled_down(sheet, last)
    rows, counted = _Rows(), _columns_of_numbers(texts[last + 1 :], headers)
    rows.left_out += [Left(number + 1, "title", _told(texts[number])) for number in range(top) if any(texts[number])]
    for number in range(last + 1, len(sheet.rows)):
        why = _why_not(texts[number : number + 2], headers, is_place, is_first=not rows.data)
        is_header_again = not why and _is_header_of_another(texts[number], headers, is_column_name, is_place)
        line = "" if why or is_header_again or number + 1 in shared else _line(texts[number], counted, is_place)
        if line and not is_place(line) and (told := says(line)):
            rows.take_line(number + 1, line, told)
        elif is_header_again:
            rows.other_headers.append(number + 1)
        elif not why:
            rows.data.append((number + 1, _row(sheet, number, filled)))
        elif why != "blank":
            rows.left_out.append(Left(number + 1, why, _told(texts[number])))
    rows.left_out += _notes_taken_off(rows.data, rows.left_out, shared, len(headers), is_place)
    rows.left_out += _headings_taken_off(rows, shared, counted, is_place)
    _sort_unclear(rows)
    rows.left_out += _blanks_within(texts, last, rows.data)
    return _laid(headers, last, rows, texts[:top], is_header, shared, sheet)


@dataclass
class _Rows:
    """What the rows below a header are, as they are gone through."""

    data: list[tuple[int, list[Any]]] = field(default_factory=list)
    left_out: list[Left] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)
    other_headers: list[int] = field(default_factory=list)
    unclear: list[tuple[int, str]] = field(default_factory=list)

    def take_line(self, row: int, line: str, told: tuple[str, str]) -> None:
        """A line of one text, and what it says of the rows below."""
        if told == UNCLEAR:
            self.unclear.append((row, line))
            return
        self.sections.append(Section(row, *told))
        self.left_out.append(Left(row, "section", line))


def _laid(
    headers: list[Header],
    last: int,
    rows: _Rows,
    above: list[list[str]],
    is_header: Callable[[str], bool],
    shared: dict[int, dict[int, Any]],
    sheet: Sheet,
) -> Layout:
    return Layout(
        headers,
        last + 1,
        rows.data,
        sorted(rows.left_out, key=lambda left: left.row),
        [" ".join(filter(None, row)) for row in above if any(row)],
        score=sum(any(map(is_header, header.lines)) for header in headers),
        shared=shared,
        sections=tuple(rows.sections),
        other_headers=tuple(rows.other_headers),
        unclear=tuple(rows.unclear),
        first_day=sheet.first_day,
        sheet=sheet.name,
    )


def _row(sheet: Sheet, number: int, filled: Mapping[int, Mapping[int, Any]]) -> list[Any]:
    """The cells of a row, with those that are merged over it and others."""
    row = list(sheet.rows[number])
    for column, value in filled.get(number, {}).items():
        if column < len(row):
            row[column] = value
    return row


def _notes_taken_off(
    data: list[tuple[int, list[Any]]],
    left_out: Sequence[Left],
    shared: Mapping[int, Any],
    width: int,
    is_place: Callable[[str], bool],
) -> list[Left]:
    """What stands below the data and is none: notes, and below a total, or who they are, those who sign. Taken off
    `data`."""
    first = data[0][0] if data else 0
    signed = _first_of_those_who_sign(data, is_place)
    last_total = max((left.row for left in left_out if left.why == "total" and data and left.row > first), default=0)
    notes = []
    while data and data[-1][0] not in shared:
        number, row = data[-1]
        shown = [text_of(cell) for cell in row]
        if not _is_note(shown, width, is_below_total=0 < last_total < number or 0 < signed <= number):
            break
        data.pop()
        notes.append(Left(number, "note", _told(shown)))
    return notes


def _first_of_those_who_sign(data: Sequence[tuple[int, list[Any]]], is_place: Callable[[str], bool]) -> int:
    """The first row at the end of the data, of texts alone and none a known place, that says who signs: `Người lập
    biểu`, `Chủ tịch`; 0 where none does."""
    first = 0
    for number, row in reversed(data):
        words = list(filter(None, map(text_of, row)))
        if any(any(map(str.isdigit, text)) or is_place(text) for text in words):
            break
        first = number if len(words) > 1 and any(map(_SIGNS.match, words)) else first
    return first


def _columns_of_numbers(texts: list[list[str]], headers: Sequence[Header]) -> frozenset[int]:
    """The columns in which most rows have a number, but for one that numbers the rows."""
    found = set()
    for column, header in enumerate(headers):
        filled = [row[column] for row in texts if column < len(row) and row[column]]
        if filled and 2 * sum(map(is_number, filled)) > len(filled) and not is_running_number(header):
            found.add(column)
    return frozenset(found)


def _line(shown: list[str], counted: Collection[int], is_place: Callable[[str], bool]) -> str:
    """The text of a row that is one text; of one without any number where others have some (`counted`: these columns),
    also with a numeral before it or in several cells; a day behind the word for it. Empty of every other."""
    words = [text for text in shown if text]
    if len(words) == 2 and key(words[0].rstrip(" :")) in _DAY_WORDS and is_day(words[1]):
        return words[1]
    if len(words) > 1 and (not counted or any(shown[column : column + 1] not in ([], [""]) for column in counted)):
        return ""
    if len(words) > 1 and (words[0].strip(".)").isdigit() or _NUMERAL.fullmatch(words[0])):
        words = words[1:]
    if len(words) == 1:
        return words[0]
    return "" if any(is_number(text) or is_day(text) or is_place(text) for text in words) else " ".join(words)


def _headings_taken_off(
    rows: _Rows, shared: Mapping[int, Any], counted: Collection[int], is_place: Callable[[str], bool]
) -> list[Left]:
    """Lines of one text between rows that say nothing of them, as the name of a group of villages. Taken off the data.

    Where others say the indicator or the commune, one that nobody knows ends what they said: it is unclear.
    """
    lines = {
        number: _line([text_of(cell) for cell in row], counted, is_place)
        for number, row in rows.data
        if number not in shared
    }
    headings = {
        number: line
        for number, line in lines.items()
        if line and not is_place(line) and any(map(str.isalpha, line)) and not calls_itself_a_village(line)
    }
    rows.data[:] = [(number, row) for number, row in rows.data if number not in headings]
    first = min((section.row for section in rows.sections if section.kind != "day"), default=None)
    rows.unclear += [(number, line) for number, line in headings.items() if first is not None and number > first]
    return [Left(number, "heading", _told([line])) for number, line in headings.items()]


def _sort_unclear(rows: _Rows) -> None:
    """Of lines that nobody can tell, those below all data are notes."""
    end = rows.data[-1][0] if rows.data else 0
    rows.left_out += [Left(number, "note", _told([line])) for number, line in rows.unclear if number > end]
    rows.unclear[:] = [(number, line) for number, line in rows.unclear if number < end]


def _is_header_of_another(
    shown: list[str], headers: list[Header], is_column_name: Callable[[str], bool], is_place: Callable[[str], bool]
) -> bool:
    """Whether a row between rows names columns, or says one of the headers again: those below it may stand in another
    order, or count something else."""
    words = [text for text in shown if text]
    names = [text for text in words if len(text) > 2 and is_column_name(text) and not is_place(text)]
    again = [text for text, header in zip(shown, headers, strict=False) if text and key(text) == key(str(header))]
    is_header = len(names) >= 2 or (bool(again) and len(words) >= 2)
    return is_header and not any(is_number(text) or is_place(text) for text in words)


def _blanks_within(texts: list[list[str]], header: int, data: list[tuple[int, list[Any]]]) -> list[Left]:
    """How many blank rows stand between rows of data, as one that is left out."""
    end = data[-1][0] if data else 0
    blank = sum(not any(texts[number]) for number in range(header + 1, min(end, len(texts))))
    return [Left(0, "blank", str(blank))] if blank else []


def _filled_down(sheet: Sheet, header: int) -> tuple[dict[int, dict[int, Any]], dict[int, dict[int, Any]]]:
    """Row -> column -> value: a cell merged over several rows of data says the same of each. A number does not: twelve
    of three villages, or of two indicators, together; those come apart, by the number of the row."""
    found: dict[int, dict[int, Any]] = {}
    shared: dict[int, dict[int, Any]] = {}
    for first_row, first_column, last_row, last_column in sheet.merged:
        if not header < first_row < len(sheet.rows):
            continue
        row = sheet.rows[first_row]
        value = row[first_column] if first_column < len(row) else None
        rows, columns = range(first_row, min(last_row + 1, len(sheet.rows))), range(first_column, last_column + 1)
        if isinstance(value, float | int) or is_number(text_of(value)):
            for number in rows if len(rows) * len(columns) > 1 else ():
                shared.setdefault(number + 1, {}).update(dict.fromkeys(columns, value))
            continue
        if len(columns) > 1:
            continue
        for number in rows[1:]:
            found.setdefault(number, {})[first_column] = value
    return found, shared


def _why_not(
    shown_and_next: Sequence[list[str]], headers: list[Header], is_place: Callable[[str], bool], is_first: bool
) -> str:
    """Why a row below the header is no data; empty where it is. With it comes the row below it, where there is one."""
    shown, *following = shown_and_next
    if all(text in ("", str(NotSaved())) for text in shown):
        return "blank"
    if _is_row_of_totals(shown, headers, is_place):
        return "" if _is_no_sum(shown) else "total"
    if [text for text in shown if text] == [str(header) for header in headers if header]:
        return "header"
    words = [text for text in shown if text]
    are_bracketed = all(text.startswith("(") for text in words)  # as no counts are
    is_numbering = _is_numbering(words) and (are_bracketed or not _are_numbers_below(shown, *following))
    return "numbering" if is_first and (is_numbering or _is_beside_header(words)) else ""


def _is_row_of_totals(shown: list[str], headers: list[Header], is_place: Callable[[str], bool]) -> bool:
    told = [text for text, header in zip(shown, headers, strict=False) if key(str(header)) not in _NOTE_HEADERS]
    labels = [text for text in told if text and not is_number(text) and not is_day(text)][:2]
    has_place = any(map(is_place, labels))  # `Tổng Văn A` beside a village is who reports
    return any(_is_total(text, is_first=text == labels[0] and not has_place) and not is_place(text) for text in labels)


def _is_no_sum(shown: list[str]) -> bool:
    """Whether a row that begins like a total has no number, and says more than the word for one: it speaks of what is
    below it, as `Tổng số còn phải làm:` and `Lũy kế` do."""
    words = [text for text in shown if text]
    is_plain = all(key(text.strip(" :.*")) in _TOTAL_WORDS and not is_running([text]) for text in words)
    return not is_plain and not any(is_number(text) for text in words)


def is_running(shown: Sequence[str]) -> bool:
    """Whether a row of totals says that it runs on since the start: it is not the sum of the rows beside it."""
    return any(any(f" {word}" in f" {key(text)}" for word in _RUNNING) for text in shown if text)


def _is_numbering(words: list[str]) -> bool:
    """`(1) (2) (3)` below a header, `A B 1 2`, or `(1) (2) (3)=(2)/(1)`."""
    numbers = [text.partition("=")[0].strip("()[] ") for text in words]
    letters = "".join(number for number in numbers if not number.isdigit()).upper()
    if len(words) < 3 or letters not in ("", "A", "AB", "ABC", "ABCD"):
        return False
    digits = [int(number) for number in numbers if number.isdigit()]
    if not digits:
        return True
    return (
        len(digits) + len(letters) >= 3 and digits == list(range(digits[0], digits[0] + len(digits))) and digits[0] <= 2
    )


def _are_numbers_below(shown: list[str], following: Sequence[str] = ()) -> bool:
    """Whether below each number of a row stands another: then 1, 2, 3 are a village and its counts, as there."""
    below = [after for text, after in zip(shown, following, strict=False) if text]
    return bool(below) and all(text.isdigit() and is_number(text) for text in below)


_COUNTED = r"(?:số )?(?:hồ sơ|người|thẻ|tài khoản|lượt(?: người)?|trường hợp|sổ|công dân|cái|chiếc|thôn|tên(?: thôn)?)"
_MEASURED = r"km|phút|ngày(?: tháng(?: năm)?)?|d+[/-]m+(?:[/-]y+)?|people|records|accounts|cards|minutes|date|name"
_OF_MANY = r"(?:nghìn|ngàn|trăm|chục|triệu|thousand|hundred|x ?\d)[^()]*|%"  # which are refused
_UNIT = Pattern(rf"\((?:đơn vị(?: tính)?:? ?|đvt:? ?)?(?:{_COUNTED}|{_MEASURED}|{_OF_MANY})\)")


def _is_beside_header(words: list[str]) -> bool:
    """Units below a header, such as `(hồ sơ)`; tags of the Humanitarian Exchange Language, such as `#adm1`."""
    are_units = all(_UNIT.fullmatch(text) for text in words)
    return are_units or all(re.fullmatch(r"#[a-z][\w+]*", text) for text in words)


_NOTE_HEADERS = frozenset(map(key, ("ghi chú", "lý do", "note", "notes", "reason")))  # a total in a note is no total


def _is_total(text: str, is_first: bool = True) -> bool:
    """`Cộng` and `Tổng toàn xã` are totals, `Cộng Hòa` is a village; `Tổng số hồ sơ` behind a village an indicator."""
    plain = key(text.strip(" :.*"))
    if text.isascii() and (plain in _BARE_TOTAL_WORDS or (is_first and _BARE_SUM_OF.match(plain))):
        return True
    is_sum = is_first and (plain.startswith((f"{key('tổng')} ", f"{key('cộng')} (")) or bool(_SUM_OF.match(plain)))
    return plain in _TOTAL_WORDS or is_sum


def _is_note(shown: list[str], width: int, is_below_total: bool) -> bool:
    """A line of one text; below a total, as where people sign, of several."""
    words = [text for text in shown if text]
    if is_below_total and words and key(words[0].strip(" :.*-")) in _OF_TOTALS:
        return True
    are_texts = all(any(sign.isalpha() for sign in text) for text in words)
    return width >= 3 and (len(words) == 1 or is_below_total) and are_texts


def left_of(number: int, row: Sequence[Any], why: str) -> Left:
    """A row of data that is left out after all."""
    return Left(number, why, _told([text_of(cell) for cell in row]))


def _told(shown: list[str]) -> str:
    text = masked(BETWEEN_CELLS.join(filter(None, shown)))
    return text if len(text) <= 120 else text[:119] + "…"
