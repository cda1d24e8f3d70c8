"""One sheet on its way to rows of the contract."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pandas as pd

from enrolment.contract import schema
from enrolment.imports.office import cells, headers, layout
from enrolment.imports.office.columns import Column
from enrolment.imports.office.headers import DAY
from enrolment.imports.office.names import Known, Names, key, without_prefix
from enrolment.imports.office.reading import NONE, Choices, Question, Reading
from enrolment.imports.office.sheets import text_of
from enrolment.imports.upload import Upload

_DASHES = ("-", "–", "—")  # how a report writes that there is nothing
_MANY = 2  # names that stand in several communes: more of them are one question, not one for each
_PLACES = {"village_code": "villages", "commune_code": "communes", "team_code": "teams"}


class Tidying:
    """Questions and notes gather while a sheet's columns are read; `asked` are those that stand already."""

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
        """The rows as texts, in the contract's columns; `about` is what is known of the sheet, fields of a Reading."""
        frame = self._long()
        contract = schema(self.table)
        has = tuple(name for name in contract.column_names if name in frame)
        for one in contract.fields:
            if one.name not in frame:
                frame[one.name] = ""
        if self.table == "villages" and "village_code" not in has:
            self._own_codes(frame)
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
        kind = self._kind_of_counts()
        groups = _alike(self.columns)  # those that a person calls the same are one count
        is_wide = any(_is_wide(group[0]) for group in groups)
        rows: list[dict[str, Any]] = []
        for number, line in self.plan.data:
            fixed: dict[str, Any] = {"row_number": number, "header": ""}
            counts: list[dict[str, Any]] = []
            for group in groups:
                column, cell = group[0], _together([cell_at(line, one.position) for one in group])
                header = " + ".join(one.header for one in group)
                if not _is_wide(column):
                    name = f"{kind}_count" if column.target == "count" else column.target
                    fixed |= {name: cell} | ({"header": header} if column.target == "count" else {})
                elif not _is_nothing(cell):
                    counts.append(self._wide(column, cell, kind) | {"header": header})
            rows += [fixed | count for count in self._one_of_two(counts)] if is_wide else [self._one_count(fixed)]
        return pd.DataFrame(rows, columns=None if rows else ["row_number", "header"]).astype(object)

    def _wide(self, column: Column, cell: Any, kind: str) -> dict[str, Any]:
        if column.target == DAY:
            return {"reported_on": column.header, f"{kind}_count": cell}
        said, _, indicator = column.target.partition(":")
        name = "target" if said == "target" else f"{kind if said == 'count' else said}_count"
        named = {"indicator_code": indicator} if indicator else {}
        return named | ({"reported_on": column.day} if column.day else {}) | {name: cell}

    def _one_of_two(self, counts: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """Where a row has a new and a cumulative count of the same, the new one: a row has one count."""
        new = [_what(count) for count in counts if "new_count" in count]
        kept = [count for count in counts if "cumulative_count" not in count or _what(count) not in new]
        self._note("note-one-count", "", len(counts) - len(kept))
        return kept

    def _one_count(self, row: dict[str, Any]) -> dict[str, Any]:
        """The same of a long table; in the contract's own columns, its rows say which of the two they have."""
        new, cumulative = "new_count", "cumulative_count"
        headers_of = {column.target: column.header for column in self.columns}
        if self.table != "progress" or any(headers_of.get(name) in (None, name) for name in (new, cumulative)):
            return row
        if _is_nothing(row[new]):
            return row | {new: None}
        self._note("note-one-count", "", int(not _is_nothing(row[cumulative])))
        return row | {cumulative: None}

    def _kind_of_counts(self) -> str:
        """`new` or `cumulative`, asked where no header says it."""
        unsaid = [one for one in self.columns if one.target in (DAY, "count") or one.target.startswith("count:")]
        if unsaid and not self.chosen.counts:
            self.asked.append(Question("counts", {"new": "", "cumulative": ""}, unsaid[0].header))
        return self.chosen.counts or "new"

    def _with_constants(self, frame: pd.DataFrame) -> pd.DataFrame:
        """The day and the indicator of a file that does not name them in each row."""
        if self.table != "progress" or frame.empty:
            return frame
        if not frame.reported_on.map(text_of).any():
            told = [*self.plan.titles, *filter(None, self.plan.headers), self.upload.name]
            preset = next(filter(None, map(cells.day_within, told)), "")
            if not self.chosen.day:
                self.asked.append(Question("day", {}, "", preset))
            frame["reported_on"] = cells.day(self.chosen.day, "dmy")  # as the question says
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
                return self._days(column)
            case "integer":
                return [cells.whole(cell) for cell in column]
            case "number":
                return self._numbers(name, column)
            case "boolean":
                return [cells.flag(cell) for cell in column]
        return [headers.value(name, cells.plain(cell)) for cell in column]

    def _days(self, column: Sequence[Any]) -> list[str]:
        if cells.may_be_swapped(column):
            sample = next(cell for cell in column if cells.swapped(cell) != cell)
            if not self.chosen.swapped:
                ways = {"no": cells.day(sample, "dmy"), "yes": cells.day(cells.swapped(sample), "dmy")}
                self.asked.append(Question("swapped", ways, next(cell for cell in column if isinstance(cell, str))))
            column = [cells.swapped(cell) if self.chosen.swapped == "yes" else cell for cell in column]
        return self._read_as(cells.day, cells.day_order(column), "dates", ("dmy", "mdy"), "", column)

    def _numbers(self, name: str, column: Sequence[Any]) -> list[str]:
        return self._read_as(cells.number, cells.decimal_sign(column), "decimals", (",", "."), f"{name}: ", column)

    def _read_as(
        self,
        read: Callable[[Any, str], str],
        way: str,
        choice: str,
        ways: tuple[str, str],
        about: str,
        column: Sequence[Any],
    ) -> list[str]:
        """A column read in one of two ways; asked about where its cells leave open which and it makes a difference."""
        if way == "ask":
            way = getattr(self.chosen, choice)
            sample = next((text_of(cell) for cell in column if read(cell, ways[0]) != read(cell, ways[1])), "")
            if not way and sample:
                self.asked.append(Question(choice, {one: read(sample, one) for one in ways}, f"{about}{sample}"))
        return [read(cell, way) for cell in column]

    def _mend_codes(self, frame: pd.DataFrame) -> None:
        """Excel turns 01864 into 1864: codes of fixed length get their zeros back."""
        for name, length in (("commune_code", 5), ("province_code", 2)):
            if name in frame and (self.table == "communes" or name == "province_code"):
                short = frame[name].str.fullmatch(r"\d+") & (frame[name].str.len() < length)
                frame.loc[short, name] = frame.loc[short, name].str.zfill(length)
                self._note("note-zeros", name, int(short.sum()))

    def _own_codes(self, frame: pd.DataFrame) -> None:
        """Codes of villages that a list names without them, where the store knows the name."""
        known = self.names["villages"]
        homes = [self.names["communes"].find(text_of(home))[0] for home in frame.commune_code]
        codes = [known.find(text_of(name), home)[0] for name, home in zip(frame.village_name, homes, strict=True)]
        frame["village_code"] = codes
        frame["commune_code"] = [home or known.home(code) for home, code in zip(homes, codes, strict=True)]

    def _look_up(self, frame: pd.DataFrame) -> None:
        """Codes for the names of communes, villages, groups and indicators; what comes near is asked about."""
        for name in ("commune_code", "village_code", "team_code", "indicator_code"):
            is_own = schema(self.table).primary_key == (name,)
            if name not in frame or is_own:
                continue
            known = self.names["indicators" if name == "indicator_code" else _PLACES[name]]
            homes = [""] * len(frame)
            if "commune_code" in frame and name != "commune_code":
                homes = [home or self.chosen.commune for home in frame.commune_code]
            pairs = list(zip(frame[name], homes, strict=True))
            self._ask_commune(pairs, known)
            codes = {pair: self._code(name, *pair, known) for pair in dict.fromkeys(pairs) if pair[0]}
            frame[name] = [codes.get(pair, "") for pair in pairs]
        if self.table in ("progress", "targets"):  # a village says which commune; the contract wants one of the two
            frame.loc[frame.village_code != "", "commune_code"] = ""

    def _ask_commune(self, pairs: Sequence[tuple[str, str]], known: Names) -> None:
        """One question where names stand in several communes, not one for each; the commune of the title first."""
        unsure = {text for text, home in pairs if text and not home and not known.find(text)[0]}
        shared = [homes for text in unsure if len(homes := known.communes_of(text)) > 1]
        if len(shared) > _MANY:
            found = set().union(*shared)
            communes = self.names["communes"]
            told = " ".join(["", *map(key, self.plan.titles), ""])
            names = {code: f" {key(without_prefix(communes.label(code)))} " for code in found}
            ordered = sorted(found, key=lambda code: (names[code] not in told, code))
            self.asked.append(Question("commune", {code: communes.label(code) for code in ordered}))

    def _code(self, name: str, text: str, home: str, known: Names) -> str:
        if accepted := self.chosen.accepted.get(text):
            return text if accepted == NONE else accepted
        code, is_mended = known.find(text, home)
        if is_mended:
            self._note("note-zeros", name, 1)
        if not code and name == "indicator_code" and not headers.is_of_something_else(text):
            code = headers.indicator_of(text, self.known)
        if not code and name == "commune_code" and text.isdigit():
            return text.zfill(5)
        if code:
            return code
        asked = {question.choice for question in self.asked}
        near = [] if not home and "commune" in asked and known.communes_of(text) else known.suggest(text, home)
        if near and f"accepted:{text}" not in asked:
            options = {one: ", ".join(filter(None, (known.label(one), self._commune(known.home(one))))) for one in near}
            self.asked.append(Question(f"accepted:{text}", {**options, NONE: ""}, text))
        return text

    def _commune(self, code: str) -> str:
        """The name of a commune where there are several."""
        return self.names["communes"].label(code) if code and len(self.known.communes) > 1 else ""

    def _note(self, key: str, what: str, count: int) -> None:
        if count:
            self.notes[key, what] = self.notes.get((key, what), 0) + count


def cell_at(row: Sequence[Any], position: int) -> Any:
    """The cell of a row, None beyond its end."""
    return row[position] if position < len(row) else None


def _alike(columns: Sequence[Column]) -> list[list[Column]]:
    """The columns that are taken, those of one target and day together."""
    groups: dict[tuple[str, str, int], list[Column]] = {}
    for column in columns:
        if column.target:
            own = column.position if column.target == DAY else -1
            groups.setdefault((column.target, column.day, own), []).append(column)
    return list(groups.values())


def _is_wide(column: Column) -> bool:
    return column.target == DAY or ":" in column.target


def _what(count: Mapping[str, Any]) -> tuple[Any, Any]:
    return count.get("reported_on"), count.get("indicator_code")


def _together(cells_of_one: Sequence[Any]) -> Any:
    """The sum of cells; where one of them is no whole number, all as they stand, for a person to see."""
    if len(cells_of_one) == 1:
        return cells_of_one[0]
    texts = [cells.whole(cell) for cell in cells_of_one if not _is_nothing(cell)]
    wholes = [text for text in texts if text.lstrip("+-").isdecimal()]
    return sum(map(int, texts)) if texts and wholes == texts else " + ".join(texts)


def _is_nothing(cell: Any) -> bool:
    return text_of(cell) in ("", *_DASHES)


def _is_empty(cell: Any) -> bool:
    return cell is None or cell == "" or (isinstance(cell, float) and cell != cell)
