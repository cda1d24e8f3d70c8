"""Frames as Excel files whose texts stay texts, and forms of which only the empty cells can be filled in."""

import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import openpyxl
import pandas as pd
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_SHADED = PatternFill("solid", fgColor="F1EEE6")
_EDGE = Side(style="thin", color="B9B4A6")
_LINES = Border(_EDGE, _EDGE, _EDGE, _EDGE)
_WIDEST = 40  # of a column, in letters


@dataclass(frozen=True)
class Entry:
    """A column to fill in. `told`: what Excel says of anything else. `most`: the largest count of each row, or
    `latest`: it is a day, and after this one Excel asks."""

    told: str
    most: Sequence[int] = ()
    latest: date | None = None


def workbook(frame: pd.DataFrame) -> bytes:
    """One sheet whose texts stay texts: no code loses its zeros, no cell starts a formula."""
    return _saved(_filled(frame))


def form(frame: pd.DataFrame, entries: Mapping[str, Entry], place_columns: int) -> bytes:
    """The same, of which only the columns to fill in can be changed, to what they may hold, without a password.

    `entries`: by the name of the column. `place_columns`: how many say of what place a row is; they stay in view.
    """
    book = _filled(frame)
    sheet: Any = book.active
    sheet.protection.sheet = True
    sheet.protection.formatColumns = sheet.protection.formatRows = False  # not forbidden
    for number, name in enumerate(frame.columns, start=1):
        letter, entry = get_column_letter(number), entries.get(name)
        for row in range(2, len(frame) + 2):
            cell = sheet.cell(row, number)
            cell.protection, cell.border = Protection(locked=entry is None), _LINES
            cell.fill = _SHADED if entry is None else PatternFill()
        for validation in _validations(entry, letter, len(frame)) if entry else ():
            sheet.add_data_validation(validation)
        sheet.column_dimensions[letter].width = min(22, _width(frame[name], name if number <= place_columns else ""))
        sheet.cell(1, number).alignment = Alignment(wrap_text=True, vertical="top")
    sheet.freeze_panes = sheet.cell(2, place_columns + 1)
    sheet.page_setup.orientation, sheet.page_setup.fitToHeight = "landscape", 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = "1:1"
    return _saved(book)


def _validations(entry: Entry, letter: str, row_count: int) -> Iterator[DataValidation]:
    """What Excel lets into a column: counts up to the largest of each row, days after asking."""
    said: dict[str, Any] = {"error": entry.told, "showErrorMessage": True, "allow_blank": True}
    if entry.latest:
        day = f"DATE({entry.latest.year},{entry.latest.month},{entry.latest.day})"
        cells = f"{letter}2:{letter}{row_count + 1}"
        yield DataValidation("date", day, operator="lessThanOrEqual", errorStyle="warning", sqref=cells, **said)
    rows_by_most: dict[int, list[int]] = {}
    for row, most in enumerate(entry.most, start=2):
        rows_by_most.setdefault(most, []).append(row)
    for most, rows in rows_by_most.items():
        cells = " ".join(f"{letter}{row}" for row in rows)
        yield DataValidation("whole", "0", str(most), operator="between", sqref=cells, **said)


def _filled(frame: pd.DataFrame) -> Any:
    """A workbook of one sheet: the names of the columns, then the rows."""
    book = openpyxl.Workbook()
    sheet: Any = book.active
    for number, column in enumerate(frame.columns, start=1):
        cell = sheet.cell(1, number, str(column))
        cell.font, cell.fill = Font(bold=True), _SHADED
        sheet.column_dimensions[get_column_letter(number)].width = _width(frame[column], str(column))
    for row, values in enumerate(frame.astype(object).itertuples(index=False), start=2):
        for number, value in enumerate(values, start=1):
            _write(sheet.cell(row, number), value)
    sheet.freeze_panes = "A2"
    return book


def _write(cell: Any, value: Any) -> None:
    if value is None or pd.isna(value) or value == "":
        cell.number_format = "General"
        return
    if isinstance(value, pd.Timestamp):
        value = value.strftime("%Y-%m-%d")
    if isinstance(value, str):
        cell.value, cell.data_type, cell.number_format = ILLEGAL_CHARACTERS_RE.sub("", value), "s", "@"
    else:
        cell.value = value
        if isinstance(value, date):
            cell.number_format = "yyyy-mm-dd"


def _width(values: pd.Series, name: str) -> int:
    longest = max([len(name), *(len(str(value)) for value in values.head(200))])
    return min(_WIDEST, max(10, longest + 2))


def _saved(book: Any) -> bytes:
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()
