"""What each column of a sheet is taken for beside the others: which are totals, and which say the same thing twice."""

import hashlib
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum
from itertools import chain

from enrolment.contract import TABLES, schema
from enrolment.imports.meaning.headers import (
    day_in,
    guess,
    indicators_within,
    is_done,
    is_of_a_day,
    is_of_a_part,
    is_rate,
    says_a_deed,
    says_one_of,
    says_whole,
)
from enrolment.imports.meaning.lexicon import header_key, lexicon
from enrolment.imports.meaning.names import Vocabulary
from enrolment.imports.meaning.target import COUNT, DAY, IGNORED, Header, Meaning, Target
from enrolment.imports.meaning.titles import is_range

TOGETHER = "+"  # of columns that say the same: add them up, as those of two ages
_PARTS_OF = ("trong đó", "of which")  # of what stands beside it: never to be added to that
_NEW, _CUMULATIVE = Target("new_count"), Target("cumulative_count")
_COUNTS = ("new_count", "cumulative_count", "target", "baseline")
_OF_A_DAY = {_NEW: Target("new", ""), _CUMULATIVE: Target("cumulative", ""), COUNT: DAY}
OVERALL = (_NEW, _CUMULATIVE, COUNT)  # of nothing in particular


class Level(IntEnum):
    """How sure it is what a column says: by a guess, by its header in so many words, by what a person said of such
    headers earlier, or says now."""

    GUESSED, SAID, REMEMBERED, CHOSEN = range(4)


@dataclass(frozen=True)
class Column:
    """A column of a sheet and what it is taken for.

    `is_sure`: nobody needs to look. `day`: of a count, the day that its header names. `rivals`: what it and other
    columns say alike, so that a person has to tell which counts. `is_part`: a count of some of the people only, or
    of several days.
    """

    position: int
    header: Header
    target: Target
    is_sure: bool
    day: str = ""
    rivals: Meaning | None = None
    level: Level = Level.SAID
    is_part: bool = False

    @property
    def meaning(self) -> Meaning:
        return Meaning(self.target, self.day)

    @property
    def is_count(self) -> bool:
        """Whether it says how many: reported, to be reached, or there before."""
        return self.target.is_wide or self.target == COUNT or self.target.name in _COUNTS

    @property
    def letter(self) -> str:
        """The column as a spreadsheet calls it."""
        return letter_of(self.position)

    def left_out(self, is_sure: bool = False) -> "Column":
        return replace(self, target=IGNORED, day="", is_sure=is_sure)


def letter_of(position: int) -> str:
    """What a spreadsheet calls the column at a position, from 0. openpyxl's own, of which nothing else is needed here,
    takes 70 ms to load."""
    letters, left = "", position + 1
    while left:
        left, last = divmod(left - 1, 26)
        letters = f"{chr(ord('A') + last)}{letters}"
    return letters


def columns(
    table: str,
    headers: Sequence[Header],
    vocabulary: Vocabulary,
    chosen: Mapping[str, str],
    same: Mapping[str, str] | None = None,
) -> list[Column]:
    """What each header is in this table.

    `chosen`: header -> target, as a person set it, now or earlier. `same`: what several columns say -> the letter of
    the one that counts, or TOGETHER.
    """
    remembered = vocabulary.remembered.get(table, {})
    taught = {Level.CHOSEN: {header_key(text): target for text, target in chosen.items()}, Level.REMEMBERED: remembered}
    found = [_column(table, position, header, vocabulary, taught) for position, header in enumerate(headers)]
    if table == "progress":
        found = _without_totals(_of_their_days(found))
    return _one_of_each(found, remembered, same or {})


