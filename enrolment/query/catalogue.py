"""The questions that can be asked: one .sql file each, its comment is its documentation."""

import re
from dataclasses import dataclass
from functools import cache

from enrolment.query.errors import UnknownQuery
from enrolment.settings import ROOT

FOLDER = ROOT / "queries"
_LABELS = ("grain", "key", "parameters", "analysis")
_BUILD_TIME = ("marts", "audits", "macros")


@dataclass(frozen=True)
class Query:
    """A question: what it means, what one row is and by which columns rows differ, which parameters it binds.

    `analysis`: one of `query.analyses`, which makes the answer of the rows; empty where these are it.
    """

    name: str
    meaning: str
    grain: str
    key: tuple[str, ...]
    parameters: tuple[str, ...]
    sql: str
    analysis: str = ""


@cache
def names() -> tuple[str, ...]:
    """The names of all questions, such as `map/units`, in order."""
    found = (path.relative_to(FOLDER).with_suffix("").as_posix() for path in FOLDER.rglob("*.sql"))
    return tuple(sorted(name for name in found if not name.startswith(_BUILD_TIME)))


@cache
def query(name: str) -> Query:
    """The question of that name; UnknownQuery when there is none."""
    if name not in names():
        raise UnknownQuery(name, names())
    return parse(name, (FOLDER / f"{name}.sql").read_text(encoding="utf-8"))


def parse(name: str, text: str) -> Query:
    """Split a file into header and SQL; ValueError when the header and the SQL disagree on the parameters."""
    header = re.match(r"(?:--.*\n)+", text)
    lines = [line[2:].strip() for line in header.group().splitlines()] if header else []
    labelled = {
        label: line.removeprefix(f"{label}:").strip()
        for label in _LABELS
        for line in lines
        if line.startswith(f"{label}:")
    }
    meaning = " ".join(line for line in lines if not line.startswith(tuple(f"{label}:" for label in _LABELS)))
    if not meaning or "grain" not in labelled:
        raise ValueError(f"{name}: the header needs a meaning and a grain")
    declared = re.findall(r"\$(\w+)", labelled.get("parameters", ""))
    used = set(re.findall(r"\$(\w+)", text[header.end() :] if header else text))
    if set(declared) != used:
        raise ValueError(f"{name}: declares {sorted(declared)}, uses {sorted(used)}")
    key = tuple(column.strip() for column in labelled["key"].split(",")) if "key" in labelled else ()
    return Query(name, meaning, labelled["grain"], key, tuple(declared), text, labelled.get("analysis", ""))
