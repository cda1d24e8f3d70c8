"""Cards of the indicators, the legend of the classes, small multiples, and the heat map: blocks of HTML."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any
from urllib.parse import quote

import pandas as pd
from markupsafe import Markup

from enrolment.classes import COVERAGES, DIFFERENCES, REMOTENESS
from enrolment.palette import INDIGO, NO_DATA, attainment, crossed, difference, on_attainment, pace
from enrolment.query.answer import Answer
from enrolment.query.metrics import CLASSES, PACES
from enrolment.view import html, marked
from enrolment.view.html import blocks
from enrolment.view.words import count, day, label, name, reached, t, unit, word, write

Mark = tuple[str, str, str]  # of a legend: colour, kind (`dot`, `hatch`, `line road`), text


def show_indicators(standing: Answer, daily: Answer, first: str = "") -> None:
    """A card for each indicator: that which is `first`, if any, large before the others; those without a report or a
    target small behind them. `standing`, `daily`: answers of `overview/standing` and `overview/daily`."""
    new_counts = dict(tuple(daily.frame.groupby("indicator_code").new_count))

    def card(row: Any, kind: str) -> Markup:
        return _indicator(row, list(new_counts.get(row.indicator_code, [])), _marks(standing, row), kind)

    rows = sorted(standing.frame.itertuples(), key=lambda row: row.indicator_code != first)
    is_small = [_is_small(row) and row.indicator_code != first for row in rows]
    large = [
        card(row, "first-of-all" if row.indicator_code == first else "")
        for row, small in zip(rows, is_small, strict=True)
        if not small
    ]
    stacked = [card(row, "quiet") for row, small in zip(rows, is_small, strict=True) if small]
    html.show(blocks.cards([*large, *([blocks.stack(stacked)] if stacked else [])]))


def _is_small(row: Any) -> bool:
    return pd.isna(row.done_count) or pd.isna(row.target_count)


def show_legend(of_units: Answer, unit_key: str, marks: Sequence[Mark] = ()) -> None:
    """The classes with the number of units in each, all of them where they are those of attainment; `marks`: of what
    else is on the map.

    `of_units` as `maps.classed` gives them. Units without a report are hatched on the map; of those with one and
    without a class the target is not known.
    """
    units = of_units.frame
    found = units.map_class.value_counts()
    texts = dict(zip(units.map_class, units.map_class_text, strict=True))
    if units.attainment_class.notna().any():
        texts = {code: word("attainment_class", code) for code in CLASSES}
    rows = [
        (attainment(code), "", f"{texts[code]}: {t(f'{unit_key}s-count', count=int(found.get(code, 0)))}")
        for code in CLASSES
        if code in texts
    ]
    silent = units.done_count.isna()
    for kind, text, is_so in (
        ("hatch", "legend-no-report", silent),
        ("", "no-target", ~silent & units.map_class.isna()),
    ):
        if is_so.any():
            rows.append((NO_DATA, kind, f"{t(text)}: {t(f'{unit_key}s-count', count=int(is_so.sum()))}"))
    rows += marks
    html.show(blocks.legend(rows))


def scale(of_units: Answer) -> Markup:
    """The colours of the classes in one line, from the lowest to the highest; nothing where units have none of them."""
    if not of_units.frame.attainment_class.notna().any():
        return Markup("")
    return blocks.scale(
        word("attainment_class", CLASSES[0]), list(map(attainment, CLASSES)), word("attainment_class", CLASSES[-1])
    )


def show_legend_of_change(of_units: Answer, unit_key: str, marks: Sequence[Mark] = ()) -> None:
    """The classes of how far units came beside their place, with the number of units in each; those that are not
    compared in one. `of_units` as `maps.moved` gives them; `marks`: of what else is on the map."""
    found = of_units.frame.map_class.value_counts()
    counted = {code: t(f"{unit_key}s-count", count=int(found.get(code, 0))) for code in PACES}
    rows = [(pace(code), "", f"{word('pace_class', code)}: {counted[code]}") for code in PACES]
    others = _without_class(of_units, unit_key, "map-not-compared")
    html.show(blocks.legend([*rows, *others, *marks]))


def show_legend_of_differences(of_units: Answer, unit_key: str) -> None:
    """What counts became between two states of the data, with the number of units of each. `of_units` as
    `maps.differing` gives them."""
    found = of_units.frame.map_class.value_counts()
    counted = {code: t(f"{unit_key}s-count", count=int(found.get(code, 0))) for code in DIFFERENCES}
    rows = [(difference(code), "", f"{word('difference', code)}: {counted[code]}") for code in DIFFERENCES]
    html.show(blocks.legend([*rows, *_without_class(of_units, unit_key, "no-reports-yet")]))


def show_legend_of_crossed(of_units: Answer, unit_key: str, marks: Sequence[Mark] = ()) -> None:
    """The classes of coverage beside distance as a table, each with the number of units in it; `marks`: of what else
    is on the map. `of_units` as `maps.crossed` gives them."""
    found = of_units.frame.map_class.value_counts()
    columns = [word("remoteness", span.code) for span in REMOTENESS]
    rows = []
    for coverage in COVERAGES:
        codes = [f"{coverage.code}_{span.code}" for span in REMOTENESS]
        rows.append(
            (word("coverage", coverage.code), [(crossed(code), count(int(found.get(code, 0)))) for code in codes])
        )
    html.show(blocks.crossed(t(f"{unit_key}s-by-both"), columns, rows))
    told = [*_without_class(of_units, unit_key, "map-not-crossed"), *marks]
    if told:
        html.show(blocks.legend(told))


def _without_class(of_units: Answer, unit_key: str, why: str) -> list[tuple[str, str, str]]:
    """The entries of a legend for units without a report, which are hatched, and for others without a class."""
    silent = of_units.frame.done_count.isna()
    counted = (
        ("hatch", "legend-no-report", int(silent.sum())),
        ("", why, int((~silent & of_units.frame.map_class.isna()).sum())),
    )
    return [(NO_DATA, kind, f"{t(key)}: {t(f'{unit_key}s-count', count=many)}") for kind, key, many in counted if many]


def show_members(members: Answer) -> None:
    """Members by role and group, the largest role first. `members`: an answer of `teams/members`."""
    table = members.frame.pivot_table("member_count", "role", "team_name", aggfunc="sum", sort=False)
    table.insert(0, t("all-groups"), table.sum(axis=1))
    table = table.sort_values(t("all-groups"), ascending=False)
    texts = table.map(lambda value: write("member_count", value))
    texts.insert(0, label("role"), [write("role", role) for role in texts.index])
    texts.columns.name = None
    html.show(html.table(texts, list(table.columns)))


def show_multiples(daily: Answer, link: Callable[[Any], str]) -> None:
    """One small area chart a unit, all on one scale from 0 to 100 %, most people remaining first; its name leads to
    `link` of its row. `daily`: an answer of `goals/units_daily`."""
    parts = [part for _, part in daily.frame.groupby("place_code", sort=True)]
    parts.sort(key=lambda part: -part.remaining_count.fillna(-1).iloc[-1])
    html.show(blocks.multiples([_multiple(part, link) for part in parts]))


def show_heat(heat: Answer, of_indicators: Answer, chosen: str, caption: str, link: Callable[[Any], str]) -> None:
    """Units × indicators, each cell its counts on the colour of its class; those of which most people remain on the
    `chosen` indicator first, each leading to `link` of its row. A column that is all of one class has no colour: it
    tells nobody apart. `heat`: an answer of `goals/heat`."""
    names = {row.indicator_code: name(row) for row in of_indicators.frame.itertuples()}
    indicators = [code for code in names if code in set(heat.frame.indicator_code)]
    classes = heat.frame.groupby("indicator_code").attainment_class.nunique(dropna=False)
    remaining = heat.frame[heat.frame.indicator_code == chosen].set_index("place_code").remaining_count.fillna(-1)
    groups = [rows for _, rows in heat.frame.groupby("place_code", sort=True)]
    groups.sort(key=lambda rows: -remaining.get(rows.place_code.iloc[0], -1))
    lines = []
    for rows in groups:
        cells = {row.indicator_code: row for row in rows.itertuples()}
        first = next(iter(cells.values()))
        drawn = [_heat_cell(cells.get(code), is_quiet=len(groups) > 1 and classes[code] == 1) for code in indicators]
        lines.append((blocks.link(first.place_name, link(first)), drawn))
    colours = [(attainment(code), on_attainment(code)) for code in CLASSES]
    html.show(blocks.heat(caption, label("place_name"), [names[code] for code in indicators], lines, colours))


def _marks(standing: Answer, row) -> str:
    """What of one card's numbers is assumed or simulated."""
    return marked.beside(replace(standing, parameters={"place": row.place_code, "indicator": row.indicator_code}))