def _column(
    table: str, position: int, header: Header, vocabulary: Vocabulary, taught: Mapping[Level, Mapping[str, str]]
) -> Column:
    """A column by itself. `taught`: the key of a header -> its target, the surest first."""
    keys = (header_key(str(header)), unnamed(str(header)))
    level, key = next(((level, key) for level, said in taught.items() for key in keys if key in said), (None, ""))
    if level is None:
        target, is_said = guess(table, header, vocabulary)
        level = Level.SAID if is_said else Level.GUESSED
    else:
        target = Target.parse(taught[level][key])
    if table == "progress" and day_in(header):
        target = _OF_A_DAY.get(target, target)
    is_of_day = table == "progress" and target.is_wide
    day = (day_in(header) or (str(header) if target == DAY else "")) if is_of_day else ""
    column = Column(position, header, target, level > Level.GUESSED, day, level=level)
    return replace(column, is_part=column.is_count and is_of_a_part(str(header), target.indicator or "", vocabulary))


def options(found: Sequence[Column], rivals: Meaning) -> dict[str, str]:
    """The answers to which of some columns counts: letter -> header, and TOGETHER where they can be added up."""
    those = [column for column in found if column.rivals == rivals]
    named = {column.letter: str(column.header) for column in those}
    has_part = any(header_key(part) in header_key(header) for header in named.values() for part in _PARTS_OF)
    has_whole = len(set(map(says_whole, named.values()))) > 1 or len({column.is_part for column in those}) > 1
    has_rate = any("%" in header or is_rate(header) for header in named.values())
    own = {column.header.lines[-1] for column in those if column.header.lines}
    has_deeds = len(own) > 1 and any(says_a_deed(line) for line in own)  # who is activated was registered before
    is_sum = _adds_up(rivals.target) and not (has_part or has_whole or has_rate or has_deeds)
    return {**named, TOGETHER: ""} if is_sum else named


def answers(found: Sequence[Column], same: Mapping[str, str]) -> dict[str, str]:
    """What was answered of columns that say the same, to be remembered: which of them in their order, or TOGETHER."""
    said = {}
    for name, answer in same.items():
        rivals = [column for column in found if column.rivals == Meaning.parse(name)]
        order = {column.letter: str(number) for number, column in enumerate(rivals)}
        if rivals:
            said[_rivals_key(rivals)] = order.get(answer, answer)
    return said


def taught(chosen: Mapping[str, str]) -> dict[str, str]:
    """What a person said that headers are, as it may be kept: a header that is not taken by its digest alone, since
    nobody knows what stands in it."""
    return {header if target else unnamed(header): target for header, target in chosen.items()}


def unnamed(header: str) -> str:
    """What a header that is not taken is remembered by."""
    return f"#{hashlib.sha256(header_key(header).encode()).hexdigest()[:16]}"


def targets(table: str, vocabulary: Vocabulary) -> list[Target]:
    """Everything that a column of this table can be taken for."""
    names = [Target(name) for name in schema(table).column_names]
    codes = [code for code, _ in vocabulary.indicators]
    if table == "progress":
        counts = [Target(kind, code) for code in codes for kind in ("new", "cumulative")]
        return [IGNORED, *names, COUNT, DAY, *counts]
    if table == "targets":
        return [IGNORED, *names, *(Target("target", code) for code in codes)]
    return [IGNORED, *names]


def table_of_headers(headers: Sequence[Header], vocabulary: Vocabulary, titles: Sequence[str] = ()) -> str:
    """The table that fits the headers best; empty when none does. `titles` may say that they stand over results."""
    scores = {table: _fit(table, headers, vocabulary) for table in TABLES}
    best = max(scores, key=lambda table: (scores[table], table == "progress"))
    speaks_of_one = any(indicators_within(str(header), vocabulary) for header in headers)
    if any(map(_is_of_results, headers)) and (best == "targets" or not scores[best]):
        return "progress" if speaks_of_one else ""  # what was to be done may stand beside what was
    if best == "targets" and not speaks_of_one and any(map(_is_of_results, map(Header.of, titles))):
        return "progress"
    return best if scores[best] > 0 else ""


def _is_of_results(header: Header) -> bool:
    """Whether the last line of a header says what was done, and of nothing that was to be."""
    said = header.lines[-1] if header.lines else ""
    return says_one_of(said, [*lexicon()["done"], "đạt", "TH"]) and not says_one_of(said, lexicon()["roles"]["target"])


