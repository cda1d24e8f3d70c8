"""Columns of places by what stands in them, where their headers leave it open."""

from collections.abc import Sequence
from dataclasses import replace

from enrolment.imports.meaning.columns import Column, Level, columns
from enrolment.imports.meaning.layout import Layout
from enrolment.imports.meaning.lexicon import header_key
from enrolment.imports.meaning.names import Names, Vocabulary
from enrolment.imports.meaning.target import Target
from enrolment.imports.meaning.unpivot import texts_below


def by_their_cells(found: Sequence[Column], layout: Layout, vocabulary: Vocabulary) -> list[Column]:
    """The columns, with the village in the one that holds villages: `Đơn vị` may hold villages, communes, or what is
    counted; and of a code and a name of the same village, the one that is known counts."""
    villages, communes = vocabulary.village_names, vocabulary.commune_names
    taken = next((column for column in found if column.target.name == "village_code"), None)
    open_to = [column for column in found if column.level < Level.REMEMBERED and column.header]
    changed: dict[int, Column] = {}
    if taken is None or (taken in open_to and not _holds(villages, taken, layout)):
        others = [column for column in open_to if column is not taken]
        if instead := next((column for column in others if _may_hold_places(column, villages, layout)), None):
            changed[instead.position] = replace(instead, target=Target("village_code"))
            changed |= {taken.position: taken.left_out(is_sure=True)} if taken else {}
    else:
        units = [column for column in open_to if header_key(str(column.header)) == "don vi"]
        changed = {column.position: column.left_out() for column in units if not _holds(communes, column, layout)}
    return [changed.get(column.position, column) for column in found]


def _holds(names: Names, column: Column, layout: Layout) -> bool:
    """Whether most filled cells of a column are of these names."""
    texts = texts_below(layout.data, column.position)
    known = sum(bool(names.find(text)[0] or names.communes_of(text)) for text in texts)
    return 2 * known > len(texts)


def _may_hold_places(column: Column, names: Names, layout: Layout) -> bool:
    """Whether a column holds places, and its header speaks of such or of nothing else that is known."""
    is_unit = header_key(str(column.header)).startswith(("orgunit", "organisation", "don vi"))
    is_open = column.target.name == "commune_code" or (not column.target and is_unit)
    return is_open and _holds(names, column, layout)


def are_counts_of_villages(layout: Layout, vocabulary: Vocabulary) -> bool:
    """Whether a sheet has a column of counts and one that holds villages, whatever that is called."""
    found = columns("progress", layout.headers, vocabulary, {})
    open_to = [column for column in found if not column.target and column.header]
    holds_villages = any(_holds(vocabulary.village_names, column, layout) for column in open_to)
    return holds_villages and any(column.target.indicator for column in found if column.is_count)
