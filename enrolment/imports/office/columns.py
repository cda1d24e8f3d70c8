"""What each column of a sheet is taken for beside the others: which are totals, and which say the same thing twice."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from enrolment.contract import TABLES, schema
from enrolment.imports.office.headers import COUNTS, DAY, IGNORED, day_in, guess, header_key
from enrolment.imports.office.names import Known

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
        letters, rest = "", self.position + 1
        while rest:
            rest, letter = divmod(rest - 1, 26)
            letters = chr(ord("A") + letter) + letters
        return letters


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
        day = day_in(header) if table == "progress" and ":" in target else ""
        found.append(Column(position, header, target, level > _GUESSED, day))
        levels.append(level)
    if table == "progress":
        found = _without_totals(_of_their_days(found), levels)
    return _one_of_each(found, levels, same or {})


def options(found: Sequence[Column], rivals: str) -> dict[str, str]:
    """The answers to which of some columns counts: letter -> header, and TOGETHER where they can be added up."""
    named = {one.letter: one.header for one in found if one.rivals == rivals}
    target = rivals.partition(" ")[0]
    return {**named, TOGETHER: ""} if _adds_up(target) else named


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


def _of_their_days(found: list[Column]) -> list[Column]:
    """Counts by the days of their headers, unless rows have days of their own, or one header alone names a day."""
    days = {one.day for one in found if ":" in one.target}
    has_own = any(one.target == "reported_on" for one in found)
    is_of_one_alone = "" in days and len(days) == 2
    return [replace(one, day="") for one in found] if has_own or is_of_one_alone else found


def _without_totals(found: list[Column], levels: Sequence[int]) -> list[Column]:
    """Beside a column for each day or indicator, a count of nothing in particular is their total; so is, beside new
    counts of an indicator, one that does not say whether it is new or cumulative."""
    if not any(one.target == DAY or ":" in one.target for one in found):
        if any(one.target == "new_count" for one in found):
            return [replace(one, target=IGNORED) if one.target == "count" else one for one in found]
        return found
    new = {one.target.partition(":")[2] for one in found if one.target.startswith("new:")}
    unsaid = {f"count:{code}" for code in new}
    is_total = [one.target in _OVERALL and level < _CHOSEN for one, level in zip(found, levels, strict=True)]
    return [
        replace(one, target=IGNORED, is_sure=one.is_sure and not total) if total or one.target in unsaid else one
        for one, total in zip(found, is_total, strict=True)
    ]


def _one_of_each(found: list[Column], levels: Sequence[int], same: Mapping[str, str]) -> list[Column]:
    """Of columns that say the same, the surest; where several are as sure, the one that a person names, else the first.

    Those that a person has called the same are added up. A name beside its code needs nobody.
    """
    groups: defaultdict[str, list[int]] = defaultdict(list)
    for place, column in enumerate(found):
        if column.target not in (IGNORED, DAY):
            groups[f"{column.target} {column.day}".strip()].append(place)
    for name, places in groups.items():
        least = {_REMEMBERED: _SAID}.get(top := max(levels[place] for place in places), top)
        surest = [place for place in places if levels[place] >= least]
        target = found[surest[0]].target
        is_code, is_told = target.endswith("_code"), all(levels[place] >= _REMEMBERED for place in surest)
        if len(surest) > 1 and not is_code and not is_told:
            for place in surest:
                found[place] = replace(found[place], rivals=name)
        kept = [place for place in surest if found[place].letter == same.get(name)] or surest[:1]
        if _adds_up(target) and (is_told or same.get(name) == TOGETHER):
            kept = surest
        for place in set(places) - set(kept):
            found[place] = replace(found[place], target=IGNORED, is_sure=is_code and found[place].is_sure, day="")
    return found


def _adds_up(target: str) -> bool:
    wholes = {field.name for table in TABLES for field in schema(table).fields if field.type == "integer"}
    return ":" in target or target == "count" or target in wholes


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
