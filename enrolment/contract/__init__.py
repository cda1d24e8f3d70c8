"""The tables that can be imported: Frictionless Table Schemas, one JSON file a table."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent

# Order of arrival: a table comes after those that its codes refer to.
TABLES = (
    "communes",
    "teams",
    "villages",
    "indicators",
    "targets",
    "progress",
    "team_members",
    "visits",
    "contributions",
    "assignments",
    "notes",
)
# What comes beside the tables, each file as a whole: outlines and layers of the map, and what is said of the data.
BOUNDARIES, LAYERS, DESCRIPTION = BESIDE = ("boundaries", "layers", "description")
REQUIRED_TABLES = ("communes", "villages", "indicators")

# Tables of things that last, of which a file may say a part. Of counts, each row speaks for itself.
LASTING = ("communes", "teams", "villages", "indicators", "targets")

SQL_TYPES = {"string": "varchar", "integer": "bigint", "number": "double", "date": "date", "boolean": "boolean"}


@dataclass(frozen=True)
class Field:
    """One column of a table; `constraints` as in Frictionless Table Schema."""

    name: str
    type: str
    description: str
    constraints: dict[str, Any]

    @property
    def is_required(self) -> bool:
        return bool(self.constraints.get("required"))

    @property
    def sql_type(self) -> str:
        return SQL_TYPES[self.type]


@dataclass(frozen=True)
class Schema:
    """One table of the contract."""

    name: str
    description: str
    fields: tuple[Field, ...]
    primary_key: tuple[str, ...]
    foreign_keys: tuple[tuple[str, str, str], ...]  # (column, other table, its column)

    @property
    def identity(self) -> tuple[str, ...]:
        """What tells one row from another: the key; without one all that is said, in whichever language."""
        return self.primary_key or tuple(name for name in self.column_names if not name.endswith("_en"))

    @property
    def column_names(self) -> tuple[str, ...]:
        return tuple(field.name for field in self.fields)


@cache
def schema(table: str) -> Schema:
    """The schema of a table; KeyError when the contract has no such table."""
    if table not in TABLES:
        raise KeyError(table)
    document = json.loads((FOLDER / f"{table}.json").read_text(encoding="utf-8"))
    return Schema(
        name=table,
        description=document["description"],
        fields=tuple(
            Field(entry["name"], entry["type"], entry["description"], entry.get("constraints", {}))
            for entry in document["fields"]
        ),
        primary_key=tuple(document.get("primaryKey", ())),
        foreign_keys=tuple(
            (key["fields"], key["reference"]["resource"], key["reference"]["fields"])
            for key in document.get("foreignKeys", ())
        ),
    )


def table_of(file_name: str) -> str | None:
    """The table that a file is for, by its name: `progress.csv`, `progress_2025-08.parquet`; None when unknown."""
    stem = Path(file_name).stem.lower()
    fitting = [name for name in TABLES if stem == name or stem.startswith((f"{name}_20", f"{name}-", f"{name}_part"))]
    return max(fitting, key=len, default=None)
