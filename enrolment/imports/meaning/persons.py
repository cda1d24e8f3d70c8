"""Lists of persons: recognised, never kept. Counted by village and day in memory, once for each identity number."""

import io
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import chain
from typing import Any

from enrolment.imports.files.sheets import Sheet, text_of
from enrolment.imports.files.upload import Upload
from enrolment.imports.files.zipped import embedded, hidden_texts
from enrolment.imports.identity import holds_personal_number
from enrolment.imports.meaning.headers import personal_kind
from enrolment.imports.meaning.target import Header
from enrolment.imports.mistakes import BadInput, Mistake

# Identity numbers have 12 digits, once 9; telephones 10 with a zero in front, which a spreadsheet drops.
_CELL = re.compile(r"\d{9,12}|(\+84|0)\d{9}")
_PHONE = re.compile(r"(\+84|0)[1-9]\d{8}")
_DIGITS = re.compile(r"\D")


def must_name_nobody(
    upload: Upload, found: Sequence[Sheet] = (), table_sheet: str = "", numeric: Collection[int] = ()
) -> None:
    """Raises BadInput where a number or a list of persons stands anywhere: a file's bytes are kept as they came.

    `found`: its sheets, none where the contract has judged each cell already. `table_sheet` is the sheet that becomes
    rows, `numeric` the positions of its columns that are numbers by the contract.
    """
    mistakes = [
        Mistake(upload.name, "person-in-file", row=number, detail=sheet.name or upload.name)
        for sheet in found
        for number in _rows_with_persons(sheet, sheet.name == table_sheet, numeric)
    ]
    beside = chain(hidden_texts(upload), _said_by_parquet(upload))
    mistakes += [
        Mistake(upload.name, "person-in-file", detail=part) for part, text in beside if holds_personal_number(text)
    ]
    mistakes += [Mistake(upload.name, "embedded-file", detail=part) for part in embedded(upload)]
    if mistakes:
        raise BadInput(mistakes)


def _said_by_parquet(upload: Upload) -> Iterator[tuple[str, str]]:
    """What a Parquet file says of itself: key and text."""
    if upload.suffix == ".parquet":
        import pyarrow.parquet as pq

        said = pq.read_metadata(io.BytesIO(upload.content)).metadata or {}
        for name, text in said.items():
            if name != b"ARROW:schema":  # the same once more, in letters that may look like anything
                yield name.decode(errors="replace"), text.decode(errors="replace")


def _rows_with_persons(sheet: Sheet, is_table: bool, numeric: Collection[int]) -> Iterator[int]:
    below: dict[int, int] = {}  # position of a header about single people -> its row; what stands below it is theirs
    for number, row in enumerate(sheet.rows, start=1):
        for position, cell in enumerate(row):
            is_judged = is_table and position in numeric
            if (isinstance(cell, str) and holds_personal_number(text_of(cell))) or (not is_judged and _kind(cell)):
                yield number
                break
            if is_table or not text_of(cell):
                continue
            if position in below:
                yield below.pop(position)
            elif isinstance(cell, str) and personal_kind(Header.of(text_of(cell))):
                below[position] = number


def personal_columns(
    headers: Sequence[Header], data: Sequence[tuple[int, list[Any]]], numeric: Collection[int] = ()
) -> dict[int, str]:
    """Position of each column about single people -> `name`, `id_number`, `birth_date`, `phone`.

    A column is about them by its header, or where half of the rows hold a number of a person in it; a single one in a
    note makes no list. `numeric`: positions of columns that are numbers by the contract, such as a longitude or money.
    """
    found = {position: kind for position, header in enumerate(headers) if (kind := personal_kind(header))}
    kinds: defaultdict[int, list[str]] = defaultdict(list)
    for _, row in data:
        for position, cell in enumerate(row):
            if position not in found and position not in numeric and (kind := _kind(cell)):
                kinds[position].append(kind)
    return found | {position: seen[0] for position, seen in kinds.items() if 2 * len(seen) >= len(data)}


def _kind(cell: Any) -> str:
    if isinstance(cell, bool) or (isinstance(cell, float) and not cell.is_integer()):
        return ""
    text = text_of(cell).lstrip("'")
    if _PHONE.fullmatch(text):
        return "phone"
    if _CELL.fullmatch(text) or holds_personal_number(text):
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
