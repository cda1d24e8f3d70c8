"""Who is behind beyond chance, in words. `funnel`: an answer of `comparison/funnel`."""

import pandas as pd

from enrolment.analysis.funnel import FEWEST_UNITS, by_luck
from enrolment.narrative.chosen import Chosen
from enrolment.narrative.tables import MOST_NAMES
from enrolment.query.answer import Answer


def headline(chosen: Chosen, funnel: Answer) -> str:
    """How many units lie outside the limits, each by name with its counts, and how many would by luck alone."""
    words, frame = chosen.words, funnel.frame
    told = {"indicator": words.short(chosen.indicator_row), "place": chosen.place_name}
    if frame.empty:
        return words.t("say-not-comparable", **told, least=FEWEST_UNITS)
    told["all"] = words.t(f"{chosen.unit_key}s-count", count=len(frame))
    told["reached"] = words.reached(frame.done_count.clip(upper=frame.target_count).sum(), frame.target_count.sum())
    said = [words.t("say-compared", **told)]
    beyond = (frame.done_count - frame.target_count).clip(lower=0).sum()
    said += [words.t("say-beyond-target", count=words.count(beyond))] if beyond > 0 else []
    said += [
        words.t(f"say-{side}", count=len(part), names=_named(chosen, part), all=told["all"])
        for side in ("below", "above")
        if len(part := frame[frame.against_chance == side])
    ]
    if (frame.against_chance == "within").all():
        said.append(words.t("say-all-within"))
    lucky = by_luck(len(frame))
    said.append(words.t("say-by-luck", count=words.count(lucky, 1)) if lucky >= 0.5 else words.t("say-by-luck-none"))
    return " ".join(said)


def not_compared(chosen: Chosen, funnel: Answer, units: Answer) -> str:
    """The units that have no report or no target; empty where there are none. `units`: `units/standing`."""
    count = len(units) - len(funnel)
    return chosen.words.t("say-left-aside", count=count) if count and len(funnel) else ""


def ranked(chosen: Chosen, ranks: Answer, place: str) -> str:
    """The rank of a unit among those that have one. `ranks`: `comparison/ranks`."""
    words, row = chosen.words, ranks.frame.set_index("place_code").loc[place]
    return words.t("say-rank", rank=words.count(row.rank_number), all=words.count(len(ranks)))


def _named(chosen: Chosen, part: pd.DataFrame) -> str:
    names = [
        f"{row.place_name} {chosen.words.reached(row.done_count, row.target_count)}"
        for row in part.head(MOST_NAMES).itertuples()
    ]
    more = [f"… (+{chosen.words.count(len(part) - MOST_NAMES)})"] if len(part) > MOST_NAMES else []
    return ", ".join([*names, *more])
