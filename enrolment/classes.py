"""The classes that people see, each table once: bands of road distance, and classes of attainment.

A snapshot is built with them: the table `distance_bands` to join, and macros to class by. Charts draw their edges;
texts and colours are found by their codes.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Span:
    """One class: from `start` up to, not including, `end`; without an end, all from `start` on."""

    code: str
    start: float
    end: float | None


# A class a line.
# fmt: off
# A class a line.
# fmt: off
# Kilometres by road to the commune's centre.
DISTANCE_BANDS = (
    Span("under_5", 0, 5),
    Span("5_to_10", 5, 10),
    Span("10_to_20", 10, 20),
    Span("over_20", 20, None),
)
UNKNOWN_DISTANCE = "unknown"  # the band of places whose distance nobody has told
FAR_KM, VERY_FAR_KM = 10, 20

# Shares, 0–1 and above, fixed across days and pages.
ATTAINMENT_CLASSES = (
    Span("under_50", 0, 0.50),
    Span("50_to_65", 0.50, 0.65),
    Span("65_to_80", 0.65, 0.80),
    Span("80_to_95", 0.80, 0.95),
    Span("over_95", 0.95, None),
)

# Between two days, how far a unit came by what its place came: 1 is as far.
PACE_CLASSES = (
    Span("under_half", 0, 0.5),
    Span("slower", 0.5, 0.8),
    Span("alike", 0.8, 1.25),
    Span("faster", 1.25, 2),
    Span("over_twice", 2, None),
)
# fmt: on
NEARLY_DONE_SHARE = 0.95  # from which on a unit cannot be expected to come as far as others
LOW_SHARE, HIGH_SHARE = 0.65, 0.80

# Between two states of the data, what a unit's count became.
DIFFERENCES = ("less", "same", "more")

# Coverage beside distance by road: three classes of each, with fixed cuts.
COVERAGES = (Span("low", 0, LOW_SHARE), Span("middle", LOW_SHARE, HIGH_SHARE), Span("high", HIGH_SHARE, None))
REMOTENESS = (Span("near", 0, FAR_KM), Span("far", FAR_KM, VERY_FAR_KM), Span("very_far", VERY_FAR_KM, None))


def code_of(spans: tuple[Span, ...], value: float) -> str:
    """The class that a value is in; below the first it is in the first."""
    return next(span.code for span in spans if span.end is None or value < span.end)


def codes(spans: tuple[Span, ...]) -> tuple[str, ...]:
    """The codes, low to high."""
    return tuple(span.code for span in spans)


def edges(spans: tuple[Span, ...]) -> tuple[float, ...]:
    """Where one class ends and the next begins."""
    return tuple(span.start for span in spans[1:])
