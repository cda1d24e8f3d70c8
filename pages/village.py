"""Village: one village's profile, and each indicator beside its commune."""

import streamlit as st

from enrolment.charts import goals
from enrolment.narrative import sentences, tables
from enrolment.view import cards, filters, head, marked, parts, villages
from enrolment.view.session import ask, lang, words
from enrolment.view.words import name, short, t

chosen = filters.show()
if chosen.level == "province":
    head.title("village", t("village-needs-commune"))
    st.stop()
units = ask("units/standing", **chosen.what)
if not len(units):
    head.title("village", t("no-villages"))
    st.stop()
top = st.container()  # the headline first: on a phone it has to be seen before the choice
code = villages.choose(units)
where = {"place": code, "as_of": chosen.as_of}
profile = ask("village/profile", village=code)
standing = ask("overview/standing", **where)
counted = standing.frame[standing.frame.done_count.notna()]
planned = standing.frame[standing.frame.done_count.notna() | standing.frame.target_count.notna()]
commune = ask("overview/standing", **chosen.where)
ahead = ask("goals/forecast", **where, indicator=chosen.indicator)
with top:
    head.title("village", sentences.village(chosen, profile, standing, commune, ahead), marked.headline(chosen, units))

beside, counts = st.columns([1, 2], gap="medium")
with beside:
    villages.show_profile(profile)
with counts:
    cards.show_indicators(standing.showing(planned), ask("overview/daily", **where))
for row in counted.itertuples():
    against = ask("village/against_commune", village=code, indicator=row.indicator_code, as_of=chosen.as_of)
    has_shares = against.frame.attainment_share.notna().any()
    title = t("chart-against-commune" if has_shares else "chart-village-counts", name=short(row))
    parts.panel(
        title,
        t("of-indicator", name=name(row)),
        goals.against_commune(against, lang(), profile.row.place_name, profile.row.commune_name),
        f"against-commune-{row.indicator_code}",
        tables.with_commune_reached(words(), against.showing(against.frame[::-1])),
        ["reported_on", "new_count", "reached", "commune_reached"],
        alt=f"{title}: {name(row)}",
    )
parts.note(t("small-village-caveat"))
parts.table_panel(
    t("table-visits"),
    t("table-visits-sub"),
    ask("village/visits", village=code, as_of=chosen.as_of),
    ["visited_on", "team_name", "households_visited", "elderly_transported"],
)
