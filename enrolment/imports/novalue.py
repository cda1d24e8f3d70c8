"""Cells in which there is no value that could be counted, if perhaps a share. As text, they read as a check of rows
knows them by."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class NotSaved:
    """A formula whose result no program saved."""

    def __str__(self) -> str:
        return "=…"


@dataclass(frozen=True)
class OfSeveral:
    """A number that a spreadsheet merges over several rows: which part is whose, nobody said."""

    number: Any

    def __str__(self) -> str:
        return f"{self.number} ⤵"


@dataclass(frozen=True)
class Share:
    """A number that its sheet shows as a share: 1 is 100 % there, and no count of one."""

    value: float

    def __str__(self) -> str:
        return f"{100 * self.value:.10g}%"
