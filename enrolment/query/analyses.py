"""What some questions make of their rows, by the name that their header gives after `analysis:`."""

from collections.abc import Callable, Mapping

import pandas as pd

from enrolment.analysis import alerts, barriers, equity, funnel, reach

ANALYSES: Mapping[str, Callable[[pd.DataFrame], pd.DataFrame]] = {
    "forecast": reach.forecast_to_due,
    "what_if": reach.what_if,
    "back_test": reach.back_test,
    "funnel": funnel.compared,
    "late": funnel.late,
    "decay": barriers.decay,
    "adjusted": barriers.adjusted,
    "equity": equity.along_the_road,
    "silent": alerts.silent,
    "turns": alerts.turns,
}
