"""What became of a plan, from hand-written rows of `plan/followed`."""

import pandas as pd

from enrolment.narrative import alerts, tomorrow
from enrolment.narrative.words import Words
from enrolment.query.answer import Answer

COLUMNS = ["team_code", "village_code", "expected_count", "new_count", "is_visited", "is_visited_by_others"]


def of_day(*rows: tuple) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=COLUMNS)
    day = pd.Timestamp("2025-08-03")
    return frame.assign(planned_on=day, is_reported=True, indicator_code="cards", place_name=frame.village_code)


def missed(frame: pd.DataFrame) -> list[str]:
    return [alert.place_code for alert in alerts._not_followed(Answer(frame, "plan/followed", {}, ""))]


def test_counts_without_visits_say_that_somebody_was_there():
    frame = of_day(
        ("T1", "A", 5.0, 8.0, False, False), ("T2", "A", 4.0, 8.0, False, False), ("T2", "B", 3.0, None, False, False)
    )
    assert "1 of 3 planned visits were made; 8 registered where 12" in tomorrow.followed(Words("en"), frame)
    assert missed(frame) == ["B"]


def test_other_groups_than_planned_were_there_too():
    frame = of_day(
        ("T1", "A", 5.0, 8.0, True, False), ("T2", "A", 4.0, 8.0, False, False), ("T2", "B", 3.0, 2.0, False, True)
    )
    told = tomorrow.followed(Words("en"), frame)
    assert "2 of 3 planned visits were made; 10 registered where 12" in told and "1 of them by another group" in told
    assert missed(frame) == []
