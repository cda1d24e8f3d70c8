"""A list of persons: told, and with consent counted; of the list itself nothing goes any further."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pandas as pd

from enrolment.contract import schema
from enrolment.imports.files.sheets import text_of
from enrolment.imports.files.upload import Upload
from enrolment.imports.meaning import headers, layout, persons
from enrolment.imports.meaning.columns import columns as columns_of
from enrolment.imports.meaning.names import Known
from enrolment.imports.meaning.normalise import Tidying
from enrolment.imports.meaning.reading import Choices, Question, Reading, ask_of_rivals
from enrolment.imports.meaning.unpivot import cell_at
from enrolment.imports.mistakes import BadInput, Mistake

_KEPT = ("reported_on", "village_code", "commune_code")


def count_persons(
    upload: Upload,
    plan: layout.Layout,
    personal: Mapping[int, str],
    chosen: Choices,
    known: Known,
    asked: list[Question],
    about: Mapping[str, Any],
) -> Reading:
    """The question whether to count, or the counts by village and day. `personal`: position of a column -> its kind.

    Raises BadInput where no column says the village.
    """
    named = tuple(plan.headers[position] for position in personal if position < len(plan.headers))
    if not chosen.count_persons:
        return Reading("progress", questions=(*asked, Question("count_persons", {"yes": ""})), personal=named, **about)
    columns = columns_of("progress", plan.headers, known, chosen.columns, chosen.same)
    columns = [replace(one, target="", rivals="") if one.position in personal else one for one in columns]
    kept = [one for one in columns if one.target in _KEPT]
    asked += ask_of_rivals([one for one in columns if one.rivals in _KEPT])
    missing = [name for name in ("village_code",) if not any(one.target == name for one in kept)]
    if missing:
        mistake = Mistake(upload.name, "missing-column", row=plan.header_row, column=missing[0])
        raise BadInput([mistake])
    sub = Tidying(upload, "progress", plan, kept, replace(chosen, counts="new"), known, asked)
    tidy = sub.reading(about)
    assert tidy.frame is not None
    # By the column that says so; else by one whose cells look so. A family shares one telephone.
    by_header = [position for position in personal if headers.personal_kind(_header(plan, position)) == "id_number"]
    by_cells = [position for position, kind in personal.items() if kind == "id_number"]
    numbers = next(iter((*by_header, *by_cells)), None)
    ids = [text_of(cell_at(row, numbers)) if numbers is not None else "" for _, row in plan.data]
    counts, repeated, unnumbered = persons.counted(
        zip(ids, tidy.frame.village_code, tidy.frame.reported_on, strict=True)
    )
    rows = [
        {"reported_on": day, "village_code": village, "indicator_code": chosen.indicator, "new_count": str(count)}
        for (village, day), count in sorted(counts.items())
    ]
    frame = pd.DataFrame(rows, columns=[*schema("progress").column_names]).fillna("").astype(object)
    frame["row_number"], frame["header"] = range(2, len(frame) + 2), ""
    notes = [*tidy.notes, ("note-persons", "", len(ids))]
    notes += [
        (key, "", count) for key, count in (("note-repeated", repeated), ("note-unnumbered", unnumbered)) if count
    ]
    return Reading(
        "progress",
        columns=tuple(columns),
        questions=tidy.questions,
        frame=frame,
        notes=tuple(notes),
        personal=named,
        **about,
    )


def _header(plan: layout.Layout, position: int) -> str:
    return plan.headers[position] if position < len(plan.headers) else ""
