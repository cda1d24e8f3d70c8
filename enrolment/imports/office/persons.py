"""Lists of persons: recognised, never kept. Counted by village and day in memory, once for each identity number."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from typing import Any

from enrolment.imports.identity import is_within
from enrolment.imports.mistakes import BadInput, Mistake
from enrolment.imports.office.headers import personal_kind
from enrolment.imports.office.sheets import Sheet, sheets, text_of
from enrolment.imports.upload import Upload

# Identity numbers have 12 digits, once 9; telephones 10 with a zero in front, which a spreadsheet drops.
_CELL = re.compile(r"\d{9,12}|(\+84|0)\d{9}")
_PHONE = re.compile(r"(\+84|0)[1-9]\d{8}")
_DIGITS = re.compile(r"\D")


def must_name_nobody(upload: Upload, found: Sequence[Sheet] = ()) -> None:
    """Raises BadInput where a number of a person stands anywhere: a file's bytes are kept as they came."""
    mistakes = [
        Mistake(upload.name, "person-in-file", row=number, detail=sheet.name or upload.name)
        for sheet in found or sheets(upload)
        for number, row in enumerate(sheet.rows, start=1)
        if any(isinstance(cell, str) and is_within(cell) for cell in row)
    ]
    if mistakes:
        raise BadInput(mistakes)


def personal_columns(
    headers: Sequence[str], data: Iterable[tuple[int, list[Any]]], numeric: Collection[int] = ()
) -> dict[int, str]:
    """Position of each column about single people -> `name`, `id_number`, `birth_date`, `phone`.

    `numeric`: positions of columns that are numbers by the contract, such as a longitude or an amount of money.
    """
    found = {position: kind for position, header in enumerate(headers) if (kind := personal_kind(header))}
    for _, row in data:
        for position, cell in enumerate(row):
            if position in found or position in numeric or isinstance(cell, bool):
                continue
            kind = _kind(cell)
            if kind:
                found[position] = kind
    return found


def _kind(cell: Any) -> str:
    if isinstance(cell, float) and not cell.is_integer():
        return ""
    text = text_of(cell).lstrip("'")
    if _PHONE.fullmatch(text):
        return "phone"
    if _CELL.fullmatch(text) or is_within(text):
        return "id_number"
    return ""


def counted(persons: Iterable[tuple[str, str, str]]) -> tuple[Counter[tuple[str, str]], int, int]:
    """Persons by (village, day), how many were named twice, and how many without a number.

    `persons`: identity number, village, day. Of one number, the first day counts; a person without a number counts.
    """
    first: dict[str, tuple[str, str]] = {}
    counts: Counter[tuple[str, str]] = Counter()
    repeated = unnumbered = 0
    for number, village, day in persons:
        digits = _DIGITS.sub("", number).lstrip("0")
        if not digits:
            unnumbered += 1
            counts[village, day] += 1
            continue
        if digits in first:
            repeated += 1
            if day >= first[digits][1]:
                continue
            counts[first[digits]] -= 1
        first[digits] = (village, day)
        counts[village, day] += 1
    return Counter({place: count for place, count in counts.items() if count}), repeated, unnumbered