def _of_their_days(found: Sequence[Column]) -> list[Column]:
    """Counts by the days of their headers, where these are columns of several days; else a day is that of the rows.

    Beside such columns, a count without a day is a total.
    """
    counts = [column for column in found if column.target.indicator is not None]
    has_days = any(column.target.name == "reported_on" for column in found)
    if has_days or not _are_by_day(counts):
        return [_undated(column, has_days) if column in counts else column for column in found]
    dated = {column.target.indicator for column in counts if column.day}
    totals = [
        column
        for column in counts
        if not column.day and column.target.indicator in dated and column.level < Level.CHOSEN
    ]
    return [column.left_out() if column in totals else column for column in found]


def _are_by_day(counts: Sequence[Column]) -> bool:
    days = {column.day for column in counts if column.day}
    return len(days) > 1 or (bool(days) and all(is_of_a_day(column.header) for column in counts))


def _undated(column: Column, has_days: bool) -> Column:
    """A count of the rows' days. One whose header has a day beside theirs, or several, may be of another."""
    plain = {Target("new", ""): _NEW, Target("cumulative", ""): _CUMULATIVE}
    is_of_days = column.target.name == "new" and (is_range(str(column.header)) or (has_days and bool(column.day)))
    target = plain.get(column.target, column.target)
    return replace(column, day="", target=target, is_part=column.is_part or is_of_days)


def _without_totals(found: Sequence[Column]) -> list[Column]:
    """Without the counts of nothing in particular that others beside them make totals, or say once more."""
    overall = [column for column in found if column.target in OVERALL and column.level < Level.CHOSEN]
    if any(column.target.is_wide for column in found):
        return _beside_wide(found, overall)
    return _beside_said(found, overall)


def _beside_wide(found: Sequence[Column], overall: Sequence[Column]) -> list[Column]:
    """Beside a column for each day or indicator, a count of nothing in particular is their total; so is, beside new
    counts of an indicator, one that does not say whether it is new or cumulative."""
    new = {(column.target.indicator, column.day) for column in found if column.target.name == "new"}
    again = [
        column for column in found if column.target.name == "count" and (column.target.indicator, column.day) in new
    ]
    return [
        column.left_out() if column in overall else column.left_out(column.is_sure) if column in again else column
        for column in found
    ]


def _beside_said(found: Sequence[Column], overall: Sequence[Column]) -> list[Column]:
    """Beside a count that a person chose, the others say it again; beside one that says its kind, one that does not,
    unless that is what was done, beside what was reached."""
    said = {column.target for column in found}
    if any(column.target == COUNT and column.level == Level.CHOSEN for column in found):
        return [column.left_out() if column in overall and column.target != COUNT else column for column in found]
    unsaid = [column for column in overall if column.target == COUNT] if said & {_NEW, _CUMULATIVE} else []
    done = [column for column in unsaid if is_done(column.header)] if _NEW not in said else []
    return [
        replace(column, target=_NEW) if column in done else column.left_out() if column in unsaid else column
        for column in found
    ]


def _one_of_each(found: Sequence[Column], told: Mapping[str, str], same: Mapping[str, str]) -> list[Column]:
    """Of columns that say the same, the surest; where several are as sure, the one that a person names, else the first.

    `told`: what was answered before, by the headers of the columns.
    """
    groups: defaultdict[Meaning, list[Column]] = defaultdict(list)
    for column in found:
        if column.target:
            groups[column.meaning].append(column)
    decided = chain.from_iterable(_decided(meaning, group, told, same) for meaning, group in groups.items())
    by_position = {column.position: column for column in decided}
    return [by_position.get(column.position, column) for column in found]


