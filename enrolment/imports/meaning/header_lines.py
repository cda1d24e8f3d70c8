"""Where the header of a sheet stands, of how many lines it is, and which column each of them is of."""

import re
from collections.abc import Callable, Collection, Sequence
from itertools import pairwise, zip_longest

from enrolment.imports.files.sheets import Sheet
from enrolment.imports.meaning import month_days
from enrolment.imports.meaning.cells import is_number
from enrolment.imports.meaning.days import is_weekday, of_header
from enrolment.imports.meaning.names import key
from enrolment.imports.meaning.parts import is_part
from enrolment.imports.meaning.target import Header

_FEWEST_GROUPS = 2
# What stands over a table without being of some of its columns: who reports, of which day, in which unit.
_LIKE_A_TITLE = re.compile(
    r"^(?:báo cáo|kết quả|biểu|bảng|thống kê|tổng hợp|danh sách|ubnd|ủy ban|uỷ ban|hđnd|công an|cộng h|độc lập|mẫu"
    r"|phụ lục|đơn vị|đvt|số:|tờ|trang|report|unit)|:|\bngày \d|\d[/-]\d|.{60}",
    re.IGNORECASE,
)
_SIGNS = ("%", "#", "+/-", "±")  # of headers
_LOOK_AT = 40  # a header stands among the first filled rows


def header_of(
    sheet: Sheet,
    texts: list[list[str]],
    is_header: Callable[[str], bool],
    is_place: Callable[[str], bool],
    is_column_name: Callable[[str], bool],
) -> tuple[list[Header], int, int] | None:
    """Each column's header, and the numbers of its first and last line, from 0; None where no row can be one.

    `texts`: the sheet's cells as texts.
    """
    over = _spread_merged(texts[:_LOOK_AT], sheet)
    texts = month_days.written_out(texts, over if sheet.merged else [month_days.spread_right(row) for row in over])
    top = _header_row(texts, is_header, is_place)
    if top is None:
        return None
    spread = _spread_merged(texts, sheet)
    while top > 0 and (
        _stands_above(spread[top - 1], spread[top], is_header, is_column_name)
        or _stands_over_some(sheet, texts[top - 1], spread[top], top - 1, is_place)
    ):
        top -= 1
    headers, last = _header_lines(spread, top, sheet, is_header, is_place)
    return headers, top, last


def _header_row(
    texts: list[list[str]], is_header: Callable[[str], bool], is_place: Callable[[str], bool]
) -> int | None:
    filled = [number for number, row in enumerate(texts) if sum(map(bool, row)) >= 1][:_LOOK_AT]
    filled = [number for number in filled if not _is_data(texts[number], is_place)] or filled
    scores = {number: sum(is_header(text) for text in texts[number] if text) for number in filled}
    best = max(filled, key=lambda number: (scores[number], -number), default=None)
    if (best is not None and scores[best] >= 2) or (
        best is not None and scores[best] == 1 and sum(map(bool, texts[best])) == 1
    ):
        return best
    wordy = [n for n in filled if sum(map(bool, texts[n])) >= 2 and not any(is_number(text) for text in texts[n])]
    return min(wordy, default=best if best is not None and scores[best] else None)


def _is_data(shown: list[str], is_place: Callable[[str], bool]) -> bool:
    """Whether a row names a place and has a number beside it, as no header does."""
    numbers = [text for text in shown if is_number(text) and not of_header(text)]
    return bool(numbers) and any(text and is_place(text) for text in shown)


def _stands_above(
    above: list[str], below: list[str], is_header: Callable[[str], bool], is_column_name: Callable[[str], bool]
) -> bool:
    """Whether the row above is the first line of the header: it names columns of which the row below says no more,
    and something that stands above others, or nothing else."""
    width = max((number for number, text in enumerate(below, start=1) if text), default=0)
    pairs = list(zip(above, below, strict=False))[:width]
    has_own = any(is_column_name(text) and after in ("", text) for text, after in pairs)
    names = [text for text, _ in pairs if text]
    fill_its_blanks = not any(text and after for text, after in pairs) and all(map(is_column_name, names))
    return has_own and (
        fill_its_blanks or any(text and after not in ("", text) and is_header(text) for text, after in pairs)
    )


def _stands_over_some(
    sheet: Sheet, above: list[str], below: list[str], row: int, is_place: Callable[[str], bool]
) -> bool:
    """Whether a row right above a line of the header says something of some of its columns, whatever it says: its cells
    stand over them, merged or with blank cells after each, and none of them begins the sheet, as titles do."""
    pairs = list(zip_longest(above, below, fillvalue=""))
    filled = [column for column, (text, after) in enumerate(pairs) if text and after not in ("", text)]
    first = next((column for column, (_, after) in enumerate(pairs) if after), 0)
    if not filled or filled[0] <= first or any(is_place(above[column]) for column in filled):
        return False
    merged = {left for at, left, _, right in sheet.merged if at == row and right > left}
    return not merged.isdisjoint(filled) or not any(_LIKE_A_TITLE.search(above[column]) for column in filled)


def _spread_merged(texts: list[list[str]], sheet: Sheet) -> list[list[str]]:
    spread = [list(row) for row in texts]
    for first_row, first_column, last_row, last_column in sheet.merged:
        for row in range(first_row, min(last_row + 1, len(spread))):
            for column in range(first_column, min(last_column + 1, len(spread[row]))):
                spread[row][column] = texts[first_row][first_column]
    return spread


