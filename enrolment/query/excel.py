"""Frames as Excel files whose texts stay texts."""

import io
from typing import Any

import openpyxl
import pandas as pd
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font, PatternFill
from openpyxl.utils import get_column_letter

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def workbook(frame: pd.DataFrame) -> bytes:
    """One sheet whose texts stay texts: no code loses its zeros, no cell starts a formula."""
    book = openpyxl.Workbook()
    sheet: Any = book.active
    for number, column in enumerate(frame.columns, start=1):
        cell = sheet.cell(1, number, str(column))
        cell.font, cell.fill = Font(bold=True), PatternFill("solid", fgColor="F1EEE6")
        longest = max([len(str(column)), *(len(str(value)) for value in frame[column].head(200))])
        sheet.column_dimensions[get_column_letter(number)].width = min(40, max(10, longest + 2))
    for row, values in enumerate(frame.astype(object).itertuples(index=False), start=2):
        for number, value in enumerate(values, start=1):
            if value is None or pd.isna(value) or value == "":
                sheet.cell(row, number).number_format = "General"
                continue
            if isinstance(value, str):
                value = ILLEGAL_CHARACTERS_RE.sub("", value)
            if isinstance(value, pd.Timestamp):
                value = value.strftime("%Y-%m-%d")
            cell = sheet.cell(row, number, value)
            if isinstance(value, str):
                cell.data_type, cell.number_format = "s", "@"
    sheet.freeze_panes = "A2"
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()
