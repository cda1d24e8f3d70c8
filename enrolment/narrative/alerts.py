"""What is news in a place, a sentence each, and what people made of it."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

import pandas as pd

from enrolment.analysis.alerts import rules
from enrolment.narrative.chosen import Chosen
from enrolment.narrative.words import Words
from enrolment.query.answer import Answer

# The gravest first; and the page that says more of each.
KINDS = {
    "pace_fell": "goals",
    "falling_behind": "goals",
    "village_silent": "village",
    "newly_below": "comparison",
    "reconciliation_off": "quality",
    "plan_not_followed": "tomorrow",
    "pace_leapt": "goals",
}
STATES = ("open", "explained", "fixed")  # new, seen, settled


@dataclass(frozen=True)
class Alert:
    """`since_on`: the day on which it began; with kind, place and indicator it is the same alert tomorrow. `found` and
    `expected`: the two numbers that differ, in people or days. `state`: one of STATES."""

    kind: str
    place_code: str
    place_name: str
    level: str
    indicator_code: str
    since_on: date | None
    found: float
    expected: float
    state: str = "open"
    note: str = ""
    noted_by: str = ""

    @property
    def page(self) -> str:
        """The page that says more of it."""
        page = KINDS[self.kind]
        return "quality" if page == "village" and self.level != "village" else page

    @property
    def key(self) -> tuple[str, str, str, date | None]:
        """What it is known by in notes."""
        return self.kind, self.place_code, self.indicator_code, self.since_on


def found(
    silent: Answer, turns: Sequence[Answer], apart: Answer | None, followed: Answer | None, notes: Answer
) -> list[Alert]:
    """The alerts of a place, those that nobody has looked at first. `silent`: `alerts/silent`; `turns`: `alerts/turns`
    of each indicator; `apart`: `quality/reconciliation`; `followed`: `plan/followed`; `notes`: `alerts/notes`."""
    alerts = [
        Alert(
            *("village_silent", row.place_code, row.place_name, row.level, ""),
            *(row.last_reported_on.date(), row.silent_days, row.usual_days),
        )
        for row in silent.frame.itertuples()
    ]
    alerts += [
        Alert(
            *(row.kind, row.place_code, row.place_name, row.level, row.indicator_code),
            *(row.since_on.date(), row.found_count, row.expected_count),
        )
        for answer in turns
        for row in answer.frame.itertuples()
    ]
    flagged = apart.frame[apart.frame.is_flagged].itertuples() if apart else ()
    alerts += [
        Alert(
            *("reconciliation_off", row.place_code, row.place_name, "commune", row.indicator_code),
            *(None, row.found_count, row.compared_count),
        )
        for row in flagged
    ]
    alerts += _not_followed(followed) if followed else []
    noted = {_key(row): row for row in notes.frame.itertuples()}
    told = [_with_note(alert, noted.get(alert.key)) for alert in alerts]
    kinds = list(KINDS)
    return sorted(
        told, key=lambda one: (STATES.index(one.state), kinds.index(one.kind), -abs(one.found - one.expected))
    )


def sentence(words: Words, alert: Alert, indicators: Answer) -> str:
    """What happened, where, since when, with its two numbers. `indicators`: `frame/indicators`."""
    named = indicators.frame[indicators.frame.indicator_code == alert.indicator_code]
    told = {
        "place": alert.place_name,
        "indicator": words.short(next(named.itertuples())) if len(named) else "",
        "found": words.count(alert.found),
        "expected": words.count(alert.expected),
        "since": words.day(alert.since_on) if alert.since_on else "",
    }
    return words.t(f"alert-{alert.kind}".replace("_", "-"), **told)


def headline(words: Words, place_name: str, alerts: Sequence[Alert], as_of: date) -> str:
    """How many alerts there are, and how many of them nobody has looked at."""
    told = {"place": place_name, "day": words.day(as_of), "count": len(alerts)}
    if not alerts:
        return words.t("say-no-alerts", **told)
    return words.t("say-alerts", **told, new=sum(alert.state == "open" for alert in alerts))


def not_judged(words: Words, daily: Answer, standing: Answer, indicators: Answer) -> list[str]:
    """What cannot be told: of which indicators no pace, since few days are reported, and that there is no plan. `daily`
    and `standing`: `overview/…` of the place."""
    least = rules()["pace_break"]["fewest_before_days"] + rules()["pace_break"]["days"]
    reported = daily.frame[daily.frame.new_count.notna()].groupby("indicator_code").reported_on.nunique()
    named = indicators.frame[indicators.frame.indicator_code.isin(reported.index[reported < least])]
    young = ", ".join(map(words.short, named.itertuples()))
    told = [words.t("alerts-young", indicators=young, days=least)] if young else []
    return told + ([] if standing.frame.target_count.notna().any() else [words.t("alerts-no-plan")])


def line(words: Words, alerts: Sequence[Alert], indicators: Answer) -> str:
    """The gravest alert that nobody has looked at, and how many more there are; empty where there is none."""
    new = [alert for alert in alerts if alert.state == "open"]
    if not new:
        return ""
    more = words.t("alerts-more", count=len(new) - 1) if len(new) > 1 else ""
    return f"{sentence(words, new[0], indicators)} {more}".strip()


def moved(chosen: Chosen, between: Answer, since: date) -> str:
    """By how much an indicator's total has moved since a day, in how many units. `between`: `alerts/between`."""
    words, frame = chosen.words, between.frame
    told = {
        "indicator": words.short(chosen.indicator_row),
        "since": words.day(since),
        "day": words.day(chosen.as_of),
        "all": words.t(f"{chosen.unit_key}s-count", count=int((frame.level != "rest").sum())),
    }
    if frame.empty:
        return words.t("moved-none", **told)
    if not frame.moved_count.any():
        return words.t("moved-nothing", **told)
    grown = frame[(frame.moved_count > 0) & (frame.level != "rest")]
    return words.t("moved-by", **told, total=words.signed(frame.moved_count.sum(), 0), grown=words.count(len(grown)))


