"""Groups: who walks, what they achieve in a day, whom they carry, and what the community gave."""

from enrolment.view import cards, filters, marked, parts, sentences
from enrolment.view.words import name, t, write
from enrolment.warehouse import run

chosen = filters.show()
groups = run("teams/groups", **chosen.what)
members = run("teams/members", place=chosen.place)
roles = run("teams/roles", place=chosen.place)
gifts = run("teams/gifts", place=chosen.place)
named = run("teams/unnamed", **chosen.what).iloc[0]
parts.title("teams", sentences.teams(chosen, groups, named), marked.headline(chosen, groups, groups.columns))

if len(groups):
    parts.bar_panel(
        t("chart-registrations"),
        t("of-indicator", name=name(chosen.indicator_row)),
        "unit_name",
        "registrations_per_group_day",
        lambda group: write("registrations_per_group_day", group.registrations_per_group_day),
        parts.Source(
            "teams/groups",
            chosen.what,
            groups.sort_values("registrations_per_group_day", ascending=False),
            ["unit_name", "group_days", "known_days", "new_count", "registrations_per_group_day"],
        ),
    )
    parts.table_panel(
        t(f"table-groups-{chosen.level}"),
        t("table-groups-sub"),
        parts.Source(
            "teams/groups",
            chosen.what,
            groups,
            ["unit_name", "member_count", "village_count", "visit_count", "households_visited", "elderly_transported"],
        ),
    )
    if chosen.level == "commune" and len(members):
        parts.heading(t("table-roles"), t("table-members-sub"))
        cards.show_members(members)
        parts.source_line("teams/members", {"place": chosen.place}, members)
    else:
        parts.table_panel(
            t("table-roles"),
            t("table-roles-sub"),
            parts.Source("teams/roles", {"place": chosen.place}, roles, ["role", "member_count", "group_count"]),
        )
if len(gifts):
    parts.table_panel(
        t("table-gifts"),
        t("table-gifts-sub"),
        parts.Source("teams/gifts", {"place": chosen.place}, gifts, ["item", "quantity", "unit"]),
    )
