"""The sentence that each page begins with, made from the answers that the page asked for."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import pandas as pd

from enrolment.classes import COVERAGES, FAR_KM, LOW_SHARE, PACE_CLASSES, REMOTENESS, VERY_FAR_KM
from enrolment.narrative import plans
from enrolment.narrative.chosen import Chosen
from enrolment.narrative.tables import MOST_NAMES, first_names
from enrolment.narrative.words import Words
from enrolment.query.answer import Answer


def standing(chosen: Chosen, of_place: Answer) -> str:
    """Where the place stands on the chosen indicator, and whether the plan holds.

    `of_place`, here and below: `overview/standing` of the place.
    """
    words, row = chosen.words, row_of(of_place, chosen.indicator)
    told = {"place": chosen.place_name, "day": words.day(chosen.as_of), "indicator": words.short(row)}
    if pd.isna(row.done_count):
        return words.t("say-no-reports", **told)
    if pd.isna(row.target_count) or not row.target_count:
        key = "say-no-target" if pd.isna(row.target_count) else "say-target-zero"
        return words.t(key, **told, done=words.count(row.done_count), unit=words.unit(row))
    told["reached"] = words.reached(row.done_count, row.target_count)
    if row.status == "reached":
        beside = plans.still_to_reach(words, row)
        return words.t("say-complete-but", **told, plan=beside) if beside else words.t("say-complete", **told)
    told["remaining"] = words.write("remaining_count", row.remaining_count)
    if not isinstance(row.status, str):
        return words.t("say-standing-unplanned", **told)
    return words.t("say-standing", **told, who=who(chosen, row), plan=plans.outlook(words, row))


def pace(chosen: Chosen, of_place: Answer, ahead: Answer) -> str:
    """Where the campaign will have come, what the plan asks for each working day, and what the last seven days gave.
    `ahead`: `goals/forecast`."""
    words, row = chosen.words, row_of(of_place, chosen.indicator)
    if not isinstance(row.status, str) or row.status == "reached":
        return standing(chosen, of_place)
    told = {"indicator": words.short(row), "reached": words.reached(row.done_count, row.target_count)}
    return words.t(
        "say-pace", **told, plan=plans.outlook(words, row, ahead), needed=" " + plans.needed(words, row, ahead)
    )


def classes(chosen: Chosen, units: Answer, of_place: Answer) -> str:
    """How many units are below 65 %, and which has most people remaining; units without a report stand beside."""
    if is_commune_only(chosen, units, of_place):
        return commune_only(chosen, of_place)
    words = chosen.words
    reported = units.frame[units.frame.done_count.notna()]
    known = reported[reported.attainment_share.notna()]
    told = {"indicator": words.short(chosen.indicator_row), "place": chosen.place_name}
    silent = _unreported(chosen, units)
    if known.empty and len(reported):
        most = reported.loc[reported.done_count.idxmax()]
        told |= {
            "most": most.place_name,
            "done": words.count(most.done_count),
            "unit": words.unit(chosen.indicator_row),
        }
        key = "say-map-counts" if not has_target(chosen, of_place) else "say-map-counts-own"
        return f"{words.t(key, **told)}{silent}"
    if known.empty:
        return words.t("say-map-empty", **told)
    low = int((known.attainment_share < LOW_SHARE).sum())
    told |= {"low": words.count(low), "all": words.t(f"{chosen.unit_key}s-count", count=len(known))}
    most = known.iloc[0]
    if not most.remaining_count > 0:
        return f"{words.t('say-map-reached', **told)}{silent}"
    told |= {"most": most.place_name, "remaining": words.count(most.remaining_count)}
    return f"{words.t('say-map', **told, reached=words.reached(most.done_count, most.target_count))}{silent}"


def crossed(chosen: Chosen, units: Answer, of_place: Answer) -> str:
    """The units that are both far away and low in coverage, with the people who remain there. `units` as `maps.crossed`
    gives them."""
    words, code = chosen.words, f"{COVERAGES[0].code}_{REMOTENESS[-1].code}"
    both = units.frame[units.frame.map_class == code]
    if both.empty:
        return f"{classes(chosen, units, of_place)} {words.t('say-crossed-none')}"
    return words.t(
        "say-crossed",
        indicator=words.short(chosen.indicator_row),
        both=words.t(f"{chosen.unit_key}s-count", count=len(both)),
        names=first_names(words, list(both.place_name), len(both)),
        remaining=words.count(both.remaining_count.clip(lower=0).sum()),
        all=words.count(units.frame.remaining_count.clip(lower=0).sum()),
    )


def change(chosen: Chosen, units: Answer, of_change: Answer) -> str:
    """How far the place came since an earlier day, and which units came less than half as far. `units` as `maps.moved`
    gives them, `of_change`: `map/change`."""
    words, whole = chosen.words, of_change.frame.whole_points.max()
    told = {
        "indicator": words.short(chosen.indicator_row),
        "place": chosen.place_name,
        "since": words.day(datetime.fromisoformat(of_change.parameters["since"])),
        "day": words.day(chosen.as_of),
    }
    known = units.frame[units.frame.map_class.notna()]
    if not whole > 0 or known.empty:
        return words.t("say-map-change-none", **told)
    slowest, slow = known.loc[known.moved_points.idxmin()], int((known.map_class == PACE_CLASSES[0].code).sum())
    told |= {
        "points": words.write("moved_points", whole),
        "slow": words.count(slow),
        "all": words.t(f"{chosen.unit_key}s-count", count=len(known)),
        "slowest": slowest.place_name,
        "least": words.write("moved_points", slowest.moved_points),
    }
    return words.t("say-map-change" if slow else "say-map-change-even", **told)


def distance(chosen: Chosen, of_bands: Answer, of_place: Answer) -> str:
    """The share of the people still to reach who live 10 and 20 km away or more; of those counted without a target."""
    words, bands = chosen.words, of_bands.frame
    told = {"indicator": words.short(chosen.indicator_row), "place": chosen.place_name}
    if bands.empty:
        return _without_villages(chosen, of_place)
    column = "short_count" if bands.target_count.notna().any() else "done_count"
    unknown = bands[bands.from_km.isna()][column].sum()
    total = bands[column].sum() - unknown
    if not total > 0 and not unknown > 0:
        return words.t("say-nobody-remains" if column == "short_count" else "say-nothing-counted", **told)
    if not total > 0:
        return words.t("say-distance-all-unknown", **told, count=words.count(unknown))
    far = bands[bands.from_km >= FAR_KM]
    ten, twenty = far[column].sum(), far[far.from_km >= VERY_FAR_KM][column].sum()
    told |= {"total": words.count(total), "ten": words.count(ten), "ten_share": words.share(ten / total)}
    told |= {
        "twenty": words.count(twenty),
        "twenty_share": words.share(twenty / total),
        "unit": words.unit(chosen.indicator_row),
    }
    key = "say-distance-counts-own" if has_target(chosen, of_place) else "say-distance-counts"
    said = words.t("say-distance", **told, n=int(total)) if column == "short_count" else words.t(key, **told)
    beside = words.t("say-distance-unknown", count=words.count(unknown)) if unknown > 0 else ""
    return " ".join(filter(None, [said, beside, words.t("say-estimated") if far.is_road_estimated.any() else ""]))


def gaps(chosen: Chosen, of_sides: Answer, of_gaps: Answer, of_place: Answer) -> str:
    """How many villages lack what, and how attainment differs where it differs most: with and without power, or signal.

    `of_sides`: `gaps/contrast`; `of_gaps`: `gaps/lacking`.
    """
    words, contrast, lacking = chosen.words, of_sides.frame, of_gaps.row
    told = {
        "unlit": _of_known(words, lacking.unlit_village_count, lacking.village_count, lacking.unlit_unknown_count),
        "weak": _of_known(words, lacking.weak_signal_village_count, lacking.village_count, lacking.weak_unknown_count),
        "both": words.count(lacking.both_village_count),
    }
    counted = words.t("say-gaps-count", **told)
    if contrast.empty:
        return f"{counted} {_without_villages(chosen, of_place)}"
    inside = contrast[contrast.is_inside.eq(True)].set_index("gap")
    outside = contrast[contrast.is_inside.eq(False)].set_index("gap")
    differences = (outside.attainment_share - inside.attainment_share).reindex(["electricity", "signal"]).dropna()
    if differences.empty:
        return counted
    largest = differences.abs().idxmax()
    inner, outer = inside.loc[largest], outside.loc[largest]
    sides = {
        "inside": words.reached(inner.done_count, inner.target_count),
        "outside": words.reached(outer.done_count, outer.target_count),
        "points": words.count(100 * abs(differences[largest]), 1),
        "gap": largest,
    }
    return f"{counted} {words.t('say-gaps', indicator=words.short(chosen.indicator_row), **sides)}"


def village(chosen: Chosen, profile: Answer, of_village: Answer, of_place: Answer, ahead: Answer) -> str:
    """What the village is, how many people remain in it and how far it comes; `of_place` is its commune's, `ahead` its
    own `goals/forecast`."""
    words, row, counts = chosen.words, profile.row, row_of(of_village, chosen.indicator)
    what = words.t(
        "say-village",
        village=row.place_name,
        commune=row.commune_name,
        people=words.t("people-unknown") if pd.isna(row.residents_14_plus) else words.count(row.residents_14_plus),
        km=words.t("km-unknown") if pd.isna(row.road_km) else f"{words.road(row)} km",
        power=words.word("electricity", row.electricity) if row.electricity else words.t("electricity-unknown"),
        signal=words.word("mobile_signal", row.mobile_signal)
        if row.mobile_signal
        else words.t("mobile-signal-unknown"),
    )
    told = {"indicator": words.short(counts)}
    if pd.isna(counts.done_count):
        reports = row_of(of_place, chosen.indicator)
        no_village_reports = not pd.isna(reports.done_count) and reports.reported_part_count == 0
        is_of_commune = no_village_reports or chosen.is_of_communes
        key = "say-village-commune-only" if is_of_commune else "say-village-no-reports"
        return f"{what} {words.t(key, **told)}"
    if pd.isna(counts.target_count) or not counts.target_count:
        key = "say-village-no-target" if pd.isna(counts.target_count) else "say-village-target-zero"
        return f"{what} {words.t(key, **told, done=words.count(counts.done_count), unit=words.unit(counts))}"
    told |= {"reached": words.reached(counts.done_count, counts.target_count)}
    told |= {"remaining": words.write("remaining_count", counts.remaining_count)}
    if not isinstance(counts.status, str) or counts.status == "reached":
        key = "say-village-counts" if counts.remaining_count > 0 else "say-village-reached"
        return f"{what} {words.t(key, **told)}"
    return f"{what} {words.t('say-village-plan', **told, plan=plans.outlook(words, counts, ahead))}"


def teams(chosen: Chosen, of_groups: Answer, of_all: Answer) -> str:
    """How many groups and members, whom they carried, and what a group adds in a day of which that is known.

    `of_all`: `teams/unnamed`.
    """
    words, groups, named = chosen.words, of_groups.frame, of_all.row
    if groups.empty:
        return words.t("say-no-teams", place=chosen.place_name)
    said = words.t(
        "say-teams",
        groups=words.t("groups-count", count=int(groups.group_count.sum())),
        members=words.count(groups.member_count.sum(min_count=1)),
        households=words.count(groups.households_visited.sum(min_count=1)),
        elderly=words.count(groups.elderly_transported.sum(min_count=1)),
    )
    told = {"indicator": words.short(chosen.indicator_row), "unit": words.unit(chosen.indicator_row)}
    if pd.isna(named.new_count):
        return f"{said} {words.t('say-teams-no-reports', **told)}"
    days = groups.known_days.sum()
    if not days > 0:
        return f"{said} {words.t('say-teams-unnamed', **told, new=words.count(named.new_count))}"
    new = groups.new_count.sum()
    told |= {"new": words.count(new), "days": words.count(days), "pace": words.count(new / days, 1)}
    beside = named.new_count - new
    rest = f" {words.t('say-teams-beside', count=words.count(beside))}" if beside > 0 else ""
    return f"{said} {words.t('say-teams-pace', **told)}{rest}"


def batches(words: Words, history: Sequence[dict[str, Any]]) -> str:
    """How many batches count, and which came last."""
    counted = [batch for batch in history if batch["is_counted"]]
    if not counted:
        return words.t("say-no-batches-count", count=len(history)) if history else words.t("say-no-batches")
    together = [batch for batch in counted if batch["at"] == counted[0]["at"]]
    newest = next((batch for batch in together if batch["table_name"] == "progress"), counted[0])
    at = words.moment(datetime.fromisoformat(newest["at"]))
    by = f", {newest['who']}" if newest["who"] else ""
    return words.t("say-batches", count=len(counted), file=newest["file_name"], at=at, by=by)


def quality(chosen: Chosen, by_check: Answer) -> str:
    """How many findings are open, and the check that has most of them. `by_check`: `quality/words`."""
    words, counts = chosen.words, by_check.frame
    opened = counts[counts.finding_status == "open"]
    if opened.empty:
        noted = int(counts.finding_count.sum())
        if noted:
            return words.t("say-quality-explained", place=chosen.place_name, explained=words.count(noted))
        return words.t("say-quality-clean", place=chosen.place_name)
    most = opened.loc[opened.finding_count.idxmax()]
    told = {"place": chosen.place_name, "count": words.count(int(opened.finding_count.sum()))}
    check = words.word("audit_name", most.audit_name)
    return words.t("say-quality", **told, check=check, most=words.count(most.finding_count))


def audits(words: Words, about: Answer, findings: Answer) -> str:
    """Whether the data agrees with itself. `about`: `frame/about`; `findings`: `definitions/audits`."""
    told = {"version": about.row.data_version, "day": words.day(about.row.last_reported_on)}
    if not len(findings):
        return words.t("say-audits-clean", **told)
    return words.t("say-audits", **told, count=len(findings))


def is_commune_only(chosen: Chosen, units: Answer, of_place: Answer) -> bool:
    """Whether only the commune itself reports the indicator: its villages have no figures of their own."""
    if chosen.level != "commune" or units.frame.done_count.notna().any():
        return False
    row = row_of(of_place, chosen.indicator)
    return chosen.is_of_communes or not pd.isna(row.done_count)


def commune_only(chosen: Chosen, of_place: Answer) -> str:
    """What stands in place of village figures for an indicator that only communes report."""
    words, row = chosen.words, row_of(of_place, chosen.indicator)
    told = {"indicator": words.short(row), "place": chosen.place_name}
    if pd.isna(row.done_count):
        return words.t("say-no-reports", **told, day=words.day(chosen.as_of))
    return words.t("say-commune-only", **told, reached=words.reached(row.done_count, row.target_count))


def has_target(chosen: Chosen, of_place: Answer) -> bool:
    """Whether the place itself has a target for the indicator, also where no village has one."""
    return not pd.isna(row_of(of_place, chosen.indicator).target_count)


def not_compared(words: Words, villages: Answer) -> list[str]:
    """Which villages stand in no column, and why. `villages`: `gaps/not_compared`."""
    said = []
    for reason, found in villages.frame.groupby("reason", sort=False):
        names = ", ".join(found.place_name.head(MOST_NAMES)) + ("…" if len(found) > MOST_NAMES else "")
        said.append(words.t(f"not-compared-{reason}".replace("_", "-"), count=len(found), names=names))
    return said


def gaps_unknown(words: Words, of_gaps: Answer) -> str:
    """How many villages stand on neither side of a gap; empty when all are known. `of_gaps`: `gaps/lacking`."""
    unknown = of_gaps.row.unknown_count
    return words.t("gaps-unknown", count=words.count(unknown)) if unknown else ""


def freshness(chosen: Chosen, silent: Answer, days: int) -> str:
    """How new the newest report is, and how many units are silent for longer than `days`.

    `silent`: `overview/silent`.
    """
    words, row = chosen.words, silent.row
    return words.t(
        "freshness",
        indicator=words.short(chosen.indicator_row),
        day=words.day(row.last_reported_on),
        silent=words.count(row.silent_count),
        all=words.count(row.unit_count),
        days=days,
        unit=words.t("unit-commune" if row.is_commune_only else f"unit-{chosen.unit_key}"),
    )


def _without_villages(chosen: Chosen, of_place: Answer) -> str:
    """What is said where no village has a figure: only the commune reports, or nobody does."""
    words, row = chosen.words, row_of(of_place, chosen.indicator)
    if not pd.isna(row.done_count):
        return commune_only(chosen, of_place)
    told = {"place": chosen.place_name, "day": words.day(chosen.as_of), "indicator": words.short(row)}
    return words.t("say-no-reports", **told)


def _unreported(chosen: Chosen, units: Answer) -> str:
    """How many units have no report yet, as a sentence to be added; empty where all have one."""
    silent = int(units.frame.done_count.isna().sum())
    return f" {chosen.words.t(f'say-unreported-{chosen.unit_key}', count=silent)}" if silent else ""


def _of_known(words: Words, lacking: float, all_count: int, unknown: int) -> str:
    """`13/38`, or `1/2 (1 unknown)`: the known ones with the unknown beside."""
    known = f"{words.count(lacking)}/{words.count(all_count - unknown)}"
    return f"{known} ({words.t('count-unknown', count=words.count(unknown))})" if unknown else known


def who(chosen: Chosen, row: Any) -> str:
    """Whom a remaining count is about: people, or for an indicator of communes its own unit."""
    words = chosen.words
    is_of_communes = chosen.indicator_row.level == "commune"
    return words.unit(row) if is_of_communes else words.t("people", count=int(row.remaining_count))


def row_of(answer: Answer, indicator: str) -> Any:
    return next(row for row in answer.frame.itertuples() if row.indicator_code == indicator)
