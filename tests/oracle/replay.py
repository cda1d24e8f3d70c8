"""What following the plan brings: made-up campaigns in which groups go where the plan says, day after day, beside the
same campaigns in which each group goes to its own villages. `python -m tests.oracle.replay 20` prints the table of
`docs/PLAN.md`.

Who comes is drawn by people of their own, not by the planner's rule: each who remains in a village comes with a chance
that grows with the hours that a group is there, the less willing last; both campaigns draw with the same seed.
"""

import sys
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from enrolment.analysis import plan, planner
from enrolment.analysis.plan import Problem, Visit
from tests.analysis.communes import commune

DAYS = 10
DRAWS = 4  # of who comes; one draw alone strays by more than the plan gains


def followed(problem: Problem, seed: int, is_planned: bool) -> int:
    """How many are registered in ten days."""
    rng = np.random.default_rng(seed)
    willing = {one.code: np.sort(rng.exponential(1.0, int(one.remaining))) for one in problem.villages}
    since = {one.code: one.unvisited_days for one in problem.villages}
    total = 0
    for _ in range(DAYS):
        today = replace(
            problem,
            days=1,
            villages=tuple(
                replace(one, remaining=float(len(willing[one.code])), unvisited_days=since[one.code])
                for one in problem.villages
            ),
        )
        visits = planner.solved(today).visits if is_planned else plan.as_assigned(today).visits
        for code in since:
            since[code] += 1
        for visit in visits:
            for code in visit.villages:
                since[code] = 0
                total += _come(problem, visit, code, willing, rng)
    return total


def _come(problem: Problem, visit: Visit, code: str, willing: dict[str, np.ndarray], rng: np.random.Generator) -> int:
    """Those who come to one visit; they no longer remain."""
    pace = next(group.pace for group in problem.groups if group.code == visit.group)
    here = willing[code]
    if not len(here):
        return 0
    reach = pace * visit.minutes / 60 / len(here) * rng.lognormal(0, 0.3)
    is_coming = rng.uniform(size=len(here)) < 1 - np.exp(-reach / (0.5 + here))
    willing[code] = here[~is_coming]
    return int(is_coming.sum())


def gains(seeds: Sequence[int], draws: int = DRAWS) -> list[tuple[float, float]]:
    """Registered with the plan, and as assigned, by campaign; on average over the draws."""
    problems = [commune(seed, groups=6, generators=3, kits=3) for seed in seeds]
    return [
        (
            float(np.mean([followed(problem, 1000 * seed + draw, True) for draw in range(draws)])),
            float(np.mean([followed(problem, 1000 * seed + draw, False) for draw in range(draws)])),
        )
        for seed, problem in zip(seeds, problems, strict=True)
    ]


if __name__ == "__main__":
    found = gains(range(int(sys.argv[1])))
    more = [with_plan / without - 1 for with_plan, without in found]
    print(f"better in {sum(one > 0 for one in more)} of {len(more)}; {np.mean(more):+.1%} on average")
    print(f"from {min(more):+.1%} to {max(more):+.1%}; the average strays by {np.std(more) / len(more) ** 0.5:.1%}")
