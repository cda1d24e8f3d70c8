"""The made-up campaigns: valid for import, quick, and with invariants that any right calculator keeps."""

from __future__ import annotations

from datetime import date

from hypothesis import HealthCheck, given, settings

from tests.oracle.calculator import standing
from tests.oracle.campaigns import COMMUNE_INDICATOR, FIRST_DAY, LAST_DAY, SmallCampaign, campaigns, random_campaign


def check(small: SmallCampaign) -> None:
    """What holds for each campaign."""
    villages = set(small.tables["villages"]["village_code"])
    corrections: set[tuple[object, ...]] = set()
    for number, batch in enumerate(small.batches_of_rows):
        assert len({row.key for row in batch}) == len(batch) > 0
        for row in batch:
            assert FIRST_DAY <= row.day <= LAST_DAY
            assert (row.new_count is None) != (row.cumulative_count is None)
            assert row.is_correction or (row.new_count or row.cumulative_count or 0) >= 0
            assert row.indicator != COMMUNE_INDICATOR or row.place == small.commune_code
            assert row.place == small.commune_code or row.place in villages
            if row.adds_to_key:
                assert (row.key, row.new_count) not in corrections
                corrections.add((row.key, row.new_count))
        campaign = small.campaign(batches=small.batches[: number + 1])
        for indicator in small.indicators_used:
            for place in campaign.places:
                for day in campaign.days:
                    assert (standing(campaign, place, indicator, day)["done_count"] or 0) >= 0
    for target in small.rows["targets"]:
        assert target["baseline"] >= 0
        assert (target["target"] is None) == (target["due_on"] is None)
        assert target["due_on"] is None or FIRST_DAY <= target["starts_on"] <= target["due_on"] <= LAST_DAY
    assert all(isinstance(row["visited_on"], date) for row in small.rows["visits"])


@given(campaigns(number=7))
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_strategy(small: SmallCampaign) -> None:
    """Campaigns of the strategy."""
    check(small)


def test_seeded_campaigns() -> None:
    """Campaigns of seeds, and the same one for the same seed."""
    for seed in range(300):
        check(random_campaign(seed, seed))
    assert repr(random_campaign(5, 1)) == repr(random_campaign(5, 1))
