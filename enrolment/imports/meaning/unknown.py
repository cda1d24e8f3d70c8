"""Columns of counts that nobody can tell by their headers: what has to be asked of them."""

from collections.abc import Sequence

from enrolment.imports.files.upload import Upload
from enrolment.imports.meaning import headers
from enrolment.imports.meaning.columns import Column, Level, targets
from enrolment.imports.meaning.layout import Layout
from enrolment.imports.meaning.names import Vocabulary
from enrolment.imports.meaning.persons import are_counts
from enrolment.imports.meaning.reading import Choice, Question
from enrolment.imports.meaning.unpivot import texts_below
from enrolment.imports.mistakes import BadInput, Mistake

_OF_ALL = ("toàn xã", "cả xã", "toàn tỉnh", "cả tỉnh", "whole commune")  # beside villages, a count of none of them


def ask_of_columns(
    upload: Upload, table: str, layout: Layout, found: Sequence[Column], vocabulary: Vocabulary
) -> list[Question]:
    """What the columns are that nobody knows: those that speak of an indicator and of more, beside days those that
    speak of another, and all of them where a place or a count is missing without them. Raises BadInput where there are
    none that could be it."""
    if table not in ("progress", "targets"):
        return []
    filled = [column for column in found if column.header and texts_below(layout.data, column.position)]
    unknown = [column for column in filled if _is_doubtful(layout, column, found, vocabulary)]
    lacking = _lacking(table, layout, found)
    if not unknown and lacking:
        unknown = [column for column in filled if not column.target and not column.is_sure]
        if not unknown:
            raise BadInput([Mistake(upload.name, "missing-column", layout.header_row, column=lacking)])
    options = {str(target): "" for target in targets(table, vocabulary)}
    return [Question(Choice("columns", str(column.header)), options, str(column.header)) for column in unknown]


def _lacking(table: str, layout: Layout, found: Sequence[Column]) -> str:
    """The column of the contract that a table of counts cannot do without and that is not there; empty where none is
    missing."""
    has_place = any(column.target.name in ("village_code", "commune_code") for column in found)
    if not has_place and not any(section.kind == "commune" for section in layout.sections):
        return "village_code"
    if table == "targets":
        return "" if any("target" in column.target.name for column in found) else "target"
    return "" if any(column.is_count for column in found) else "new_count"


def _is_doubtful(layout: Layout, column: Column, found: Sequence[Column], vocabulary: Vocabulary) -> bool:
    """Whether a column may be a count that nobody can tell by its header: see `headers.says_more`; of a day that does
    not read as one, beside columns of days; or of papers."""
    if column.level >= Level.REMEMBERED:
        return False
    if are_counts(headers.personal_kind(column.header), texts_below(layout.data, column.position)):
        return True
    if column.is_sure and not column.target:
        return False  # a share, what is left, a note
    if column.is_count and not column.is_sure and not column.rivals and column.is_part:
        return True
    has_villages = any(other.target.name == "village_code" for other in found)
    if column.is_count and has_villages and headers.says_one_of(str(column.header), _OF_ALL):
        return True
    is_beside_days = any(other.day for other in found) and not column.target
    if column.is_count and headers.says_both_kinds(column.header):
        return True
    return headers.says_more(column.header, vocabulary) or (is_beside_days and headers.is_like_a_day(column.header))
