"""How far a change has come, for whoever waits for it."""

from collections.abc import Callable

# Step -> the share of the whole that is done when it begins, as measured on a province.
STEPS = {"reading": 0.05, "comparing": 0.3, "staging": 0.4, "building": 0.5, "writing": 0.95}

_listeners: list[Callable[[str, float], None]] = []


def listen(listener: Callable[[str, float], None]) -> None:
    """Have `listener(step, share)` called at each step of this process."""
    _listeners.append(listener)


def tell(step: str, within: float = 0.0) -> None:
    """Say that a step begins, or that a share of it is done."""
    names = list(STEPS)
    after = [*STEPS.values(), 1.0][names.index(step) + 1]
    for listener in _listeners:
        listener(step, STEPS[step] + within * (after - STEPS[step]))
