"""How a fault that nobody foresaw is told in a log: where it happened, and nothing of what was being read."""

import traceback


def traced(error: BaseException) -> str:
    """The lines of code on the way to an error and its kind. Its message is left out: a cell of a file may be in it."""
    lines = traceback.format_tb(error.__traceback__)
    return f"{''.join(lines)}{type(error).__name__}"
