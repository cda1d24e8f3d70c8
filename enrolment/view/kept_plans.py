"""Plans that are taken: kept as a batch, beside what happened, and the tally of the evening."""

from collections.abc import Sequence
from datetime import date, timedelta

import pandas as pd
import streamlit as st

from enrolment.changes import requests
from enrolment.narrative import tomorrow as said
from enrolment.narrative.chosen import Chosen
from enrolment.view import history, parts
from enrolment.view.session import ask, lang, words
from enrolment.view.tomorrow import Tomorrow
from enrolment.view.words import day, t

_PLANNED = ("planned_on", "team_name", "place_name", "expected_registrations")
_AHEAD = timedelta(days=14)  # as far as plans are made


def show_take(chosen: Chosen, made: Tomorrow) -> None:
    """The button that keeps the plan; not of days that are over, nor of none."""
    last_on = ask("frame/about").row.last_reported_on.date()
    if parts.why_no_change() or not made.plan.visits or made.days[0] <= last_on:
        return
    parts.heading(t("take-plan"), t("take-plan-sub"))
    with st.form(f"take_plan_{_turn()}", border=True):
        who = history.ask_who("plan_who")
        is_sent = st.form_submit_button(t("take-plan"), type="primary")
    if is_sent and not who:
        parts.note(t("tally-incomplete"), "mistake")
    elif is_sent:
        rows = said.as_assignments(made.plan, made.days, chosen.indicator)
        history.carry_out(
            lambda tell: requests.write_rows(lang(), {"assignments": rows}, who, tell), "outcome-plan", who
        )


def show_followed(chosen: Chosen) -> None:
    """The plans of the last days beside what happened; nothing where none was taken."""
    followed = ask("plan/followed", **chosen.where)
    if not len(followed):
        return
    last = followed.frame[followed.frame.planned_on == followed.frame.planned_on.max()]
    told = followed.frame.rename(columns={"expected_count": "expected_registrations"})
    parts.table_panel(
        t("followed"),
        said.followed(words(), last),
        followed.showing(told),
        [*_PLANNED, "new_count", "is_visited", "is_visited_by_others"],
    )


def show_tally(chosen: Chosen) -> None:
    """A field for each visit of a planned day of which nothing is reported; all of it on one screen. The first day that
    nobody has reported anything of is offered, else the last one."""
    if chosen.level != "commune" or parts.why_no_change():
        return
    planned = ask("plan/followed", place=chosen.place, as_of=chosen.as_of + _AHEAD).frame
    is_open = ~planned.is_visited & ~planned.is_visited_by_others & planned.new_count.isna()
    waiting = planned[is_open & (planned.planned_on >= pd.Timestamp(chosen.as_of))]
    if waiting.empty:
        return
    silent = waiting[~waiting.is_reported]
    first = silent.planned_on.min() if len(silent) else waiting.planned_on.max()
    of_day = waiting[waiting.planned_on == first].reset_index(drop=True)
    when: date = of_day.planned_on.iloc[0].date()
    parts.heading(t("tally", day=day(when)), t("tally-sub"))
    with st.form(f"tally_{when}_{_turn()}", border=True):
        columns = st.columns(2)
        counts = [
            columns[number % 2].number_input(
                f"{said.short_code(row.team_code, row.village_code)} · {row.team_name} · {row.place_name}",
                0,
                None,
                None,
                key=f"tally_{when}_{_turn()}_{row.team_code}_{row.village_code}",
            )
            for number, row in enumerate(of_day.itertuples())
        ]
        who = history.ask_who("tally_who")
        is_sent = st.form_submit_button(t("tally-save"), type="primary")
    if is_sent and not (who and any(count is not None for count in counts)):
        parts.note(t("tally-incomplete"), "mistake")
    elif is_sent:
        tables = _as_tables(of_day, counts, when)
        history.carry_out(lambda tell: requests.write_rows(lang(), tables, who, tell), "outcome-tally", who)


def _as_tables(of_day: pd.DataFrame, counts: Sequence[int | None], when: date) -> dict[str, list[dict[str, str]]]:
    """What was typed as visits and as new counts of the groups; a visit that was not made is left out."""
    made = [(row, int(count)) for row, count in zip(of_day.itertuples(), counts, strict=True) if count is not None]
    progress = [
        {
            "reported_on": when.isoformat(),
            "village_code": row.village_code,
            "indicator_code": row.indicator_code,
            "team_code": row.team_code,
            "new_count": str(count),
        }
        for row, count in made
    ]
    visits = [
        {"visited_on": when.isoformat(), "team_code": row.team_code, "village_code": row.village_code}
        for row, _ in made
    ]
    return {"progress": progress, "visits": visits}


def _turn() -> int:
    """Another one empties the forms once they have come in."""
    return int(st.session_state.get("note_turn", 0))
