"""Tables to take along: CSV that Excel opens rightly and that starts no formula."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from enrolment import language

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def csv_bytes(frame: pd.DataFrame, parameters: Mapping[str, Any], lang: str) -> bytes:
    """UTF-8 with BOM: the frame's columns, `reached` as it reads on the page, and the filters it was asked with."""
    shown = frame.copy()
    if {"done_count", "target_count"} <= set(shown.columns):
        shown["reached"] = [
            language.reached(lang, done, target)
            for done, target in zip(shown.done_count, shown.target_count, strict=True)
        ]
    for key, value in parameters.items():
        shown[f"filter_{key}"] = value
    return csv_text(shown, "\r\n").encode("utf-8-sig")


def csv_text(frame: pd.DataFrame, line_end: str = "\n") -> str:
    """CSV of a frame as it is, none of whose cells a spreadsheet takes for a formula."""
    shown = frame.copy()
    for column in shown.columns:
        if isinstance(shown[column].dtype, pd.DatetimeTZDtype) or shown[column].dtype.kind == "M":
            shown[column] = shown[column].dt.strftime("%Y-%m-%d")
        elif shown[column].dtype.kind not in "iufb":
            shown[column] = [_safe(value) for value in shown[column]]
        elif shown[column].dtype.kind == "f" and _are_whole(shown[column].dropna()):
            shown[column] = shown[column].astype("Int64")
    return shown.to_csv(index=False, lineterminator=line_end)


def _are_whole(numbers: pd.Series) -> bool:
    """Whether all are whole numbers that a double holds to the last digit."""
    return bool(((numbers % 1 == 0) & (numbers.abs() < 1e15)).all())


def _safe(value: Any) -> Any:
    if isinstance(value, str):
        return f"'{value}" if value.startswith(_FORMULA_STARTS) else value
    if hasattr(value, "__len__"):
        return _safe(", ".join(map(str, value)))
    return value
