"""What a column of a sheet can be taken for. As text, which people teach and answers are kept by: `village_code`,
`count`, `day`, `cumulative:id_card`; with the day of its header: `new:id_card 25/7/2025`."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Target:
    """`name`: a column of the contract, `count` for one of nothing in particular, `day` for counts below a day; of a
    count that its header speaks of, its kind: `new`, `cumulative`, `target`, or `count` where that is not said.

    `indicator`: what such a header counts, empty where another column names it; None of every other column.
    """

    name: str
    indicator: str | None = None

    def __str__(self) -> str:
        return self.name if self.indicator is None else f"{self.name}:{self.indicator}"

    def __bool__(self) -> bool:
        return bool(self.name)

    @property
    def is_wide(self) -> bool:
        """Whether the header says what is counted, as where a row has several counts."""
        return self.indicator is not None or self == DAY

    @classmethod
    def parse(cls, text: str) -> "Target":
        name, is_count, indicator = text.partition(":")
        return cls(name, indicator if is_count else None)


IGNORED, DAY, COUNT = Target(""), Target("day"), Target("count")


@dataclass(frozen=True)
class Meaning:
    """What a column says in full: its target and, of a count, the day that its header names, as it stands there."""

    target: Target
    day: str = ""

    def __str__(self) -> str:
        return f"{self.target} {self.day}".strip()

    @classmethod
    def parse(cls, text: str) -> "Meaning":
        target, _, day = text.partition(" ")
        return cls(Target.parse(target), day)


@dataclass(frozen=True)
class Header:
    """A header by its lines, the top one first: that of the column itself comes last, and what stands above says
    less."""

    lines: tuple[str, ...] = ()

    def __str__(self) -> str:
        return " · ".join(self.lines)

    def __bool__(self) -> bool:
        return bool(self.lines)

    @property
    def from_below(self) -> tuple[str, ...]:
        return self.lines[::-1]

    def above(self, line: str) -> "Header":
        """The header with a line below it, unless that says the same or nothing."""
        return self if not line or self.lines[-1:] == (line,) else Header((*self.lines, line))

    @classmethod
    def of(cls, text: str) -> "Header":
        return cls((text,) if text else ())
