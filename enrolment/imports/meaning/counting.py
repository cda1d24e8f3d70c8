"""A list of persons: told, and with consent counted; of the list itself nothing goes any further."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from enrolment.contract import schema
from enrolment.imports.files.sheets import text_of
from enrolment.imports.files.upload import Upload
from enrolment.imports.meaning import headers, lines, persons, states
from enrolment.imports.meaning.columns import columns as columns_of
from enrolment.imports.meaning.layout import Layout
from enrolment.imports.meaning.names import Vocabulary
from enrolment.imports.meaning.normalise import Normaliser
from enrolment.imports.meaning.reading import Choice, Choices, Question, Reading, ask_of_rivals
from enrolment.imports.meaning.target import Header
from enrolment.imports.meaning.unpivot import cell_at
from enrolment.imports.mistakes import BadInput, Mistake

_KEPT = ("reported_on", "village_code", "commune_code")


def ask_whether_persons(
    layout: Layout, personal: Mapping[int, str], asked: Sequence[Question], about: Mapping[str, Any]
) -> Reading:
    """The question whether a table's rows are persons, to be counted. `personal`: position of a column -> its kind."""
    named = _named(layout, personal)
    question = Question(Choice("count_persons"), {"yes": "", "no": ""}, ", ".join(named))
    return Reading("progress", questions=(*asked, question), personal=named, **about)


def count_persons(
    upload: Upload,
    layout: Layout,
    personal: Mapping[int, str],
    chosen: Choices,
    vocabulary: Vocabulary,
    asked: list[Question],
    about: Mapping[str, Any],
) -> Reading:
    """Persons as counts by village and day. Raises BadInput where no column says the village."""
    columns = columns_of("progress", layout.headers, vocabulary, chosen.columns, chosen.same)
    counted = [column for column in columns if column.position not in personal]
    kept = [column for column in counted if str(column.target) in _KEPT]
    of_states = [column for column in counted if states.is_of_states(column)]
    layout = lines.with_answers(upload, "progress", layout, of_states, chosen, vocabulary, asked)
    asked += ask_of_rivals([column for column in counted if str(column.rivals) in _KEPT])
    if not any(str(column.target) == "village_code" for column in kept):
        raise BadInput([Mistake(upload.name, "missing-column", row=layout.header_row, column="village_code")])
    of_new = chosen.but(counts="new")
    normalised = Normaliser(upload, "progress", layout, kept, of_new, vocabulary, asked).reading(
        about, is_of_persons=True
    )
    assert normalised.frame is not None
    ids = _numbers(layout, personal)
    counts, repeated, unnumbered = persons.counted(
        zip(ids, normalised.frame.village_code, normalised.frame.reported_on, strict=True)
    )
    notes = (("note-persons", len(ids)), ("note-repeated", repeated), ("note-unnumbered", unnumbered))
    told = tuple((key, "", count) for key, count in notes if count or key == "note-persons")
    return Reading(
        "progress",
        columns=tuple(counted),
        questions=normalised.questions,
        frame=_as_table(counts, chosen.indicator),
        notes=(*normalised.notes, *told),
        personal=_named(layout, personal),
        **about,
    )


def _named(layout: Layout, personal: Mapping[int, str]) -> tuple[str, ...]:
    return tuple(str(header) for position in personal if (header := _header(layout, position)))


def _numbers(layout: Layout, personal: Mapping[int, str]) -> list[str]:
    """Each person's number: by the column that says so, else by one whose cells look so; empty where there is none.

    A family shares one telephone.
    """
    by_header = [position for position in personal if headers.personal_kind(_header(layout, position)) == "id_number"]
    by_cells = [position for position, kind in personal.items() if kind == "id_number"]
    position = next(iter((*by_header, *by_cells)), None)
    return [text_of(cell_at(row, position)) if position is not None else "" for _, row in layout.data]


def _as_table(counts: Mapping[tuple[str, str], int], indicator: str) -> pd.DataFrame:
    """Counts by village and day as rows of the contract."""
    rows = [
        {"reported_on": day, "village_code": village, "indicator_code": indicator, "new_count": str(count)}
        for (village, day), count in sorted(counts.items())
    ]
    frame = pd.DataFrame(rows, columns=[*schema("progress").column_names]).fillna("").astype(object)
    frame["row_number"], frame["header"] = range(2, len(frame) + 2), ""
    return frame


def _header(layout: Layout, position: int) -> Header:
    return layout.headers[position] if position < len(layout.headers) else Header()
