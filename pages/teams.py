"""Groups: who walks, what they achieve in a day, whom they carry, and what the community gave."""

from functools import partial

from enrolment.narrative import sentences, tables
from enrolment.view import cards, filters, head, marked, parts
from enrolment.view.session import ask, words
from enrolment.view.words import name, t

PACE = "registrations_per_group_day"

chosen = filters.show()
groups = ask("teams/groups", **chosen.what)
members = ask("teams/members", place=chosen.place)
roles = ask("teams/roles", place=chosen.place)
gifts = ask("teams/gifts", place=chosen.place)
named = ask("teams/unnamed", **chosen.what)
marks = marked.headline(chosen, groups, list(groups.frame.columns))
head.title("teams", sentences.teams(chosen, groups, named), marks)

if len(groups):
    parts.bar_panel(
        t("chart-registrations"),
        t("chart-registrations-sub", name=name(chosen.indicator_row)),
        "unit_name",
        PACE,
        partial(tables.rate, words()),
        groups.showing(groups.frame.sort_values(PACE, ascending=False)),
        ["unit_name", PACE, "road_km", "group_days", "known_days", "new_count"],
    )
    parts.table_panel(
        t(f"table-groups-{chosen.level}"),
        t("table-groups-sub"),
        groups,
        ["unit_name", "member_count", "village_count", "visit_count", "households_visited", "elderly_transported"],
    )
    if chosen.level == "commune" and len(members):
        parts.heading(t("table-roles"), t("table-members-sub"))
        cards.show_members(members)
        parts.source_line(members)
    else:
        parts.table_panel(t("table-roles"), t("table-roles-sub"), roles, ["role", "member_count", "group_count"])
if len(gifts):
    parts.table_panel(t("table-gifts"), t("table-gifts-sub"), gifts, ["item", "quantity", "unit"])
