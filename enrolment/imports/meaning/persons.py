"""Lists of persons: recognised, to be asked about; counted by village and day in memory, once for each number."""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime
from typing import Any

from enrolment.contract import schema
from enrolment.imports.files.sheets import text_of
from enrolment.imports.identity import holds_personal_number
from enrolment.imports.meaning import days
from enrolment.imports.meaning.columns import Column
from enrolment.imports.meaning.headers import personal_kind
from enrolment.imports.meaning.target import COUNT, Header
from enrolment.imports.meaning.unpivot import texts_below

# Identity numbers have 12 digits, once 9; telephones 10 with a zero in front, which a spreadsheet drops.
_CELL = re.compile(r"\d{9,12}|(\+84|0)\d{9}")
_PHONE = re.compile(r"(\+84|0)[1-9]\d{8}")
_DIGITS = re.compile(r"\D")
_LONGEST_COUNT = 5  # digits
_DAY, _LAST_BIRTH = re.compile(r"\d{4}-\d\d-\d\d"), "2015"


def has_counts(table: str, found: Sequence[Column]) -> bool:
    """Whether a column is taken for a number: then a row is not one person, whatever stands beside."""
    numbers = {field.name for field in schema(table).fields if field.type in ("integer", "number")}
    return any(column.target.is_wide or column.target == COUNT or column.target.name in numbers for column in found)


def personal_columns(
    headers: Sequence[Header], data: Sequence[tuple[int, list[Any]]], taken: Collection[int] = ()
) -> dict[int, str]:
    """Position of each column about single people -> `name`, `id_number`, `birth_date`, `phone`.

    A column is about them by its header, or where half of the rows hold a number of a person or a day of birth in it;
    a single one in a note makes no list. `taken`: positions of columns that are taken for something else.
    """
    kinds_said = {position: personal_kind(header) for position, header in enumerate(headers) if position not in taken}
    found = {
        position: kind
        for position, kind in kinds_said.items()
        if kind and not are_counts(kind, texts_below(data, position))
    }
    kinds: defaultdict[int, list[str]] = defaultdict(list)
    for _, row in data:
        for position, cell in enumerate(row):
            if position not in found and position not in taken and (kind := _kind(cell)):
                kinds[position].append(kind)
    return found | {position: seen[0] for position, seen in kinds.items() if 2 * len(seen) >= len(data)}


def are_counts(kind: str, texts: Sequence[str]) -> bool:
    """Whether a column of numbers of papers, by its header, holds counts: `Số CCCD`, 5 and 7. `texts`: its cells."""
    is_short = all(text.isdecimal() and len(text) <= _LONGEST_COUNT for text in texts)
    return kind == "id_number" and bool(texts) and is_short


def _kind(cell: Any) -> str:
    if isinstance(cell, bool) or (isinstance(cell, float) and not cell.is_integer()):
        return ""
    if _is_birth_date(cell):
        return "birth_date"
    text = text_of(cell).lstrip("'")
    if _PHONE.fullmatch(text):
        return "phone"
    if _CELL.fullmatch(text) or holds_personal_number(text):
        return "id_number"
    return ""


def _is_birth_date(cell: Any) -> bool:
    """Whether a cell is a day on which somebody may have been born who is of age: no campaign has such days."""
    written = cell if isinstance(cell, datetime | date) or (isinstance(cell, str) and len(cell) <= 30) else ""
    said = days.day(written, "dmy")
    return bool(_DAY.fullmatch(said)) and "1900" < said < _LAST_BIRTH


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
