"""The answers to the chair's questions, from hand-written rows."""

from datetime import date

import pandas as pd
import pytest

from enrolment.narrative import answers, tables
from enrolment.narrative.chosen import Chosen
from enrolment.narrative.words import Words
from enrolment.query.answer import Answer

NOTHING = float("nan")


def chosen(lang: str = "en", level: str = "commune") -> Chosen:
    row = pd.Series({"indicator_code": "cards", "name_en": "Cards", "name_vi": "Thẻ", "level": "village"})
    return Chosen(Words(lang), "10001", "Bằng Thành", level, "cards", row, date(2025, 8, 2))


def of_place(**columns) -> Answer:
    given = {"indicator_code": ["cards", "accounts"], "name_en": ["Cards", "Accounts"], "name_vi": ["Thẻ", "Tài khoản"]}
    return Answer(pd.DataFrame({**given, **columns}), "overview/standing", {}, "")


def units(**columns) -> Answer:
    count = len(next(iter(columns.values())))
    names = [f"Thôn {number}" for number in range(1, count + 1)]
    return Answer(pd.DataFrame({"place_name": names, **columns}), "units/standing", {}, "")


def behind(of: Answer, *against: str | None) -> Answer:
    """Those of the units that are late, most people remaining first, and what is said of each unit against chance."""
    frame = of.frame.assign(against_chance=pd.Series(list(against) or [None] * len(of), dtype=object))
    late = frame[frame.status.isin(["behind", "overdue"])].sort_values("remaining_count", ascending=False)
    return Answer(late, "overview/behind", {}, "")


def test_those_behind_beyond_chance_are_told_apart():
    late = units(status=["behind", "behind", "on", "overdue"], remaining_count=[10, 20, 5, 30])
    said = answers.who_is_behind(chosen(), late, behind(late, "below", "within", "below", "within"))
    assert said.startswith("Behind the plan: 3 of 4 villages; beyond chance: Thôn 1 (10).")
    said = answers.who_is_behind(chosen(), late, behind(late, "within", "within", "below", "within"))
    assert "none of them further than chance" in said and "Thôn" not in said
    said = answers.who_is_behind(chosen("vi"), late, behind(late, "below", "below", "below", "below"))
    assert "chậm hơn mức ngẫu nhiên: Thôn 4 (30), Thôn 2 (20), Thôn 1 (10)." in said


def test_who_is_behind_is_named_by_the_people_who_remain():
    status = ["behind", "on", "overdue", "ahead", "behind", "behind", None]
    of = units(status=status, remaining_count=[10, 99, 30, 5, 20, 40, NOTHING])
    assert answers.who_is_behind(chosen(), of, behind(of)) == (
        "Behind the plan: 4 of 7 villages; most people remain in Thôn 6 (40), Thôn 3 (30), Thôn 5 (20). "
        "They are too few to be compared with chance. "
        "● On schedule: 1; ▲ Ahead of schedule: 1; without a status: 1"
    )


def test_nobody_behind_and_nothing_known():
    of = units(status=["on", "reached"], remaining_count=[1, 0])
    assert answers.who_is_behind(chosen(), of, behind(of)).startswith("Nobody is behind the plan, of 2 villages.")
    silent = units(status=[None, None], remaining_count=[NOTHING, NOTHING])
    assert answers.who_is_behind(chosen(), silent, behind(silent)) == ""


def test_what_the_day_brought_by_unit_and_indicator():
    grown = units(new_count=[3, 0, 9, NOTHING])
    assert answers.what_changed(chosen(), of_place(new_count=[12, 1028]), grown) == (
        "Cards: +12 on 2 Aug 2025, in 2 of 4 villages, most in Thôn 3 with 9. Others: Accounts +1,028."
    )
    assert answers.what_changed(chosen(), of_place(new_count=[0, NOTHING]), units(new_count=[0, 0])) == (
        "Cards: 0 on 2 Aug 2025."
    )


def test_a_group_whose_roads_are_unknown_has_no_distance():
    group = pd.Series({"registrations_per_group_day": 17.7, "road_km": 7.2})
    assert tables.rate(Words("vi"), group) == "17,7 · 7,2 km"
    assert tables.rate(Words("vi"), group.replace({7.2: NOTHING})) == "17,7"


def test_what_came_in_since_is_told_with_what_it_moved():
    files = ["brought in d.csv", "undid c.csv", "brought in b.csv"]
    told = answers.came_in(chosen(), date(2025, 8, 2), files, 154.0)
    assert told == "3 changes of the data since 2 Aug 2025: brought in d.csv; undid c.csv and 1 more (Cards by +154)"
    (one,) = (answers.came_in(chosen("vi"), date(2025, 8, 2), files[:1], by) for by in (None,))
    assert one == "Từ 02/8/2025, dữ liệu thay đổi 1 lần: brought in d.csv"
    both = answers.what_changed(chosen(), of_place(new_count=[0, NOTHING]), units(new_count=[0]), told)
    assert both == f"Cards: 0 on 2 Aug 2025. {told}"


@pytest.mark.parametrize(
    ("new", "said"), [(NOTHING, "Cards: no report on 2 Aug 2025."), (-5, "Cards: −5 on 2 Aug 2025.")]
)
def test_no_report_is_not_zero_and_a_correction_is_less(new, said):
    found = answers.what_changed(chosen(), of_place(new_count=[new, 0]), units(new_count=[NOTHING, new]))
    assert found == said
