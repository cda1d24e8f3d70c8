"""Tables to take along: CSV that Excel opens rightly and that starts no formula, and Excel whose codes stay texts."""

import re
from collections.abc import Mapping
from typing import Any

import pandas as pd

from enrolment import language
from enrolment.query import excel
from enrolment.query.answer import Answer
from enrolment.query.metrics import MEASURES

# What a spreadsheet may take for a formula, also behind signs that show nothing and in the wide letters of the East.
_FORMULA = re.compile(r"[\t\r]|[\s\u00ad\u200b-\u200f\u2060\ufeff]*[=+@\uff1d\uff0b\uff20\uff0d-]")
_TOLD = ("code", "share")  # kinds of measures whose text stands beside the value


def described(answer: Answer, lang: str, told: Mapping[str, str] | None = None) -> pd.DataFrame:
    """The answer's columns, each code's word and each share's text beside it as on the page, and its parameters.

    Parameters become `filter_…` columns. `told`: further columns that say what the file is: the names behind the
    parameters, the moment looked back to, marks, what was cut.
    """
    frame, shown = answer.frame, answer.frame.copy()
    if {"done_count", "target_count"} <= set(shown.columns):
        shown["reached"] = [
            language.reached(lang, done, target)
            for done, target in zip(shown.done_count, shown.target_count, strict=True)
        ]
    for column in frame.columns:
        measure = MEASURES.get(column)
        if measure and measure.kind in _TOLD:
            shown[f"{column}_text"] = [
                "" if value is None or pd.isna(value) else measure.write(lang, value) for value in frame[column]
            ]
    further = {f"filter_{key}": value for key, value in answer.parameters.items()} | dict(told or {})
    return shown.assign(**{key: value for key, value in further.items() if value not in (None, "")})


def csv_bytes(answer: Answer, lang: str, **told: str) -> bytes:
    """UTF-8 with BOM, commas between cells, a point in decimals; columns as `described`."""
    return csv_text(described(answer, lang, told), "\r\n").encode("utf-8-sig")


def local_csv_bytes(answer: Answer, lang: str, **told: str) -> bytes:
    """The same for a Vietnamese Windows: semicolons between cells, a comma in decimals."""
    return csv_text(described(answer, lang, told), "\r\n", ";", ",").encode("utf-8-sig")


def excel_bytes(answer: Answer, lang: str, **told: str) -> bytes:
    """The same as an Excel file: codes and days are texts, counts and shares are numbers."""
    shown = described(answer, lang, told)
    for column in shown.columns:
        if len(shown) and any(hasattr(value, "__len__") and not isinstance(value, str) for value in shown[column]):
            shown[column] = [_safe(value) for value in shown[column]]
        elif shown[column].dtype.kind == "f" and _are_whole(shown[column].dropna()):
            shown[column] = shown[column].astype("Int64")
    return excel.workbook(shown)


def csv_text(frame: pd.DataFrame, line_end: str = "\n", separator: str = ",", decimal: str = ".") -> str:
    """CSV of a frame as it is, none of whose cells a spreadsheet takes for a formula."""
    shown = frame.copy()
    for column in shown.columns:
        if isinstance(shown[column].dtype, pd.DatetimeTZDtype) or shown[column].dtype.kind == "M":
            shown[column] = shown[column].dt.strftime("%Y-%m-%d")
        elif shown[column].dtype.kind not in "iufb":
            shown[column] = [_safe(value) for value in shown[column]]
        elif shown[column].dtype.kind == "f" and _are_whole(shown[column].dropna()):
            shown[column] = shown[column].astype("Int64")
    return str(shown.to_csv(index=False, lineterminator=line_end, sep=separator, decimal=decimal))


def _are_whole(numbers: pd.Series) -> bool:
    """Whether all are whole numbers that a double holds to the last digit."""
    return bool(((numbers % 1 == 0) & (numbers.abs() < 1e15)).all())


def _safe(value: Any) -> Any:
    if isinstance(value, str):
        return f"'{value}" if _FORMULA.match(value) else value
    if hasattr(value, "__len__"):
        return _safe(", ".join(map(str, value)))
    return value