def _decided(
    meaning: Meaning, group: Sequence[Column], told: Mapping[str, str], same: Mapping[str, str]
) -> list[Column]:
    """Columns that say the same, those that do not count left out. Those that a person has set to one thing are added
    up. A name beside its code needs nobody."""
    is_code = meaning.target.name.endswith("_code")
    surest = _surest(group, is_code)
    if len(group) == 1 and group[0].is_part and group[0].level < Level.REMEMBERED:
        return [replace(group[0], is_sure=False)]
    is_chosen = all(column.level == Level.CHOSEN for column in surest)
    if len(surest) == 1 or is_code or is_chosen:
        kept = surest if is_chosen and _adds_up(meaning.target) else surest[:1]
        return [column if column in kept else column.left_out(column.is_sure and is_code) for column in group]
    answer = same.get(str(meaning)) or _answered(told, surest)
    return [*_answered_for(meaning, surest, answer), *(column.left_out() for column in group if column not in surest)]


def _surest(group: Sequence[Column], is_code: bool) -> list[Column]:
    """Of columns that say the same those that are surest; beside a count that a person chose, also those whose headers
    say it, which must not be left out unsaid."""
    top = max(column.level for column in group)
    are_days = group[0].target.name == "reported_on" and top < Level.REMEMBERED  # of the report, or of its counts
    least = Level.GUESSED if are_days else Level.SAID if top == Level.CHOSEN and not is_code else top
    return [column for column in group if column.level >= least]


def _answered_for(meaning: Meaning, rivals: Sequence[Column], answer: str) -> list[Column]:
    """Columns that are as sure to say the same: those that the answer keeps, else the first, and nobody is sure."""
    is_sum = answer == TOGETHER and _adds_up(meaning.target)
    kept = [column for column in rivals if is_sum or column.letter == answer]
    named = [replace(column, rivals=meaning, is_sure=bool(kept)) for column in rivals]
    counting = {column.position for column in kept or rivals[:1]}
    return [column if column.position in counting else column.left_out(bool(kept)) for column in named]


def _answered(told: Mapping[str, str], rivals: Sequence[Column]) -> str:
    """What was answered before of columns with these headers, as it is answered of these."""
    before = told.get(_rivals_key(rivals), "")
    return rivals[int(before)].letter if before.isdecimal() and int(before) < len(rivals) else before


def _rivals_key(rivals: Sequence[Column]) -> str:
    """What an answer is remembered by: the headers, spelt as no header is."""
    return " ".join(f"% {header_key(str(column.header))}" for column in rivals)


def _adds_up(target: Target) -> bool:
    wholes = {field.name for table in TABLES for field in schema(table).fields if field.type == "integer"}
    return target.is_wide or target == COUNT or target.name in wholes


def _fit(table: str, headers: Sequence[Header], vocabulary: Vocabulary) -> float:
    """How well headers fit a table: each that it knows, less where one that it cannot do without is missing."""
    found = [column for column in columns(table, headers, vocabulary, {}) if column.target]
    names = {column.target.name for column in found if column.target.indicator is None}
    score = sum(1.0 if column.is_sure else 0.5 for column in found)
    is_wide = any(column.target.is_wide or column.target == COUNT for column in found)
    missing = [field.name for field in schema(table).fields if field.is_required and field.name not in names]
    if table in ("progress", "targets"):
        return _fit_of_counts(score, names, len(missing), is_wide)
    said = {column.target for column in found}
    if table in ("visits", "contributions", "team_members", "assignments") and set(schema(table).primary_key) - names:
        return 0.0  # a count by day and village is no visit of nobody
    return score - len(missing) if len(missing) < len(said) else 0.0


def _fit_of_counts(score: float, names: Collection[str], missing_count: int, is_wide: bool) -> float:
    """How well headers fit a table of counts: it needs a place, and a count or at least a day."""
    has_place = "village_code" in names or "commune_code" in names
    has_counts = is_wide or not {"new_count", "cumulative_count", "target", "baseline"}.isdisjoint(names)
    if not has_place or not (has_counts or "reported_on" in names):
        return 0.0
    return score - (0.0 if is_wide else 0.4 * missing_count) - (0.0 if has_counts else 1.5)
