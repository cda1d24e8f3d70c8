"""Rows finer than a village, a day and an indicator, such as one for each place where people were received: whether
they are added up, or the last of them stands, only a person can say."""

import re
from collections.abc import Collection, Mapping, Sequence
from typing import Any

import pandas as pd

from enrolment.contract import schema
from enrolment.imports.files.sheets import text_of
from enrolment.imports.meaning.columns import Column
from enrolment.imports.meaning.headers import is_running_number, is_whole
from enrolment.imports.meaning.layout import Layout, Left, left_of
from enrolment.imports.meaning.parts import is_part
from enrolment.imports.meaning.reading import Choice, Question
from enrolment.imports.meaning.unpivot import cell_at

_COUNTS = ("new_count", "cumulative_count")
_MOST_NAMED = 3
_FEWEST = 2  # rows of which a third may be the sum
_OF_ALL = re.compile(r"(?:cả|toàn|các|tất cả|mọi|chốt|gộp|all|whole|both)\b", re.IGNORECASE)
_JOINED = re.compile(r"\s(?:và|and)\s|[+&,;/]")


def finer(frame: pd.DataFrame, layout: Layout, columns: Sequence[Column]) -> pd.Series:
    """Which records of counts have a key that others have too, and are not the very same row once more."""
    key = list(schema("progress").primary_key)
    repeated = frame.duplicated(key, keep=False)
    if not repeated.any():
        return repeated
    cells = _cells(layout, [column.position for column in columns if is_running_number(column.header)])
    rows = pd.Series([cells.get(number, ()) for number in frame.row_number], index=frame.index)
    again = frame[repeated].assign(row=rows, corrected=frame.is_correction == "true").groupby(key, dropna=False)
    is_fine = (again.row.transform(lambda group: len(set(group)) > 1)) & ~again.corrected.transform("any")
    return is_fine.reindex(frame.index, fill_value=False).astype(bool)


def question(frame: pd.DataFrame, which: pd.Series, layout: Layout, columns: Sequence[Column]) -> Question:
    """Add up, or keep the last; with the headers of the columns in which such rows differ."""
    differing = _differing(frame[which], layout, columns)
    first = frame[which].iloc[0]
    about = f"{', '.join(differing[:_MOST_NAMED])} ({first.row_number})" if differing else str(first.row_number)
    return Question(
        Choice("repeats"), {"add": "", "last": ""} if _are_apart(frame[which], layout, columns) else {"last": ""}, about
    )


def _are_apart(fine: pd.DataFrame, layout: Layout, columns: Sequence[Column]) -> bool:
    """Whether nothing says that rows of one key overlap: `Cả ngày` beside `Sáng`, `Nam và nữ` beside `Nam`, or a part
    beside a row that does not say which part it is."""
    cells = _cells(layout, ())
    if any(is_whole(text) or _OF_ALL.match(text) for number in fine.row_number for text in cells.get(number, ())):
        return False
    rows: dict[int, Sequence[Any]] = dict(layout.data)
    for _, group in fine.groupby(list(schema("progress").primary_key), dropna=False):
        if _is_one_of_all(group):
            return False
        for column in (one for one in columns if not one.is_count and not is_running_number(one.header)):
            texts = {text_of(cell_at(rows.get(number, ()), column.position)) for number in group.row_number}
            if len(texts) > 1 and any(map(is_part, texts)) and not all(map(is_part, texts)):
                return False
            if len(texts) > 1 and any(_JOINED.search(text) for text in texts) and any(map(_names_parts, texts)):
                return False
    return True


def _is_one_of_all(group: pd.DataFrame) -> bool:
    """Whether one row of several counts is just the sum of the others."""
    counts = [
        int(text) for text in group.new_count.where(group.new_count != "", group.cumulative_count) if text.isdigit()
    ]
    return len(counts) > _FEWEST and sum(counts) > 0 and 2 * max(counts) == sum(counts)


def _names_parts(text: str) -> bool:
    """Whether a text is of parts joined, as `Sáng và chiều`."""
    return all(map(is_part, filter(None, map(str.strip, _JOINED.split(text)))))


def resolved(
    frame: pd.DataFrame, which: pd.Series, way: str, layout: Layout, columns: Sequence[Column]
) -> tuple[pd.DataFrame, list[Left]]:
    """The frame with one record for each key: the counts added up, or the last as it stands, the others left out."""
    key = list(schema("progress").primary_key)
    fine = frame[which]
    # The very same row once more is not another part: it stays, as a repeated key, for a check to name.
    texts = _cells(layout, [column.position for column in columns if is_running_number(column.header)])
    told = fine.assign(row=[texts.get(number, ()) for number in fine.row_number])
    fine = fine[~told.duplicated([*key, "header", "row"])]
    if way == "last":
        stale = fine[fine.duplicated(key, keep="last")]
        cells = dict(layout.data)
        left = [left_of(number, cells.get(number, ()), "superseded") for number in stale.row_number]
        return frame.drop(stale.index).reset_index(drop=True), left
    kept = fine[~fine.duplicated(key)].copy()
    for name in _COUNTS:
        sums = fine.groupby(key, dropna=False)[name].transform(lambda group: _sum(list(group)))
        kept[name] = sums[kept.index]
    return pd.concat([frame.drop(fine.index), kept]).sort_index().reset_index(drop=True), []


def _sum(texts: Sequence[str]) -> str:
    """The sum of whole numbers; where one is none, all as they stand, for a check to find."""
    said = [text for text in texts if text]
    if not said:
        return ""
    return str(sum(map(int, said))) if all(re.fullmatch(r"[+-]?\d{1,15}", text) for text in said) else " + ".join(said)


def _cells(layout: Layout, numbering: Collection[int]) -> Mapping[int, tuple[str, ...]]:
    """Each row's texts, by its number, but for columns that only number them; rows side by side share one number."""
    found: dict[int, tuple[str, ...]] = {}
    for number, row in layout.data:
        texts = (text_of(cell) for position, cell in enumerate(row) if position not in numbering)
        found[number] = (*found.get(number, ()), *texts)
    return found


def _differing(fine: pd.DataFrame, layout: Layout, columns: Sequence[Column]) -> list[str]:
    """The headers of the columns in which records of one key differ, but for the counts and a running number; of the
    counts where nothing else differs."""
    rows: dict[int, Sequence[Any]] = dict(layout.data)
    counted = {column.position for column in columns if column.is_count or is_running_number(column.header)}
    found: dict[str, None] = {}
    for _, group in fine.groupby(list(schema("progress").primary_key), dropna=False):
        for column in columns:
            texts = {text_of(cell_at(rows.get(number, ()), column.position)) for number in group.row_number}
            if column.header and len(texts) > 1 and column.position not in counted:
                found[str(column.header)] = None
    return list(found) or [str(column.header) for column in columns if column.is_count and column.target]
