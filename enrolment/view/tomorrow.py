"""What people wish of a plan, and the plan as sheets, a table, and what it cannot do."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd
import streamlit as st
from markupsafe import Markup

from enrolment.analysis import plan as plans
from enrolment.analysis import wishes
from enrolment.analysis.plan import Plan, Problem
from enrolment.analysis.wishes import Wishes
from enrolment.charts import maps, ways
from enrolment.narrative import tomorrow
from enrolment.narrative.chosen import Chosen, first_indicator
from enrolment.query import planning
from enrolment.query.answer import Answer
from enrolment.settings import settings
from enrolment.view import cards, drawn, html, mapping, parts
from enrolment.view.html import blocks
from enrolment.view.session import ask, lang, words
from enrolment.view.words import count, day, label, t

MOST_DAYS, MOST_SETS = 5, 20
MOST_AN_HOUR = 30.0
_PACE = "wish_pace_"
_BESIDE = 4  # fields side by side


@dataclass(frozen=True)
class Tomorrow:
    """A plan with what it was made from. `villages` and `groups`: answers of `plan/…`; `days`: those planned."""

    villages: Answer
    groups: Answer
    problem: Problem
    days: Sequence[date]
    plan: Plan
    without: Plan

    @property
    def expected(self) -> wishes.Band:
        return wishes.expected(self.plan, self.problem, self.groups.frame)

    @property
    def gain(self) -> wishes.Band | None:
        return wishes.gain(self.plan, self.without, self.groups.frame)


def made(chosen: Chosen) -> Tomorrow | str:
    """The plan for what is wished; or why there is none."""
    if chosen.level != "commune":
        return t("no-plan-province")
    villages, groups = ask("plan/villages", **chosen.what), ask("plan/groups", **chosen.what)
    if not len(villages):
        return t("no-plan-indicator")
    if not len(groups):
        return t("no-plan-groups")
    _forget_those_of_others(chosen.place)
    wished = _wished()
    problem = wishes.problem(villages.frame, groups.frame, wished)
    try:
        plan = planning.planned(problem)
    except planning.NoPlan:
        return t("no-plan-possible")
    days = tomorrow.days_after(chosen.as_of, wished.days)
    return Tomorrow(villages, groups, problem, days, plan, plans.as_assigned(problem))


def headline(chosen: Chosen, made: Tomorrow) -> str:
    """What the plan brings, in a sentence or three."""
    return tomorrow.headline(words(), chosen.place_name, made.days, made.problem, made.plan, made.expected, made.gain)


def line(chosen: Chosen) -> str:
    """The plan that was taken for tomorrow; else the same of the plan that could be, once it is made: that takes
    seconds, the overview must not. That of the last day and the indicator that decides is made for whoever looks
    next."""
    if chosen.level != "commune":
        return ""
    if kept := taken(chosen):
        return kept
    villages, groups = ask("plan/villages", **chosen.what), ask("plan/groups", **chosen.what)
    problem = wishes.problem(villages.frame, groups.frame, Wishes()) if len(villages) and len(groups) else None
    plan = planning.known(problem) if problem else None
    if problem is None or plan is None:
        if problem and settings().plan_ahead and _is_usual(chosen):
            planning.prepare(problem)
        return ""
    days = tomorrow.days_after(chosen.as_of, 1)
    return headline(chosen, Tomorrow(villages, groups, problem, days, plan, plans.as_assigned(problem)))


def taken(chosen: Chosen) -> str:
    """The plan that people took for the next working day, in a sentence; empty where they took none."""
    (tomorrow_on,) = tomorrow.days_after(chosen.as_of, 1)
    planned = ask("plan/followed", place=chosen.place, as_of=tomorrow_on).frame
    of_day = planned[planned.planned_on == pd.Timestamp(tomorrow_on)]
    return tomorrow.taken(words(), chosen.place_name, of_day) if len(of_day) else ""


def _is_usual(chosen: Chosen) -> bool:
    """Whether the page is as it opens: of the last day, and of the indicator that decides."""
    last = ask("frame/days").row.day_on.date()
    return chosen.as_of == last and chosen.indicator == first_indicator(ask("frame/indicators"))


def show_wishes(chosen: Chosen) -> None:
    """The fields in which people say what there is and what must be; the plan is made anew when they are sent."""
    if chosen.level != "commune":
        return
    villages, groups = ask("plan/villages", **chosen.what).frame, ask("plan/groups", **chosen.what).frame
    if villages.empty or groups.empty:
        return
    names = dict(zip(villages.place_code, villages.place_name, strict=True))
    teams = dict(zip(groups.team_code, groups.team_name, strict=True))
    usual = -(-len(groups) // 2)
    most = max(MOST_SETS, usual)
    with st.expander(t("wishes")), st.form("wishes", border=False):
        first, second, third = st.columns(3)
        first.number_input(t("wish-days"), 1, MOST_DAYS, 1, key="wish_days")
        second.number_input(t("wish-generators"), 0, most, usual, key="wish_generators")
        third.number_input(t("wish-kits"), 0, most, usual, key="wish_kits")
        _many("wish_absent", teams)
        _many("wish_closed", names)
        _many("wish_must", names)
        _paces(teams, wishes.learnt(groups))
        st.slider(t("wish-far", km=count(plans.FAR_KM)), 0, 100, 0, 5, format="%d%%", key="wish_far")
        st.form_submit_button(t("wish-send"), type="primary")


def show(made: Tomorrow) -> None:
    """What cannot be met; the sheets of the groups, one a group and day."""
    for told in tomorrow.unmet(words(), made.problem, made.plan):
        parts.note(f"▼ {told}", "mistake")
    left_out = made.villages.frame[made.villages.frame.minutes.isna() | made.villages.frame.remaining_count.isna()]
    for village in left_out[left_out.place_code.isin(_wished().must)].itertuples():
        told = t("unmet-must", village=village.place_name, reason=t("unmet-not-known"))
        parts.note(f"▼ {told}", "mistake")
    unknown = len(left_out)
    if unknown:
        parts.note(t("plan-no-way", count=unknown))
    silent = int(made.villages.frame.is_unreported.sum())
    if silent:
        parts.note(t("plan-unreported", count=silent))
    if not made.groups.frame.group_days.sum():
        parts.note(t("plan-usual-pace", pace=count(wishes.USUAL_PACE, 1)))
    if not made.plan.visits:
        return
    parts.heading(t("sheets"), t("sheets-sub"))
    html.show(blocks.sheets([_sheet(sheet) for sheet in tomorrow.sheets(words(), made.problem, made.plan, made.days)]))
    html.show(_visits(made) + blocks.details(t("plan-how-good"), blocks.line(_how_good(made.plan), "note")))


def _visits(made: Tomorrow) -> Markup:
    """The plan as one table, on request."""
    names = ("team_name", "planned_on", "place_name", "remaining_count", "road_km", "travel_minutes")
    columns = [*names, "expected_registrations"]
    rows = list(tomorrow.visits(made.problem, made.plan, made.days).itertuples())
    texts = pd.DataFrame({label(name): [words().cell(row, name) for row in rows] for name in columns})
    numbers = [label(name) for name in columns[3:]]
    return blocks.details(t("plan-table"), html.table(texts, numbers, caption=t("plan-table")))


def _how_good(plan: Plan) -> str:
    """How far at most the plan lies from the best there is; where a wish is not met, its price is in the numbers."""
    apart = max(0.0, plan.bound - plan.objective)
    if plan.unmet:
        return t("plan-apart", apart=count(apart, 1))
    numbers = {"expected": plan.expected, "objective": plan.objective, "bound": plan.bound}
    numbers["share"] = 100 * apart / plan.bound if plan.bound > 0 else 0.0
    return t("plan-bound", **{name: count(number, 1) for name, number in numbers.items()})


def show_map(chosen: Chosen, made: Tomorrow) -> None:
    """The ways of the groups upon the villages' standing; nothing where nobody goes."""
    centre = mapping.centre(chosen)
    if centre is None or not made.plan.visits:
        return
    units = maps.classed(ask("units/standing", **chosen.what), lang())
    style = mapping.style(chosen, maps.SHAPES[0], [], is_played=False)
    lines = ways.drawn(made.problem, made.plan, made.days, centre, lang())
    sub = t("ways-sub") if len(made.days) == 1 else f"{t('ways-sub')} {t('ways-days')}"
    html.show(blocks.panel(t("ways"), sub))
    cards.show_legend(units, chosen.unit_key)
    drawing = {**maps.standing(units, style, centre, None), "ways": lines}
    drawn.units(drawing, "ways", t("ways"))


