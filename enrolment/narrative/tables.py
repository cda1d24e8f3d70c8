"""Answers as tables of texts, and the line below each: what people read, whoever lays it out."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from enrolment.narrative.words import Words
from enrolment.query.answer import Answer
from enrolment.query.metrics import MEASURES
from enrolment.settings import settings

MOST_NAMES = 12  # of places told in one sentence or cell
_NUMBERS = ("count", "remaining", "quantity", "pace", "points", "share", "km", "minutes")


@dataclass(frozen=True)
class Table:
    """Columns of an answer in words: the first rows of it, as many as a page holds."""

    words: Words
    answer: Answer
    columns: Sequence[str]

    @property
    def rows(self) -> pd.DataFrame:
        """The rows that are shown, with `reached` in words where it is asked for."""
        frame = self.answer.frame.head(settings().table_rows)
        if "reached" not in self.columns or not {"done_count", "target_count"} <= set(frame.columns):
            return frame
        pairs = zip(frame.done_count, frame.target_count, strict=True)
        return frame.assign(reached=[self.words.reached(done, target) for done, target in pairs])

    def texts(self) -> pd.DataFrame:
        """What stands in each cell; the columns have the names of the answer's."""
        rows = list(self.rows.itertuples())
        return pd.DataFrame({column: [self.words.cell(row, column) for row in rows] for column in self.columns})

    def labels(self) -> dict[str, str]:
        """What each column is called."""
        return {column: self.words.label(column) for column in self.columns}

    def number_columns(self) -> list[str]:
        """The columns that hold numbers."""
        return [column for column in self.columns if MEASURES[column].kind in _NUMBERS or column == "reached"]

    def sort_keys(self) -> list[list[float | None]]:
        """For each row what its cells are sorted by: numbers by their value, None where that is the text. `reached` is
        sorted by its share where there is one."""
        frame, numbers = self.rows, self.number_columns()
        if "reached" in self.columns:
            share = frame.done_count / frame.target_count.where(frame.target_count > 0)
            frame = frame.assign(reached=share if share.notna().any() else frame.done_count)
        kept = [frame[column].tolist() if column in numbers else [None] * len(frame) for column in self.columns]
        return [
            [None if value is None or pd.isna(value) else float(value) for value in row]
            for row in zip(*kept, strict=True)
        ]

    def said(self, most: int) -> list[str]:
        """The first rows as a reader would say them, each a phrase; what is not known is left out."""
        labels = self.labels()
        rows = self.texts().head(most).to_dict("records")
        told = [[f"{labels[name]} {cell}" for name, cell in row.items() if cell != "–"] for row in rows]
        return [", ".join(phrases) + ";" for phrases in told]

    def cut(self) -> str:
        """What of the answer is not shown; empty where all of it is."""
        answer, words = self.answer, self.words
        if answer.is_cut:
            return words.t("rows-cut", cap=words.count(settings().query_row_cap))
        has_total = "total_count" in answer.frame and len(answer)
        total = int(answer.frame.total_count.iloc[0]) if has_total else len(answer)
        shown = min(len(answer), settings().table_rows)
        is_block = not self.columns  # a drawing that holds all rows
        return (
            words.t("table-cut", shown=words.count(shown), all=words.count(total))
            if total > shown and not is_block
            else ""
        )

    def as_of(self) -> str:
        """The day that the answer is of; empty where it is of none."""
        day = self.answer.parameters.get("as_of")
        return self.words.t("as-of", day=self.words.write("reported_on", day)) if day else ""


def rate(words: Words, group: Any) -> str:
    """What a group registers in a day, and how far its villages are by road where that is known. `group`: a row of
    `teams/groups`."""
    pace = words.write("registrations_per_group_day", group.registrations_per_group_day)
    return pace if pd.isna(group.road_km) else f"{pace} · {words.write('road_km', group.road_km)} km"


def with_indicator_names(words: Words, answer: Answer) -> Answer:
    """With `indicator_name` as sentences have it, in the language of the words."""
    return answer.showing(answer.frame.assign(indicator_name=[words.short(row) for row in answer.frame.itertuples()]))


def with_commune_reached(words: Words, answer: Answer) -> Answer:
    """With the commune's done/target (share) as text, beside the village's own."""
    frame = answer.frame
    pairs = zip(frame.commune_done_count, frame.commune_target_count, strict=True)
    return answer.showing(frame.assign(commune_reached=[words.reached(done, target) for done, target in pairs]))


def with_village_names(words: Words, answer: Answer) -> Answer:
    """With the lists of villages as text, a long one cut with the number that is left out."""
    pairs = zip(answer.frame.village_names, answer.frame.village_count, strict=True)
    return answer.showing(
        answer.frame.assign(village_names=[first_names(words, names, total) for names, total in pairs])
    )


def band(words: Words, row: Any) -> str:
    """What a bar of `distance/bands` says: people still to reach and their share; without targets, what was counted."""
    if pd.isna(row.target_count):
        return words.count(row.done_count)
    return words.t("bar-remaining", count=words.count(row.short_count), share=words.share(row.short_share))


def first_names(words: Words, names: Sequence[str], total: int) -> str:
    """The first of so many names as text, and how many more there are."""
    more = f" … (+{words.count(total - MOST_NAMES)})" if total > MOST_NAMES else ""
    return ", ".join(list(names)[:MOST_NAMES]) + more
