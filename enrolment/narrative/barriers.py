"""What goes with distance, power and signal, in words; never because of what.

`decay`: an answer of `distance/decay`; `fifths`: of `distance/equity`; `adjusted`: of `gaps/adjusted`.
"""

import pandas as pd

from enrolment.analysis.barriers import FEWEST_VILLAGES, STEP_KM
from enrolment.narrative.words import Words
from enrolment.query.answer import Answer


def along_the_road(words: Words, decay: Answer) -> str:
    """By how many points ten kilometres further go with; empty where that cannot be said."""
    row = decay.row
    if row.why or pd.isna(row.points):
        return ""
    told = {"km": words.count(STEP_KM), "points": words.signed(row.points), "interval": interval(words, row)}
    if row.low_points <= 0 <= row.high_points:
        return words.t("say-decay-open", **told)
    nearer, further = sorted(map(abs, (row.low_points, row.high_points)))
    told |= {"points": words.count(abs(row.points), 1), "low": words.count(nearer, 1), "high": words.count(further, 1)}
    return words.t("say-decay", **told, way="lower" if row.points < 0 else "higher")


def why_no_curve(words: Words, decay: Answer) -> str:
    """Why there is no curve along the road; empty where there is one, or nothing to compare at all."""
    return _why(words, str(decay.row.why), int(decay.row.village_count)) if decay.row.why else ""


def remaining_gaps(words: Words, adjusted: Answer) -> str:
    """Which gaps remain beside the others, with their intervals; or that none does."""
    known = adjusted.frame[adjusted.frame.points.notna()]
    if known.empty:
        return ""
    named = [
        words.t(f"say-gap-{row.gap}", points=words.signed(row.points), interval=interval(words, row))
        for row in known.itertuples()
        if row.low_points > 0 or row.high_points < 0
    ]
    if not named:
        return words.t("say-no-gap-remains", count=len(known))
    return words.t("say-gaps-remain", gaps="; ".join(named))


def is_adjusted(adjusted: Answer) -> bool:
    """Whether a gap can be told beside the others."""
    return bool(adjusted.frame.points.notna().any())


def why_not_adjusted(words: Words, adjusted: Answer) -> str:
    """Why no gap can be told beside the others; empty where one can, or nothing is compared at all."""
    if is_adjusted(adjusted):
        return ""
    return _why(words, str(adjusted.row.why), int(adjusted.row.village_count))


def with_intervals(words: Words, adjusted: Answer) -> Answer:
    """The same rows with the interval, and the range without a single village, as texts."""
    frame = adjusted.frame
    told = frame.assign(
        factor=[words.t(f"factor-{row.gap}") for row in frame.itertuples()],
        interval=[
            words.t("interval-one-side") if why == "one_side" else interval(words, row)
            for why, row in zip(frame.why, frame.itertuples(), strict=True)
        ],
        without_one=[_range(words, row.least_points, row.most_points) for row in frame.itertuples()],
    )
    return adjusted.showing(told)


def evenness(words: Words, fifths: Answer) -> str:
    """The near and the far fifth, the index, and in how many villages half of the people remaining live. A fifth that
    no village falls into, since one has more people than that, is not spoken of."""
    first, last = fifths.frame.iloc[0], fifths.frame.iloc[-1]
    told = {
        "near": words.reached(first.done_count, first.target_count),
        "far": words.reached(last.done_count, last.target_count),
        "points": words.signed(100 * (last.done_count / last.target_count - first.done_count / first.target_count)),
        "index": words.signed(first.erreygers_index, 3),
        "half": words.count(first.half_village_count),
        "all": words.count(first.all_village_count),
    }
    has_both = (first.fifth, last.fifth) == (1, 5)
    said = words.t("say-evenness" if has_both else "say-evenness-index", **told)
    return f"{said} {words.t('say-half', **told)}" if first.half_village_count > 0 else said


def interval(words: Words, row: object) -> str:
    """`−9.8 to −1.4`; a dash where there is none."""
    return _range(words, row.low_points, row.high_points)  # type: ignore[attr-defined]


def _range(words: Words, low: float, high: float) -> str:
    if pd.isna(low):
        return "–"
    return words.t("from-to", low=words.signed(low), high=words.signed(high))


def _why(words: Words, why: str, count: int) -> str:
    if not count:
        return words.t("not-told-none", least=FEWEST_VILLAGES)
    return words.t(f"not-told-{why}".replace("_", "-"), count=count, least=FEWEST_VILLAGES)