def _sheet(sheet: tomorrow.Sheet) -> str:
    columns = [t("stop-village"), t("stop-remaining"), t("stop-way"), t("stop-bring"), t("stop-expected")]
    rows = [(stop.village, stop.remaining, stop.road, stop.bring, stop.expected) for stop in sheet.stops]
    table = html.table(pd.DataFrame(rows, columns=columns), [columns[1], columns[4]])
    return blocks.sheet(sheet.group, day(sheet.day), table, t("sheet-tally"), [stop.code for stop in sheet.stops])


def _paces(teams: dict[str, str], learnt: dict[str, float]) -> None:
    """A field for what each group registers in an hour; one left empty is what the reports tell."""
    parts.note(t("wish-pace"))
    for number, (code, name) in enumerate(teams.items()):
        if number % _BESIDE == 0:
            columns = st.columns(_BESIDE)
        columns[number % _BESIDE].number_input(
            name, 0.0, MOST_AN_HOUR, None, 0.25, key=f"{_PACE}{code}", placeholder=count(learnt[code], 2)
        )


def _many(key: str, labels: dict[str, str]) -> None:
    """A choice of several; what was chosen of another place is none of it."""
    st.session_state[key] = [code for code in st.session_state.get(key, ()) if code in labels]
    st.multiselect(t(key.replace("_", "-")), list(labels), format_func=labels.__getitem__, key=key, placeholder="–")


def _forget_those_of_others(place: str) -> None:
    """What there is of generators and kits in one commune is not what there is in another."""
    if st.session_state.get("wish_place", place) != place:
        for key in ("wish_generators", "wish_kits"):
            st.session_state.pop(key, None)
    st.session_state["wish_place"] = place


def _wished() -> Wishes:
    """What the fields say, or said when they were sent last."""
    state = st.session_state
    days = int(state.get("wish_days", 1))
    return Wishes(
        days=days,
        generators=state.get("wish_generators"),
        kits=state.get("wish_kits"),
        closed=frozenset(state.get("wish_closed", ())),
        must=dict.fromkeys(state.get("wish_must", ()), days),
        absent=frozenset(state.get("wish_absent", ())),
        paces={str(key).removeprefix(_PACE): told for key, told in _paces_said().items()},
        far_share=state.get("wish_far", 0) / 100,
    )


def _paces_said() -> dict[str, float]:
    """The fields of paces that somebody has filled in, by their keys."""
    state = st.session_state
    return {str(key): state[key] for key in state if str(key).startswith(_PACE) and state[key] is not None}