def _indicator(row: Any, new_counts: list[int], marks: str, kind: str) -> Markup:
    if pd.isna(row.done_count):
        facts = [] if pd.isna(row.target_count) else [(label("target_count"), count(row.target_count))]
        said = [blocks.line(t("no-reports-yet"), "note"), *([blocks.facts(facts)] if facts else [])]
        return blocks.card(name(row), said, kind)
    text = reached(row.done_count, row.target_count)
    has_target = not pd.isna(row.target_count) and row.target_count > 0
    main, _, percent = text.partition(" ")
    parts = [blocks.big(main, percent or unit(row))]
    if has_target:
        expected = None if pd.isna(row.expected_count) else row.expected_count
        parts.append(html.bullet(row.done_count, row.target_count, expected, f"{name(row)}: {text}"))
    status = (
        blocks.status(row.status, write("status", row.status))
        if isinstance(row.status, str)
        else blocks.aside(t("no-target" if pd.isna(row.target_count) else "target-zero"))
    )
    parts.append(blocks.row([status, html.sparkline(new_counts, t("sparkline", name=name(row)))]))
    parts.append(blocks.facts(_card_facts(row) if has_target else _facts_without_target(row)))
    return blocks.card(name(row), [*parts, blocks.lines([marks])], kind)


def _card_facts(row) -> list[tuple[str, str]]:
    facts = [(label("remaining_count"), write("remaining_count", row.remaining_count))]
    if row.short_count > max(0, row.remaining_count):
        facts.append((label("short_count"), count(row.short_count)))
    if not pd.isna(row.expected_count):
        facts.append((t("card-expected"), count(row.expected_count)))
    if not pd.isna(row.due_on):
        facts.append((t("card-due", days=int(row.working_days_left)), day(row.due_on)))
    if not pd.isna(row.required_pace):
        facts.append((label("required_pace"), write("required_pace", row.required_pace)))
    if row.overdue_count > 0:
        facts.append((t("card-overdue"), count(row.overdue_count)))
    return [*facts, (label("recent_pace"), write("recent_pace", row.recent_pace)), *_unadded(row)]


