"""What moved a total between two states of the data: each change of what counts, and each unit."""

from collections.abc import Sequence

import pandas as pd


def by_unit(then: pd.DataFrame, now: pd.DataFrame) -> pd.DataFrame:
    """The units whose count differs, the largest difference first.

    `then`, `now`: a row a unit, `place_code`, `place_name`, `done_count`, `baseline_count` (people; NaN where not
    known). Returns `place_code`, `place_name`, `then_count`, `now_count`, and `moved_count`: from the baseline where
    nothing was known then, or is known no more.
    """
    both = then.merge(now, on="place_code", how="outer", suffixes=("_then", "_now"))
    start = both.baseline_count_now.fillna(both.baseline_count_then).fillna(0)
    told = pd.DataFrame(
        {
            "place_code": both.place_code,
            "place_name": both.place_name_now.fillna(both.place_name_then),
            "then_count": both.done_count_then,
            "now_count": both.done_count_now,
            "moved_count": both.done_count_now.fillna(start) - both.done_count_then.fillna(start),
        }
    )
    moved = told[told.moved_count != 0]
    return moved.iloc[moved.moved_count.abs().argsort(kind="stable")[::-1]].reset_index(drop=True)


def by_change(before: float | None, after: Sequence[float | None]) -> list[float | None]:
    """By how much each change moved a total. `before`: the total ahead of the first; `after`: that after each, None
    where nobody noted it: what such a change moved is told with the next that did."""
    moved, last = list[float | None](), before or 0
    for total in after:
        moved.append(None if total is None else total - last)
        last = last if total is None else total
    return moved