def _header_lines(
    spread: list[list[str]], top: int, sheet: Sheet, is_header: Callable[[str], bool], is_place: Callable[[str], bool]
) -> tuple[list[Header], int]:
    """The header from its first line on, joined column by column, and the number of its last line."""
    headers, last = [Header.of(_header_text(text, sheet)) for text in spread[top]], top
    while last + 1 < len(spread):
        groups = [(first, end) for row, first, _, end in sheet.merged if row == last and end > first]
        words = list(filter(None, spread[last + 1]))
        is_second_or_told = (
            last == top or groups or all(map(is_part, words))
        )  # beyond two lines, merged cells must tell
        continues = is_second_or_told and _continues(spread[last], spread[last + 1], is_header, groups)
        if any(map(is_place, words)) or not (continues or _stand_below_days(headers, spread[last + 1])):
            break
        if all(map(is_weekday, words)):  # below days they say nothing more
            last += 1
            continue
        is_told = any(row in (last, last + 1) for row, *_ in sheet.merged)
        upper = headers if is_told else _spread_right(headers, spread[last + 1])
        pairs = zip_longest(upper, spread[last + 1])
        headers = [
            (above or Header()).above(of_header(below or "", sheet.first_day) or below or "") for above, below in pairs
        ]
        last += 1
    return headers, last


def _header_text(text: str, sheet: Sheet) -> str:
    """A cell of a header; a day in a form that reads as one."""
    return of_header(text, sheet.first_day) or text


def _continues(
    above: list[str], below: list[str], is_header: Callable[[str], bool], groups: Sequence[tuple[int, int]] = ()
) -> bool:
    """Whether the row below is the second line of the header: words only, standing under a header that spans.

    `groups`: first and last column of each header that is merged over several; under one, words are headers.
    """
    under = {column for first, end in groups for column in range(first, end + 1)}
    if under and _names_what_is_under(above, below, under, is_header):
        return True
    spans = any(text and text == after for text, after in pairwise(above)) or "" in above
    own = [text for text, top in zip(below, above, strict=False) if text and text != top]
    are_words = not any(is_number(text) and not of_header(text) for text in below if text)
    is_known = any(is_header(of_header(text) or text) for text in own) or _stand_under_blanks(above, below)
    return bool(own) and spans and are_words and is_known


def _stand_below_days(headers: Sequence[Header], below: list[str]) -> bool:
    """Whether a row is words alone, each below a header with a day: `TH`, `KH`; no row of data has its place blank and
    no number."""
    filled = [column for column, text in enumerate(below) if text]
    are_words = not any(is_number(below[column]) for column in filled)
    return (
        bool(filled)
        and are_words
        and all(column < len(headers) and any(map(of_header, headers[column].lines)) for column in filled)
    )


def _stand_under_blanks(above: list[str], below: list[str]) -> bool:
    """Whether the words of a row stand side by side under headers each of which has blank cells after it, and under
    nothing else: no row of data, which would say whose its counts are."""
    filled = [column for column, text in enumerate(below) if text]
    if not filled or filled[0] == 0 or filled[-1] >= len(above) or filled[-1] - filled[0] >= len(filled):
        return False
    starts = [column for column in filled if above[column]]
    is_under = starts[:1] == filled[:1]
    return is_under and all(end - start >= _FEWEST_GROUPS for start, end in pairwise([*starts, filled[-1] + 1]))


def _names_what_is_under(
    above: list[str], below: list[str], under: Collection[int], is_header: Callable[[str], bool]
) -> bool:
    """Whether words stand under each merged header, and beside them nothing but what stands above, or headers."""
    for column, text in enumerate(below):
        if column in under:
            is_word = any(map(str.isalpha, text)) or text.strip("() ") in _SIGNS
            if not is_word and not of_header(text) and not is_part(text):
                return False
        elif column < len(above) and text not in ("", above[column]) and (above[column] or not is_header(text)):
            return False
    return True


def _spread_right(above: list[Header], below: list[str]) -> list[Header]:
    """A header that stood above several columns, in a file that tells of no merged cells."""
    if centred := _spread_centred(above, below):
        return centred
    spread = list(above)
    for column in range(1, min(len(above), len(below))):
        if not above[column] and below[column] and below[column - 1]:
            spread[column] = spread[column - 1]
    return spread


def _spread_centred(above: list[Header], below: list[str]) -> list[Header]:
    """Headers that stood over the middle of their columns; none where they did not. The columns of each begin with the
    same word, and one of them, the first, would have nothing above it: its header stands further right."""
    words = [key(text) for text in below[: len(above)]]
    begins = (column for column in range(1, len(words)) if words[column] and not (above[column] or words[column - 1]))
    first = next((column for column in begins if above[column - 1]), len(words))
    end = next((column for column in range(first, len(words)) if not words[column]), len(words))
    starts = [column for column in range(first, end) if words[column] == words[first]]
    groups = [range(start, stop) for start, stop in pairwise([*starts, end])]
    labels = [[column for column in group if above[column]] for group in groups]
    if len(groups) < _FEWEST_GROUPS or any(len(found) != 1 for found in labels):
        return []
    spread = list(above)
    for group, (label,) in zip(groups, labels, strict=True):
        spread[group.start : group.stop] = [above[label]] * len(group)
    return spread