def as_row(words: Words, alert: Alert, indicators: Answer, place: str, as_of: str) -> dict[str, Any]:
    """An alert as the command line prints it, with its sentence and the address of the page that says more. `place`:
    the commune or province that was asked, by the end of the day `as_of` (ISO)."""
    indicator = f"&indicator={alert.indicator_code}" if alert.indicator_code else ""
    village = f"&village={alert.place_code}" if alert.level == "village" else ""
    link = f"/{alert.page}?place={place if village else alert.place_code}{indicator}{village}&as_of={as_of}"
    told = {
        name: None if isinstance(value, float) and value != value else value for name, value in asdict(alert).items()
    }
    return {**told, "sentence": sentence(words, alert, indicators), "link": link}


def _not_followed(followed: Answer) -> list[Alert]:
    """Visits of the last day of a plan that were not made, though others of that day are reported: to villages in which
    no group was, and which registered nobody."""
    frame = followed.frame
    last = frame[frame.is_reported & (frame.planned_on == frame.planned_on[frame.is_reported].max())]
    seen = set(last[last.is_visited | last.is_visited_by_others | (last.new_count > 0)].village_code)
    missed = last[~last.village_code.isin(seen)].drop_duplicates("village_code")
    return [
        Alert(
            *("plan_not_followed", row.village_code, row.place_name, "village", row.indicator_code),
            *(row.planned_on.date(), 0.0, float(row.expected_count)),
        )
        for row in missed.itertuples()
    ]


def _key(row: Any) -> tuple[str, str, str, date | None]:
    day = None if pd.isna(row.reported_on) else row.reported_on.date()
    return row.check_name, row.place_code, row.indicator_code if isinstance(row.indicator_code, str) else "", day


def _with_note(alert: Alert, note: Any) -> Alert:
    if note is None:
        return alert
    by = note.noted_by if isinstance(note.noted_by, str) else ""
    return Alert(**{**asdict(alert), "state": note.finding_status, "note": note.note, "noted_by": by})
