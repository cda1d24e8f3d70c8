"""Village: one village's profile, and each indicator beside its commune."""

import streamlit as st

from enrolment.charts import goals
from enrolment.view import cards, filters, marked, parts, sentences, villages
from enrolment.view.words import lang, name, t
from enrolment.warehouse import run

chosen = filters.show()
if chosen.level == "province":
    parts.title("village", t("village-needs-commune"))
    st.stop()
units = run("units/standing", **chosen.what)
if units.empty:
    parts.title("village", t("no-villages"))
    st.stop()
code = villages.choose(units)
where = {"place": code, "as_of": chosen.as_of}
village = run("village/profile", village=code).iloc[0]
standing = run("overview/standing", **where)
visits = run("village/visits", village=code, as_of=chosen.as_of)
shown = standing[standing.done_count.notna() | standing.target_count.notna()]
commune = run("overview/standing", **chosen.where)
parts.title("village", sentences.village(village, standing, chosen, commune), marked.headline(chosen, units))

profile, counts = st.columns([1, 2], gap="medium")
with profile:
    villages.show_profile(village)
with counts:
    cards.show_indicators(shown, run("overview/daily", **where))
for row in standing[standing.done_count.notna()].itertuples():
    asked = {"village": code, "indicator": row.indicator_code, "as_of": chosen.as_of}
    against = sentences.with_commune_reached(run("village/against_commune", **asked))
    parts.panel(
        t("chart-against-commune"),
        t("of-indicator", name=name(row)),
        goals.against_commune(against, lang(), village.place_name, village.commune_name),
        f"against-commune-{row.indicator_code}",
        alt=f"{t('chart-against-commune')}: {name(row)}",
        source=parts.Source(
            "village/against_commune", asked, against[::-1], ["reported_on", "new_count", "reached", "commune_reached"]
        ),
    )
parts.note(t("small-village-caveat"))
parts.table_panel(
    t("table-visits"),
    t("table-visits-sub"),
    parts.Source(
        "village/visits",
        {"village": code, "as_of": chosen.as_of},
        visits,
        ["visited_on", "team_name", "households_visited", "elderly_transported"],
    ),
)
