"""What a column is, by its header: the contract's names, Vietnamese and English ones, and what people taught before."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from enrolment.contract import TABLES, schema
from enrolment.imports.office.cells import is_day
from enrolment.imports.office.names import Known, bare, key

IGNORED = ""
DAY = "day"  # the header is a day, the cells are counts
COUNTS = ("new", "cumulative", "count", "target")  # `new:id_card`: the header is an indicator, the cells are counts


@dataclass(frozen=True)
class Column:
    """A column of a sheet and what it is taken for.

    `target`: a column of the contract, `day`, a count of an indicator such as `cumulative:id_card`, or empty for one
    that is left out. `is_sure`: the header says it in so many words, or a person did.
    """

    position: int
    header: str
    target: str
    is_sure: bool


@cache
def words() -> dict[str, Any]:
    """The headers and values that offices use: `headers.json`."""
    return json.loads(Path(__file__).with_name("headers.json").read_text(encoding="utf-8"))


@lru_cache(maxsize=4096)
def header_key(header: str) -> str:
    """What two spellings of a header share."""
    return " ".join(re.sub(r"[^\w%]+", " ", bare(header)).replace("_", " ").split())


def is_header(text: str, known: Known) -> bool:
    """Whether a cell looks like a header: one of the contract's, of the offices', an indicator's name, or a day."""
    wanted = header_key(text)
    return wanted in _all_keys() or is_day(text) or bool(indicator_of(text, known)) or bool(personal_kind(text))


def personal_kind(header: str) -> str:
    """`name`, `id_number`, `birth_date` or `phone` where the column is about single people; else empty."""
    for wanted in map(header_key, (header, *header.split(" · "))):  # under a merged one, too
        if wanted.startswith(("ho ten", "ho va ten")):
            return "name"
        if f" {wanted} ".startswith((" ngay sinh ", " nam sinh ", " sinh ngay ")):
            return "birth_date"
        for kind, texts in words()["personal"].items():
            if wanted in map(header_key, texts):
                return kind
    return ""


def table_of_headers(headers: Sequence[str], known: Known) -> str:
    """The table that fits the headers best; empty when none does."""
    scores = {table: _fit(table, headers, known) for table in TABLES}
    best = max(scores, key=lambda table: (scores[table], table == "progress"))
    return best if scores[best] > 0 else ""


def columns(table: str, headers: Sequence[str], known: Known, chosen: Mapping[str, str]) -> list[Column]:
    """What each header is in this table. `chosen`: header -> target, as a person set it, now or earlier."""
    taught = {**known.remembered.get(table, {}), **{header_key(header): target for header, target in chosen.items()}}
    found: list[Column] = []
    for position, header in enumerate(headers):
        if header_key(header) in taught:
            target, is_sure = taught[header_key(header)], True
        else:
            target, is_sure = _guess(table, header, known)
        if target and target != DAY and any(column.target == target for column in found):
            # The first of two that mean the same; a person may know better. A name beside its code needs nobody.
            target, is_sure = IGNORED, is_sure and target.endswith("_code")
        found.append(Column(position, header, target, is_sure))
    return _one_count_each(found)


def targets(table: str, known: Known) -> list[str]:
    """Everything that a column of this table can be taken for."""
    names = schema(table).column_names
    if table == "progress":
        return [
            IGNORED,
            *names,
            "count",
            DAY,
            *(f"{kind}:{code}" for code, _ in known.indicators for kind in COUNTS[:2]),
        ]
    if table == "targets":
        return [IGNORED, *names, *(f"target:{code}" for code, _ in known.indicators)]
    return [IGNORED, *names]


def value(column: str, text: str) -> str:
    """The contract's code for a word of the offices', such as `sóng yếu` for `weak`; the text where there is none."""
    for code, texts in words()["values"].get(column, {}).items():
        if text == code or key(text) in map(key, texts):
            return code
    return text


@cache
def _all_keys() -> frozenset[str]:
    names = {header_key(name) for table in TABLES for name in schema(table).column_names}
    return frozenset(
        {header_key(text) for texts in words()["columns"].values() for text in texts}
        | {header_key(text) for text in words()["ignored"]}
        | names
    )


@cache
def _synonyms(table: str) -> dict[str, str]:
    names = [*schema(table).column_names, *(["count"] if table == "progress" else [])]
    found: dict[str, str] = {}
    for name in names:
        for text in (name, *words()["columns"].get(name, ())):
            found.setdefault(header_key(text), name)
    if table == "villages":  # its own name, not a reference to it
        found |= {header_key(text): "village_name" for text in words()["columns"]["village_name"]}
    if table == "communes":
        found |= {header_key(text): "commune_name" for text in words()["columns"]["commune_name"]}
    return found


def _guess(table: str, header: str, known: Known) -> tuple[str, bool]:
    wanted, synonyms = header_key(header), _synonyms(table)
    if not wanted:
        return IGNORED, True
    if wanted in synonyms:
        return synonyms[wanted], True
    if wanted in map(header_key, words()["ignored"]) or personal_kind(header):
        return IGNORED, True
    if table == "progress" and is_day(header):
        return DAY, True
    indicator = indicator_of(header, known) if table in ("progress", "targets") else ""
    if indicator:
        role = _role(header)
        if role == "ignored" or (table == "progress") == (role == "target"):
            return IGNORED, bool(role)
        return f"{role or 'count'}:{indicator}", bool(role)
    if _role(header) == "ignored":
        return IGNORED, True
    within = [text for text in synonyms if len(text) > 3 and f" {text} " in f" {wanted} "]
    return (synonyms[max(within, key=len)], False) if within else (IGNORED, False)


def is_of_something_else(text: str) -> bool:
    """Whether a text names an indicator only to say what is left, or what is to be reached."""
    return _role(text) in ("ignored", "target")


def _role(header: str) -> str:
    wanted = f" {header_key(header)} "
    for role in ("ignored", "cumulative", "new", "target"):
        if any(f" {header_key(text)} " in wanted for text in words()["roles"][role]):
            return role
    return ""


def indicator_of(header: str, known: Known) -> str:
    """The indicator that a header or a cell speaks of; empty where none does."""
    wanted = f" {header_key(header)} "
    found: dict[str, str] = {}
    for code, names in known.indicators:
        for text in (code, *names, *words()["indicators"].get(code, ())):
            if f" {header_key(text)} " in wanted:
                found[header_key(text)] = code
    return found[max(found, key=len)] if found else ""


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


def _one_count_each(found: list[Column]) -> list[Column]:
    """Where an indicator has a new and a cumulative column, the new one counts: a row has one count."""
    new = {column.target.partition(":")[2] for column in found if column.target.startswith("new:")}
    drop = {f"{kind}:{code}" for code in new for kind in ("cumulative", "count")}
    if any(column.target == "new_count" for column in found):
        drop |= {"cumulative_count", "count"}
    own = schema("progress").column_names  # the contract's own header: its rows say which of the two they have
    return [
        replace(column, target=IGNORED) if column.target in drop and column.header not in own else column
        for column in found
    ]
