"""The sentence that each page begins with, made from its data; and small additions to frames for its tables."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import pandas as pd

from enrolment import language
from enrolment.metrics import word
from enrolment.view import plans
from enrolment.view.chosen import Chosen
from enrolment.view.words import count, day, lang, name, reached, road, share, t, unit, write

MOST_NAMES = 12  # of places told in one sentence


def standing(chosen: Chosen, frame: pd.DataFrame) -> str:
    """Where the place stands on the chosen indicator, and whether the plan holds."""
    row = _row(frame, chosen.indicator)
    told = {"place": chosen.place_name, "day": day(chosen.as_of), "indicator": name(row)}
    if pd.isna(row.done_count):
        return t("say-no-reports", **told)
    if pd.isna(row.target_count) or not row.target_count:
        key = "say-no-target" if pd.isna(row.target_count) else "say-target-zero"
        return t(key, **told, done=count(row.done_count), unit=unit(row))
    told["reached"] = reached(row.done_count, row.target_count)
    if row.status == "reached":
        beside = plans.still_to_reach(row)
        return t("say-complete-but", **told, plan=beside) if beside else t("say-complete", **told)
    told["remaining"] = write("remaining_count", row.remaining_count)
    if not isinstance(row.status, str):
        return t("say-standing-unplanned", **told)
    return t("say-standing", **told, who=_who(chosen, row), plan=plans.outlook(row))


def pace(chosen: Chosen, frame: pd.DataFrame) -> str:
    """What the plan asks for each working day, and what the last seven days gave."""
    row = _row(frame, chosen.indicator)
    if not isinstance(row.status, str) or row.status == "reached":
        return standing(chosen, frame)
    told = {"indicator": name(row), "reached": reached(row.done_count, row.target_count)}
    return t("say-pace", **told, plan=plans.outlook(row), needed=" " + plans.needed(row))


def classes(chosen: Chosen, units: pd.DataFrame, frame: pd.DataFrame) -> str:
    """How many units are below 65 %, and which has most people remaining; units without a report stand beside.

    `frame`: an answer of `overview/standing` for the place.
    """
    if is_commune_only(chosen, units, frame):
        return commune_only(chosen, frame)
    reported = units[units.done_count.notna()]
    known = reported[reported.attainment_share.notna()]
    told = {"indicator": name(chosen.indicator_row), "place": chosen.place_name}
    silent = _unreported(chosen, units)
    if known.empty and len(reported):
        most = reported.loc[reported.done_count.idxmax()]
        told |= {"most": most.place_name, "done": count(most.done_count), "unit": unit(chosen.indicator_row)}
        key = "say-map-counts" if not has_target(chosen, frame) else "say-map-counts-own"
        return f"{t(key, **told)}{silent}"
    if known.empty:
        return t("say-map-empty", **told)
    low = int(known.attainment_class.isin(["under_50", "50_to_65"]).sum())
    told |= {"low": count(low), "all": t(f"{chosen.unit_key}s-count", count=len(known))}
    most = known.iloc[0]
    if not most.remaining_count > 0:
        return f"{t('say-map-reached', **told)}{silent}"
    told |= {"most": most.place_name, "remaining": count(most.remaining_count)}
    return f"{t('say-map', **told, reached=reached(most.done_count, most.target_count))}{silent}"


def distance(chosen: Chosen, bands: pd.DataFrame, frame: pd.DataFrame) -> str:
    """The share of the people still to reach who live 10 and 20 km away or more; of those counted without a target.

    `frame`: an answer of `overview/standing` for the place.
    """
    told = {"indicator": name(chosen.indicator_row), "place": chosen.place_name}
    if bands.empty:
        return _without_villages(chosen, frame)
    column = "short_count" if bands.target_count.notna().any() else "done_count"
    by_band = bands.set_index("distance_band")[column]
    unknown = by_band.get("unknown", 0)
    total = bands[column].sum() - unknown
    if not total > 0 and not unknown > 0:
        return t("say-nobody-remains" if column == "short_count" else "say-nothing-counted", **told)
    if not total > 0:
        return t("say-distance-all-unknown", **told, count=count(unknown))
    twenty = by_band.get("over_20", 0)
    ten = twenty + by_band.get("10_to_20", 0)
    told |= {"total": count(total), "ten": count(ten), "ten_share": share(ten / total)}
    told |= {"twenty": count(twenty), "twenty_share": share(twenty / total), "unit": unit(chosen.indicator_row)}
    key = "say-distance-counts-own" if has_target(chosen, frame) else "say-distance-counts"
    said = t("say-distance", **told, n=int(total)) if column == "short_count" else t(key, **told)
    beside = t("say-distance-unknown", count=count(unknown)) if unknown > 0 else ""
    far = bands[bands.distance_band.isin(["10_to_20", "over_20"])]
    return " ".join(filter(None, [said, beside, t("say-estimated") if far.is_road_estimated.any() else ""]))


def gaps(chosen: Chosen, contrast: pd.DataFrame, lacking: pd.Series, frame: pd.DataFrame) -> str:
    """How many villages lack what, and how attainment differs. `lacking`: the row of `gaps/lacking`."""
    told = {
        "unlit": _of_known(lacking.unlit_village_count, lacking.village_count, lacking.unlit_unknown_count),
        "weak": _of_known(lacking.weak_signal_village_count, lacking.village_count, lacking.weak_unknown_count),
        "both": count(lacking.both_village_count),
    }
    counted = t("say-gaps-count", **told)
    if contrast.empty:
        return f"{counted} {_without_villages(chosen, frame)}"
    inside = contrast[contrast.is_inside.eq(True)].set_index("gap")
    outside = contrast[contrast.is_inside.eq(False)].set_index("gap")
    if not ({"electricity"} <= set(inside.index) & set(outside.index)) or pd.isna(
        inside.attainment_share["electricity"]
    ):
        return counted
    inner, outer = inside.loc["electricity"], outside.loc["electricity"]
    sides = {
        "inside": reached(inner.done_count, inner.target_count),
        "outside": reached(outer.done_count, outer.target_count),
    }
    return f"{counted} {t('say-gaps', indicator=name(chosen.indicator_row), **sides)}"


def village(row: pd.Series, frame: pd.DataFrame, chosen: Chosen, commune: pd.DataFrame) -> str:
    """What the village is and how many people remain in it. `commune`: `overview/standing` of its commune."""
    counts = _row(frame, chosen.indicator)
    what = t(
        "say-village",
        village=row.place_name,
        commune=row.commune_name,
        people=t("people-unknown") if pd.isna(row.residents_14_plus) else count(row.residents_14_plus),
        km=t("km-unknown") if pd.isna(row.road_km) else f"{road(row)} km",
        power=word(lang(), "electricity", row.electricity) if row.electricity else t("electricity-unknown"),
        signal=word(lang(), "mobile_signal", row.mobile_signal) if row.mobile_signal else t("mobile-signal-unknown"),
    )
    told = {"indicator": name(counts)}
    if pd.isna(counts.done_count):
        reports = _row(commune, chosen.indicator)
        no_village_reports = not pd.isna(reports.done_count) and reports.reported_part_count == 0
        is_of_commune = no_village_reports or chosen.is_of_communes
        key = "say-village-commune-only" if is_of_commune else "say-village-no-reports"
        return f"{what} {t(key, **told)}"
    if pd.isna(counts.target_count) or not counts.target_count:
        key = "say-village-no-target" if pd.isna(counts.target_count) else "say-village-target-zero"
        return f"{what} {t(key, **told, done=count(counts.done_count), unit=unit(counts))}"
    told |= {"reached": reached(counts.done_count, counts.target_count)}
    told |= {"remaining": write("remaining_count", counts.remaining_count)}
    if not isinstance(counts.status, str) or counts.status == "reached":
        key = "say-village-counts" if counts.remaining_count > 0 else "say-village-reached"
        return f"{what} {t(key, **told)}"
    return f"{what} {t('say-village-plan', **told, plan=plans.outlook(counts))}"


def teams(chosen: Chosen, groups: pd.DataFrame, named: pd.Series) -> str:
    """How many groups and members, whom they carried, and what a group adds in a day of which that is known.

    `named`: the row of `teams/unnamed`.
    """
    if groups.empty:
        return t("say-no-teams", place=chosen.place_name)
    said = t(
        "say-teams",
        groups=t("groups-count", count=int(groups.group_count.sum())),
        members=count(groups.member_count.sum(min_count=1)),
        households=count(groups.households_visited.sum(min_count=1)),
        elderly=count(groups.elderly_transported.sum(min_count=1)),
    )
    told = {"indicator": name(chosen.indicator_row), "unit": unit(chosen.indicator_row)}
    if pd.isna(named.new_count):
        return f"{said} {t('say-teams-no-reports', **told)}"
    days = groups.known_days.sum()
    if not days > 0:
        return f"{said} {t('say-teams-unnamed', **told, new=count(named.new_count))}"
    new = groups.new_count.sum()
    told |= {"new": count(new), "days": count(days), "pace": count(new / days, 1)}
    beside = named.new_count - new
    rest = f" {t('say-teams-beside', count=count(beside))}" if beside > 0 else ""
    return f"{said} {t('say-teams-pace', **told)}{rest}"


def batches(history: Sequence[dict[str, Any]]) -> str:
    """How many batches count, and which came last."""
    counted = [batch for batch in history if batch["is_counted"]]
    if not counted:
        return t("say-no-batches-count", count=len(history)) if history else t("say-no-batches")
    together = [batch for batch in counted if batch["at"] == counted[0]["at"]]
    newest = next((batch for batch in together if batch["table_name"] == "progress"), counted[0])
    at = language.moment(lang(), datetime.fromisoformat(newest["at"]))
    by = f", {newest['who']}" if newest["who"] else ""
    return t("say-batches", count=len(counted), file=newest["file_name"], at=at, by=by)


def quality(chosen: Chosen, words: pd.DataFrame) -> str:
    """How many findings are open, and the check that has most of them; `words` as of `quality/words`."""
    opened = words[words.finding_status == "open"]
    if opened.empty:
        noted = int(words.finding_count.sum())
        if noted:
            return t("say-quality-explained", place=chosen.place_name, explained=count(noted))
        return t("say-quality-clean", place=chosen.place_name)
    most = opened.loc[opened.finding_count.idxmax()]
    told = {"place": chosen.place_name, "count": count(int(opened.finding_count.sum()))}
    return t("say-quality", **told, check=word(lang(), "audit_name", most.audit_name), most=count(most.finding_count))


def audits(about: pd.Series, findings: pd.DataFrame) -> str:
    """Whether the data agrees with itself."""
    told = {"version": about.data_version, "day": day(about.last_reported_on)}
    return t("say-audits-clean", **told) if findings.empty else t("say-audits", **told, count=len(findings))


def band(row: Any) -> str:
    """What a bar of `distance/bands` says: people still to reach and their share; without targets, what was counted."""
    if pd.isna(row.target_count):
        return count(row.done_count)
    return t("bar-remaining", count=count(row.short_count), share=share(row.short_share))


def overall_share(bands: pd.DataFrame) -> float | None:
    """Attainment of all bands together; None without a target."""
    target = bands.target_count.sum()
    return bands.done_count.sum() / target if target else None


def with_indicator_names(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.assign(indicator_name=frame[f"name_{lang()}"])


def with_commune_reached(frame: pd.DataFrame) -> pd.DataFrame:
    """The commune's done/target (share) as text, beside the village's own."""
    pairs = zip(frame.commune_done_count, frame.commune_target_count, strict=True)
    return frame.assign(commune_reached=[reached(done, target) for done, target in pairs])


def with_village_names(frame: pd.DataFrame) -> pd.DataFrame:
    """The lists of villages as text, a long one cut with the number that is left out."""
    return frame.assign(
        village_names=[
            ", ".join(list(names)[:MOST_NAMES]) + (f" … (+{count(total - MOST_NAMES)})" if total > MOST_NAMES else "")
            for names, total in zip(frame.village_names, frame.village_count, strict=True)
        ]
    )


def is_commune_only(chosen: Chosen, units: pd.DataFrame, frame: pd.DataFrame) -> bool:
    """Whether only the commune itself reports the indicator: its villages have no figures of their own."""
    if chosen.level != "commune" or units.done_count.notna().any():
        return False
    row = _row(frame, chosen.indicator)
    return chosen.is_of_communes or not pd.isna(row.done_count)


def commune_only(chosen: Chosen, frame: pd.DataFrame) -> str:
    """What stands in place of village figures for an indicator that only communes report."""
    row = _row(frame, chosen.indicator)
    told = {"indicator": name(row), "place": chosen.place_name}
    if pd.isna(row.done_count):
        return t("say-no-reports", **told, day=day(chosen.as_of))
    return t("say-commune-only", **told, reached=reached(row.done_count, row.target_count))


def has_target(chosen: Chosen, frame: pd.DataFrame) -> bool:
    """Whether the place itself has a target for the indicator, also where no village has one."""
    return not pd.isna(_row(frame, chosen.indicator).target_count)


def not_compared(rows: pd.DataFrame) -> list[str]:
    """Which villages stand in no column, and why; `rows` as of `gaps/not_compared`."""
    said = []
    for reason, found in rows.groupby("reason", sort=False):
        names = ", ".join(found.place_name.head(MOST_NAMES)) + ("…" if len(found) > MOST_NAMES else "")
        said.append(t(f"not-compared-{reason}".replace("_", "-"), count=len(found), names=names))
    return said


def gaps_unknown(lacking: pd.Series) -> str:
    """How many villages stand on neither side of a gap; empty when all are known."""
    return t("gaps-unknown", count=count(lacking.unknown_count)) if lacking.unknown_count else ""


def _without_villages(chosen: Chosen, frame: pd.DataFrame) -> str:
    """What is said where no village has a figure: only the commune reports, or nobody does."""
    row = _row(frame, chosen.indicator)
    if not pd.isna(row.done_count):
        return commune_only(chosen, frame)
    return t("say-no-reports", place=chosen.place_name, day=day(chosen.as_of), indicator=name(row))


def _unreported(chosen: Chosen, units: pd.DataFrame) -> str:
    """How many units have no report yet, as a sentence to be added; empty where all have one."""
    silent = int(units.done_count.isna().sum())
    return f" {t(f'say-unreported-{chosen.unit_key}', count=silent)}" if silent else ""


def _of_known(lacking: float, all_count: int, unknown: int) -> str:
    """`13/38`, or `1/2 (1 unknown)`: the known ones with the unknown beside."""
    known = f"{count(lacking)}/{count(all_count - unknown)}"
    return f"{known} ({t('count-unknown', count=count(unknown))})" if unknown else known


def _who(chosen: Chosen, row) -> str:
    """Whom a remaining count is about: people, or for an indicator of communes its own unit."""
    return unit(row) if chosen.indicator_row.level == "commune" else t("people", count=int(row.remaining_count))


def _row(frame: pd.DataFrame, indicator: str):
    return next(row for row in frame.itertuples() if row.indicator_code == indicator)
