"""The product's numbers against the second calculator's: many campaigns side by side, and single ones that shrink."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from tests.conftest import forget
from tests.oracle import against, long
from tests.oracle.campaigns import SmallCampaign, campaigns, random_campaign

STORES, OF_A_STORE = 4, 500


@pytest.mark.parametrize("store", range(STORES))
def test_many_campaigns_in_one_store(store: int) -> None:
    first = 1_000_000 + store * OF_A_STORE
    small = [random_campaign(first + number, number, long.province(number)) for number in range(OF_A_STORE)]
    checked, found = long.in_one_store(small, every=10)
    assert found[:20] == []
    assert checked > 1_000_000


@given(campaigns(number=7))
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
def test_a_campaign_by_itself(small: SmallCampaign) -> None:
    assert long.in_one_store([small], every=1)[1] == []


def test_the_comparison_finds_what_is_wrong(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Held against a calculator with one more report, numbers differ: the test can fail."""
    small = next(one for one in (random_campaign(seed, 0) for seed in range(100)) if len(one.batches) > 1)
    monkeypatch.setenv("ENROLMENT_STORE", str(tmp_path / "store"))
    forget()
    campaign = against.bring_in([small], tmp_path / "files", tmp_path / "store")
    less = campaign.with_batches([campaign.batches[0].iloc[1:], *campaign.batches[1:]])
    assert against.differences(campaign, tmp_path / "store")[1] == []
    assert against.differences(less, tmp_path / "store")[1]
    forget()
