"""The examples on the definitions page give the numbers that the second calculator finds."""

import pytest

from enrolment import language
from enrolment.view.definitions import RULES
from tests.oracle.calculator import Campaign, standing
from tests.oracle.test_cases import LEVEL_2, at, batch, campaign, july, with_more


def reached(lang: str, found: dict) -> str:
    return language.reached(lang, found["done_count"], found["target_count"])


def a_day_told_in_parts(*rows: dict) -> Campaign:
    base = campaign("b")
    told = [batch({"reported_on": "2025-07-14", "village_code": "10001-1", **row}) for row in rows]
    return base.with_batches([*base.batches, *told])


def numbers(lang: str) -> dict[str, list[str]]:
    """What each rule's example must say."""
    late = with_more("a", {"reported_on": "2025-07-21", "village_code": "10008-2", "new_count": 2})
    corrected = a_day_told_in_parts({"new_count": -5, "is_correction": "true"})
    whole = a_day_told_in_parts({"new_count": 12}, {"new_count": 10, "team_code": "Z"})
    return {
        "plan": [reached(lang, at("b", "10005"))],
        "done": [
            str(at("a", "10008", 20)["done_count"]),
            str(standing(late, "10008", LEVEL_2, july(21))["done_count"]),
        ],
        "new": [str(at("b", "10004")["done_count"]), str(at("b", "10004")["last_week_count"])],
        "silent": [reached(lang, at("a", "10017"))],
        "pace": [language.count(lang, at("b", "10001")["recent_pace"], 1)],
        "needed": [language.count(lang, at("b", "10003")["required_pace"], 1)],
        "overdue": [reached(lang, at("a", "10007"))],
        "correction": [
            str(standing(corrected, "10001-1", LEVEL_2, july(14))["done_count"]),
            str(standing(whole, "10001-1", LEVEL_2, july(14))["new_count"]),
        ],
    }


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("rule", RULES)
def test_the_example_is_what_the_calculator_says(lang: str, rule: str) -> None:
    text = language.translate(lang, f"rule-{rule}")
    for number in numbers(lang)[rule]:
        assert number in text


def test_the_examples_say_how_it_stands() -> None:
    assert at("a", "10007")["status"] == "overdue"
    assert (at("a", "10017")["reported_part_count"], at("a", "10017")["part_count"]) == (1, 2)
