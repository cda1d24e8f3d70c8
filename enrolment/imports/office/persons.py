"""Lists of persons: recognised, never kept. Counted by village and day in memory, once for each identity number."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from enrolment.imports.office.headers import personal_kind
from enrolment.imports.office.sheets import text_of

# Identity numbers have 9 or 12 digits, telephones 10; a spreadsheet drops zeros in front.
_NUMBER = re.compile(r"(\+84)?\d{9,12}")
_DIGITS = re.compile(r"\D")


def personal_columns(headers: Sequence[str], data: Iterable[tuple[int, list[Any]]]) -> dict[int, str]:
    """Position of each column about single people -> `name`, `id_number`, `birth_date`, `phone`."""
    found = {position: kind for position, header in enumerate(headers) if (kind := personal_kind(header))}
    for _, row in data:
        for position, cell in enumerate(row):
            if position not in found and _NUMBER.fullmatch(text_of(cell).replace(" ", "").replace(".", "")):
                if isinstance(cell, str) and "." in cell and not re.fullmatch(r"[\d.]+", cell):
                    continue
                found[position] = "id_number" if not text_of(cell).startswith(("+84",)) else "phone"
    return found


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
