"""One sheet on its way to rows of the contract."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

import pandas as pd

from enrolment import clock
from enrolment.contract import schema
from enrolment.imports.files.sheets import text_of
from enrolment.imports.files.upload import Upload, as_it_is
from enrolment.imports.meaning import cells, days, filled_form, fitting, headers, repeats, titles
from enrolment.imports.meaning.columns import Column, Level
from enrolment.imports.meaning.layout import Layout, Left, left_of
from enrolment.imports.meaning.lexicon import lexicon
from enrolment.imports.meaning.names import Names, Vocabulary, key, without_prefix
from enrolment.imports.meaning.reading import NONE, Choice, Choices, Question, Reading, Running, first_of
from enrolment.imports.meaning.target import COUNT, DAY, Header
from enrolment.imports.meaning.too_many import too_many
from enrolment.imports.meaning.unpivot import RUNNING, cell_at, long
from enrolment.imports.mistakes import BadInput, Mistake

_MOST_SUGGESTED = 200  # names that are looked up among those that come near, which takes its time
_MOST_COUNTED = 10_000_000  # what is more is a mistake of its own
_MOST_DAYS_TOLD = 5  # that a question names
_MANY = 2  # names that stand in several communes: more of them are one question, not one for each
_PLACES = {"village_code": "villages", "commune_code": "communes", "team_code": "teams"}


class Normaliser:
    """Questions and notes gather while a sheet's columns are read; `asked` are those that stand already."""

    def __init__(
        self,
        upload: Upload,
        table: str,
        layout: Layout,
        columns: Sequence[Column],
        chosen: Choices,
        vocabulary: Vocabulary,
        asked: list[Question],
    ):
        self.upload, self.table, self.layout, self.chosen, self.vocabulary = upload, table, layout, chosen, vocabulary
        self.columns, self.asked = columns, asked
        self.is_text = as_it_is(upload).suffix in (".csv", ".tsv", ".txt", ".html")
        self.notes: dict[tuple[str, str], int] = {}
        self.looked_up = 0
        self.accepted: dict[str, None] = {}
        self.day = ""
        self.form_day = filled_form.day_of(layout.headers) if table == "progress" else ""
        self.names = {
            "villages": vocabulary.village_names,
            "communes": vocabulary.commune_names,
            "teams": vocabulary.team_names,
            "indicators": vocabulary.indicator_names,
        }

    def reading(self, about: Mapping[str, Any], is_of_persons: bool = False) -> Reading:
        """The rows as texts, in the contract's columns; `about` is what is known of the sheet, fields of a Reading.

        `is_of_persons`: each row is one, and is still to be counted.
        """
        frame, again, empty = long(self.table, self.layout, self.columns, self._kind_of_counts(), not self.is_text)
        self._note("note-one-count", "", again)
        without_count = [left_of(number, row, "no-count") for number, row in self.layout.data if number in set(empty)]
        contract = schema(self.table)
        has = tuple(name for name in contract.column_names if name in frame)
        frame = frame.assign(**{name: "" for name in contract.column_names if name not in frame})
        if self.table == "villages" and "village_code" not in has:
            self._own_codes(frame)
        if "commune_code" not in has and any(one.name == "commune_code" and one.is_required for one in contract.fields):
            self._set_the_one_commune(frame)
        frame = self._with_constants(frame)
        for field in contract.fields:
            frame[field.name] = self._normalised(field.name, field.type, frame)
        self._mend_codes(frame)
        self._look_up(frame)
        frame, running = _without_running(frame)
        if self.table == "progress" and not is_of_persons:
            self._must_fit(frame)
        frame, superseded = (frame, []) if is_of_persons else self._one_of_each_key(frame)
        self._ask_of_too_many(frame)
        self._name_the_commune(frame)
        return Reading(
            self.table,
            columns=tuple(self.columns),
            questions=tuple(self.asked),
            left_out=tuple(sorted([*self.layout.left_out, *without_count, *superseded], key=lambda left: left.row)),
            frame=frame,
            notes=tuple((key, what, count) for (key, what), count in self.notes.items()),
            ragged=self._ragged(),
            has=has,
            accepted=tuple(self.accepted),
            day=self.day,
            running=running,
            **about,
        )

    def _must_fit(self, frame: pd.DataFrame) -> None:
        by_column = {column: self.names[kind] for column, kind in _PLACES.items()}
        fitting.must_fit(self.upload, self.table, self.layout, self.columns, frame, by_column, self.vocabulary)

    def _set_the_one_commune(self, frame: pd.DataFrame) -> None:
        """The commune of rows in a file without a column for it, where the store has only one."""
        blank = frame.commune_code == ""
        if len(self.vocabulary.communes) == 1 and self.table != "communes":
            frame.loc[blank, "commune_code"] = self.vocabulary.communes[0][0]
            self._note("note-commune-taken", self.vocabulary.communes[0][1], int(blank.sum()))

    def _one_of_each_key(self, frame: pd.DataFrame) -> tuple[pd.DataFrame, list[Left]]:
        """Rows finer than village, day and indicator as a person says: asked about once all else is told."""
        if self.table != "progress" or self.asked or frame.empty:
            return frame, []
        is_placed = (frame.reported_on != "") & ((frame.village_code != "") | (frame.commune_code != ""))
        which = repeats.finer(frame, self.layout, self.columns) & is_placed
        if not which.any():
            return frame, []
        question = repeats.question(frame, which, self.layout, self.columns)
        if self.chosen.repeats not in question.options:
            self._ask(question)
            return frame, []
        self._note(f"note-repeats-{self.chosen.repeats}", "", int(which.sum()))
        return repeats.resolved(frame, which, self.chosen.repeats, self.layout, self.columns)

    def _ask_of_too_many(self, frame: pd.DataFrame) -> None:
        if self.table != "progress" or self.asked or self.chosen.above:
            return
        places = frame.village_code.where(frame.village_code != "", frame.commune_code)
        numbers = frame.new_count.where(frame.new_count != "", frame.cumulative_count)
        rows = zip(frame.row_number, places, frame.indicator_code, numbers, strict=True)
        counts = [(row, place, code, int(count)) for row, place, code, count in rows if count.isdecimal()]
        if told := too_many(counts, self.vocabulary):
            self._ask(Question(Choice("above"), {"yes": ""}, first_of(told)))

    def _ragged(self) -> tuple[int, ...]:
        width = len(self.layout.headers)
        return tuple(number for number, row in self.layout.data if self.is_text and any(map(text_of, row[width:])))

    def _kind_of_counts(self) -> str:
        """`new` or `cumulative`, asked where no header says it. Raises BadInput where each row says it for itself."""
        unsaid = [column for column in self.columns if column.target == DAY or column.target.name == COUNT.name]
        rows = [row for _, row in self.layout.data]
        others = [column for column in self.columns if column.header and not column.is_count] if unsaid else []
        for column in others:
            if _are_most(rows, column.position, lambda cell: headers.is_kind(text_of(cell))):
                row, header = self.layout.header_row, str(column.header)
                raise BadInput([Mistake(self.upload.name, "kind-column", row, column=header)])
        if unsaid and not self.chosen.counts:
            self._ask(Question(Choice("counts"), {"new": "", "cumulative": ""}, str(unsaid[0].header)))
        return self.chosen.counts or "new"

    def _with_constants(self, frame: pd.DataFrame) -> pd.DataFrame:
        """The day, the indicator and the commune of a file that does not name them in each row."""
        if self.table != "progress" or frame.empty:
            return frame
        counted = [column for column in self.columns if column.target.is_wide]
        is_partly_by_day = any(column.day for column in counted) and not all(column.day for column in counted)
        blank = frame.reported_on.map(cells.is_nothing)
        if blank.all() or is_partly_by_day:
            self._set_day(frame, blank)
        self._set_indicator(frame)
        if frame.commune_code.map(cells.is_nothing).all():
            frame["commune_code"] = [self.layout.said(row, "commune") for row in frame.row_number]
        return frame

    def _set_indicator(self, frame: pd.DataFrame) -> None:
        """The indicator of rows without one: of the line above them, or as a person says. A column of indicators that
        nobody has taken is asked about first."""
        blank = frame.indicator_code.map(cells.is_nothing)
        if blank.all():
            said = frame.row_number.map(lambda row: self.layout.said(row, "indicator"))
            frame["indicator_code"] = said
            blank = said == ""
        if blank.all() or (blank.any() and any(section.kind == "indicator" for section in self.layout.sections)):
            options = {code: "" for code, _ in self.vocabulary.indicators}
            for header in self._headers_of(self._is_indicator) if blank.all() else []:
                self._ask(Question(Choice("columns", header), {"indicator_code": "", "": ""}, header))
            if not self.chosen.indicator and not self._asks_of_columns():
                self._ask(Question(Choice("indicator"), options, preset=self._indicator_told()))
            frame.loc[blank, "indicator_code"] = self.chosen.indicator

    def _indicator_told(self) -> str:
        """The one indicator that titles and the names of file and sheet speak of; empty where they name none, or
        several. It is offered, not taken: the counts may be of one step of it."""
        told = map(headers.without_papers, [*self.layout.titles, self.upload.name, self.layout.sheet])
        named = frozenset().union(*(headers.indicators_within(text, self.vocabulary) for text in told))
        return next(iter(named)) if len(named) == 1 else ""

    def _set_day(self, frame: pd.DataFrame, blank: pd.Series) -> None:
        """The day of rows without one: of the line above them, of the title, or as a person says. A column of days that
        nobody has taken is asked about first."""
        preset, is_sure = self._day_told()
        lines = frame.row_number.map(lambda row: self.layout.said(row, "day"))
        if (lines != "").any():  # a line says more than one answer for all
            first = days.day(self.chosen.day, "dmy") or (preset if is_sure else "")
            frame.loc[blank, "reported_on"] = lines.where(lines != "", first)[blank]
            above = int((blank & (lines == "")).sum())
            if above and not first:
                self._ask(Question(Choice("day"), {}, "", preset))
            self._note("note-day-taken", first, above if not self.chosen.day else 0)
            return
        for header in [] if self.chosen.day else self._headers_of(_is_day):
            self._ask(Question(Choice("columns", header), {"reported_on": "", "": ""}, header))
        is_asked_first = self._asks_of_columns()
        self.day = days.day(self.chosen.day, "dmy") or (preset if is_sure and not is_asked_first else "")
        if not self.day and not is_asked_first:
            self._ask(Question(Choice("day"), {}, "", preset))
        if self.day and not self.chosen.day:
            self._note("note-day-taken", self.day, int(blank.sum()))
        frame.loc[blank, "reported_on"] = self.day

    def _day_told(self) -> tuple[str, bool]:
        """The first day that title, headers or file name speak of; and whether it is that of the whole file: the only
        one, not of a header alone, not still to come, and not the end of several days in which the counts were new."""
        if self.form_day:
            return self.form_day, True
        told = [*self.layout.titles, self.upload.name, self.layout.sheet]
        beside = [title for title in told if titles.is_signed(title)]
        beside += filter(titles.is_beside_the_counts, self.layout.titles)
        of_counts = [title for title in told if title not in beside]
        whole = _days_within(of_counts)
        if not whole and beside:  # offered, for want of another
            return next(iter(_days_within(beside)), ""), False
        every = {**whole, **_days_within(map(str, self.layout.headers))}
        preset = next(iter([*every, *_last_days_within(of_counts)]), "")
        counts = [column.target for column in self.columns if column.is_count]
        are_standings = all("cumulative" in target.name for target in counts) or self.chosen.counts == "cumulative"
        is_of_one = are_standings or not self._says_more_than_one_day(told)
        is_of_one &= not self._is_sheet_of_another_day(preset) and not self._is_header_of_another_day(preset)
        return preset, len(every) == len(whole) == 1 and is_of_one and preset <= clock.today().isoformat()

    def _says_more_than_one_day(self, told: Sequence[str]) -> bool:
        """Whether a title, or the name of the file or the sheet, speaks of several days, or has other numbers."""
        dated = filter(titles.day_within, self.layout.titles)
        return any(map(titles.is_of_several, told)) or any(map(titles.has_other_numbers, dated))

    def _is_sheet_of_another_day(self, preset: str) -> bool:
        """Whether the sheet is called by a day without its year that is not the one that a title says."""
        name = self.layout.sheet
        written = days.read_written(name) or days.read_written(titles.day_written(name))
        if written is None or not preset:
            return False
        day_and_month = {int(preset[5:7]), int(preset[8:])}
        return {written.first, written.second} != day_and_month

    def _is_header_of_another_day(self, preset: str) -> bool:
        """Whether the header of a count names another day than a title, with its year or without."""
        named = [headers.day_in(column.header) for column in self.columns if column.is_count]
        full = days.with_years(filter(days.is_without_year, named), int(preset[:4])) if preset else {}
        return any(days.day(full.get(written, written), "dmy") != preset for written in filter(None, named))

    def _asks_of_columns(self) -> bool:
        return self._asks_of("columns")

    def _asks_of(self, *names: str) -> bool:
        return any(question.choice.name in names for question in self.asked)

    def _headers_of(self, holds: Callable[[Any], bool]) -> list[str]:
        """The headers of columns that nobody has taken, or left out, and for most of whose filled cells something
        holds."""
        rows = [row for _, row in self.layout.data]
        open_to = [column for column in self.columns if not column.target and column.level < Level.REMEMBERED]
        return [str(column.header) for column in open_to if column.header and _are_most(rows, column.position, holds)]

    def _is_indicator(self, cell: Any) -> bool:
        text = text_of(cell)
        return bool(self.names["indicators"].find(text)[0] or headers.indicator_of(Header.of(text), self.vocabulary))

    def _normalised(self, name: str, kind: str, frame: pd.DataFrame) -> list[str]:
        is_empty = _is_empty if kind == "string" else cells.is_nothing  # what is called NA may be a place
        column = [None if is_empty(cell) else cell for cell in frame[name]]
        match kind:
            case "date" if name == "reported_on" and self.form_day:
                return self._days_of_form(column)
            case "date":
                is_utc = name == "reported_on" and any(
                    one.target.name == name and str(one.header).lower() == "_submission_time" for one in self.columns
                )
                return self._days([days.from_utc(cell) for cell in column] if is_utc else column)
            case "integer":
                return [cells.whole(cell) for cell in column]
            case "number":
                return self._numbers(name, column)
            case "boolean":
                return [cells.flag(cell) for cell in column]
        return [headers.value(name, cells.plain(cell)) for cell in column]

    def _days(self, column: Sequence[Any]) -> list[str]:
        if self.layout.first_day:
            column = [days.counted_from(cell, self.layout.first_day) for cell in column]
        column = self._with_year(column)
        against = days.said_otherwise(column, list(_days_within([*self.layout.titles, self.upload.name])))
        if days.may_be_swapped(column) or against:
            sample = next(cell for cell in column if days.swapped(cell) != cell)
            if not self.chosen.swapped:
                ways = {"no": days.day(sample, "dmy"), "yes": days.day(days.swapped(sample), "dmy")}
                left = next((cell for cell in column if isinstance(cell, str)), against)
                self._ask(Question(Choice("swapped"), ways, left))
            column = [days.swapped(cell) if self.chosen.swapped == "yes" else cell for cell in column]
        return self._read_as(days.day, days.day_order(column), "dates", ("dmy", "mdy"), "", column)

    def _days_of_form(self, column: Sequence[Any]) -> list[str]:
        """The days of a form filled in: those of its headers, or, where the rows say another, as a person says."""
        form = self.form_day
        if any(all(days.day(cell, order) in (form, "") for cell in column) for order in ("dmy", "mdy")):
            return [form if text_of(cell) else "" for cell in column]
        said = self._days(column)
        if self.chosen.form_day == "form":
            return [form if text else "" for text in said]
        others = sorted({text for text in said if text not in (form, "")})
        if not self.chosen.form_day and not self._asks_of("dates", "swapped", "year"):
            told = ", ".join([*others[:_MOST_DAYS_TOLD], *(["…"] if len(others) > _MOST_DAYS_TOLD else [])])
            self._ask(Question(Choice("form_day"), {"form": form, "rows": ""}, told))
        return said

    def _with_year(self, column: Sequence[Any]) -> Sequence[Any]:
        """Days such as 13/8 with the year that a person says."""
        short = [text for cell in column if isinstance(cell, str) and days.is_without_year(text := text_of(cell))]
        if not short:
            return column
        if not self.chosen.year:
            this = clock.today().year
            told = [year for text in (*self.layout.titles, self.upload.name) for year in titles.years_within(text)]
            years = sorted({*told, str(this), str(this - 1)}, reverse=True)
            self._ask(Question(Choice("year"), {year: year for year in years}, short[0]))
            return column
        full = days.with_years(dict.fromkeys(short), int(self.chosen.year))
        return [full.get(text_of(cell), cell) for cell in column]

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
                self._ask(Question(Choice(choice), {order: read(sample, order) for order in ways}, f"{about}{sample}"))
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
        names = self.names["villages"]
        homes = [self.names["communes"].find(text_of(home))[0] for home in frame.commune_code]
        codes = [names.find(text_of(name), home)[0] for name, home in zip(frame.village_name, homes, strict=True)]
        frame["village_code"] = codes
        frame["commune_code"] = [home or names.home(code) for home, code in zip(homes, codes, strict=True)]

    def _look_up(self, frame: pd.DataFrame) -> None:
        """Codes for the names of communes, villages, groups and indicators; what comes near is asked about."""
        for name in ("commune_code", "village_code", "team_code", "indicator_code"):
            is_own = schema(self.table).primary_key == (name,)
            if name not in frame or is_own:
                continue
            names = self.names["indicators" if name == "indicator_code" else _PLACES[name]]
            homes = [""] * len(frame)
            if "commune_code" in frame and name != "commune_code":
                homes = [home or self.chosen.commune for home in frame.commune_code]
            pairs = list(zip(frame[name], homes, strict=True))
            self._ask_commune(pairs, names)
            codes = {pair: self._code(name, *pair, names) for pair in dict.fromkeys(pairs) if pair[0]}
            frame[name] = [codes.get(pair, "") for pair in pairs]
        if self.table == "progress":
            self._must_name_villages(frame)
        if self.table in ("progress", "targets"):  # a village says which commune; the contract wants one of the two
            frame.loc[(frame.village_code != "") & ~self._are_elsewhere(frame), "commune_code"] = ""

    def _are_elsewhere(self, frame: pd.DataFrame) -> pd.Series:
        """The rows whose village is unknown as their commune is, which is what to say of them."""
        villages, communes = self.names["villages"], self.names["communes"]
        has_commune = (frame.commune_code != "") & ~frame.commune_code.map(communes.is_known)
        return (frame.village_code != "") & ~frame.village_code.map(villages.is_known) & has_commune

    def _name_the_commune(self, frame: pd.DataFrame) -> None:
        """Leave what is wrong with rows of an unknown commune to the commune."""
        if self.table in ("progress", "targets"):
            frame.loc[self._are_elsewhere(frame), "village_code"] = ""

    def _must_name_villages(self, frame: pd.DataFrame) -> None:
        """Raises BadInput for rows of a commune without a village, or with its own name for one, where others of its
        day and indicator have one: a cell forgotten, or a total, and no count of the commune's own."""
        villages, communes = self.names["villages"], self.names["communes"]
        is_commune = frame.village_code.map(lambda text: not villages.is_known(text) and bool(communes.find(text)[0]))
        frame = frame.assign(
            commune_code=[
                communes.find(text)[0] if is_one else home
                for text, home, is_one in zip(frame.village_code, frame.commune_code, is_commune, strict=True)
            ],
            village_code=frame.village_code.where(~is_commune, ""),
        )
        key = ["commune_code", "reported_on", "indicator_code"]
        homes = [home or villages.home(code) for home, code in zip(frame.commune_code, frame.village_code, strict=True)]
        of_communes = frame.assign(commune_code=homes, is_village=frame.village_code != "")
        mixed = of_communes.groupby(key, dropna=False).is_village.transform(lambda one: one.any() and not one.all())
        bare = frame[mixed.astype(bool) & (frame.village_code == "")]
        if len(bare):
            column = next(
                (str(one.header) for one in self.columns if one.target.name == "village_code"), "village_code"
            )
            raise BadInput(
                Mistake(self.upload.name, "no-village", row, column) for row in dict.fromkeys(bare.row_number)
            )

    def _ask_commune(self, pairs: Sequence[tuple[str, str]], names: Names) -> None:
        """One question where names stand in several communes, not one for each; the commune of the title first."""
        unsure = {text for text, home in pairs if text and not home and not names.find(text)[0]}
        shared = [homes for text in unsure if len(homes := names.communes_of(text)) > 1]
        name = self.upload.name.rpartition(".")[0].replace("_", " ")
        told_elsewhere = headers.commune_told([*self.layout.titles, name])
        is_elsewhere = bool(told_elsewhere) and not self.names["communes"].find(told_elsewhere)[0]
        is_silent = not self.chosen.commune and not any(home for _, home in pairs) and names is self.names["villages"]
        if is_elsewhere and is_silent and any(text for text, _ in pairs):
            named = {code: name for code, name, _ in self.vocabulary.communes[:_MOST_SUGGESTED]}
            self._ask(Question(Choice("commune"), named, told_elsewhere))
        elif len(shared) > _MANY:
            found = set().union(*shared)
            communes = self.names["communes"]
            told = " ".join(["", *map(key, self.layout.titles), ""])
            named = {code: f" {key(without_prefix(communes.label(code)))} " for code in found}
            ordered = sorted(found, key=lambda code: (named[code] not in told, code))
            self._ask(Question(Choice("commune"), {code: communes.label(code) for code in ordered}))

    def _code(self, name: str, text: str, home: str, names: Names) -> str:
        if accepted := self.chosen.accepted.get(text):
            if accepted != NONE:
                self.accepted[text] = None
            return text if accepted == NONE else accepted
        code, is_mended = names.find(text, home)
        if is_mended:
            self._note("note-zeros", name, 1)
        if not code and name == "indicator_code":
            code, is_asked = self._indicator_within(text, names)
            if is_asked:
                return text
        if not code and name == "commune_code" and text.isdigit():
            return text.zfill(5)
        if code:
            return code
        asked = {question.choice for question in self.asked}
        is_of_many = not home and Choice("commune") in asked and bool(names.communes_of(text))
        self.looked_up += not is_of_many
        near = names.suggest(text, home) if not is_of_many and self.looked_up <= _MOST_SUGGESTED else []
        if near:
            options = {
                near_code: ", ".join(filter(None, (names.label(near_code), self._commune(names.home(near_code)))))
                for near_code in near
            }
            self._ask(Question(Choice("accepted", text), {**options, NONE: ""}, text))
        return text

    def _indicator_within(self, text: str, names: Names) -> tuple[str, bool]:
        """The indicator that a cell speaks of; and whether it is asked about, since the cell says more."""
        meant = headers.indicator_of(Header.of(text), self.vocabulary)
        is_of_several = len(headers.indicators_within(text, self.vocabulary)) > 1
        if not meant or is_of_several or headers.is_of_something_else(text):
            return "", False
        if headers.is_of_others(Header.of(text), meant, self.vocabulary):
            return "", False
        is_of_less = headers.is_of_a_part(text, meant, self.vocabulary) or self._says_another_count(text)
        if not is_of_less and not headers.says_more(Header.of(text), self.vocabulary):
            return meant, False
        self._ask(Question(Choice("accepted", text), {meant: names.label(meant), NONE: ""}, text))
        return "", True

    def _says_another_count(self, text: str) -> bool:
        """Whether the name of an indicator in a cell also says a day, or a kind of count that its column is not."""
        kinds = {column.target.name for column in self.columns if column.is_count}
        is_new, is_running = (headers.says_one_of(text, lexicon()["roles"][kind]) for kind in ("new", "cumulative"))
        is_another = (is_running and kinds <= {"new", "new_count"}) or (is_new and kinds <= {"cumulative_count"})
        return is_another or titles.mentions_a_day(text)

    def _commune(self, code: str) -> str:
        """The name of a commune where there are several."""
        return self.names["communes"].label(code) if code and len(self.vocabulary.communes) > 1 else ""

    def _ask(self, question: Question) -> None:
        """Ask once, though several columns leave it open."""
        if question.choice not in {question.choice for question in self.asked}:
            self.asked.append(question)

    def _note(self, key: str, what: str, count: int) -> None:
        if count:
            self.notes[key, what] = self.notes.get((key, what), 0) + count


