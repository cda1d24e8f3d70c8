"""What following the plan brings, on a sample; the table of twenty campaigns stands in docs/PLAN.md."""

from tests.oracle import replay


def test_following_the_plan_brings_no_less_on_average():
    found = replay.gains(range(4), draws=1)
    assert sum(planned for planned, _ in found) > 0.97 * sum(without for _, without in found)
