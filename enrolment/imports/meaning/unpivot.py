"""A sheet's rows with one count each: a wide table has several in a row, one a day or an indicator."""

import re
from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from datetime import date
from typing import Any

import pandas as pd

from enrolment.contract import schema
from enrolment.imports.files.sheets import text_of
from enrolment.imports.meaning import cells
from enrolment.imports.meaning.columns import Column
from enrolment.imports.meaning.layout import Layout
from enrolment.imports.meaning.target import COUNT, DAY, Target
from enrolment.imports.novalue import OfSeveral

DASHES = ("-", "–", "—")  # how a report writes that there is nothing
_NEW, _CUMULATIVE = "new_count", "cumulative_count"
RUNNING = "running_count"  # what a file says beside a new count that all have come to


def long(
    table: str, layout: Layout, columns: Sequence[Column], kind: str, has_real_days: bool
) -> tuple[pd.DataFrame, int, list[int]]:
    """The cells of the contract's columns, the row in the sheet, and the header of the count where one says it.

    `kind`: what counts are that do not say it, `new` or `cumulative`. `has_real_days`: whether days are more than texts
    in such a file, so that a header in ISO form was one. Also how many cumulative counts were left out
    because a new one of the same stood beside them: a row has one count. Also the rows of a report that have none.
    What such a cumulative count says stands in a column RUNNING, where there is any.
    """
    groups = _alike(columns)
    is_wide = any(group[0].target.is_wide for group in groups)
    has_both = table == "progress" and _has_both_counts(columns)
    numbers = {"count", *(field.name for field in schema(table).fields if field.type in ("integer", "number"))}
    rows: list[dict[str, Any]] = []
    left_out, empty = 0, []
    names = [name for name in (_NEW, _CUMULATIVE) if any(_is_count(group[0], name, kind) for group in groups)]
    for number, line in layout.data:
        fixed, counts = _cells_of(layout, number, line, groups, numbers, kind, has_real_days)
        if is_wide:
            kept = _of_one_kind(counts)
            empty += [] if kept else [number]
            rows += [fixed | count for count in kept]
            left_out += len(counts) - len(kept)
            continue
        if has_both:
            left_out += _keep_one(fixed)
        if table == "progress" and names and all(_is_nothing(fixed.get(name)) for name in names):
            empty.append(number)
        else:
            rows.append(fixed)
    return pd.DataFrame(rows, columns=None if rows else ["row_number", "header"]).astype(object), left_out, empty


def _keep_one(counts: dict[str, Any]) -> bool:
    """Keep the new one of a row's two counts, where there is any; whether the other said something."""
    second = _NEW if _is_nothing(counts[_NEW]) else _CUMULATIVE
    is_running = second == _CUMULATIVE and not _is_nothing(counts[second])
    if is_running:
        counts[RUNNING] = counts[second]
    counts[second] = None
    return is_running


def _is_count(column: Column, name: str, kind: str) -> bool:
    return column.target.name == name or (column.target == COUNT and name == f"{kind}_count")


def _has_both_counts(columns: Sequence[Column]) -> bool:
    """Whether rows have a new and a cumulative count; in the contract's own columns, they say which of the two."""
    headers_of = {str(column.target): str(column.header) for column in columns}
    return {_NEW, _CUMULATIVE} <= set(headers_of) and any(headers_of[name] != name for name in (_NEW, _CUMULATIVE))


def _of_one_kind(counts: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """A row's counts without the cumulative ones beside a new one of the same, which says them as RUNNING."""
    new = [_what(count) for count in counts if _NEW in count]
    running = {_what(count): count[_CUMULATIVE] for count in counts if _CUMULATIVE in count}
    kept = [count for count in counts if _CUMULATIVE not in count or _what(count) not in new]
    return [
        count | {RUNNING: running[_what(count)]} if _NEW in count and _what(count) in running else count
        for count in kept
    ]


def _cells_of(
    layout: Layout,
    number: int,
    line: Sequence[Any],
    groups: Sequence[Sequence[Column]],
    numbers: Collection[str],
    kind: str,
    has_real_days: bool,
) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """What all of a row's counts share, and each count of a wide table with what its header says."""
    fixed: dict[str, Any] = {"row_number": number, "header": ""}
    counts: list[dict[str, Any]] = []
    for group in groups:
        column, cell = group[0], _together([_cell(layout, number, line, column, numbers) for column in group])
        header = " + ".join(str(column.header) for column in group)
        if not column.target.is_wide:
            is_unsaid = column.target == COUNT
            fixed |= {f"{kind}_count": cell, "header": header} if is_unsaid else {column.target.name: cell}
        elif not _is_nothing(cell):
            counts.append(_named(column, cell, kind, has_real_days) | {"header": header})
    return fixed, counts


def cell_at(row: Sequence[Any], position: int) -> Any:
    """The cell of a row, None beyond its end."""
    return row[position] if position < len(row) else None


def texts_below(data: Sequence[tuple[int, Sequence[Any]]], position: int) -> list[str]:
    """What stands in a column of rows of data, without empty cells."""
    return [text for _, row in data if (text := text_of(cell_at(row, position)))]


def _cell(layout: Layout, number: int, line: Sequence[Any], column: Column, numbers: Collection[str]) -> Any:
    """A cell. Merged over several rows, a code is that of each; a count of them together is none's own, and marked."""
    shared = layout.shared.get(number, {})
    if column.position not in shared:
        return cell_at(line, column.position)
    value = shared[column.position]
    return OfSeveral(text_of(value)) if column.target.is_wide or column.target.name in numbers else value


def _named(column: Column, cell: Any, kind: str, has_real_days: bool) -> dict[str, Any]:
    """A count of a wide table with what its header says: the day, the indicator."""
    said, indicator = column.target.name, column.target.indicator
    name = "target" if said == "target" else f"{kind if said in (COUNT.name, DAY.name) else said}_count"
    named: dict[str, Any] = {"indicator_code": indicator} if indicator else {}
    day: Any = column.day
    with suppress(ValueError):
        day = date.fromisoformat(day) if has_real_days else day
    return named | ({"reported_on": day} if day else {}) | {name: cell}


def _alike(columns: Sequence[Column]) -> list[list[Column]]:
    """The columns that are taken; those that a person calls the same are one count."""
    groups: dict[tuple[Target, str], list[Column]] = {}
    for column in columns:
        if column.target:
            groups.setdefault((column.target, column.day), []).append(column)
    return list(groups.values())


def _what(count: Mapping[str, Any]) -> tuple[Any, Any]:
    return count.get("reported_on"), count.get("indicator_code")


def _together(cells_of_one: Sequence[Any]) -> Any:
    """The sum of cells; where one of them is no whole number, all as they stand, for a person to see."""
    if len(cells_of_one) == 1:
        return cells_of_one[0]
    texts = [cells.whole(cell) for cell in cells_of_one if not _is_nothing(cell)]
    are_whole = all(re.fullmatch(r"[+-]?[0-9]{1,15}", text) for text in texts)
    return sum(map(int, texts)) if texts and are_whole else " + ".join(texts)


def _is_nothing(cell: Any) -> bool:
    return cells.is_nothing(cell) or text_of(cell) in DASHES
