"""Tables that stand side by side in one sheet: read as one, the second below the first."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Any

from enrolment.imports.files.sheets import text_of
from enrolment.imports.meaning.headers import header_key
from enrolment.imports.meaning.layout import Layout
from enrolment.imports.meaning.unpivot import cell_at


def stacked(layout: Layout, places: Collection[int]) -> Layout | None:
    """The layout with the columns of one table, and the rows of the others below; None where no headers repeat.

    `places`: positions of the columns that name a village. A row of the sheet becomes a row of each table, of the same
    number. Where what stands above the headers differs from table to table, they are not the same and None is returned.
    """
    filled = [position for position, header in enumerate(layout.headers) if header]
    keys = [header_key(str(layout.headers[position])) for position in filled]
    for count in range(2, len(places) + 1):
        width, rest = divmod(len(keys), count)
        if rest or any(keys[:width] != keys[number * width : (number + 1) * width] for number in range(count)):
            continue
        tables = [filled[number * width : (number + 1) * width] for number in range(count)]
        if all(sum(position in places for position in table) == 1 for table in tables):
            return _below_each_other(layout, tables)
    return None


def _below_each_other(layout: Layout, tables: Sequence[Sequence[int]]) -> Layout:
    data: list[tuple[int, list[Any]]] = []
    for table in tables:
        rows = ((number, [cell_at(row, position) for position in table]) for number, row in layout.data)
        data += [(number, row) for number, row in rows if any(map(text_of, row))]
    shared = {
        number: {tables[0].index(position): value for position, value in cells.items() if position in tables[0]}
        for number, cells in layout.shared.items()
    }
    return replace(layout, headers=[layout.headers[position] for position in tables[0]], data=data, shared=shared)
