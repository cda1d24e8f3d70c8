"""What of a number is assumed or simulated, said beside the number: once a card, chart, table and sentence."""

from collections.abc import Collection

import pandas as pd

from enrolment import language
from enrolment.query import door
from enrolment.query.answer import Answer
from enrolment.query.reader import Reader

# A column of the contract, and the columns of answers that rest on it.
_RESTS_ON = {
    ("targets", "baseline"): {"baseline_count", "expected_count", "reached", "done_count", "status"},
    ("targets", "target"): {"target_count", "reached", "remaining_count", "short_count", "expected_count", "status"},
    ("targets", "starts_on"): {"starts_on", "expected_count", "status"},
    ("targets", "due_on"): {"due_on", "expected_count", "required_pace", "status", "projected_short_count"},
    ("progress", "village_code"): {"done_count", "reached", "new_count", "remaining_count", "short_count"},
    ("progress", "reported_on"): {"new_count", "recent_pace", "last_week_count"},
    ("progress", "new_count"): {"done_count", "reached", "new_count"},
    ("progress", "cumulative_count"): {"done_count", "reached", "new_count"},
    ("villages", "residents_14_plus"): {
        "residents_14_plus",
        "households",
        "population",
        "electricity",
        "mobile_signal",
        "road_km",
        "straight_km",
        "travel_minutes",
    },
    ("visits", "visited_on"): {"group_days", "known_days", "registrations_per_group_day", "visit_count", "visited_on"},
    ("team_members", "member_count"): {"member_count"},
}


def beside(reader: Reader, answer: Answer, columns: Collection[str] = ()) -> str:
    """The line of marks beside columns of an answer, or beside all of it; empty where nothing is assumed."""
    place, frame = answer.parameters.get("place") or answer.parameters.get("village"), answer.frame
    if place is None or frame.empty:
        return ""
    indicator = answer.parameters.get("indicator")
    indicators = {indicator} if indicator else set(frame.get("indicator_code", ()))
    shown = columns or [*frame.columns, *(["reached"] if "done_count" in frame else [])]
    assumed = door.ask(reader, "frame/assumed", place=place).frame
    texts = _texts(assumed, shown, indicators, _is_of_villages(answer.query, frame), reader.language)
    return language.translate(reader.language, "assumed", what="; ".join(texts)) if texts else ""


def _texts(
    assumed: pd.DataFrame, columns: Collection[str], indicators: Collection[str], is_of_villages: bool, lang: str
) -> list[str]:
    """What is to be said beside an answer with these columns. `assumed`: an answer of `frame/assumed`.

    `indicators`: those that the answer is about; none where it is about all of none. What is said of single villages
    is said only where the answer `is_of_villages`.
    """
    said = []
    for row in assumed.itertuples():
        source = (row.table_name, row.column_name)
        if source == ("progress", "village_code") and not is_of_villages:
            continue
        if isinstance(row.indicator_code, str) and row.indicator_code not in indicators:
            continue
        if source == ("progress", "cumulative_count") and is_of_villages:  # it is the place's own number that is meant
            continue
        if not _RESTS_ON.get(source, {row.column_name}) & set(columns):
            continue
        text = getattr(row, language.column(lang, "text"))
        if isinstance(text, str):
            said.append(text)
        else:
            said.append(language.translate(lang, f"assumed-{row.column_name}".replace("_", "-")))
    return list(dict.fromkeys(said))


def _is_of_villages(query: str, frame: pd.DataFrame) -> bool:
    """Whether an answer has figures of single villages."""
    has_levels = "level" in frame and bool(frame.level.eq("village").any())
    has_places = query.startswith("goals/") and "place_name" in frame
    return query.startswith(("distance/", "gaps/", "village/")) or has_levels or has_places
