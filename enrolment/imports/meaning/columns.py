"""What each column of a sheet is taken for beside the others: which are totals, and which say the same thing twice."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from enrolment.contract import TABLES, schema
from enrolment.imports.meaning.headers import COUNTS, DAY, IGNORED, day_in, guess, header_key, is_done, is_of_a_day
from enrolment.imports.meaning.names import Known

TOGETHER = "+"  # of columns that say the same: add them up, as those of two ages
_OVERALL = ("new_count", "cumulative_count", "count")
_GUESSED, _SAID, _REMEMBERED, _CHOSEN = range(4)  # how sure it is what a column says


@dataclass(frozen=True)
class Column:
    """A column of a sheet and what it is taken for.

    `target`: a column of the contract, `day`, a count of an indicator such as `cumulative:id_card` (of an indicator
    that another column names: `cumulative:`), or empty for one that is left out. `is_sure`: the header says it in so
    many words, or a person did. `day`: of a count, the day that its header names. `rivals`: what it and other columns
    say alike, so that a person has to tell which counts.
    """

    position: int
    header: str
    target: str
    is_sure: bool
    day: str = ""
    rivals: str = ""

    @property
    def letter(self) -> str:
        """The column as a spreadsheet calls it."""
        from openpyxl.utils import get_column_letter

        return get_column_letter(self.position + 1)


def columns(
    table: str, headers: Sequence[str], known: Known, chosen: Mapping[str, str], same: Mapping[str, str] | None = None
) -> list[Column]:
    """What each header is in this table.

    `chosen`: header -> target, as a person set it, now or earlier. `same`: what several columns say -> the letter of
    the one that counts, or TOGETHER.
    """
    remembered = known.remembered.get(table, {})
    chosen = {header_key(header): target for header, target in chosen.items()}
    found: list[Column] = []
    levels: list[int] = []
    for position, header in enumerate(headers):
        target, is_said = guess(table, header, known)
        level = _SAID if is_said else _GUESSED
        for level_of_it, taught in ((_REMEMBERED, remembered), (_CHOSEN, chosen)):
            if header_key(header) in taught:
                target, level = taught[header_key(header)], level_of_it
        is_of_day = table == "progress" and (target == DAY or ":" in target)
        day = (day_in(header) or (header if target == DAY else "")) if is_of_day else ""
        found.append(Column(position, header, target, level > _GUESSED, day))
        levels.append(level)
    if table == "progress":
        found = _without_totals(_of_their_days(found, levels), levels)
    _one_of_each(found, levels, remembered, same or {})
    return found


def options(found: Sequence[Column], rivals: str) -> dict[str, str]:
    """The answers to which of some columns counts: letter -> header, and TOGETHER where they can be added up."""
    named = {one.letter: one.header for one in found if one.rivals == rivals}
    target = rivals.partition(" ")[0]
    return {**named, TOGETHER: ""} if _adds_up(target) else named


def answers(found: Sequence[Column], same: Mapping[str, str]) -> dict[str, str]:
    """What was answered of columns that say the same, to be remembered: which of them in their order, or TOGETHER."""
    said = {}
    for name, answer in same.items():
        rivals = [one for one in found if one.rivals == name]
        order = {one.letter: str(number) for number, one in enumerate(rivals)}
        if rivals:
            said[_rivals_key(rivals)] = order.get(answer, answer)
    return said


def targets(table: str, known: Known) -> list[str]:
    """Everything that a column of this table can be taken for."""
    names = schema(table).column_names
    codes = [code for code, _ in known.indicators]
    if table == "progress":
        return [IGNORED, *names, "count", DAY, *(f"{kind}:{code}" for code in codes for kind in COUNTS[:2])]
    if table == "targets":
        return [IGNORED, *names, *(f"target:{code}" for code in codes)]
    return [IGNORED, *names]


def table_of_headers(headers: Sequence[str], known: Known) -> str:
    """The table that fits the headers best; empty when none does."""
    scores = {table: _fit(table, headers, known) for table in TABLES}
    best = max(scores, key=lambda table: (scores[table], table == "progress"))
    return best if scores[best] > 0 else ""


def _of_their_days(found: list[Column], levels: Sequence[int]) -> list[Column]:
    """Counts by the days of their headers, where these are columns of several days; else a day is that of the rows.

    Beside such columns, a count without a day is a total.
    """
    wide = [one for one in found if ":" in one.target]
    days = {one.day for one in wide if one.day}
    is_by_day = len(days) > 1 or (days and all(is_of_a_day(one.header) for one in wide))
    if not is_by_day or any(one.target == "reported_on" for one in found):
        plain = {"new:": "new_count", "cumulative:": "cumulative_count"}
        undated = [replace(one, day="") if ":" in one.target else one for one in found]
        return [replace(one, target=plain.get(one.target, one.target)) for one in undated]
    dated = {one.target.partition(":")[2] for one in wide if one.day}
    is_total = [":" in one.target and not one.day and one.target.partition(":")[2] in dated for one in found]
    return [
        replace(one, target=IGNORED, is_sure=False) if total and level < _CHOSEN else one
        for one, total, level in zip(found, is_total, levels, strict=True)
    ]


def _without_totals(found: list[Column], levels: Sequence[int]) -> list[Column]:
    """Beside a column for each day or indicator, a count of nothing in particular is their total; so is, beside new
    counts of an indicator, one that does not say whether it is new or cumulative."""
    overall = [place for place, one in enumerate(found) if one.target in _OVERALL and levels[place] < _CHOSEN]
    if any(one.target == DAY or ":" in one.target for one in found):
        new = {(one.target.partition(":")[2], one.day) for one in found if one.target.startswith("new:")}
        unsaid = {f"count:{code} {day}" for code, day in new}
        return [
            replace(one, target=IGNORED, is_sure=False) if place in overall
            else replace(one, target=IGNORED) if f"{one.target} {one.day}" in unsaid
            else one
            for place, one in enumerate(found)
        ]  # fmt: skip
    said = {one.target for one in found}
    if any(one.target == "count" and level == _CHOSEN for one, level in zip(found, levels, strict=True)):
        others = {"new_count", "cumulative_count"}
    else:
        others = {"count"} if said & {"new_count", "cumulative_count"} else set()
    is_beside_new = "new_count" in said
    return [
        one if place not in overall or one.target not in others
        # What was done, beside what was reached.
        else replace(one, target="new_count") if is_done(one.header) and others == {"count"} and not is_beside_new
        else replace(one, target=IGNORED, is_sure=False)
        for place, one in enumerate(found)
    ]  # fmt: skip


def _one_of_each(found: list[Column], levels: Sequence[int], told: Mapping[str, str], same: Mapping[str, str]) -> None:
    """Of columns that say the same, the surest; where several are as sure, the one that a person names, else the first.

    `told`: what was answered before, by the headers of the columns. Those that a person has set to one thing are added
    up. A name beside its code needs nobody.
    """
    groups: defaultdict[str, list[int]] = defaultdict(list)
    for place, column in enumerate(found):
        if column.target:
            groups[f"{column.target} {column.day}".strip()].append(place)
    for name, places in groups.items():
        top = max(levels[place] for place in places)
        surest = [place for place in places if levels[place] == top]
        target = found[surest[0]].target
        is_code, is_chosen = target.endswith("_code"), top == _CHOSEN
        kept = surest if is_chosen and _adds_up(target) else surest[:1]
        if len(surest) > 1 and not is_code and not is_chosen:
            answer = same.get(name) or _answered(told, [found[place] for place in surest])
            letters = [found[place].letter for place in surest]
            if answer in letters:
                kept = [surest[letters.index(answer)]]
            elif answer == TOGETHER and _adds_up(target):
                kept = surest
            else:
                answer = ""
            for place in surest:
                found[place] = replace(found[place], rivals=name, is_sure=bool(answer))
        for place in set(places) - set(kept):
            is_sure = found[place].is_sure and (is_code or bool(found[place].rivals))
            found[place] = replace(found[place], target=IGNORED, is_sure=is_sure, day="")


def _answered(told: Mapping[str, str], rivals: Sequence[Column]) -> str:
    """What was answered before of columns with these headers, as it is answered of these."""
    before = told.get(_rivals_key(rivals), "")
    return rivals[int(before)].letter if before.isdecimal() and int(before) < len(rivals) else before


def _rivals_key(rivals: Sequence[Column]) -> str:
    """What an answer is remembered by: the headers, spelt as no header is."""
    return " ".join(f"% {header_key(one.header)}" for one in rivals)


def _adds_up(target: str) -> bool:
    wholes = {field.name for table in TABLES for field in schema(table).fields if field.type == "integer"}
    return ":" in target or target in (DAY, "count") or target in wholes


def _fit(table: str, headers: Sequence[str], known: Known) -> float:
    """How well headers fit a table: each that it knows, less where one that it cannot do without is missing."""
    found = columns(table, headers, known, {})
    names = {column.target for column in found if column.target}
    score = sum(1.0 if column.is_sure else 0.5 for column in found if column.target)
    wide = any(":" in name or name in (DAY, "count") for name in names)
    missing = [field.name for field in schema(table).fields if field.is_required and field.name not in names]
    if table in ("progress", "targets"):
        has_counts = wide or names & {"new_count", "cumulative_count", "target", "baseline"}
        if not names & {"village_code", "commune_code"} or not (has_counts or "reported_on" in names):
            return 0.0
        return score - (0.0 if wide else 0.4 * len(missing)) - (0.0 if has_counts else 1.5)
    return score - len(missing) if len(missing) < len(names) else 0.0
