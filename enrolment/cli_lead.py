"""What leaders ask the command line: what has turned, and where to go tomorrow."""

from datetime import date
from typing import Annotated

import typer

from enrolment.language import translate
from enrolment.narrative.words import Words
from enrolment.settings import settings
from enrolment.terminal import LANGUAGE, Json, Language, ask, print_json, stop

app = typer.Typer()


@app.command()
def alerts(
    place: Annotated[str, typer.Option(help="A commune or province; empty: every commune.")] = "",
    as_of: Annotated[str, typer.Option(help="A day, YYYY-MM-DD; empty: the last one.")] = "",
    lang: Language = LANGUAGE,
    as_json: Json = False,
) -> None:
    """What has turned: a pace that broke off, places that fell silent, behind their plan or below chance."""
    from enrolment.narrative import alerts as told

    words, indicators = Words(lang), ask("frame/indicators")
    places = ask("frame/places", place=place or None).frame
    codes = [place] if place else places.place_code[places.level == "commune"].tolist()
    if place and place not in set(places.place_code):
        stop(translate(lang, "no-such-place", place=place))
    day = _known_day(as_of, lang)
    rows = []
    for code in codes:
        turns = [ask("alerts/turns", place=code, as_of=day, indicator=one) for one in indicators.frame.indicator_code]
        apart, notes = ask("quality/reconciliation", place=code), ask("alerts/notes", place=code)
        silent, followed = (ask(name, place=code, as_of=day) for name in ("alerts/silent", "plan/followed"))
        found = told.found(silent, turns, apart, followed, notes)
        rows += [told.as_row(words, alert, indicators, code, day) for alert in found]
    if as_json:
        print_json(rows)
        return
    for row in rows:
        print(row["sentence"])


@app.command()
def plan(
    place: Annotated[str, typer.Option(help="A commune.")],
    days: Annotated[int, typer.Option(min=1, max=14, help="Working days to plan.")] = 1,
    indicator: Annotated[str, typer.Option(help="What is registered; empty: what decides the campaign.")] = "",
    as_of: Annotated[str, typer.Option(help="The last day that is known, YYYY-MM-DD; empty: the last one.")] = "",
    generators: Annotated[int | None, typer.Option(min=0, help="Villages without power to work in a day.")] = None,
    kits: Annotated[int | None, typer.Option(min=0, help="Villages without signal to work in a day.")] = None,
    lang: Language = LANGUAGE,
    as_json: Json = False,
) -> None:
    """Say which group goes where on the next days, and what is expected of it."""
    from enrolment.analysis import planner, wishes
    from enrolment.narrative import chosen, tomorrow

    what = indicator or chosen.first_indicator(ask("frame/indicators"))
    day = _known_day(as_of, lang)
    asked = {"place": place, "indicator": what, "as_of": day}
    villages, groups = ask("plan/villages", **asked).frame, ask("plan/groups", **asked).frame
    if villages.empty:
        stop(translate(lang, "no-plan-place", place=place, indicator=what))
    if groups.empty:
        stop(translate(lang, "no-plan-groups"))
    problem = wishes.problem(villages, groups, wishes.Wishes(days=days, generators=generators, kits=kits))
    try:
        found = planner.solved(problem, seconds=settings().plan_seconds)
    except ValueError:
        stop(translate(lang, "no-plan-possible"))
    told = tomorrow.as_document(Words(lang), problem, found, tomorrow.days_after(date.fromisoformat(day), days))
    if as_json:
        print_json({**asked, **told})
        return
    for row in told["visits"]:
        names = ", ".join(village["name"] for village in row["villages"])
        print(f"{row['day']}  {row['group_name']:<24}{names:<32}{row['expected_registrations']:.1f}")


def _known_day(as_of: str, lang: str) -> str:
    """A day of which the data has something to say, ISO; the last one unless another is named. Of a day without reports
    everybody would count as not reached."""
    days = [moment.date().isoformat() for moment in ask("frame/days").frame.day_on]
    if not days or (as_of and as_of not in days):
        stop(translate(lang, "no-such-day", day=as_of or "–", first=days[-1] if days else "–", last=(days or ["–"])[0]))
    return as_of or days[0]
