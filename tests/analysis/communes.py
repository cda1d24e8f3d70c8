"""Communes made up for the plan: 8 groups, 38 villages around a centre, five days."""

from typing import Any

import numpy as np

from enrolment.analysis.plan import Group, Problem, Village


def commune(seed: int, groups: int = 8, villages: int = 38, days: int = 5, **wishes: Any) -> Problem:
    rng = np.random.default_rng(seed)
    across = rng.uniform(-11, 11, (villages, 2))
    road = np.minimum(30, np.hypot(*across.T) * 1.6)
    people = rng.integers(60, 520, villages) * rng.beta(4, 7, villages)
    unlit, weak = rng.permutation(villages) < villages / 3, rng.permutation(villages) < villages / 3
    places = tuple(
        Village(
            code=f"V{n:02}",
            name=f"Thôn {n}",
            remaining=float(round(people[n])),
            minutes=float(road[n] / 22 * 60),
            latitude=22.6 + across[n, 1] / 111.2,
            longitude=105.7 + across[n, 0] / 102.7,
            road_km=float(road[n]),
            is_unlit=bool(unlit[n]),
            is_weak=bool(weak[n]),
            unvisited_days=float(rng.integers(0, 12)),
            team_code=f"T{n % groups}",
        )
        for n in range(villages)
    )
    those = tuple(Group(f"T{n}", f"Tổ {n}", 2.75 if n < groups / 2 else 2.0) for n in range(groups))
    return Problem(places, those, days, **{"generators": 3, "kits": 4, **wishes})
