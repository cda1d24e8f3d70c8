"""An office's file as rows of the contract, and what has to be asked before they can be."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import pandas as pd

from enrolment.contract import TABLES, schema, table_of
from enrolment.imports.identity import is_within
from enrolment.imports.mistakes import BadInput, Mistake
from enrolment.imports.office import cells, headers, layout, letters, persons, sheets
from enrolment.imports.office.headers import DAY, Column
from enrolment.imports.office.layout import Left
from enrolment.imports.office.names import Known, Names
from enrolment.imports.office.reading import Choices, Question, Reading
from enrolment.imports.office.sheets import text_of
from enrolment.imports.upload import Upload

_DASHES = ("-", "–", "—")  # how a report writes that there is nothing
_PLACES = {"village_code": "villages", "commune_code": "communes", "team_code": "teams"}


def read(upload: Upload, table: str, chosen: Choices, known: Known) -> Reading:
    """Understand a file. `table` is empty where the file itself should tell. Raises BadInput when it is unreadable."""
    found = sheets.sheets(upload)
    asked: list[Question] = []
    fonts = letters.fonts_of(" ".join(map(_sample, found)))
    if fonts and not chosen.letters:
        sample = next(text for sheet in found for text in _sample(sheet).split("\n") if not text.isascii())
        readings = {font: letters.converted(sample, font) for font in fonts}
        asked.append(Question("letters", {**readings, "keep": sample}, sample))
    if chosen.letters in fonts:
        found = [_converted(sheet, chosen.letters) for sheet in found]
    places = Names((*known.villages, *known.communes))

    def is_header(text: str) -> bool:
        return headers.is_header(text, known)

    def is_place(text: str) -> bool:
        return bool(places.find(text)[0])

    laid = [(sheet, layout.lay_out(sheet, is_header, is_place)) for sheet in found]
    names = tuple(sheet.name for sheet in found)
    sheet, plan = max(
        ((sheet, plan) for sheet, plan in laid if plan and (not chosen.sheet or sheet.name == chosen.sheet)),
        key=lambda pair: pair[1].score,
        default=(found[0], None),
    )
    if plan is None:
        raise BadInput([Mistake(upload.name, "no-header")])
    table = table or table_of(upload.name) or headers.table_of_headers(plan.headers, known)
    numeric = _numeric_columns(table, plan.headers, known, chosen)
    personal = persons.personal_columns(plan.headers, plan.data, numeric)
    others = [Left(0, "sheet", one.name) for one, laid_out in laid if one is not sheet and laid_out and laid_out.data]
    plan = replace(plan, left_out=[*plan.left_out, *others])
    about: dict[str, Any] = {"sheet": sheet.name, "sheet_names": names}
    if not personal:
        must_name_nobody(upload, found)
    if personal:
        return _persons(upload, plan, personal, chosen, known, asked, about)
    if any(question.choice == "letters" for question in asked):  # nothing can be told before that is answered
        return Reading(table or "", questions=tuple(asked), left_out=tuple(plan.left_out), **about)
    if table not in TABLES:
        question = Question("table", dict.fromkeys(TABLES, ""), ", ".join(filter(None, plan.headers)))
        return Reading("", questions=(*asked, question), left_out=tuple(plan.left_out), **about)
    columns = headers.columns(table, plan.headers, known, chosen.columns)
    return _Tidying(upload, table, plan, columns, chosen, known, asked).reading(about)


class _Tidying:
    """One sheet on its way to rows: questions and notes gather while its columns are read."""

    def __init__(
        self,
        upload: Upload,
        table: str,
        plan: layout.Layout,
        columns: Sequence[Column],
        chosen: Choices,
        known: Known,
        asked: list[Question],
    ):
        self.upload, self.table, self.plan, self.chosen, self.known = upload, table, plan, chosen, known
        self.columns, self.asked = columns, asked
        self.is_text = upload.suffix in (".csv", ".tsv", ".txt")
        self.notes: dict[tuple[str, str], int] = {}
        self.names = {
            "villages": Names(known.villages),
            "communes": Names(known.communes),
            "teams": Names(known.teams),
            "indicators": Names((code, name, "") for code, names in known.indicators for name in names),
        }

    def reading(self, about: Mapping[str, Any]) -> Reading:
        frame = self._long()
        contract = schema(self.table)
        has = tuple(name for name in contract.column_names if name in frame)
        for one in contract.fields:
            if one.name not in frame:
                frame[one.name] = ""
        frame = self._with_constants(frame)
        for one in contract.fields:
            frame[one.name] = self._tidied(one.name, one.type, frame)
        self._mend_codes(frame)
        self._look_up(frame)
        return Reading(
            self.table,
            columns=tuple(self.columns),
            questions=tuple(self.asked),
            left_out=tuple(self.plan.left_out),
            frame=frame,
            notes=tuple((key, what, count) for (key, what), count in self.notes.items()),
            ragged=self._ragged(),
            has=has,
            **about,
        )

    def _ragged(self) -> tuple[int, ...]:
        width = len(self.plan.headers)
        return tuple(number for number, row in self.plan.data if self.is_text and any(map(text_of, row[width:])))

    def _long(self) -> pd.DataFrame:
        """One row for each count: a wide table has several in a row of the sheet."""
        plain = [column for column in self.columns if column.target in schema(self.table).column_names]
        wide = [column for column in self.columns if column.target == DAY or ":" in column.target]
        loose = [column for column in self.columns if column.target == "count"]
        kind = self._kind_of_counts(wide + loose)
        rows: list[dict[str, Any]] = []
        for number, line in self.plan.data:
            fixed: dict[str, Any] = {"row_number": number, "header": ""}
            fixed |= {column.target: _cell(line, column.position) for column in plain}
            for column in loose:
                fixed |= {f"{kind}_count": _cell(line, column.position), "header": column.header}
            if not wide:
                rows.append(fixed)
            for column in wide:
                cell = _cell(line, column.position)
                if text_of(cell) not in ("", *_DASHES):
                    rows.append(fixed | self._wide(column, cell, kind) | {"header": column.header})
        return pd.DataFrame(rows, columns=None if rows else ["row_number", "header"]).astype(object)

    def _wide(self, column: Column, cell: Any, kind: str) -> dict[str, Any]:
        if column.target == DAY:
            return {"reported_on": column.header, f"{kind}_count": cell}
        said, _, indicator = column.target.partition(":")
        name = "target" if said == "target" else f"{kind if said == 'count' else said}_count"
        return {"indicator_code": indicator, name: cell}

    def _kind_of_counts(self, columns: Sequence[Column]) -> str:
        """`new` or `cumulative`, asked where no header says it."""
        unsaid = [column for column in columns if column.target in (DAY, "count") or column.target.startswith("count:")]
        if unsaid and not self.chosen.counts:
            self.asked.append(Question("counts", {"new": "", "cumulative": ""}, unsaid[0].header))
        return self.chosen.counts or "new"

    def _with_constants(self, frame: pd.DataFrame) -> pd.DataFrame:
        """The day and the indicator of a file that does not name them in each row."""
        if self.table != "progress":
            return frame
        if not frame.reported_on.map(text_of).any():
            told = [*self.plan.titles, *filter(None, self.plan.headers), self.upload.name]
            preset = next(filter(None, map(cells.day_within, told)), "")
            if not self.chosen.day:
                self.asked.append(Question("day", {}, "", preset))
            frame["reported_on"] = self.chosen.day
        if not frame.indicator_code.map(text_of).any():
            options = {code: "" for code, _ in self.known.indicators}
            if not self.chosen.indicator:
                self.asked.append(Question("indicator", options))
            frame["indicator_code"] = self.chosen.indicator
        return frame

    def _tidied(self, name: str, kind: str, frame: pd.DataFrame) -> list[str]:
        column = [None if _is_empty(cell) else cell for cell in frame[name]]
        match kind:
            case "date":
                return self._days(name, column)
            case "integer":
                return [cells.whole(cell) for cell in column]
            case "number":
                return self._numbers(name, column)
            case "boolean":
                return [cells.flag(cell) for cell in column]
        return [headers.value(name, cells.plain(cell)) for cell in column]

    def _days(self, name: str, column: Sequence[Any]) -> list[str]:
        order = cells.day_order(column)
        if order == "ask":
            order = self.chosen.dates
            differing = (text_of(cell) for cell in column if cells.day(cell, "dmy") != cells.day(cell, "mdy"))
            sample = next(differing, "")
            if not order and sample:
                options = {way: cells.day(sample, way) for way in ("dmy", "mdy")}
                self.asked.append(Question("dates", options, sample))
        return [cells.day(cell, order) for cell in column]

    def _numbers(self, name: str, column: Sequence[Any]) -> list[str]:
        sign = cells.decimal_sign(column)
        if sign == "ask":
            sign = self.chosen.decimals
            differing = (text_of(cell) for cell in column if cells.number(cell, ",") != cells.number(cell, "."))
            sample = next(differing, "")
            if not sign and sample:
                options = {way: cells.number(sample, way) for way in (",", ".")}
                self.asked.append(Question("decimals", options, f"{name}: {sample}"))
        return [cells.number(cell, sign) for cell in column]

    def _mend_codes(self, frame: pd.DataFrame) -> None:
        """Excel turns 01864 into 1864: codes of fixed length get their zeros back."""
        for name, length in (("commune_code", 5), ("province_code", 2)):
            if name in frame and (self.table == "communes" or name == "province_code"):
                short = frame[name].str.fullmatch(r"\d+") & (frame[name].str.len() < length)
                frame.loc[short, name] = frame.loc[short, name].str.zfill(length)
                self._note("note-zeros", name, int(short.sum()))

    def _look_up(self, frame: pd.DataFrame) -> None:
        """Codes for the names of communes, villages, groups and indicators; what comes near is asked about."""
        for name in ("commune_code", "village_code", "team_code", "indicator_code"):
            is_own = schema(self.table).primary_key == (name,)
            if name not in frame or is_own:
                continue
            known = self.names["indicators" if name == "indicator_code" else _PLACES[name]]
            homes = frame.commune_code if "commune_code" in frame and name != "commune_code" else [""] * len(frame)
            pairs = list(zip(frame[name], homes, strict=True))
            codes = {pair: self._code(name, *pair, known) for pair in dict.fromkeys(pairs) if pair[0]}
            frame[name] = [codes.get(pair, "") for pair in pairs]
        if self.table in ("progress", "targets"):  # a village says which commune; the contract wants one of the two
            frame.loc[frame.village_code != "", "commune_code"] = ""

    def _code(self, name: str, text: str, home: str, known: Names) -> str:
        if accepted := self.chosen.accepted.get(text):
            return accepted
        code, is_mended = known.find(text, home)
        if is_mended:
            self._note("note-zeros", name, 1)
        if not code and name == "indicator_code":
            code = headers.indicator_of(text, self.known)
        if not code and name == "commune_code" and text.isdigit():
            return text.zfill(5)
        if code:
            return code
        near = known.suggest(text, home)
        if near and f"accepted:{text}" not in {question.choice for question in self.asked}:
            self.asked.append(Question(f"accepted:{text}", {one: known.label(one) for one in near}, text))
        return text

    def _note(self, key: str, what: str, count: int) -> None:
        if count:
            self.notes[key, what] = self.notes.get((key, what), 0) + count


def _persons(
    upload: Upload,
    plan: layout.Layout,
    personal: Mapping[int, str],
    chosen: Choices,
    known: Known,
    asked: list[Question],
    about: Mapping[str, Any],
) -> Reading:
    """A list of persons: told, and with consent counted; of the list itself nothing goes any further."""
    named = tuple(plan.headers[position] for position in personal if position < len(plan.headers))
    if not chosen.count_persons:
        return Reading("progress", questions=(*asked, Question("count_persons", {})), personal=named, **about)
    columns = headers.columns("progress", plan.headers, known, chosen.columns)
    columns = [replace(one, target="") if one.position in personal else one for one in columns]
    kept = [one for one in columns if one.target in ("reported_on", "village_code", "commune_code")]
    missing = [name for name in ("village_code",) if not any(one.target == name for one in kept)]
    if missing:
        mistake = Mistake(upload.name, "missing-column", row=plan.header_row, column=missing[0])
        raise BadInput([mistake])
    sub = _Tidying(upload, "progress", plan, kept, replace(chosen, counts="new"), known, asked)
    tidy = sub.reading(about)
    assert tidy.frame is not None
    # By the column that says so; else by one whose cells look so. A family shares one telephone.
    by_header = [position for position in personal if headers.personal_kind(_header(plan, position)) == "id_number"]
    by_cells = [position for position, kind in personal.items() if kind == "id_number"]
    numbers = next(iter((*by_header, *by_cells)), None)
    ids = [text_of(_cell(row, numbers)) if numbers is not None else "" for _, row in plan.data]
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


def _numeric_columns(table: str, names: Sequence[str], known: Known, chosen: Choices) -> set[int]:
    """Positions of what the contract knows as decimal numbers: a longitude or a sum of money is no identity number."""
    if table not in TABLES:
        return set()
    numbers = {one.name for one in schema(table).fields if one.type == "number"}
    return {one.position for one in headers.columns(table, names, known, chosen.columns) if one.target in numbers}


def must_name_nobody(upload: Upload, found: Sequence[sheets.Sheet] = ()) -> None:
    """Raises BadInput where a number of a person stands anywhere: a file's bytes are kept as they came."""
    mistakes = [
        Mistake(upload.name, "person-in-file", row=number, detail=sheet.name or upload.name)
        for sheet in found or sheets.sheets(upload)
        for number, row in enumerate(sheet.rows, start=1)
        if any(isinstance(cell, str) and is_within(cell) for cell in row)
    ]
    if mistakes:
        raise BadInput(mistakes)


def _cell(row: Sequence[Any], position: int) -> Any:
    return row[position] if position < len(row) else None


def _is_empty(cell: Any) -> bool:
    return cell is None or cell == "" or (isinstance(cell, float) and cell != cell)


def _sample(sheet: sheets.Sheet) -> str:
    return "\n".join(cell for row in sheet.rows[:2000] for cell in row if isinstance(cell, str) and cell)[:100_000]


def _converted(sheet: sheets.Sheet, font: str) -> sheets.Sheet:
    rows = [[letters.converted(cell, font) if isinstance(cell, str) else cell for cell in row] for row in sheet.rows]
    return replace(sheet, rows=rows, name=letters.converted(sheet.name, font))
