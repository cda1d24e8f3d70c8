"""Many made-up campaigns against the second calculator: `python -m tests.oracle.long 50000`.

Prints a line for each store of campaigns and, at the end, what `docs/ORACLE.md` says of a run. A campaign that differs
is shrunk alone and printed, to be kept as a named case.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from tests.conftest import forget
from tests.oracle import against
from tests.oracle.campaigns import SmallCampaign, random_campaign

AT_ONCE, ALONE, SHARED = 1000, 8, 4  # campaigns of a store; provinces with one of them, with many


def main(count: int, first: int = 0) -> int:
    """Hold `count` campaigns from seed `first` on against the calculator; 1 where any number differs, else 0."""
    started, numbers, wrong = time.monotonic(), 0, 0
    for start in range(first, first + count, AT_ONCE):
        seeds = range(start, min(start + AT_ONCE, first + count))
        small = [random_campaign(seed, seed - start, province(seed - start)) for seed in seeds]
        checked, found = in_one_store(small)
        numbers += checked
        print(f"{seeds.stop - first} campaigns, {numbers} numbers, {time.monotonic() - started:.0f} s", flush=True)
        for seed in {start + int(line.split()[0][:5]) - 20000 for line in found if line[:5].isdigit()}:
            wrong += 1
            print(shrunk(random_campaign(seed, 0, "10")), *found[:5], sep="\n", flush=True)
        wrong += bool(found)
    print(f"{count} campaigns, {numbers} numbers, {wrong} wrong")
    return 1 if wrong else 0


def province(number: int) -> str:
    """A province of its own for the first campaigns of a store; the others share a few."""
    return str(10 + number if number < ALONE else 10 + ALONE + number % SHARED)


def in_one_store(small: Sequence[SmallCampaign], days: int = 2, every: int = 20) -> tuple[int, list[str]]:
    """How many numbers were compared, and those that differ, of campaigns side by side in one store.

    All standings of all days; what pages ask, on so many days and of every so-manieth place.
    """
    folder = Path(tempfile.mkdtemp())
    before = os.environ.get("ENROLMENT_STORE")
    os.environ["ENROLMENT_STORE"] = str(folder / "store")
    forget()
    try:
        campaign = against.bring_in(small, folder / "files", folder / "store")
        checked, found = against.differences(campaign, folder / "store")
        places = [*campaign.communes_of_province, *campaign.villages_of_commune][::every]
        for day in campaign.days[:: max(1, len(campaign.days) // days)][1:]:
            more, other = against.asked(campaign, places, day)
            checked, found = checked + more, found + other
        return checked, found
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        if before is None:
            del os.environ["ENROLMENT_STORE"]
        else:
            os.environ["ENROLMENT_STORE"] = before
        forget()


def shrunk(small: SmallCampaign) -> SmallCampaign:
    """The same campaign with as few rows of progress and of targets as still differ."""
    for table_of in (_without_report, _without_target):
        number = 0
        while (fewer := table_of(small, number)) is not None:
            try:
                differs = bool(in_one_store([fewer], every=1)[1])
            except Exception:  # what an import refuses is no smaller case
                differs = False
            small, number = (fewer, number) if differs else (small, number + 1)
    return small


def _without_report(small: SmallCampaign, number: int) -> SmallCampaign | None:
    batches = [list(rows) for rows in small.batches_of_rows]
    for rows in batches:
        if number < len(rows):
            del rows[number]
            return replace(small, batches_of_rows=batches)
        number -= len(rows)
    return None


def _without_target(small: SmallCampaign, number: int) -> SmallCampaign | None:
    rows = small.rows["targets"]
    if number >= len(rows):
        return None
    return replace(small, rows={**small.rows, "targets": [*rows[:number], *rows[number + 1 :]]})


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:] or ["50000"])))