def _without_running(frame: pd.DataFrame) -> tuple[pd.DataFrame, tuple[Running, ...]]:
    """The frame without what it says beside new counts that they have come to; and the places' own counts with that."""
    if RUNNING not in frame:
        return frame, ()
    own = frame[(frame.team_code == "") & (frame.is_correction != "true") & frame.new_count.str.isdecimal()]
    places = own.village_code.where(own.village_code != "", own.commune_code)
    said = own[RUNNING].map(lambda cell: None if cells.is_nothing(cell) else cells.count_of(cell))
    told = zip(own.row_number, places, own.indicator_code, own.reported_on, own.new_count, said, strict=True)
    running = (
        Running(int(row), place, indicator, day, int(new), None if pd.isna(total) else int(total))
        for row, place, indicator, day, new, total in told
    )
    return frame.drop(columns=RUNNING), tuple(running)


def _days_within(texts: Iterable[str]) -> dict[str, None]:
    return dict.fromkeys(filter(None, map(titles.day_within, texts)))


def _last_days_within(texts: Iterable[str]) -> list[str]:
    """The days that texts name without their year, in this year and the last, but for those still to come."""
    today = clock.today()
    written = dict.fromkeys(filter(days.is_without_year, map(titles.day_written, texts)))
    said = [
        days.day(days.with_years([text], year)[text], "dmy")
        for text in written
        for year in (today.year, today.year - 1)
    ]
    return [one for one in said if days.ISO.fullmatch(one) and one <= today.isoformat()]


def _are_most(rows: Sequence[Sequence[Any]], position: int, holds: Callable[[Any], bool]) -> bool:
    """Whether something holds for most filled cells of a column."""
    filled = [cell for row in rows if not cells.is_nothing(cell := cell_at(row, position))]
    return bool(filled) and 2 * sum(map(holds, filled)) > len(filled)


def _is_day(cell: Any) -> bool:
    return isinstance(cell, datetime | date) or days.is_day(text_of(cell))


def _is_empty(cell: Any) -> bool:
    return cell is None or cell == "" or (isinstance(cell, float) and cell != cell)
