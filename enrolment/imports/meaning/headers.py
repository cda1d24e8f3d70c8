"""What a column is, by its header: the contract's names, Vietnamese and English ones, and what people taught before."""

import json
import re
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from enrolment.contract import TABLES, schema
from enrolment.imports.meaning.cells import day_written, is_day
from enrolment.imports.meaning.names import Known, bare, key

IGNORED = ""
DAY = "day"  # the header is a day, the cells are counts
COUNTS = ("new", "cumulative", "count", "target")  # `new:id_card`: the header is an indicator, the cells are counts


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
    is_known = header_key(text) in _all_keys() or bool(indicator_of(text, known)) or bool(personal_kind(text))
    return is_known or is_day(text) or bool(day_in(text) and _role(text))


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


def guess(table: str, header: str, known: Known) -> tuple[str, bool]:
    """What a header says of its column, by itself; and whether in so many words."""
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
    role = _role(header)
    if role == "ignored":
        return IGNORED, True
    if table == "progress" and role in COUNTS[:2] and day_in(header):
        return f"{role}:", True
    if table == "progress" and is_of_a_day(header):
        own = _parts(header)[0]
        is_something_else = role == "target" or (is_column_name(own) and synonyms.get(header_key(own)) != "count")
        return (IGNORED, True) if is_something_else else (DAY, False)
    within = [text for text in synonyms if len(text) > 3 and f" {text} " in f" {wanted} "]
    found = synonyms[max(within, key=len)] if within else IGNORED
    return (f"{role}_count", True) if found == "count" and role in COUNTS[:2] else (found, False)


def day_in(header: str) -> str:
    """The day that a header names, as it is written there; empty where it names none."""
    return next(filter(is_day, _parts(header)), "") or next(filter(None, map(day_written, _parts(header))), "")


def is_of_a_day(header: str) -> bool:
    """Whether a header is a day, or stands below one."""
    return any(map(is_day, _parts(header)))


def is_done(header: str) -> bool:
    """Whether a header says that something was done, and not of how many people or households."""
    return any(f" {header_key(text)} " in f" {header_key(header)} " for text in words()["done"])


def is_column_name(text: str) -> bool:
    """Whether a text is what offices call a column, and nothing more."""
    return header_key(text) in _all_keys()


def _parts(header: str) -> list[str]:
    """The lines of a header, that of the column itself first: what stands above it says less."""
    return header.split(" · ")[::-1]


def is_of_something_else(text: str) -> bool:
    """Whether a text names an indicator only to say what is left, or what is to be reached."""
    return _role(text) in ("ignored", "target")


def _role(header: str) -> str:
    if any(f" {header_key(text)} " in f" {header_key(header)} " for text in words()["remaining"]):
        return "ignored"  # whatever stands below it
    for wanted in (f" {header_key(part)} " for part in _parts(header)):
        for role in ("ignored", "cumulative", "new", "target"):
            if any(f" {header_key(text)} " in wanted for text in words()["roles"][role]):
                return role
    return ""


def indicator_of(header: str, known: Known) -> str:
    """The indicator that a header or a cell speaks of; empty where none does."""
    for wanted in (f" {header_key(part)} " for part in _parts(header)):
        found: dict[str, str] = {}
        for code, names in known.indicators:
            for text in (code, *names, *words()["indicators"].get(code, ())):
                if f" {header_key(text)} " in wanted:
                    found[header_key(text)] = code
        if found:
            return found[max(found, key=len)]
    return ""
