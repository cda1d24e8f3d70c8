"""Every page's headline, made as a report, an alert or the API would make it: `headlines.py LANGUAGE`.

Prints JSON: page -> sentence, for the first place, indicator and day that a page without choices is set to.
"""

import json
import sys

from enrolment.analysis import planner, wishes
from enrolment.analysis.plan import as_assigned
from enrolment.narrative import alerts, answers, barriers, comparisons, sentences, tomorrow
from enrolment.narrative import chosen as chosen_by
from enrolment.narrative.words import Words
from enrolment.query import door
from enrolment.query.answer import Answer
from enrolment.query.reader import Reader
from enrolment.settings import settings
from enrolment.store.history import history


def headlines(reader: Reader) -> dict[str, str]:
    def ask(name: str, /, **parameters: object) -> Answer:
        return door.ask(reader, name, **parameters)

    words = Words(reader.language)
    places, indicators = ask("frame/places", place=None), ask("frame/indicators")
    first, day = places.row.place_code, ask("frame/days").row.day_on.date()
    chosen = chosen_by.choose(words, places, indicators, first, chosen_by.first_indicator(indicators), day)
    standing, units = ask("overview/standing", **chosen.where), ask("units/standing", **chosen.what)
    found = {
        "overview": answers.where_we_stand(chosen, standing),
        "goals": sentences.pace(chosen, standing, ask("goals/forecast", **chosen.what)),
        "comparison": comparisons.headline(chosen, ask("comparison/funnel", **chosen.what)),
        "map": sentences.classes(chosen, units, standing),
        "distance": " ".join(
            filter(
                None,
                [
                    sentences.distance(chosen, ask("distance/bands", **chosen.what), standing),
                    barriers.along_the_road(words, ask("distance/decay", **chosen.what)),
                ],
            )
        ),
        "electricity": " ".join(
            filter(
                None,
                [
                    sentences.gaps(
                        chosen, ask("gaps/contrast", **chosen.what), ask("gaps/lacking", place=first), standing
                    ),
                    barriers.remaining_gaps(words, ask("gaps/adjusted", **chosen.what)),
                ],
            )
        ),
        "teams": sentences.teams(chosen, ask("teams/groups", **chosen.what), ask("teams/unnamed", **chosen.what)),
        "quality": sentences.quality(chosen, ask("quality/words", place=first)),
        "definitions": sentences.audits(words, ask("frame/about"), ask("definitions/audits")),
        "data": sentences.batches(words, history(settings().store)),
    }
    turns = [ask("alerts/turns", **chosen.where, indicator=code) for code in indicators.frame.indicator_code]
    silent, noted = ask("alerts/silent", **chosen.where), ask("alerts/notes", place=first)
    followed = ask("plan/followed", **chosen.where)
    news = alerts.found(silent, turns, ask("quality/reconciliation", place=first), followed, noted)
    found["alerts"] = alerts.headline(words, chosen.place_name, news, day)
    found["tomorrow"] = words.t("no-plan-province")
    if chosen.level == "commune":
        told = ask("plan/villages", **chosen.what), ask("plan/groups", **chosen.what)
        problem = wishes.problem(told[0].frame, told[1].frame, wishes.Wishes())
        plan, without = planner.solved(problem), as_assigned(problem)
        bands = wishes.expected(plan, problem, told[1].frame), wishes.gain(plan, without, told[1].frame)
        found["tomorrow"] = tomorrow.headline(
            words, chosen.place_name, tomorrow.days_after(day, 1), problem, plan, *bands
        )
        village = units.row.place_code
        of_village = ask("overview/standing", place=village, as_of=day)
        profile = ask("village/profile", village=village)
        own = ask("goals/forecast", place=village, indicator=chosen.indicator, as_of=day)
        found["village"] = sentences.village(chosen, profile, of_village, standing, own)
    else:
        found["village"] = words.t("village-needs-commune")
    return found


if __name__ == "__main__":
    print(json.dumps(headlines(Reader(sys.argv[1]))))
