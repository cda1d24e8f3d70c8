"""How evenly a campaign reaches people along the road.

The concentration index for a share that lies between 0 and 1 (Erreygers, "Correcting the concentration index", 2009):
from −1, only the nearest are reached, over 0, no difference, to 1, only the furthest. Villages at one distance have one
rank, so that their order says nothing.
"""

import numpy as np
import pandas as pd

FIFTHS = 5
FEWEST_VILLAGES = 5
COLUMNS = ["fifth", "village_count", "done_count", "target_count", "attainment_share", "from_road_km", "to_road_km"]
COLUMNS += ["erreygers_index", "half_village_count", "all_village_count"]


def along_the_road(villages: pd.DataFrame) -> pd.DataFrame:
    """The fifths of the people by road to the centre, the nearest first: their villages and the share reached; in every
    row the index, and in how many of all villages half of the people remaining live. Fewer rows where a village is
    larger than a fifth; none for fewer than five villages, or one distance only.

    `villages`: rows with `done_count`, `target_count`, `road_km`; those of which one is unknown are left out.
    """
    known = villages[villages.done_count.notna() & (villages.target_count > 0) & villages.road_km.notna()]
    if len(known) < FEWEST_VILLAGES or known.road_km.nunique() < 2:
        return pd.DataFrame(columns=COLUMNS).astype(float)
    known = known.sort_values("road_km", kind="stable")
    people = known.target_count.astype(float)
    done = known.done_count.astype(float).clip(lower=0, upper=people)
    rank = mid_ranks(known.road_km, people)
    remaining = (people - done).sort_values(ascending=False)
    half = int((remaining.cumsum() < remaining.sum() / 2).sum() + 1) if remaining.sum() > 0 else 0
    fifth = np.minimum((rank * FIFTHS).astype(int), FIFTHS - 1) + 1
    parts = known.assign(done_count=done, target_count=people, fifth=fifth).groupby("fifth")
    told = pd.DataFrame(
        {
            "village_count": parts.size(),
            "done_count": parts.done_count.sum(),
            "target_count": parts.target_count.sum(),
            "from_road_km": parts.road_km.min(),
            "to_road_km": parts.road_km.max(),
        }
    ).reset_index()
    told["attainment_share"] = told.done_count / told.target_count
    told["erreygers_index"] = float(8 * (done * (rank - 0.5)).sum() / people.sum())
    return told.assign(half_village_count=half, all_village_count=len(known))[COLUMNS].astype(float)


def mid_ranks(road: pd.Series, people: pd.Series) -> pd.Series:
    """The share of the people who live nearer, with half of those at the same distance; 0–1, in the order given."""
    by_road = people.groupby(road).sum().sort_index()
    before = by_road.cumsum() - by_road
    return road.map((before + by_road / 2) / people.sum())