def _facts_without_target(row) -> list[tuple[str, str]]:
    return [(t("card-last-week"), count(row.last_week_count)), *_unadded(row)]


def _unadded(row) -> list[tuple[str, str]]:
    """First cumulative counts of the week, of which nobody knows what is new: named, and in no pace."""
    unadded = row.last_week_unadded_count
    return [] if pd.isna(unadded) or not unadded else [(t("card-unadded"), count(unadded))]


def _multiple(part: pd.DataFrame, link: Callable[[Any], str]) -> Markup:
    last = part.iloc[-1]
    shares = [min(1.0, max(0.0, value)) for value in part.attainment_share.fillna(0)]
    width = max(len(shares) - 1, 1)
    heights = [100 - round(100 * value) for value in shares]
    line = " ".join(f"{number},{height}" for number, height in enumerate(heights))
    around = f"-1,102 -1,{heights[0]} {line} {width + 1},{heights[-1]} {width + 1},102"  # its sides are not seen
    drawing = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} 100" preserveAspectRatio="none">'
        f'<polyline points="{around}" fill="{INDIGO}" fill-opacity=".25" stroke="{INDIGO}" stroke-width="2"'
        ' vector-effect="non-scaling-stroke"/></svg>'
    )
    text = reached(last.done_count, last.target_count)
    address = f"data:image/svg+xml,{quote(drawing, safe=' =:/,.-;()')}"
    return blocks.multiple(last.place_name, text, address, link(last))


def _heat_cell(row: Any, is_quiet: bool) -> Markup:
    if row is None:
        return blocks.heat_cell("–", "c", "–")
    if pd.isna(row.done_count):
        return blocks.heat_cell(t("no-reports-yet"), "c hatch", "–")
    text = reached(row.done_count, row.target_count)
    share = "–" if pd.isna(row.attainment_share) else row.attainment_share
    if is_quiet or not isinstance(row.attainment_class, str):
        return blocks.heat_cell(text, "c quiet", share)
    return blocks.heat_cell(text, f"c c{CLASSES.index(row.attainment_class)}", share)
