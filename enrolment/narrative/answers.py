"""The answers to the chair's questions, a sentence each: where do we stand, will we make it, who is behind, what has
changed since the day before."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import pandas as pd

from enrolment.analysis.funnel import LATE
from enrolment.narrative import forecasts, plans, sentences
from enrolment.narrative.chosen import Chosen
from enrolment.query.answer import Answer
from enrolment.query.metrics import STATUS_MARKS

_MOST_NAMES = 3  # of places, or of indicators, in a sentence
_MOST_CHANGES = 2


def where_we_stand(chosen: Chosen, of_place: Answer) -> str:
    """Done, target and what remains. `of_place`, here and below: `overview/standing` of the place."""
    words, row = chosen.words, sentences.row_of(of_place, chosen.indicator)
    if not isinstance(row.status, str) or row.status == "reached":
        return sentences.standing(chosen, of_place)
    return words.t(
        "answer-stand",
        place=chosen.place_name,
        day=words.day(chosen.as_of),
        indicator=words.short(row),
        reached=words.reached(row.done_count, row.target_count),
        remaining=words.write("remaining_count", row.remaining_count),
        who=sentences.who(chosen, row),
    )


def will_we_make_it(chosen: Chosen, of_place: Answer, ahead: Answer) -> str:
    """The answer in a word where there is a forecast, the plan line and the forecast; else the plan line and what the
    plan takes. Empty where there is no plan, or nothing left of it. `ahead`: `goals/forecast`."""
    words, row = chosen.words, sentences.row_of(of_place, chosen.indicator)
    if not isinstance(row.status, str) or row.status == "reached":
        return ""
    said = (
        forecasts.verdict(words, row, ahead),
        f"{plans.outlook(words, row, ahead)}.",
        "" if forecasts.stands(row, ahead) else plans.needed(words, row, ahead),
    )
    return " ".join(filter(None, said))


def who_is_behind(chosen: Chosen, units: Answer, behind: Answer) -> str:
    """The units by status, and those that are late beyond chance by name; empty where none has a status. `units`:
    `units/standing`. `behind`: `overview/behind`; where none of its units can be compared, all of them are named."""
    words, frame = chosen.words, units.frame
    counts = frame.status.value_counts()
    if counts.empty:
        return ""
    late = behind.frame
    is_compared = late.against_chance.notna().any()
    told: dict[str, Any] = {"count": len(late), "all": words.t(f"{chosen.unit_key}s-count", count=len(frame))}
    named = late[late.against_chance == "below"] if is_compared else late
    told["named"] = len(named)
    told["names"] = ", ".join(
        f"{row.place_name} ({words.count(row.remaining_count)})" for row in named.head(_MOST_NAMES).itertuples()
    )
    others = [
        f"{words.word('status', code)}: {words.count(counts[code])}"
        for code in STATUS_MARKS
        if code not in LATE and code in counts
    ]
    if silent := int(frame.status.isna().sum()):
        others.append(words.t("answer-no-status", count=silent))
    if late.empty:
        said = words.t("answer-none-late", **told)
    elif named.empty:
        said = words.t("answer-late-within", **told)
    else:
        said = words.t("answer-late-beyond" if is_compared else "answer-late", **told)
    return " ".join(filter(None, [said, "; ".join(others)]))


def came_in(chosen: Chosen, since: date, files: Sequence[str], by: float | None) -> str:
    """What was brought in or undone from a day on. `files`: of each change, the newest first; `by`: how much they moved
    the indicator's total, None where nobody can tell."""
    words = chosen.words
    told = {"since": words.day(since), "count": len(files), "files": "; ".join(files[:_MOST_CHANGES])}
    more = words.t("answer-more", count=len(files) - _MOST_CHANGES) if len(files) > _MOST_CHANGES else ""
    moved = words.t("answer-came-by", indicator=words.short(chosen.indicator_row), by=words.signed(by, 0)) if by else ""
    return " ".join(filter(None, [words.t("answer-came-in", **told), more, moved]))


def what_changed(chosen: Chosen, of_place: Answer, units: Answer, came_in: str = "") -> str:
    """What the day brought: of the indicator and in how many units, and of the other indicators. `came_in`: what was
    brought in or undone since, in a sentence."""
    words, row = chosen.words, sentences.row_of(of_place, chosen.indicator)
    told: dict[str, Any] = {"day": words.day(chosen.as_of), "indicator": words.short(row)}
    grown = units.frame[units.frame.new_count > 0]
    is_new_somewhere = not (pd.isna(row.new_count) or grown.empty)
    if not pd.isna(row.new_count):
        told["count"] = words.signed(row.new_count, 0)
    if is_new_somewhere:
        most = grown.loc[grown.new_count.idxmax()]
        told |= {"units": words.count(len(grown)), "all": words.t(f"{chosen.unit_key}s-count", count=len(units))}
        told |= {"most": most.place_name, "most_count": words.count(most.new_count)}
    said = words.t(
        "answer-new-in" if is_new_somewhere else "answer-no-report" if pd.isna(row.new_count) else "answer-new", **told
    )
    return " ".join(filter(None, [said, _others(chosen, of_place), came_in]))


def _others(chosen: Chosen, of_place: Answer) -> str:
    """By how much the other indicators grew, the largest first to be named."""
    words = chosen.words
    grown = [
        one
        for one in of_place.frame.itertuples()
        if one.indicator_code != chosen.indicator and not pd.isna(one.new_count) and one.new_count
    ]
    largest = sorted(grown, key=lambda one: -abs(one.new_count))[:_MOST_NAMES]
    others = [f"{words.short(one)} {words.signed(one.new_count, 0)}" for one in grown if one in largest]
    if more := len(grown) - len(largest):
        others.append(words.t("answer-more", count=more))
    return words.t("answer-others", others="; ".join(others)) if others else ""
