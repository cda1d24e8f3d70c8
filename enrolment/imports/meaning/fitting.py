"""Names beside codes: where a row's name is that of another place, group or indicator than its code, nobody can tell
which of the two its counts are of, as in a sheet of which one column was sorted."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pandas as pd

from enrolment.imports.files.sheets import text_of
from enrolment.imports.files.upload import Upload
from enrolment.imports.meaning import headers
from enrolment.imports.meaning.columns import Column
from enrolment.imports.meaning.layout import Layout
from enrolment.imports.meaning.names import Names, Vocabulary, key, without_prefix
from enrolment.imports.meaning.unpivot import cell_at
from enrolment.imports.mistakes import BadInput, Mistake


def must_fit(
    upload: Upload,
    table: str,
    layout: Layout,
    found: Sequence[Column],
    frame: pd.DataFrame,
    names: Mapping[str, Names],
    vocabulary: Vocabulary,
) -> None:
    """Raises BadInput with each row whose name says another than its code. `frame`: the rows with their codes.
    `names`: those of each column of codes."""
    mistakes = [
        Mistake(upload.name, "name-beside-code", row, str(beside.header), value=text, detail=f"{label} ({code})")
        for code_column, beside in _beside(table, found, vocabulary)
        if code_column in names and code_column in frame
        for row, text, code, label in _unlike(layout, beside, frame, code_column, names[code_column])
    ]
    if mistakes:
        raise BadInput(mistakes)


def _beside(table: str, found: Sequence[Column], vocabulary: Vocabulary) -> Iterator[tuple[str, Column]]:
    """Each column that would say what another one, which is taken, says already; with the name of that."""
    taken = {column.target.name for column in found if column.target}
    for column in found:
        meant = headers.guess(table, column.header, vocabulary)[0].name if not column.target else ""
        if meant.endswith("_code") and meant in taken:
            yield meant, column


def _unlike(
    layout: Layout, beside: Column, frame: pd.DataFrame, code_column: str, names: Names
) -> Iterator[tuple[int, str, str, str]]:
    """Row, text, code and the code's name where the text is another's name, or another code."""
    codes: dict[int, Any] = dict(zip(frame.row_number, frame[code_column], strict=True))
    for number, row in layout.data:
        text, code = text_of(cell_at(row, beside.position)), codes.get(number, "")
        if not text or not names.is_known(code) or _is_name_of(text, code, names):
            continue
        other = names.find(text, names.home(code))[0] or names.find(text)[0]
        if (other and other != code) or names.communes_of(text):
            yield number, text, code, names.label(code)


def _is_name_of(text: str, code: str, names: Names) -> bool:
    label = names.label(code)
    said = {key(text), key(without_prefix(text))}
    return text == code or f"0{text}" == code or bool(said & {key(label), key(without_prefix(label))})
